"""Schools, associations, public companies and the press, by grammar: a place, words of a kind,
a head.

贵州 + 大学, 深圳市 + 宣城 + 商会, 绍兴 + 产业 + 发展 + 集团: what stands between
place and head consists of words that such names are made of, so 上海大型企业集团 is none.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.normalise.names.gazetteer import SharedGazetteer
from pipeline.records import Name, Span
from pipeline.reference import words

_LONGEST = 16  # characters from the place to the head
_HEADS = {
    **dict.fromkeys(("大学", "学院", "科学研究院"), "school"),
    **dict.fromkeys(("协会", "商会", "学会", "联合会", "研究会", "促进会"), "association"),
    **dict.fromkeys(("日报", "晚报", "晨报", "早报", "商报", "都市报"), "press"),
    **dict.fromkeys(("电视台", "广播电台", "融媒体中心"), "press"),
    "集团": "group",
    **{f"{last}公司": "group" for last in ("发展", "投资", "建设", "开发", "控股", "实业", "运营")},
}
_RULES = {
    "school": "institution",
    "association": "association",
    "press": "press",
    "group": "company_of_place",
}
_GOES_ON = {
    "school": re.compile("[生城路习派]"),
    "association": re.compile("[们]"),
    # A paper, and no 早|报到, 日|报送, 商|报价.
    "press": re.compile("[告道名到送废销关税价考酬请]|表(?![示明彰态])"),
    "group": re.compile("化|军|内部?企业|性"),
}
_ANY = re.compile("[家个些某类所]\\Z|等地?\\Z|当地\\Z")  # 一家上海投资公司 is any of them
# 中国矿业大学, 西南交通大学, 东北大学: parts of the country, and the country with words behind it.
_REGIONS = re.compile("中国|东北|东南|中南|西北|西南|华[东中南北]")
_DEVELOPERS = ("房地产", "地产")  # 广州房地产开发公司 are all of their trade


@SharedGazetteer
def _heads() -> dict[str, str]:
    return _HEADS


@cache
def _words(kind: str) -> re.Pattern[str]:
    """What stands between the place and the head of a kind of name."""
    return re.compile(rf"(?:{'|'.join(words('institution_words', of=kind))}){{0,5}}")


def find_institutions(text: str, places: list[Name]) -> Iterator[Name]:
    """The institutions of `text`, ascending."""
    heads = _heads.find(text)
    by_end = {name.span[1]: name for name in places} if heads else {}
    for start, end, kind in heads:
        if _GOES_ON[kind].match(text, end):
            continue
        for low, at in _seats(text, start, kind, by_end):
            if _is_named(text, low, at, start, kind, by_end):
                yield Name("organisation", text[low:end], (low, end), _RULES[kind])
                break


def _seats(text: str, head: int, kind: str, by_end: dict[int, Name]) -> list[Span]:
    """The places, and regions, that a name with its head at `head` may begin with, in order."""
    low = max(0, head - _LONGEST)
    found = [by_end[at].span for at in range(low, head + 1) if at in by_end and by_end[at].code]
    if kind != "group" and (regions := [m.span() for m in _REGIONS.finditer(text, low, head)]):
        found = sorted([*found, *regions])
    return [s for s in found if not _ANY.search(text, max(0, s[0] - 2), s[0])]


def _is_named(text: str, low: int, at: int, head: int, kind: str, by_end: dict[int, Name]) -> bool:
    """Do words of the kind fill the stretch from the place to the head?"""
    own = text[at:head]
    if kind == "group":
        return bool(own) and own not in _DEVELOPERS and _fills(kind, text, at, head)
    if kind == "association":
        after = next((end for end in range(head, at, -1) if _starts_at(by_end, end, at)), at)
        return after == head > at or (bool(own) and _fills(kind, text, after, head))
    if not own and kind == "press":
        return True
    if not own:
        return text[low:at] not in ("中国", "华东", "华中", "华南", "华北")
    return _fills(kind, text, at, head)


def _starts_at(by_end: dict[int, Name], end: int, start: int) -> bool:
    return end in by_end and by_end[end].span[0] == start


def _fills(kind: str, text: str, start: int, end: int) -> bool:
    return _words(kind).fullmatch(text, start, end) is not None
