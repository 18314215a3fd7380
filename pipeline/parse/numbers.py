"""The numbers that open the items of an outline: 一、 (一) 1. 1.1 ① 一是 第一, 第一章 ——."""

import re
from functools import lru_cache
from typing import NamedTuple

_HANZI = "一二三四五六七八九十"
_MARK = re.compile(
    rf"""第(?P<ordinal>[{_HANZI}百零〇]{{1,5}}|\d{{1,3}})\s?(?P<unit>编|部分|篇|章|节|条)(?=[\s、:：.．]|\D)
    |(?P<hanzi>[{_HANZI}]{{1,3}})\s?[、.．]
    |[(（]\s?(?P<hanzi_brackets>[{_HANZI}]{{1,3}})\s?[)）][、.．]?
    |(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.、]\s?|\s)(?=\D)
    |(?P<arabic>\d{{1,2}})\s?(?:[、.．](?!\d)|[)）])
    |[(（]\s?(?P<arabic_brackets>\d{{1,2}})\s?[)）]
    |(?P<circled>[①-⑳])
    |(?P<is>[{_HANZI}]{{1,2}})[是要](?![一])
    |第(?P<first>[{_HANZI}]{{1,2}})[,，、:：]
    |(?P<bullet>——|[●•◆■▪◇□★※►])""",
    re.VERBOSE,
)
_INLINE = re.compile(
    rf"(?<=[。；;：:，,！])\s?(?:(?P<is>[{_HANZI}]{{1,2}})[是要]|第(?P<first>[{_HANZI}]{{1,2}})[,，]"
    r"|(?P<circled>[①-⑳])|[(（](?P<arabic_brackets>\d{1,2})[)）])"
)
_FIRST = frozenset(f"第{_HANZI}(（0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳—●•◆■▪◇□★※►")
_SECOND = re.compile(r"二[是要]|第二|②|\(2[)）]|（2[)）]")  # without a second item there is no list
# The customary order of the tiers, from the top.  Those missing here (一是, 第一, ——) have no place
# of their own: they stand under whatever heading is open.
_UNITS = {
    "编": "book",
    "篇": "volume",
    "部分": "part",
    "章": "chapter",
    "节": "subchapter",
    "条": "article",
}
_TIERS = (
    *_UNITS.values(),
    *("hanzi", "hanzi_brackets"),
    *("arabic", "dotted2", "dotted3", "dotted4", "arabic_brackets", "circled"),
)
_OFFICIAL = frozenset(_TIERS[: _TIERS.index("arabic")])
_RANKS = {tier: rank for rank, tier in enumerate(_TIERS)}
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


class Mark(NamedTuple):
    """A number: its tier (the style it is written in), its value, and where it ends."""

    tier: str
    value: int
    text: str
    start: int
    end: int

    @property
    def rank(self) -> int | None:
        """The place of the tier in an outline, 0 at the top; None for one without a fixed place."""
        return _RANKS.get(self.tier)

    @property
    def is_official(self) -> bool:
        """Is it of the upper tiers that official papers use: 第一章, 一、, (一)?"""
        return self.tier in _OFFICIAL


def number_at(text: str, start: int, end: int) -> Mark | None:
    """The outline number that opens text[start:end], if one does."""
    if text[start] not in _FIRST:  # most lines open with none: spare them the pattern
        return None
    match = _MARK.match(text, start, end)
    return _mark(match) if match else None


def inline_numbers(text: str, start: int, end: int, after: Mark | None = None) -> list[Mark]:
    """The numbers of a list inside a paragraph (…:一是…;二是…) that counts up from one.

    With `after`, those that count on from it, if any; without, a list has two items or more.
    """
    if after is None and not _SECOND.search(text, start, end):
        return []
    if after is not None and after.tier not in _INLINE.groupindex:
        return []
    found: list[Mark] = []
    last = after
    for match in _INLINE.finditer(text, start, end):
        mark = _mark(match)
        if mark.value == (last.value + 1 if last else 1) and (not last or mark.tier == last.tier):
            found.append(mark)
            last = mark
    return found if after or len(found) > 1 else []


@lru_cache(maxsize=1024)  # of few values: those of outlines and of days and months
def numeral(written: str) -> int:
    """A counting numeral below a thousand in digits or in hanzi; 0 where it is none."""
    if written.isascii() and written.isdigit():
        return int(written)
    total = 0
    digit = 0
    for char in written:
        if char in "百十":
            total += (digit or 1) * (100 if char == "百" else 10)
            digit = 0
        else:
            digit = _DIGIT.get(char, 0)
    return total + digit


def _mark(match: re.Match[str]) -> Mark:
    tier = match.lastgroup or ""
    written = match[tier]
    if tier == "unit":
        tier, written = _UNITS[match["unit"]], match["ordinal"]
    if tier == "bullet":
        value = 0
    elif tier == "circled":
        value = ord(written) - ord("①") + 1
    elif tier == "dotted":
        parts = written.split(".")
        tier, value = f"dotted{len(parts)}", int(parts[-1])
    else:
        value = numeral(written)
    return Mark(tier, value, match[0].strip(), match.start(), match.end())
