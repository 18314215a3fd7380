"""Lines of page furniture that carry a date: a label and a date, or a dated headline.

A line is furniture, not prose, where its dates stand behind labels, or at its edge beside a
headline that is no sentence.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.parse.written_dates import JOINT, WrittenDate, written_dates
from pipeline.records import Span
from pipeline.reference import words

_MAX_LINE = 160
_MAX_HEADLINE = 90
_KNOWN = frozenset(words("listing_labels", "label"))
_LABEL = re.compile(
    r"(?:^|(?<=[\s|｜【\[(（;；,，>》]))((?:[A-Za-z]{2,14} ){0,3}[A-Za-z]{2,14}"
    r"|[^\s\d:：,，。;；|｜【】\[\]()（）<>《》“”]{2,14})\s?[:：]?[\s】]{0,3}$"
)
_RUN_ON = re.compile(rf"({'|'.join(words('listing_labels', 'label'))})[:：]\s?$")
_DATE_WORD = re.compile(r"(?:日期|时间|时限|期限|截止|日)$")
_SOURCE = re.compile(r"(?:来源|作者|编辑|记者|点击|浏览|阅读)")
_SENTENCE = re.compile(r"[。！？!?；;]|[,，][^,，]{0,80}[,，]")
_COLON = re.compile("[:：]")
_STOPS = ("。", ";", "；")
_SHORT = re.compile(r"\d\d-\d\d")  # a day of a list of links, its year left out
_BEGINS_DATE = re.compile("[0-9一二](?:(?<=[0-9])|[〇○零九][〇○零一二三四五六七八九]{2}年)")
_NEIGHBOUR = re.compile(r"[上下]一[篇条则]\s?[:：]\s?")
_HANZI = re.compile(r"[一-龥]")
_BRACKET = re.compile(r"[(（][^()（）]{1,40}[)）]$|\[[^\[\]]{1,40}\]$")  # 热工工程师(3名)
_EDGE = " \t\u3000\xa0[]【】()（）|｜·•-—>»"


class DatedField(NamedTuple):
    """A date of a line of furniture, with its label and headline where the line has them."""

    value: WrittenDate
    label: Span | None
    name: Span | None


def dated_fields(line: str) -> tuple[DatedField, ...]:
    """The dates of one line of furniture, each with its label; none where the line is prose.

    Spans are offsets into the line.
    """
    if len(line) > _MAX_LINE or not JOINT.search(line):
        return ()
    if not _BEGINS_DATE.search(line) or "://" in line:
        return ()
    return _fields(line)


@lru_cache(maxsize=4096)  # pages of one site repeat their lines, and listings ask once more
def _fields(line: str) -> tuple[DatedField, ...]:
    end = len(line)
    if (cut := line.find("\n")) >= 0:
        first = line[:cut].rstrip()
        below = (end - len(line[cut:].lstrip()), end)
        field = value_below(line, 0, len(first), below) if first else None
        return (field,) if field else ()
    values = written_dates(line, 0, end)
    if not values:
        return ()
    fields: list[DatedField] = []
    begin = 0
    for value in values:
        label = _label_before(line, begin, value.start)
        if label:
            name = _headline(line, begin, label[0]) if begin == 0 else None
            fields.append(DatedField(value, label, name))
            begin = value.end
    if fields:
        if line[begin : begin + 1] in (",", "，") and not _COLON.search(line):
            return ()  # 截至5月8日,全市完成投资三亿元
        known = line[slice(*(fields[0].label or (0, 0)))] in _KNOWN
        return tuple(fields) if known or _is_short(line[begin:]) else ()
    return _headline_field(line, values)


def value_below(text: str, start: int, end: int, below: Span) -> DatedField | None:
    """A label (成文日期:) and its date, which is all of the next line."""
    if not _is_label(text, start, end):
        return None
    values = written_dates(text, *below)
    if len(values) != 1 or (values[0].start, values[0].end) != below:
        return None
    return DatedField(values[0], (start, end - 1), None)


def _is_label(text: str, start: int, end: int) -> bool:
    if text[end - 1] not in ":：":
        return False
    label = "".join(text[start : end - 1].split())
    return label in _KNOWN or (len(label) <= 10 and _DATE_WORD.search(label) is not None)


def _label_before(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    plain = line.rstrip(":： \u3000")
    if plain in _KNOWN:  # nearly every line of furniture, without a pattern
        return (start, start + len(plain))
    match = _LABEL.search(line)
    if not match:  # 来源:新华网时间:2024-01-02, fields run together
        match = _RUN_ON.search(line) if _SOURCE.match(line) else None
        return (start + match.start(1), start + match.end(1)) if match else None
    written = match[1]
    colon = line.rstrip(" \u3000\xa0】").endswith((":", "："))
    if not colon and start + match.start(1) > 0 and line[match.start(1) - 1] in ",，;；、":
        return None  # a clause of a sentence: …,有效期至2027年12月31日
    if written in _KNOWN or colon:
        return (start + match.start(1), start + match.end(1))
    return None


def _headline(text: str, start: int, end: int) -> Span | None:
    """The words of text[start:end] without brackets and spaces, if they can be a headline."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _BRACKET.search(text, start, end):
        end -= 1
    if link := _NEIGHBOUR.match(text, start, end):
        start = link.end()
    words_ = text[start:end]
    if end - start < 4 or re.search(r"[:：]", words_) or not _HANZI.search(words_):
        return None
    return (start, end)


def _headline_field(line: str, values: list[WrittenDate]) -> tuple[DatedField, ...]:
    value = values[0] if len(values) == 1 else None
    if value is None:
        return ()
    before, after = line[: value.start], line[value.end :]
    at_start, at_end = not before.strip(_EDGE), not after.strip(_EDGE)
    if at_start and at_end:
        return (DatedField(value, None, None),) if value.has_year else ()
    if not (at_start or at_end) or len(line) > _MAX_HEADLINE:
        return ()
    words_ = after if at_start else before
    # In prose a date stands close to its words; in a list of links a gap or brackets part them.
    parted = words_[0] in _EDGE if at_start else words_[-1] in _EDGE
    hanzi_date = "月" in line[value.start : value.end]
    if not parted or value.first.day is None or (hanzi_date and at_start):
        return ()
    if _SENTENCE.search(words_):
        return ()
    if not (value.has_year or (at_end and _SHORT.fullmatch(line, value.start, value.end))):
        return ()
    name = _headline(line, value.end, len(line)) if at_start else _headline(line, 0, value.start)
    return (DatedField(value, None, name),) if name or _is_byline(words_) else ()


def _is_short(rest: str) -> bool:
    """Nothing but a few more fields stands after the dates."""
    return len(rest) <= 40 and (rest in _STOPS or not _SENTENCE.search(rest))


def _is_byline(words_: str) -> bool:
    return _SOURCE.search(words_) is not None
