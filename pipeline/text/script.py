"""Which script a text is written in."""

import re
from functools import cache

import opencc

from pipeline.records import Script

_STRAY = 0.05  # share up to which the other script's characters are names and quotations
_HAN = re.compile("[一-鿿]+")
_OTHER_LETTER = re.compile("[A-Za-zÀ-ɏͰ-ӿ぀-ヿ가-힣]")
_SAMPLE = 1024


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


def is_traditional(char: str) -> bool:
    """Whether only Traditional text has this character."""
    return _one_script_only()[0].match(char) is not None


def is_simplified(text: str) -> bool:
    """Whether `text` is Simplified but for stray characters: names, quotations."""
    traditional, simplified = _one_script_only()
    own = len(simplified.findall(text))
    if not own:
        return traditional.search(text) is None
    return len(traditional.findall(text)) <= _STRAY * own


def script_of(source: str) -> Script:
    """The script of a text as it came; `other` where Chinese is not the main script.

    A text is `mixed` when more than one in twenty of the characters that tell are the other
    script's.  Long texts are judged by a sample.
    """
    sample = source[:: -(-len(source) // _SAMPLE) or 1]
    traditional, simplified = (len(only.findall(sample)) for only in _one_script_only())
    telling = traditional + simplified
    if telling * 8 <= len(sample) and not _is_chinese(sample):
        return "other"
    if traditional <= _STRAY * telling:
        return "simplified"
    return "traditional" if simplified <= _STRAY * telling else "mixed"


def _is_chinese(text: str) -> bool:
    han = sum(map(len, _HAN.findall(text)))
    return han * 2 > len(_OTHER_LETTER.findall(text))
