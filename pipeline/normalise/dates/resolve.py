"""Expressions to mentions: what one leaves out is taken from its neighbour or the document."""

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.normalise.dates import bounds, periods
from pipeline.normalise.dates.compose import Expression
from pipeline.normalise.dates.grammar import Context, Scale
from pipeline.normalise.dates.periods import NOTHING, Period
from pipeline.records import DateMention, Precision, Problem

_RANGE = {"至", "到", "-", "–", "—", "―", "——", "--", "~", "ー", "起至", "起到", "开始到", "一直到"}
_LIST = {"、", "和", "与", "及", "以及", "或", "或者", "暨"}
_COMMA = {",", "，"}
_LINK = _LIST | _RANGE | _COMMA
_BETWEEN = re.compile(r"\s?之?间(?![接隔断])")
_QUOTES = {"“": "”", "「": "」", "『": "』", "‘": "’"}
_CLOSE = re.compile("止|期间")
_PASSAGE = 300  # characters within which a bare day looks back for its month
_COARSE_TO_FINE: tuple[Precision, ...] = (
    "multi_year",
    "five_year_plan",
    "year",
    "half_year",
    "quarter",
    "month",
    "ten_days",
    "week",
    "day",
)
_FINENESS = {precision: n for n, precision in enumerate(_COARSE_TO_FINE)}
_LACKS = {None: 0, Scale.YEAR: 1, Scale.MONTH: 2, Scale.WEEK: 3}


