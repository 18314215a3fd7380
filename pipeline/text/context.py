"""What a page's own words say about a character that is lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log

from pipeline.text.gbk import decode, encode
from pipeline.text.simplify import to_simplified

_MOST_QUESTIONS = 2000  # a page with more losses cannot speak for itself
_ENOUGH = 2  # pairs seen once may be chance
_COMMON = 0.7  # what being common in the language weighs, beside a log frequency


class Context:
    """Pairs of neighbouring characters on one page, counted when they are first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._questions = 0

    def guess(self, before: str, after: str, lead: bytes, trail: bytes, next_byte: bytes) -> str:
        """The character between `before` and `after` of which one GBK byte is known, or none.

        Where the second byte is the lost one, it made no character with `next_byte`.  Empty
        unless the page has one such character beside these neighbours more often than others.
        """
        self._questions += 1
        if self._questions > _MOST_QUESTIONS or not (lead or trail):
            return ""
        fitting: Iterable[str] = self._by_byte[0 if lead else 1][lead or trail]
        if not trail:
            fitting = (c for c in fitting if not decode(encode(c)[1:] + next_byte))
        weighed = sorted(((self._support(before, c, after), c) for c in fitting), reverse=True)
        if not weighed or (len(weighed) > 1 and weighed[0][0] == weighed[1][0]):
            return ""
        support, char = weighed[0]
        return char if support >= _ENOUGH * (1 if before and after else 2) else ""

    def _support(self, before: str, char: str, after: str) -> int:
        """How often `char` stands beside a neighbour; punctuation says nothing of a hanzi."""
        return sum(
            self._pairs[pair]
            for pair, neighbour in (((before, char), before), ((char, after), after))
            if neighbour.isalpha()
        )

    def familiarity(self, characters: Sequence[str], seen: int = 0) -> float:
        """How familiar a reading looks: the mean log frequency of its characters on the page.

        `seen` is how often the page has them for the very place in question; common characters
        of the language have a bonus.  A reading of nothing is as good as strange ones.
        """
        if not characters:
            return _COMMON
        return sum(
            log(self._counts[char] - seen + 0.5) + _COMMON * is_common(char) for char in characters
        ) / len(characters)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._text)

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(self._text))

    @cached_property
    def _by_byte(self) -> tuple[defaultdict[bytes, list[str]], ...]:
        """The page's two-byte characters by their first byte, and by their second."""
        found: tuple[defaultdict[bytes, list[str]], ...] = (defaultdict(list), defaultdict(list))
        for char in self._counts:
            if len(encoded := encode(char)) == 2 and encoded[1] >= 0x80:
                found[0][encoded[:1]].append(char)
                found[1][encoded[1:]].append(char)
        return found


@lru_cache(maxsize=1 << 14)
def is_common(char: str) -> bool:
    """Whether the Simplified form is punctuation or of the first level of GB 2312."""
    encoded = to_simplified(char).encode("gb2312", "ignore")
    return len(encoded) == 2 and encoded[0] <= 0xD7
