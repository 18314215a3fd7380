"""Dates in figures with separators: 2026-04-01, 2010/01/29, 2026.04.01-04.03, 2008-08."""

import datetime as dt
import re
from functools import lru_cache

from pipeline.normalise.dates import periods
from pipeline.normalise.dates.grammar import ANY, RANGE_MARKS, TO, Context, Pick, Scale, rule
from pipeline.normalise.dates.numerals import FIGURES
from pipeline.normalise.dates.periods import Period

_LEFT = r"(?:(?<![0-9A-Za-z./·\-])|(?<=[0-9][-~]))"
_Y, _MD = "(?P<y>[12][0-9]{3})", "[0-9]{1,2}+"


@rule(
    Scale.DAY,
    FIGURES,
    "-/.",
    rf"{_LEFT}{_Y}(?P<s>[-/.])(?P<m>{_MD})(?P=s)(?P<d>{_MD}){TO}(?:(?P<m2>{_MD})(?P=s))?(?P<d2>{_MD})(?![0-9./:\-]|[年月])",
    figures="0000([-/.]00?){2,4}",
    closed=True,
    yes=(
        ("2026.04.01-04.03", "2026-04-01/2026-04-03"),
        ("2026-04-01至04-03", "2026-04-01/2026-04-03"),
        ("2026/3/26~29", "2026-03-26/2026-03-29"),
        ("2025-12-30至01-02", "2025-12-30/2026-01-02"),
    ),
)
def numeric_range(m: re.Match[str]) -> Pick | None:
    """Two days in figures, the second shortened."""
    if (
        not m["m2"]
        and m["s"] == "-"
        and "-" in m[0][m.end("d") - m.start() : m.start("d2") - m.start()]
    ):
        return None  # 2026-04-01-05 is a number of some kind
    y, m1, d1, d2 = int(m["y"]), int(m["m"]), int(m["d"]), int(m["d2"])
    m2 = int(m["m2"] or m1)
    if (m2, d2) < (m1, d1) and m2 == m1:
        return None
    y2 = y + 1 if m2 < m1 else y  # 2025-12-30至01-02
    return lambda outer, context: periods.days(dt.date(y, m1, d1), dt.date(y2, m2, d2))


@rule(
    Scale.DAY,
    FIGURES,
    "-/.·",
    rf"{_LEFT}{_Y}(?P<s>[-/.·])(?P<m>{_MD})(?P=s)(?P<d>{_MD})(?![0-9A-SU-Za-z/]|[-.·][0-9]{{3,8}}(?![-/.0-9])|[.·][0-9])",
    figures="0000(([-/.]00?){2}.*)?",
    yes=(
        ("2026-04-01", "2026-04-01/2026-04-01"),
        ("2010/01/29", "2010-01-29/2010-01-29"),
        ("2010.1.29", "2010-01-29/2010-01-29"),
        ("2019·2·10", "2019-02-10/2019-02-10"),
        ("2026-04-01 10:30:00", "2026-04-01/2026-04-01"),
        ("2020-05-26至2020-05-29", "2020-05-26/2020-05-29"),
    ),
    no=("GB/T 2019-1-2345", "v2010.1.29.3"),
)
def numeric_day(m: re.Match[str]) -> Pick:
    """A day in figures, year first."""
    return _as_written(m)


@rule(
    Scale.DAY,
    FIGURES,
    "-/.",
    rf"{_LEFT}(?P<d>{_MD})(?P<s>[-/.])(?P<m>{_MD})(?P=s)(?P<y>[12][0-9]{{3}})(?![0-9A-Za-z./])",
    figures="(00?[-/.]){2}0000.*",
    yes=(("13.5.2015", "2015-05-13/2015-05-13"), ("10/1/2017-11/2/2017", "2017-01-10/2017-02-11")),
)
def day_first(m: re.Match[str]) -> Pick:
    """A day in figures, day first."""
    return _as_written(m)


_MEASURE = "[年赛榨财0-9A-Za-z%‰°℃万亿元倍吨米公度个平克千斤人件条号版章节款项页例户亩辆台套美欧]"


