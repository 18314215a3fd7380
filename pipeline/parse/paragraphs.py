"""Lines of a page put together to paragraphs."""

import re
from typing import NamedTuple

from pipeline.parse.numbers import number_at

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = " \t\u3000\xa0\u200b\ufeff\x0b\x0c\x85"
_STOPS = "。！？!?；;：:…”）)】」』"
# What cannot end a sentence or a title: the line goes on below.
_OPEN = re.compile(r"[、，,（(《“‘【]$|[和与及或]$")
_PAUSE = re.compile("[,，、。;；]")
_ITEM = re.compile(
    r"[。；;]\s{0,4}(?=[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）][^。；;]{4})"
)
_MIN_ITEMS = 3
_MIN_WRAPPED = 6  # lines, before a page counts as set to a fixed width
_MAX_WIDTH = 60


class Paragraph(NamedTuple):
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
    return [part for whole in merged for part in _items(text, whole)]


def _items(text: str, whole: Paragraph) -> list[Paragraph]:
    """The items of an outline whose line breaks a page has lost (…。二、…。三、…)."""
    cuts = [whole.start]
    if whole.end - whole.start > _MAX_WIDTH:
        cuts += [match.end() for match in _ITEM.finditer(text, whole.start, whole.end)]
    if len(cuts) < _MIN_ITEMS:
        return [whole]
    parts = (_trim(text, *part) for part in zip(cuts, [*cuts[1:], whole.end], strict=True))
    return [part for part in parts if part]


def _trim(text: str, start: int, end: int) -> Paragraph | None:
    raw = text[start:end]
    head = raw.lstrip(_BLANK)
    if not head:
        return None
    begin = end - len(head)
    return Paragraph(begin, begin + len(head.rstrip(_BLANK)), begin - start > 1)


def _width(text: str, lines: list[Paragraph]) -> int | None:
    """The width a page was set to: most lines that stop inside a sentence are equally long."""
    cut_lines = [line for line in lines if text[line.end - 1] not in _STOPS]
    prose = sum(_PAUSE.search(text, line.start, line.end) is not None for line in cut_lines)
    if 2 * prose < len(cut_lines):
        return None  # labels, links or cells of a table
    cut = [_reach(text, line.end) for line in cut_lines]
    widest = max(cut, default=0)
    full = sum(length >= widest - 2 for length in cut)
    if full >= _MIN_WRAPPED and 2 * full >= len(cut) and 12 <= widest <= _MAX_WIDTH:
        return widest
    return None


def _reach(text: str, end: int) -> int:
    """How far from the margin a line that ends at `end` reaches, its indent included."""
    return end - text.rfind("\n", max(end - 2 * _MAX_WIDTH, 0), end) - 1


def _goes_on(text: str, last: Paragraph, line: Paragraph, width: int | None) -> bool:
    """Is the line the rest of the paragraph before it?"""
    tail = text[max(last.start, last.end - 2) : last.end]
    if tail[-1] in _STOPS:
        return False
    if not _OPEN.search(tail):
        if width is None or line.indented:
            return False
        if _reach(text, last.end) < width - 2:
            return False
    return number_at(text, line.start, line.end) is None
