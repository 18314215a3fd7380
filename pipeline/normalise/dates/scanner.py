"""All rules over a text: its atoms, from left to right."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.normalise.dates import cells, days, durations, fuzzy, holidays, months, numeric, years
from pipeline.normalise.dates.grammar import RULES, Atom, Rule
from pipeline.normalise.dates.numerals import FIGURES, HANS

MODULES = (years, months, days, durations, numeric, holidays, fuzzy, cells)  # hold all rules


def _any_of(characters: frozenset[str]) -> str:
    return re.escape("".join(sorted(characters)))


_HEADS = "".join(sorted(frozenset().union(*(rule.heads for rule in RULES.values()))))
_THEN = frozenset().union(*(rule.then for rule in RULES.values()))
_BEFORE_ANY = frozenset().union(*(rule.heads for rule in RULES.values() if not rule.then))
_NUMERAL = f"{HANS}两"
# No atom begins inside a numeral, so a run of digits is looked at once; any other head must stand
# before a character that some rule goes on with.  The character class comes first because `re`
# skips quickly to one.
_HEAD = re.compile(
    f"[{_HEADS}](?:(?<=[{FIGURES}])[{FIGURES}]*|(?<=[{_NUMERAL}])[{_NUMERAL}]*"
    f"|(?<![{FIGURES}{_NUMERAL}])(?:(?=[{_any_of(_THEN)}])|(?<=[{_any_of(_BEFORE_ANY)}])))"
)


@cache
def _rules_from(head: str, then: str) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules that can begin so, compiled when first met; `then` is "" for the rest."""
    return tuple(
        (rule, re.compile(rule.pattern))
        for rule in RULES.values()
        if head in rule.heads and (not rule.then or then in rule.then)
    )


def atoms(text: str) -> Iterator[Atom]:
    """The word groups of the text that name a time, not overlapping; of several, the longest."""
    position = 0
    text += "\n"  # so that something follows every character
    while found := _HEAD.search(text, position):
        start, position = found.span()
        then = text[position]
        best: Atom | None = None
        for rule, regex in _rules_from(text[start], then if then in _THEN else ""):
            m = regex.match(text, start)
            if m and (best is None or m.end() > best.end) and (pick := rule.build(m)):
                best = Atom(start, m.end(), rule, pick)
        if best is not None:
            position = best.end
            yield best
