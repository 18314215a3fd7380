"""Many fixed words found at once, leftmost and longest first."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")
Match = tuple[int, int, T]  # start and end in code points, and what the word there stands for


class Gazetteer(Generic[T]):
    """Words and what each stands for; matches do not overlap."""

    def __init__(self, words: dict[str, T]) -> None:
        self._values = tuple(words.values())
        self._automaton = AhoCorasick(tuple(words), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[Match[T]]:
        """Every match, ascending."""
        for index, start, end in self._automaton.find_matches_as_indexes(_encodable(text)):
            yield start, end, self._values[index]


class SharedGazetteer(Generic[T]):
    """A gazetteer of whole texts, which all of its kind go through in one pass.

    Decorates the function that gives its words and what each stands for.
    """

    def __init__(self, words: Callable[[], dict[str, T]]) -> None:
        self._number = len(_SHARED)
        _SHARED.append(words)

    def find(self, text: str) -> list[Match[T]]:
        """Every match, ascending. Once given they are forgotten, so ask once for a text."""
        return _PASSES.take(text, self._number, len(_SHARED))


_SHARED: list[Callable[[], dict[str, Any]]] = []
_KEPT = 4_000_000  # characters of text, more than a shard has


class _Passes:
    """The matches in the texts last gone through, until each gazetteer has taken its own: names
    are found in all texts of a shard before projects ask for theirs."""

    def __init__(self) -> None:
        self._left: dict[tuple[str, int], dict[int, list[Match[Any]]]] = {}
        self._size = 0

    def take(self, text: str, number: int, count: int) -> list[Match[Any]]:
        """The matches of one of `count` gazetteers."""
        left = self._left.get((text, count))
        own = left.pop(number, None) if left else None
        if own is None:
            left = dict(enumerate(_matches(text, count)))
            own = left.pop(number)
            self._keep(text, count, left)
        if not left:
            self._forget(text, count)
        return own

    def _keep(self, text: str, count: int, left: dict[int, list[Match[Any]]]) -> None:
        self._forget(text, count)
        self._left[text, count] = left
        self._size += len(text)
        while self._size > _KEPT and len(self._left) > 1:
            self._forget(*next(iter(self._left)))

    def _forget(self, text: str, count: int) -> None:
        if self._left.pop((text, count), None) is not None:
            self._size -= len(text)


_PASSES = _Passes()


def _matches(text: str, count: int) -> list[list[Match[Any]]]:
    """Each gazetteer's matches in the text."""
    automaton, meanings = _automaton(count)
    found: list[list[Match[Any]]] = [[] for _ in range(count)]
    # By their ends, of equal ends the longest first.
    for word, start, end in automaton.find_matches_as_indexes(_encodable(text), overlapping=True):
        for number, value in meanings[word]:
            matches = found[number]
            if not matches or matches[-1][1] <= start:
                matches.append((start, end, value))
                continue
            at = len(matches)
            while at and matches[at - 1][0] >= start:
                at -= 1  # inside this one
            if not at or matches[at - 1][1] <= start:
                matches[at:] = [(start, end, value)]
    return found


@cache
def _automaton(count: int) -> tuple[AhoCorasick, list[list[tuple[int, Any]]]]:
    """One for the words of all gazetteers; for each word their numbers and its values there."""
    words = grouped(
        (word, (number, value))
        for number, table in enumerate(_SHARED[:count])
        for word, value in table().items()
    )
    return AhoCorasick(tuple(words)), list(words.values())


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """All values of each word, in order of appearance."""
    found: dict[str, list[T]] = {}
    for word, value in pairs:
        found.setdefault(word, []).append(value)
    return found


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced one for one: the automaton reads UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
