"""All rules as one pattern: the atoms of a text, from left to right."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.normalise.dates import cells, days, durations, fuzzy, holidays, months, numeric, years
from pipeline.normalise.dates.grammar import RULES, Atom, Rule
from pipeline.normalise.dates.numerals import FIGURES, HANS

_MODULES = (years, months, days, durations, numeric, holidays, fuzzy, cells)

# The first rule that matches wins, so a longer form stands before the shorter.
_ORDER = (
    "year_alone", "month_alone", "day_alone", "short_day_alone", "month_and_day_alone",
    "numeric_range", "numeric_day", "day_first", "numeric_month", "bare_years", "compact_day", "dotted_day",
    "fuzzy", "around_now", "from_now", "after_now", "common_era", "lunar_date", "holiday", "numbered_holiday",
    "two_years", "decade", "century", "five_year_plan", "early_plan", "era",
    "year", "year_in_han", "short_year", "short_year_in_han", "relative_day", "relative_year",
    "season", "school_holiday", "within_year", "edge_of_year", "quarters_from_start", "months_from_edge",
    "nth_month", "relative_quarter", "relative_month", "quarter", "half_year", "month",
    "nth_weekday", "nth_week", "half_week", "half_month", "relative_week", "weekday",
    "ten_days", "edge_of_month", "days_from_edge", "day_of_month", "day_number", "day_after_month", "same_day",
)  # fmt: skip
assert set(_ORDER) == set(RULES), set(_ORDER) ^ set(RULES)

_HEADS = frozenset().union(*(rule.heads for rule in RULES.values()))
_FIGURES, _HAN = f"[{FIGURES}]", f"[{HANS}两]"
# No atom begins inside a numeral, so a run of digits is looked at once.  The character class comes
# first because `re` skips quickly to one.
_HEAD = re.compile(
    f"[{''.join(sorted(_HEADS))}](?:(?<={_FIGURES}){_FIGURES}*|(?<={_HAN}){_HAN}*|(?<![{FIGURES}{HANS}两]))"
)


_THEN = frozenset().union(*(rule.then for rule in RULES.values()))


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(RULES[name].pattern)


@cache
def _rules_from(head: str, then: str) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    """The rules that can begin so, compiled when first met; `then` is "" for the rest."""
    return tuple(
        (RULES[n], _compiled(n))
        for n in _ORDER
        if head in RULES[n].heads and (not RULES[n].then or then in RULES[n].then)
    )


def atoms(text: str) -> Iterator[Atom]:
    """The word groups of the text that name a time, not overlapping."""
    position = 0
    text += "\n"  # so that something follows every character
    while found := _HEAD.search(text, position):
        start, position = found.span()
        then = text[position]
        for rule, regex in _rules_from(text[start], then if then in _THEN else ""):
            # A rule may decline what its pattern found; the next may still accept it.
            if (m := regex.match(text, start)) and (pick := rule.build(m)):
                position = m.end()
                yield Atom(start, position, rule, pick)
                break
