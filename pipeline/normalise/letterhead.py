"""The letterhead of a document: its titles, its document number, what its labels say."""

import re

from pipeline.records import Block, Name, Outline, Span
from pipeline.reference import entries

YEAR = r"(?:19|20)\d{2}"
HEAD = 1500  # characters: where a document presents itself and its speaker
_NUMBER = re.compile(rf"[〔\[（(]({YEAR})[〕\]）)]第?\d{{1,4}}号")
_AGENCY = re.compile(r"\s*([\u4e00-\u9fff]{2,8})\Z")
_ISSUED_BY = re.compile(r"(?:发文|发布|制定|公布)(?:机关|机构|单位)\s?[:：]\s{0,4}")


def titles(outline: Outline) -> list[Block]:
    return [block for block in outline.blocks if block.kind == "title"]


def labelled_issuer(text: str, outline: Outline, organisations: list[Name]) -> str | None:
    """The body after 发文机关: among the page's furniture, or on the line below."""
    if not _ISSUED_BY.search(text):
        return None
    starts = {name.span[0]: name.name for name in organisations}
    for block in outline.blocks:
        if block.kind in ("byline", "chrome", "listing") and (
            label := _ISSUED_BY.search(text, block.start, min(block.end + 4, len(text)))
        ):
            return starts.get(label.end())
    return None


def document_number(text: str) -> tuple[str, re.Match[str]] | None:
    """Agency and year of the document number that fills a line near the top."""
    if text.find("号", 0, HEAD) < 0:
        return None
    for number in _NUMBER.finditer(text, 0, HEAD):
        line = text.rfind("\n", 0, number.start()) + 1
        agency = _AGENCY.fullmatch(text, line, number.start())
        if agency and not text[number.end() : number.end() + 1].strip():
            return agency.group(1), number
    return None


def issuer_of_number(text: str) -> str | None:
    """The body whose abbreviation begins the document number: 国发 is the State Council."""
    number = document_number(text)
    if number is None:
        return None
    rows = sorted(entries("document_numbers"), key=lambda row: -len(row["prefix"]))
    return next((row["issuer"] for row in rows if number[0].startswith(row["prefix"])), None)


def signing_issuer(text: str, outline: Outline, organisations: list[Name]) -> str | None:
    """The body that fills a line of its own after the prose, as signatures do."""
    signatures = []
    for block in reversed(outline.blocks):
        if block.kind == "paragraph":
            break
        if block.kind == "byline":
            signatures.append(_trim(text, block.span))
    else:
        return None
    spans = {name.span: name.name for name in organisations} if signatures else {}
    return next((spans[span] for span in reversed(signatures) if span in spans), None)


def _trim(text: str, span: Span) -> Span:
    part = text[slice(*span)]
    start = span[0] + len(part) - len(part.lstrip())
    return start, start + len(part.strip())
