"""Forms that are dates only where nothing else stands beside them: a table cell, a date field."""

import datetime as dt
import re

from pipeline.normalise.dates import periods
from pipeline.normalise.dates.grammar import Context, Pick, Scale, rule
from pipeline.normalise.dates.numerals import FIGURES, HANS, number
from pipeline.normalise.dates.periods import Period
from pipeline.normalise.dates.years import nearest_year

_END = r"(?=\s*\Z)"


@rule(
    Scale.YEAR,
    FIGURES + HANS + "两",
    "年千 \n",
    rf"(?<![^\s])(?P<y>(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?=年)|[{HANS}]{{2}}(?=年)|[二两]千(?=年))年?{_END}",
    figures="00|0000",
    closed=True,
    yes=(("2018", "2018-01-01/2018-12-31"), ("24年", "2024-01-01/2024-12-31")),
    no=("共2018", "十年", "三四年"),
)
def year_alone(m: re.Match[str]) -> Pick | None:
    """A year that fills its cell."""
    if m.string.strip() != m[0].strip():
        return None
    y = number(m["y"])
    approximate = m["y"] == "三五" or (m["y"][0] in HANS and y % 10 - y // 10 == 1)  # 三四年
    if "十" in m["y"] or approximate:
        return None
    return nearest_year(y) if y < 100 else lambda outer, context: periods.year(y)


@rule(
    Scale.MONTH,
    FIGURES,
    "-/.",
    rf"(?<![^\s])(?:(?P<y>[12][0-9]{{3}})[-/.](?P<m>[0-9]{{1,2}})|(?P<m2>[0-9]{{1,2}})[-/.](?P<y2>[12][0-9]{{3}})){_END}",
    figures="0000[-/.]00?|00?[-/.]0000",
    closed=True,
    yes=(("2008.08", "2008-08-01/2008-08-31"), ("08-2008", "2008-08-01/2008-08-31")),
    no=("增长2008.08",),
)
def month_alone(m: re.Match[str]) -> Pick | None:
    """A month that fills its cell."""
    if m.string.strip() != m[0].strip():
        return None
    y, month = int(m["y"] or m["y2"]), int(m["m"] or m["m2"])
    return (lambda outer, context: periods.month(y, month)) if 1 <= month <= 12 else None


@rule(
    Scale.DAY,
    FIGURES,
    " .",
    rf"(?<![^\s])(?P<y>[12][0-9]{{3}})\s(?P<m>[0-9]{{2}})\s(?P<d>[0-9]{{2}}){_END}"
    rf"|(?<![^\s])(?P<y2>[0-9]{{4}})\.(?P<m2>[0-9]{{1,2}})-(?P<d2>1[3-9]|[23][0-9]){_END}",
    figures=r"0000(\.00?-00)?",
    closed=True,
    yes=(("2022 11 23", "2022-11-23/2022-11-23"), ("1994.01-19", "1994-01-19/1994-01-19")),
)
def day_alone(m: re.Match[str]) -> Pick | None:
    """A day that fills its cell."""
    if m.string.strip() != m[0].strip():
        return None
    y, month, d = (int(m[g] or m[g + "2"]) for g in "ymd")
    return lambda outer, context: periods.day(dt.date(y, month, d))


@rule(
    Scale.DAY,
    FIGURES,
    "-/",
    rf"(?<![^\s])(?P<a>[0-9]{{1,2}})[-/](?P<b>[0-9]{{1,2}})[-/](?P<c>[0-9]{{2}}){_END}",
    figures="00?[-/]00?[-/]00",
    closed=True,
    yes=(("05/05/89", "1989-05-05/1989-05-05"), ("27-7-03", "2027-07-03/2027-07-03")),
)
def short_day_alone(m: re.Match[str]) -> Pick | None:
    """A day with a year of two figures that fills its cell."""
    if m.string.strip() != m[0].strip():
        return None
    a, b, c = int(m["a"]), int(m["b"]), int(m["c"])
    # A day cannot be above 31; else two figures in front are the year, as in 12-11-10.
    y, d = (a, c) if len(m["a"]) == 2 and c <= 31 else (c, a)
    in_century = nearest_year(y)

    def pick(outer: Period, context: Context) -> Period:
        year = in_century(outer, context).start
        return periods.day(year.replace(month=b, day=d)) if year else Period(None, None, "day")

    return pick


@rule(
    Scale.DAY,
    FIGURES,
    "-/",
    r"(?<![^\n])(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3][0-9])(?=\s*(?:\n|\Z))"
    rf"|(?<![^\s])(?P<m2>[0-9]{{1,2}})/(?P<d2>[0-9]{{1,2}}){_END}",
    figures="00-00|00?/00?",
    within=Scale.YEAR,
    closed=True,
    yes=(("09-01", "2016-09-01/2016-09-01"), ("12/1", "2016-12-01/2016-12-01")),
    no=("第12/1页",),
)
def month_and_day_alone(m: re.Match[str]) -> Pick | None:
    """Month and day that fill their line or cell."""
    if m["m2"] and m.string.strip() != m[0].strip():
        return None
    month, d = int(m["m"] or m["m2"]), int(m["d"] or m["d2"])

    def pick(outer: Period, context: Context) -> Period:
        if outer.start is None:
            return Period(None, None, "day")
        return periods.day(outer.start.replace(month=month, day=d))

    return pick
