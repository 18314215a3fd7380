"""Calendar arithmetic on periods with inclusive ends."""

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from pipeline.records import Precision

DAY = dt.timedelta(days=1)


class Period(NamedTuple):
    """From start to end, both included; None where an end is open or not known."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision


NOTHING = Period(None, None, "unknown")


@lru_cache(maxsize=1024)
def year(y: int) -> Period:
    return Period(dt.date(y, 1, 1), dt.date(y, 12, 31), "year")


def years(first: int, last: int, precision: Precision = "multi_year") -> Period:
    return Period(dt.date(first, 1, 1), dt.date(last, 12, 31), precision)


def month_end(y: int, m: int) -> dt.date:
    return dt.date(y, 12, 31) if m == 12 else dt.date(y, m + 1, 1) - DAY


@lru_cache(maxsize=1024)
def month(y: int, m: int) -> Period:
    return Period(dt.date(y, m, 1), month_end(y, m), "month")


def months(y: int, first: int, last: int, precision: Precision = "month") -> Period:
    return Period(dt.date(y, first, 1), month_end(y, last), precision)


def quarter(y: int, q: int) -> Period:
    return months(y, 3 * q - 2, 3 * q, "quarter")


def half(y: int, h: int) -> Period:
    return months(y, 6 * h - 5, 6 * h, "half_year")


def day(date: dt.date) -> Period:
    return Period(date, date, "day")


def days(first: dt.date, last: dt.date) -> Period:
    return Period(first, last, "day")


def week(date: dt.date, offset: int = 0) -> Period:
    """The week, Monday to Sunday, of a date, or one so many weeks later."""
    monday = date + dt.timedelta(days=7 * offset - date.weekday())
    sunday = monday + 6 * DAY if (dt.date.max - monday).days >= 6 else dt.date.max
    return Period(monday, sunday, "week")


def season(y: int, s: int) -> Period:
    """Spring (1) March to May … winter (4) December to February of the next year."""
    last = month_end(y + 1, 2) if s == 4 else month_end(y, 3 * s + 2)
    return Period(dt.date(y, 3 * s, 1), last, "quarter")


def add_months(date: dt.date, n: int) -> dt.date:
    """The same day n months on, or the last of a shorter month.

    Raises OverflowError beyond the years 1 to 9999.
    """
    y, m = divmod(date.year * 12 + date.month - 1 + n, 12)
    if not 1 <= y <= 9999:
        raise OverflowError("date out of range")
    return min(dt.date(y, m + 1, 1) + (date.day - 1) * DAY, month_end(y, m + 1))


def nth_week(outer: Period, n: int) -> Period:
    """The n-th week of a month or year, counted from its first Monday; -1 is the last full one."""
    assert outer.start and outer.end
    if n < 0:
        last = outer.end + DAY - dt.timedelta(days=(outer.end + DAY).weekday())  # Monday after
        return week(last, n)
    first = outer.start + dt.timedelta(days=-outer.start.weekday() % 7)
    return week(first, n - 1)


def nth_weekday(outer: Period, weekday: int, n: int) -> Period:
    """The n-th Monday (0) … Sunday (6) of a period; n = -1 is the last."""
    assert outer.start and outer.end
    if n < 0:
        return day(outer.end - dt.timedelta(days=(outer.end.weekday() - weekday) % 7 - 7 * (n + 1)))
    return day(outer.start + dt.timedelta(days=(weekday - outer.start.weekday()) % 7 + 7 * (n - 1)))


def edge(outer: Period, part: int) -> Period:
    """The beginning (1), middle (2) or end (3) of a period, by its precision."""
    if outer.start is None or outer.end is None:
        return Period(None, None, _EDGE_PRECISION.get(outer.precision, "unknown"))
    s, e = outer.start, outer.end
    if outer.precision == "year":
        first, last = {1: (1, 1), 2: (6, 7), 3: (11, 12)}[part]
        return months(s.year, first, last)
    if outer.precision == "month":
        return ten_days(outer, part)
    if outer.precision in ("quarter", "half_year"):
        at = {1: s, 2: add_months(s, 1), 3: e}[part]
        return month(at.year, at.month)
    length = e.year - s.year + 1
    part_length = {5: 1, 10: 3, 100: 20}.get(length, max(1, length // 3))
    offset = {1: 0, 2: (length - part_length) // 2, 3: length - part_length}[part]
    first_year = s.year + offset
    return years(
        first_year, first_year + part_length - 1, "year" if part_length == 1 else "multi_year"
    )


_EDGE_PRECISION: dict[Precision, Precision] = {
    "year": "month",
    "month": "ten_days",
    "quarter": "month",
    "half_year": "month",
    "five_year_plan": "year",
    "multi_year": "multi_year",
}


def ten_days(outer: Period, part: int) -> Period:
    """上旬 (1), 中旬 (2) or 下旬 (3) of a month."""
    if outer.start is None or outer.end is None:
        return Period(None, None, "ten_days")
    first = outer.start.replace(day=10 * part - 9)
    return Period(first, outer.end if part == 3 else first + 9 * DAY, "ten_days")
