"""A page to a document: repaired text with the way back to its source, and its outline."""

from pipeline.parse.outline import outline
from pipeline.records import Document, Page
from pipeline.text.markup import strip_markup
from pipeline.text.repair import repair
from pipeline.text.script import script_of
from pipeline.text.width import fold_width


def restore(page: Page) -> Document:
    """Repair the page's text and take out what markup it holds; there is no outline yet."""
    repaired = strip_markup(repair(page.text))
    return Document(page, repaired, fold_width(repaired.text), script_of(page.text))


def lay_out(document: Document) -> Document:
    """Divide the document's text into blocks."""
    page, repaired, text, script = document.page, document.repaired, document.text, document.script
    return Document(page, repaired, text, script, outline(text))
