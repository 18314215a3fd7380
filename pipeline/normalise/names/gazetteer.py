"""Many fixed words found at once, leftmost and longest first."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")


class Gazetteer(Generic[T]):
    """Words and what each stands for; matches do not overlap."""

    def __init__(self, words: dict[str, T]) -> None:
        self._words = tuple(words)
        self._values = tuple(words.values())
        # Not the implementation that is fastest by itself: its tables push each other out of the
        # processor's cache, since one text goes through all of them.
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Every match as (start, end, value), ascending, in code points of `text`."""
        for index, start, end in self._automaton.find_matches_as_indexes(_encodable(text)):
            yield start, end, self._values[index]


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """All values of each word, in order of appearance."""
    found: dict[str, tuple[T, ...]] = {}
    for word, value in pairs:
        found[word] = (*found.get(word, ()), value)
    return found


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced one for one: the automaton reads UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
