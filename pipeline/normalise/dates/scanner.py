"""All rules over a text: its atoms, from left to right."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from pipeline.normalise.dates import cells, days, durations, fuzzy, holidays, months, numeric, years
from pipeline.normalise.dates.grammar import ANY, RULES, Atom, Rule
from pipeline.normalise.dates.numerals import FIGURES, HANS

MODULES = (years, months, days, durations, numeric, holidays, fuzzy, cells)  # hold all rules

_NUMERAL = f"{HANS}两"


def _places() -> re.Pattern[str]:
    """Where an atom can begin: a character or numeral before what can follow it there.

    No atom begins inside a numeral, so a run of digits is looked at once.
    """
    after: dict[str, set[str]] = {}  # what can follow a head
    after_figures: dict[tuple[int, int], set[str]] = {}  # and a number of so many figures
    for rule in RULES.values():
        for head in rule.heads.difference(FIGURES):
            after.setdefault(head, set()).update(rule.then or (ANY,))
        if not rule.heads.isdisjoint(FIGURES):
            after_figures.setdefault(rule.figures, set()).update(rule.then or (ANY,))
    numbers = "|".join(
        f"[{FIGURES}]{{{fewest - 1},{most - 1}}}+(?![{FIGURES}])(?={_any(then)})"
        for (fewest, most), then in after_figures.items()
    )
    heads_of: dict[frozenset[str], str] = {}
    for head, then in sorted(after.items()):
        if head not in _NUMERAL and ANY not in then:
            heads_of[frozenset(then)] = heads_of.get(frozenset(then), "") + head
    pairs = "|".join(f"(?<=[{heads}])(?={_any(then)})" for then, heads in heads_of.items())
    free = "".join(head for head, then in after.items() if ANY in then)
    # The character class comes first because `re` skips quickly to one; nothing that names a time
    # has the same character four times over.
    return re.compile(
        f"([{FIGURES}{''.join(after)}])(?:(?<=[{FIGURES}])(?<![{FIGURES}]{{2}})(?:{numbers})"
        f"|(?<=[{_NUMERAL}])[{_NUMERAL}]*|(?<=[{free}])(?!\\1{{3}})"
        f"|(?<![{FIGURES}{_NUMERAL}])(?!\\1{{3}})(?={_any(set().union(*heads_of))})(?:{pairs}))"
    )


def _any(characters: Collection[str]) -> str:
    """A pattern for one of the characters; ANY stands for all."""
    return r"[\s\S]" if ANY in characters else f"[{re.escape(''.join(sorted(characters)))}]"


_PLACE = _places()


@cache
def _rules_from(
    head: str, figures: int, then: str
) -> tuple[tuple[Callable[[str, int], re.Match[str] | None], Rule], ...]:
    """The rules that can begin so, each after its pattern, which is compiled when first met.

    `figures` is the length of the number that the head opens, 0 for another character; `then`
    is "" where no rule asks for what follows.
    """
    return tuple(
        (re.compile(rule.pattern).match, rule)
        for rule in RULES.values()
        if head in rule.heads
        and (not rule.then or then in rule.then)
        and (not figures or rule.figures[0] <= figures <= rule.figures[1])
    )


_THEN = frozenset().union(*(rule.then for rule in RULES.values()))


def atoms(text: str) -> Iterator[Atom]:
    """The word groups of the text that name a time, not overlapping; of several, the longest."""
    position = 0
    text += "\n"  # so that something follows every character
    while found := _PLACE.search(text, position):
        start, position = found.span()
        head, then = text[start], text[position]
        figures = position - start if head in FIGURES else 0
        best: Atom | None = None
        for match, rule in _rules_from(head, figures, then if then in _THEN else ""):
            m = match(text, start)
            if m and (best is None or m.end() > best.end) and (pick := rule.build(m)):
                best = Atom(start, m.end(), rule, pick)
        if best is not None:
            position = best.end
            yield best
