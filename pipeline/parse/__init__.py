"""A page to a document: repaired text with the way back to its source, and its outline."""

from pipeline.parse.outline import outline
from pipeline.records import Document, Page
from pipeline.text.markup import strip_markup
from pipeline.text.repair import repair
from pipeline.text.script import script_of
from pipeline.text.width import fold_width


def lay_out(page: Page) -> Document:
    """Repair the page's text, take out what markup it holds, and divide it into blocks."""
    repaired = strip_markup(repair(page.text))
    text = fold_width(repaired.text)
    return Document(page, repaired, text, script_of(page.text), outline(text))