class Reader:
    """Reads the expressions of one text in order."""

    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.alone = text.strip()
        self.context = context
        self.last_day_end = 0  # where the context's last day was named
        self.mentions: list[DateMention] = []
        self.problems: list[Problem] = []

    def read(self, expressions: Iterator[Expression]) -> None:
        """Read all, each with the one before and the one after it."""
        near = NOTHING  # the period of the neighbour a list goes on from
        left = next(expressions, None)
        gap: str | None = None
        while left is not None:
            right = next(expressions, None)
            follows, gap = gap, self._gap(left, right)
            if follows not in _LIST and not (follows in _COMMA and left.rule.within == Scale.MONTH):
                near = NOTHING
            together = None
            if gap and right is not None and (gap in _RANGE or self._between(gap, right)):
                together = self._range(left, right, near)
            if right is not None and together is not None:
                near, left = together, next(expressions, None)
                gap = self._gap(right, left)
            else:
                linked = follows in _LIST or gap in _LINK
                limit = right.start if right else len(self.text)
                near = self._single(left, near, linked, limit)
                left = right

    def _gap(self, left: Expression, right: Expression | None) -> str | None:
        """What stands between two neighbours, None if they are no neighbours."""
        if right is None or right.start - left.end > 6:
            return None
        return self.text[left.end : right.start].strip()

    def _between(self, gap: str, right: Expression) -> bool:
        return gap in ("和", "与", "到", "至") and _BETWEEN.match(self.text, right.end) is not None

    def _single(self, expression: Expression, near: Period, linked: bool, limit: int) -> Period:
        if self._says_nothing(expression, near, linked):
            return NOTHING
        period = self._resolve(expression, near)
        if period is None:
            return NOTHING
        opened, end = bounds.bound(
            self.text, expression.start, expression.end, limit, period, self.context
        )
        self._add(expression, opened, end)
        return period

    def _range(self, left: Expression, right: Expression, near: Period) -> Period | None:
        """The period of both ends together; None if they do not make one."""
        if left.rule.name == right.rule.name == "weekday":
            left.end = right.end  # 周一至周五 names a habit
            return NOTHING
        if _LACKS.get(left.rule.within, 0) > _LACKS.get(right.rule.within, 0):
            last = self._resolve(right, NOTHING)
            first = self._resolve(left, last or NOTHING, later=-1, other=last)
        else:
            first = self._resolve(left, near)
            last = self._resolve(right, first or NOTHING, later=1, other=first)
        if first is None or last is None:  # an impossible date: a problem has been noted
            if first is not None or last is not None:
                alone = left if first is not None else right
                self._single(alone, near, True, alone.end)
            return NOTHING
        if first.start and last.end and first.start > last.end:
            return None
        precision = max(first.precision, last.precision, key=lambda p: _FINENESS.get(p, 9))
        if precision in ("year", "five_year_plan"):
            precision = "multi_year"
        period = Period(first.start, last.end, precision)
        between = _BETWEEN.match(self.text, right.end) or _CLOSE.match(self.text, right.end)
        self._add(left, period, between.end() if between else right.end, "range")
        return period

    def _resolve(
        self, expression: Expression, near: Period, later: int = 0, other: Period | None = None
    ) -> Period | None:
        """The period of an expression; None, and a problem, if the calendar has no such date.

        `near` is the neighbour a missing year or month comes from.  An end of a range that would
        fall on the wrong side of the `other` one moves a year or month `later` (1 or -1).
        """
        within = expression.rule.within
        outer = NOTHING if within is None else self._outer(expression, within, near)
        try:
            period = self._pick(expression, outer)
        except (ValueError, OverflowError) as error:
            if isinstance(error, OverflowError):
                return NOTHING
            earlier = self._earlier(expression, outer)
            if earlier is None:
                self._impossible(expression)
                return None
            period = earlier
        if other is None or not (other.start and other.end and period.start and period.end):
            return period
        wrong = period.end < other.start if later > 0 else period.start > other.end
        return (self._shifted(expression, outer, later) or period) if wrong else period

    def _pick(self, expression: Expression, outer: Period) -> Period:
        for atom in expression.atoms:
            outer = atom.pick(outer, self.context)
        return periods.edge(outer, expression.edge) if expression.edge else outer

    def _earlier(self, expression: Expression, outer: Period) -> Period | None:
        """2月29日 in a year without one, 31日 in a month without one: the last that had it."""
        years_back = outer.start.year % 4 or 4 if outer.start else 0
        return self._shifted(
            expression, outer, -years_back if expression.rule.within == Scale.YEAR else -1
        )

    def _shifted(self, expression: Expression, outer: Period, by: int) -> Period | None:
        """The period of an expression read so many years, months or weeks later, if any."""
        if expression.rule.within is None or outer.start is None:
            return None
        try:
            return self._pick(expression, _moved(outer, outer.start, by))
        except (ValueError, OverflowError):
            return None

    def _outer(self, expression: Expression, within: Scale, near: Period) -> Period:
        """The year, month or week an expression without its own is to be read in."""
        reference = None
        if (
            expression.rule.basis != "relative"
            and near.start is not None
            and (within == Scale.YEAR or _FINENESS.get(near.precision, 0) >= _FINENESS["month"])
        ):
            reference = near.start
        elif within == Scale.MONTH:
            reference = self._last_day(expression.start)
        reference = reference or self.context.at(within)
        if reference is None:
            return NOTHING
        if within == Scale.YEAR:
            return periods.year(reference.year)
        if within == Scale.MONTH:
            return periods.month(reference.year, reference.month)
        return periods.week(reference)

    def _last_day(self, at: int) -> dt.date | None:
        day = self.context.last_day
        if day is None or at - self.last_day_end > _PASSAGE:
            return None
        return None if "\n" in self.text[self.last_day_end : at] else day.start

    def _says_nothing(self, expression: Expression, near: Period, linked: bool) -> bool:
        """12号 and 三日 alone are more often a number and a stretch than a day."""
        name = expression.rule.name
        if name not in ("day_number", "day_of_month") or len(expression.atoms) > 1:
            return False
        word = self.text[expression.start : expression.atoms[0].end]
        if word == self.alone:
            return False
        if name == "day_number":
            return near.start is None
        return not linked and len(word) == 2 and not word[0].isdigit()

    def _impossible(self, expression: Expression) -> None:
        observed = self.text[expression.start : expression.end]
        self.problems.append(
            Problem(
                "impossible_date",
                f"the calendar has no {observed}",
                span=(expression.start, expression.end),
                observed=observed,
            )
        )

    def _opening(self, expression: Expression, end: int) -> int:
        """Where the words begin: with the quote before them if its other half is among them."""
        start = expression.start
        closing = _QUOTES.get(self.text[start - 1]) if start else None
        return start - 1 if closing and closing in self.text[start:end] else start

    def _add(self, expression: Expression, period: Period, end: int, rule: str = "") -> None:
        basis = expression.rule.basis
        anchor = (
            self.context.anchor if basis == "relative" and (period.start or period.end) else None
        )
        self.mentions.append(
            DateMention(
                period.start,
                period.end,
                period.precision,
                basis,
                (self._opening(expression, end), end),
                rule or expression.atoms[-1].rule.name,
                anchor,
            )
        )
        if period.precision == "day" and period.start is not None:
            self.context.last_day, self.last_day_end = period, end


def _moved(outer: Period, start: dt.date, by: int) -> Period:
    """The year, month or week so many later. Raises ValueError or OverflowError out of range."""
    if outer.precision == "year":
        return periods.year(start.year + by)
    if outer.precision == "month":
        at = periods.add_months(start, by)
        return periods.month(at.year, at.month)
    return periods.week(start, by)


def join_runs(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """Three or more days told one after the other (9月1日、2日、3日) are one stretch."""
    joined: list[DateMention] = []
    run = 1
    for mention in mentions:
        run = run + 1 if joined and _next_day(text, joined[-1], mention) else 1
        joined.append(mention)
        if run == 3:
            first, last = joined[-3], joined.pop()
            joined[-2:] = [_stretch(first, last)]
        elif run > 3:
            joined[-2:] = [_stretch(*joined[-2:])]
    return joined


def _next_day(text: str, one: DateMention, two: DateMention) -> bool:
    if one.precision != "day" or two.precision != "day" or two.start != two.end:
        return False
    if one.end is None or two.start is None or two.start - one.end != periods.DAY:
        return False
    return text[one.span[1] : two.span[0]].strip() in ("、", ",", "，")


def _stretch(first: DateMention, last: DateMention) -> DateMention:
    span = (first.span[0], last.span[1])
    return first._replace(end=last.end, span=span, rule="run_of_days")
