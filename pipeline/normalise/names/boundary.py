"""Where a name can begin: after a mark, or after a word that calls for a noun phrase."""

import re
from functools import cache, lru_cache

from pipeline.reference import words

_LONGEST = 4  # characters of a word that calls for a noun phrase
HAN = re.compile(r"[\u4e00-\u9fff]")
# Characters of function words and classes, which no brand contains.
FUNCTION = frozenset(
    "的了着和与及在为以其各该这那某每等并且但而或被把将向由从对使让是有没不也都就还更最很个些种们者所"
)


@cache
def _openers() -> frozenset[str]:
    return frozenset(words("name_openers"))


def opens(text: str, start: int) -> bool:
    """Can a name begin at `start`? True after anything but a Chinese character or letter."""
    return start == 0 or _opens_after(text[max(0, start - _LONGEST) : start])


@lru_cache(maxsize=1 << 14)
def _opens_after(before: str) -> bool:
    if not (before[-1].isalnum() or before[-1] in "》”’)）"):
        return True
    found = _openers()
    return any(before[-n:] in found for n in range(1, len(before) + 1))


@cache
def _breakers() -> frozenset[str]:
    return frozenset(words("name_openers", inside=""))


def is_opener(word: str) -> bool:
    return word in _openers()


def last_opening(text: str, start: int, end: int) -> int:
    """The last offset in start..end right after a word that no long name contains, or `start`."""
    found = _breakers()
    for at in range(end, start, -1):
        if any(text[at - n : at] in found for n in range(1, min(_LONGEST, at - start) + 1)):
            return at
    return start


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(words("ordinary_words"))


def is_ordinary(word: str) -> bool:
    """Is it a word of the language that describes and names nobody?"""
    return word in _ordinary()


@lru_cache(maxsize=1 << 14)
def is_brand(word: str) -> bool:
    """Is `word` Chinese characters that form no word of the language, as names do?"""
    if not word or any(c in FUNCTION or not HAN.match(c) for c in word):
        return False
    ordinary = _ordinary()
    return not (is_opener(word) or word[-2:] in ordinary or word[:2] in ordinary)
