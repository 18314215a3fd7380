"""Lines of a page put together to paragraphs."""

import re
from dataclasses import dataclass

from pipeline.parse.numbers import number_at

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = " \t\u3000\xa0\u200b\ufeff\x0b\x0c\x85"
_STOPS = "。！？!?；;：:…”）)】」』"
# What cannot end a sentence or a title: the line goes on below.
_OPEN = re.compile(r"[、，,（(《“‘【]$|[和与及或]$")
_MIN_WRAPPED = 6  # lines, before a page counts as set to a fixed width
_MAX_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text, trimmed of white space; `indented` where its first line was."""

    start: int
    end: int
    indented: bool = False


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text in order; lines that a page broke by width are one paragraph."""
    lines = [line for match in _LINE.finditer(text) if (line := _trim(text, *match.span()))]
    width = _width(text, lines)
    merged: list[Paragraph] = []
    for line in lines:
        if merged and _goes_on(text, merged[-1], line, width):
            merged[-1] = Paragraph(merged[-1].start, line.end, merged[-1].indented)
        else:
            merged.append(line)
    return merged


def _trim(text: str, start: int, end: int) -> Paragraph | None:
    raw = text[start:end]
    head = raw.lstrip(_BLANK)
    if not head:
        return None
    begin = end - len(head)
    return Paragraph(begin, begin + len(head.rstrip(_BLANK)), begin - start > 1)


def _width(text: str, lines: list[Paragraph]) -> int | None:
    """The width a page was set to: most lines that stop inside a sentence are equally long."""
    cut = [line.end - line.start for line in lines if text[line.end - 1] not in _STOPS]
    widest = max(cut, default=0)
    full = sum(length >= widest - 2 for length in cut)
    if full >= _MIN_WRAPPED and 2 * full >= len(cut) and 12 <= widest <= _MAX_WIDTH:
        return widest
    return None


def _goes_on(text: str, last: Paragraph, line: Paragraph, width: int | None) -> bool:
    tail = text[max(last.start, last.end - 2) : last.end]
    if tail[-1] in _STOPS or (line.indented and width) or number_at(text, line.start, line.end):
        return False
    if _OPEN.search(tail):
        return True
    begin = text.rfind("\n", last.start, last.end) + 1
    return width is not None and last.end - max(begin, last.start) >= width - 2
