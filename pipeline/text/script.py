"""Which script a text is written in."""

import re
from functools import cache
from typing import NamedTuple

import opencc

from pipeline.records import Script

_STRAY = 0.05  # share up to which the other script's characters are names and quotations
_HAN = re.compile("[一-鿿]")
_OTHER_LETTER = re.compile("[A-Za-zÀ-ɏͰ-ӿ぀-ヿ가-힣]")
_SAMPLE = 4096


class Tally(NamedTuple):
    """How many characters belong to one script only."""

    traditional: int
    simplified: int

    @property
    def script(self) -> Script:
        if not self.traditional:
            return "simplified"
        share = self.traditional / (self.traditional + self.simplified)
        if share <= _STRAY:
            return "simplified"
        return "traditional" if share >= 1 - _STRAY else "mixed"


@cache
def _one_script_only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that only Traditional, and that only Simplified text has.

    Both standards' character sets decide beside OpenCC, so that 后, 于, 里, 著 count for neither.
    """
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    lines = "\n".join(han)
    to_simplified = opencc.OpenCC("t2s").convert(lines).split("\n")
    to_traditional = opencc.OpenCC("s2t").convert(lines).split("\n")
    traditional = [
        char
        for char, other in zip(han, to_simplified, strict=True)
        if char != other and not _in(char, "gb2312")
    ]
    simplified = [
        char
        for char, other in zip(han, to_traditional, strict=True)
        if char != other and _in(char, "gb2312") and not _in(char, "big5")
    ]
    return re.compile(f"[{''.join(traditional)}]"), re.compile(f"[{''.join(simplified)}]")


def _in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def tally(text: str) -> Tally:
    """Count the characters of `text` that one script only has."""
    traditional, simplified = _one_script_only()
    return Tally(len(traditional.findall(text)), len(simplified.findall(text)))


def is_traditional(char: str) -> bool:
    """Whether only Traditional text has this character."""
    return _one_script_only()[0].match(char) is not None


def script_of(source: str) -> Script:
    """The script of a text as it came; `other` where Chinese is not the main script.

    A text in which up to one character in twenty is the other script's is not `mixed`.
    """
    step = max(1, len(source) // _SAMPLE)
    sample = source[::step]
    if len(_HAN.findall(sample)) * 2 <= len(_OTHER_LETTER.findall(sample)):
        return "other"
    return tally(source).script
