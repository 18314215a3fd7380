"""All rules over a text: its atoms, from left to right."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache

from pipeline.normalise.dates import cells, days, durations, fuzzy, holidays, months, numeric, years
from pipeline.normalise.dates.grammar import ANY, RULES, Atom, Rule
from pipeline.normalise.dates.numerals import FIGURES, HANS, NUMERALS

MODULES = (years, months, days, durations, numeric, holidays, fuzzy, cells)  # hold all rules

_HAN = f"{HANS}两"
_THEN = frozenset("".join(then for rule in RULES.values() for then in rule.heads.values()))
_ZEROS = str.maketrans(FIGURES, "0" * len(FIGURES))


def _places() -> re.Pattern[str]:
    """Where an atom can begin: a head, or a whole numeral, before what can follow it.

    No atom begins inside a numeral. Groups: the head; the numbers that `-/.` join to a number;
    what follows the numeral after 第.
    """
    before: dict[str, set[str]] = {}  # the heads that a character can follow
    for rule in RULES.values():
        for head, follow in rule.heads.items():
            for then in follow or NUMERALS:
                before.setdefault(then, set()).add(head)
    heads = set().union(*before.values())
    figure = f"[{FIGURES}]"
    after_ordinal = "".join(rule.heads.get("第", "") for rule in RULES.values())
    after_figures = "".join(rule.heads.get("0", "") for rule in RULES.values())
    before_any = "".join(
        f"|(?<={rule.figures.replace('0', figure)})"
        for rule in RULES.values()
        if rule.heads.get("0") == ANY
    )
    alike: dict[str, list[str]] = {}  # what can follow the same characters
    for then, those in sorted(before.items()):
        if words := those.difference(FIGURES, _HAN, "第"):
            alike.setdefault(_any(words), []).append(then)
    pairs = "|".join(f"{_any(thens)}(?<={words}.)" for words, thens in alike.items())
    # A class comes first because `re` skips quickly to one, then what rules out most of its hits;
    # nothing that names a time has the same character four times over.
    return re.compile(
        rf"(?P<head>{_any(heads)})(?={_any(before)})(?:"
        rf"(?<={figure})(?<!{figure}{{2}}){figure}{{0,7}}+(?=((?:[-/.]{figure}{{1,8}}){{0,7}}))"
        rf"(?:(?={_any(after_figures)}){before_any})"
        rf"|(?<=[{_HAN}])[{_HAN}]*+"
        rf"|(?<=第)(?=[{NUMERALS}]++({_any(after_ordinal)}))"
        rf"|(?<!{figure})(?!(?P=head){{3}})(?={pairs}))",
        re.DOTALL,
    )


def _any(characters: Collection[str]) -> str:
    """A pattern for one of the characters."""
    return f"[{re.escape(''.join(sorted(set(characters))))}]"


_PLACE = _places()


@lru_cache(maxsize=4096)
def _shape(numbers: str) -> str:
    """The shape of numbers: 0000-00-00 of 2016-03-26."""
    return numbers.translate(_ZEROS)


@lru_cache(maxsize=4096)  # numbers joined at random have endless shapes
def _rules_from(
    head: str, then: str
) -> tuple[tuple[Callable[[str, int], re.Match[str] | None], Rule], ...]:
    """The rules that can begin so, each after its pattern, which is compiled when first met.

    `head` is a character or the shape of numbers (0000-00-00); `then` is "" where no rule asks for
    what follows.
    """
    return tuple(
        (re.compile(rule.pattern).match, rule)
        for rule in RULES.values()
        if (follow := rule.heads.get(head[0])) is not None
        and (not follow or (then and then in follow))
        and (head[0] != "0" or re.fullmatch(rule.figures, head))
    )


def atoms(text: str) -> Iterator[Atom]:
    """The word groups of the text that name a time, not overlapping; of several, the longest."""
    position = 0
    text += "\n"  # so that something follows every character
    while found := _PLACE.search(text, position):
        start, position = found.span()
        head, joined, then = found.groups()
        if joined is not None:
            head = _shape(text[start:position] + joined)
        then = then or text[position]
        best: Atom | None = None
        for match, rule in _rules_from(head, then if then in _THEN else ""):
            m = match(text, start)
            if m and (best is None or m.end() > best.end) and (pick := rule.build(m)):
                best = Atom(start, m.end(), rule, pick)
        if best is not None:
            position = best.end
            yield best
