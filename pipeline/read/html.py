"""HTML into a page: the text of the whole page, furniture included, its title and address."""

import re
from typing import TYPE_CHECKING

from pipeline.read.encoding import Decoded, decode_bytes
from pipeline.read.records import Fields, Raw, Unreadable
from pipeline.records import Page

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

# Browsers look for the declaration in the first kilobyte; sites put it later.
HEAD = 4096
META_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.I
)
XML_ENCODING = re.compile(
    rb"""^\s{0,9}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})"""
)
# The parser compares every attribute of a tag with every other.
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
MAX_ATTRIBUTES = 5000
ABSOLUTE = re.compile(r"https?://\S{1,2000}", re.I)


def decode(raw: Raw, fields: Fields) -> Page:
    """A page of the markup's text, one line for a block, without blank lines."""
    labels = (raw.declared, *declared(raw.payload))
    return lay_page(raw, decode_bytes(raw.payload, labels))


def lay_page(raw: Raw, decoded: Decoded) -> Page:
    """The page of a markup that is decoded already."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    if any(len(tag.split()) > MAX_ATTRIBUTES for tag in LONG_TAG.findall(decoded.text)):
        raise Unreadable("html_too_complex", f"a tag with over {MAX_ATTRIBUTES} attributes")
    tree = HTMLTree.parse(decoded.text)
    extracted = extract_plain_text(
        tree, preserve_formatting=True, main_content=False, list_bullets=False, alt_texts=False
    )
    lines = (line.strip(" \t") for line in extracted.split("\n"))
    text = "\n".join(filter(None, lines))
    if not text.strip():
        raise Unreadable("empty", "no text in the markup")
    return Page(
        raw.source,
        text,
        raw.sha256,
        raw.format,
        decoded.encoding,
        raw.url or canonical(tree),
        raw.title or tree.title or None,
        raw.fetched,
        decoded.problems,
    )


def declared(data: bytes) -> list[str]:
    """The encodings the markup names for itself."""
    head = data[:HEAD]
    found = (pattern.search(head) for pattern in (META_CHARSET, XML_ENCODING))
    return [match[1].decode("ascii", "replace") for match in found if match]


def canonical(tree: "HTMLTree") -> str | None:
    """The address the page gives as its own."""
    for selector, attribute in (
        ('link[rel="canonical"]', "href"),
        ('meta[property="og:url"]', "content"),
    ):
        node = tree.document.query_selector(selector) if tree.document else None
        value = (node.getattr(attribute) or "").strip() if node else ""
        if ABSOLUTE.fullmatch(value):
            return value
    return None