@rule(
    Scale.MONTH,
    FIGURES,
    "-/.",
    rf"{_LEFT}(?P<y>(?:19|20)[0-9]{{2}})(?P<s>[-/])(?P<m>0[1-9]|1[0-2])(?![-/.]?[0-9]|\s?{_MEASURE})"
    rf"|{_LEFT}(?P<y2>(?:19|20)[0-9]{{2}})\.(?P<m2>0?[1-9]|1[0-2])(?={TO}(?:19|20)[0-9]{{2}}[.年]|{TO}至今)"
    rf"|{_LEFT}(?P<y4>(?:19|20)[0-9]{{2}})\.(?P<m4>0[1-9]|1[0-2]){TO}(?P<last>(?:19|20)[0-9]{{2}})(?![-.]?[0-9]|\s?{_MEASURE})"
    rf"|(?<=[0-9][-–—~至到])(?P<y3>(?:19|20)[0-9]{{2}})\.(?P<m3>0?[1-9]|1[0-2])(?![-.]?[0-9]|\s?{_MEASURE})",
    figures=r"0000[-/]00|0000\.00?([-/].*)?",
    closed=True,
    yes=(
        ("2008-08", "2008-08-01/2008-08-31"),
        ("1999.08-2002.02", "1999-08-01/2002-02-28"),
        ("2008/08", "2008-08-01/2008-08-31"),
        ("2008.03-2009", "2008-03-01/2009-12-31"),
    ),
    no=("2011/12榨季", "2011-12赛季", "2016-18", "GB 2008-08A", "增长2008.08亿元"),
)
def numeric_month(m: re.Match[str]) -> Pick | None:
    """A month in figures, year first."""
    if "/" in m[0] and int(m["m"]) == int(m["y"]) % 100 + 1:
        return None  # 2011/12 is a year that begins in one and ends in the next
    y, month = (int(next(m[g + i] for i in ("", "2", "3", "4") if m[g + i])) for g in "ym")
    if not m["last"]:
        return lambda outer, context: periods.month(y, month)
    if int(m["last"]) < y:
        return None
    end = dt.date(int(m["last"]), 12, 31)
    return lambda outer, context: Period(dt.date(y, month, 1), end, "month")


@rule(
    Scale.DECADE,
    FIGURES,
    RANGE_MARKS,
    rf"{_LEFT}(?<!GB )(?<!/T )(?<!第)(?P<a>(?:19|20)[0-9]{{2}}){TO}"
    rf"(?P<b>(?:19|20)[0-9]{{2}})(?![0-9A-Za-z./\-]|\s?{_MEASURE})",
    figures="0000(-0000)?",
    closed=True,
    yes=(
        ("2016-2018", "2016-01-01/2018-12-31"),
        ("从2016到2018", "2016-01-01/2018-12-31"),
        ("2009-2010", "2009-01-01/2010-12-31"),
    ),
    no=("GB/T 19001-2016", "2000-2050元", "GB 2004-2012"),
)
def bare_years(m: re.Match[str]) -> Pick | None:
    """A range of years without 年."""
    a, b = int(m["a"]), int(m["b"])
    return (lambda outer, context: periods.years(a, b)) if a < b else None


@rule(
    Scale.DAY,
    FIGURES,
    "·",
    r"(?<![0-9.·A-Za-z])(?P<m>1[0-2]|[1-9])·(?P<d>[12][0-9]|3[01]|[1-9])(?![0-9·.])",
    figures="00?",
    within=Scale.YEAR,
    yes=(("“8·20”灾后重建", "2016-08-20/2016-08-20"),),
)
def dotted_day(m: re.Match[str]) -> Pick:
    """Month and day with a middle dot."""
    month, d = int(m["m"]), int(m["d"])

    def pick(outer: Period, context: Context) -> Period:
        if outer.start is None:
            return Period(None, None, "day")
        return periods.day(dt.date(outer.start.year, month, d))

    return pick


@rule(
    Scale.DAY,
    FIGURES,
    ANY,
    r"(?<![0-9A-Za-z./_\-])(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])"
    r"(?![0-9A-Za-z./_\-]|\s?[%万亿元吨个])",
    figures="0{8}",
    yes=(("20240307", "2024-03-07/2024-03-07"),),
    no=("身份证号140302197706220124", "202403073", "20240307元"),
)
def compact_day(m: re.Match[str]) -> Pick:
    """A day in eight figures."""
    return _as_written(m)


def _as_written(m: re.Match[str]) -> Pick:
    y, month, d = m.group("y", "m", "d")
    return lambda outer, context: _day(y, month, d)


@lru_cache(maxsize=4096)  # most of a page's figures are the days of its listings
def _day(y: str, month: str, d: str) -> Period:
    return periods.day(dt.date(int(y), int(month), int(d)))
