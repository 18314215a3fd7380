"""The machinery of the date grammar: rules, their examples, and what they count from.

A rule finds one word group that names a time (an atom: 2016年, 去年, 3月, 上旬, 26日) and says
which period it picks within the one named before it.  `compose` joins atoms into expressions.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from pipeline.normalise.dates.periods import Period
from pipeline.records import Basis, Precision

TO = "\\s?(?:至|到|[-–—―~ー]{1,2})\\s?"  # what stands between the ends of a range
RANGE_MARKS = " 至到-–—―~ー"  # the characters one of which begins TO
ANY = ""
ANCHOR = dt.date(2016, 6, 15)  # the document's date in every example of a rule; a Wednesday

Example = tuple[str, str]  # a sentence, and the dates wanted of it: "2016-03-01/2016-03-31"


class Scale(IntEnum):
    """How fine an atom is; in an expression each is finer than the one before."""

    CENTURY = 0
    DECADE = 1
    YEAR = 2
    HALF = 3
    QUARTER = 4
    MONTH = 5
    WEEK = 6
    DAY = 7
    WEEKDAY = 8


@dataclass(slots=True)
class Context:
    """What relative expressions count from: the document's date and the last day named so far."""

    anchor: dt.date | None
    precision: Precision = "day"
    last_day: Period | None = None

    def at(self, grain: Scale) -> dt.date | None:
        """The anchor, if it is known at least to this grain."""
        known = _KNOWN.get(self.precision, -1)
        return self.anchor if self.anchor is not None and known >= grain else None


_KNOWN: dict[Precision, int] = {
    "day": Scale.DAY,
    "week": Scale.WEEK,
    "ten_days": Scale.MONTH,
    "month": Scale.MONTH,
    "quarter": Scale.QUARTER,
    "half_year": Scale.HALF,
    "year": Scale.YEAR,
}

# The period an atom picks, given the one named before it (or taken from the context).
Pick = Callable[[Period, Context], Period]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    meaning: str  # in one line
    scale: Scale
    # What it can begin with; of each, what can follow it, its numeral or ordinal; "": anything.
    heads: dict[str, str]
    figures: str  # pattern of the numbers it begins with, as far as `-/.` join them: 0000-00-00
    within: Scale | None  # the grain of period it is picked from; None if it stands by itself
    pattern: str
    build: Callable[[re.Match[str]], Pick | None]
    basis: Basis
    closed: bool  # joins nothing after it
    has_edges: bool  # 初, 中 and 末 can follow it
    absolute_year: bool  # such as the titles of papers name
    inner: bool  # only inside an expression, never its first word
    examples: tuple[Example, ...]
    counters: tuple[str, ...]


@dataclass(slots=True)
class Atom:
    start: int
    end: int
    rule: Rule
    pick: Pick


RULES: dict[str, Rule] = {}


def rule(
    scale: Scale,
    heads: str,
    then: str,
    pattern: str,
    *,
    words: Iterable[str] = (),
    figures: str = "0{1,4}",
    within: Scale | None = None,
    basis: Basis = "absolute",
    closed: bool = False,
    inner: bool = False,
    yes: tuple[Example, ...],
    no: tuple[str, ...] = (),
) -> Callable[[Callable[[re.Match[str]], Pick | None]], Callable[[re.Match[str]], Pick | None]]:
    """Register a function as the rule of its name and one-line meaning.

    It turns a match of the pattern into a pick, or None where that is no date after all.  What it
    matches begins with one of the `heads` and `then` one of those characters (ANY: whichever), or
    as one of the `words` does.
    `yes` are sentences with the dates wanted; `no` are sentences without any date.
    """

    def register(
        build: Callable[[re.Match[str]], Pick | None],
    ) -> Callable[[re.Match[str]], Pick | None]:
        name = build.__name__
        begins = dict.fromkeys(heads, then)
        for word in words:
            if begins.get(word[0]) != ANY:
                begins[word[0]] = begins.get(word[0], "") + word[1]
        assert name not in RULES, name
        RULES[name] = Rule(
            name,
            (build.__doc__ or "").rstrip("."),
            scale,
            begins,
            figures,
            within,
            pattern,
            build,
            basis,
            closed,
            scale <= Scale.MONTH and not closed,
            scale == Scale.YEAR and basis == "absolute",
            inner,
            yes,
            no,
        )
        return build

    return register
