"""Lines of a page put together to paragraphs."""

import re
from typing import NamedTuple

from pipeline.parse.numbers import Mark, number_at
from pipeline.records import Span

_BLANK = " \t\u3000\xa0\u200b\ufeff\x0b\x0c\x85"
_LINE = re.compile(rf"[^{_BLANK}\n](?:.*[^{_BLANK}\n])?")
_STOPS = "。！？!?；;：:…”）)】」』"
_OPEN = "、，,（(《“‘【和与及或"  # cannot end a sentence or a title: the line goes on below
_PAUSE = re.compile("[,，、。;；]")
_ITEM = re.compile(
    r"[。；;][^\S\n]{0,4}"
    r"(?=[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）][^。；;]{4})"
)
_MIN_ITEMS = 3
_MIN_WRAPPED = 6  # lines, before a page counts as set to a fixed width
_MAX_WIDTH = 60


class Paragraph(NamedTuple):
    """A stretch of text, trimmed of white space, and the outline number that opens it."""

    start: int
    end: int
    mark: Mark | None


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text in order; lines that a page broke by width are one paragraph."""
    # One sort of line break lets the pattern use the dot, which is the fastest.
    broken = text.replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    lines = [line.span() for line in _LINE.finditer(broken)]
    width = _width(text, lines)
    found: list[Span] = []
    last = _STOPS[0]
    for start, end in lines:
        if last not in _STOPS and _goes_on(text, found[-1][1], (start, end), width):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        last = text[end - 1]
    if _ITEM.search(text):
        found = [part for whole in found for part in _items(text, whole)]
    return [Paragraph(start, end, number_at(text, start, end)) for start, end in found]


def _items(text: str, whole: Span) -> list[Span]:
    """The items of an outline whose line breaks a page has lost (…。二、…。三、…)."""
    start, end = whole
    cuts = [start]
    if end - start > _MAX_WIDTH:
        cuts += [match.end() for match in _ITEM.finditer(text, start, end)]
    if len(cuts) < _MIN_ITEMS:
        return [whole]
    parts = (_trim(text, *part) for part in zip(cuts, [*cuts[1:], end], strict=True))
    return [(start, end) for start, end in parts if start < end]


def _trim(text: str, start: int, end: int) -> Span:
    head = text[start:end].lstrip(_BLANK)
    return end - len(head), end - len(head) + len(head.rstrip(_BLANK))


def _width(text: str, lines: list[Span]) -> int | None:
    """The width a page was set to: most lines that stop inside a sentence are equally long."""
    cut_lines = [line for line in lines if text[line[1] - 1] not in _STOPS]
    if len(cut_lines) < _MIN_WRAPPED:
        return None
    prose = sum(_PAUSE.search(text, *line) is not None for line in cut_lines)
    if 2 * prose < len(cut_lines):
        return None  # labels, links or cells of a table
    cut = [_reach(text, end) for _, end in cut_lines]
    widest = max(cut)
    full = sum(length >= widest - 2 for length in cut)
    if full >= _MIN_WRAPPED and 2 * full >= len(cut) and 12 <= widest <= _MAX_WIDTH:
        return widest
    return None


def _reach(text: str, end: int) -> int:
    """How far from the margin a line that ends at `end` reaches, its indent included."""
    return end - text.rfind("\n", max(end - 2 * _MAX_WIDTH, 0), end) - 1


def _goes_on(text: str, last: int, line: Span, width: int | None) -> bool:
    """Is the line the rest of the paragraph that ends at `last`, inside a sentence?"""
    if text[last - 1] not in _OPEN:
        if width is None or _is_indented(text, line[0]):
            return False
        if _reach(text, last) < width - 2:
            return False
    return number_at(text, *line) is None


def _is_indented(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] in _BLANK and text[start - 2] in _BLANK
