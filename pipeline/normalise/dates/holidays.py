"""Holidays, solar terms and lunar dates (by lunar_python, loaded when first needed)."""

import datetime as dt
import re
from functools import lru_cache

from pipeline.normalise.dates import periods
from pipeline.normalise.dates.grammar import ANY, Context, Pick, Scale, rule
from pipeline.normalise.dates.numerals import HAN, HANS, NUMERALS, number
from pipeline.normalise.dates.periods import Period
from pipeline.normalise.dates.words import alternation
from pipeline.reference import entries, words

_HOLIDAYS = {r["word"]: r for r in entries("dates_holidays")}
_OCCASION = re.compile("节|假期|长假|小长假|黄金周|期间|前后|前夕|当天|节气|[之以]?[前后](?![0-9])")


@lru_cache(maxsize=1024)
def _lunar_day(y: int, m: int, d: int) -> dt.date:
    """The day of a lunar date; a leap month is negative. Raises ValueError if there is none."""
    from lunar_python import Lunar, LunarMonth  # type: ignore[import-untyped]

    month = LunarMonth.fromYm(y, m)
    if month is None or not 1 <= d <= month.getDayCount():
        raise ValueError(f"no lunar date {y}-{m}-{d}")
    solar = Lunar.fromYmd(y, m, d).getSolar()
    return dt.date(solar.getYear(), solar.getMonth(), solar.getDay())


def _lunar_month(y: int, m: int) -> Period:
    from lunar_python import LunarMonth

    first = _lunar_day(y, m, 1)
    return Period(
        first, first + dt.timedelta(days=LunarMonth.fromYm(y, m).getDayCount() - 1), "month"
    )


@lru_cache(maxsize=256)
def _solar_term(y: int, name: str) -> dt.date:
    from lunar_python import Solar

    table = Solar.fromYmd(y, 6, 1).getLunar().getJieQiTable()
    at = table["DONG_ZHI" if name == "冬至" else name]
    return dt.date(at.getYear(), at.getMonth(), at.getDay())


def _eve(y: int) -> dt.date:
    """The day before the lunar new year that falls in a year."""
    return _lunar_day(y, 1, 1) - periods.DAY


def _holiday(y: int, row: dict[str, str]) -> Period:
    kind, value = row["kind"], row["value"]
    if kind == "term":
        return periods.day(_solar_term(y, value))
    if kind == "eve":
        return periods.day(_eve(y))
    month, rest = (int(part) for part in value.split("-", 1)) if kind != "nth" else (0, 0)
    if kind == "fixed":
        return periods.day(dt.date(y, month, rest))
    if kind == "lunar":
        return periods.day(_lunar_day(y, month, rest))
    month, n, weekday = (int(part) for part in value.split("-"))
    return periods.nth_weekday(periods.month(y, month), weekday - 1, n)


# 记者 韦立春, 局长孙立夏, 罗立秋表示: the term is a given name.
_SURNAME = frozenset(words("surnames", "surname"))
_OFFICE = re.compile("(?:[长任记员师理者授裁工辑编影]|作者)[：:\\s]{0,2}$")
_SAYS = re.compile("说|表示|介绍|告诉|认为|透露|坦言|解释|[(（]?[男女][,，]")


def _is_given_name(m: re.Match[str]) -> bool:
    """Does the term stand behind a surname, that behind an office or before a word of speech?"""
    text, surname = m.string, m.start() - 1
    if surname < 0 or text[surname] not in _SURNAME:
        return False
    return bool(_OFFICE.search(text, max(0, surname - 4), surname) or _SAYS.match(text, m.end()))


_NAMES = [w for w in _HOLIDAYS if w[0] not in HANS]
_NUMBERS = [w for w in _HOLIDAYS if w[0] in HANS]  # 五一, 十一
_NO_DAY = (
    "(?!路|街|广场|村|小学|中学|大学|厂|劳动奖|奖|商|河|公园|社区|”?勋章"
    "|[月日号个年五届条项座家所县])"
)


@rule(
    Scale.DAY,
    "",
    "",
    rf"(?P<word>{alternation(_NAMES)}){_NO_DAY}",
    words=_NAMES,
    within=Scale.YEAR,
    yes=(
        ("2016年春节", "2016-02-08/2016-02-08"),
        ("国庆节", "2016-10-01/2016-10-01"),
        ("清明期间", "2016-04-04/2016-04-04"),
        ("2019年感恩节", "2019-11-28/2019-11-28"),
        ("2024年冬至", "2024-12-21/2024-12-21"),
    ),
    no=("国庆村", "记者 韦立春", "局长孙立夏", "罗立秋表示"),
)
def holiday(m: re.Match[str]) -> Pick | None:
    """A holiday or solar term."""
    return _pick_holiday(m)


@rule(
    Scale.DAY,
    "".join(w[0] for w in _NUMBERS),
    ANY,
    rf"(?<!{HAN})(?P<word>{alternation(_NUMBERS)}){_NO_DAY}",
    within=Scale.YEAR,
    yes=(("今年五一", "2016-05-01/2016-05-01"), ("“十一”长假", "2016-10-01/2016-10-01")),
    no=("五一路", "十一个项目", "三八线"),
)
def numbered_holiday(m: re.Match[str]) -> Pick | None:
    """A holiday named by its date: 五一."""
    return _pick_holiday(m)


def _pick_holiday(m: re.Match[str]) -> Pick | None:
    row, text = _HOLIDAYS[m["word"]], m.string
    if row["bare"] == "no":  # also an ordinary word: a holiday after a year or before 期间, 假期
        dated = text[m.start() - 1 : m.start()] in ("年", "“", "历")
        alone = len(text) < 40 and text.strip() == m[0]
        if not (dated or alone or _OCCASION.match(text, m.end())):
            return None
    if row["kind"] == "term" and _is_given_name(m):
        return None

    def pick(outer: Period, context: Context) -> Period:
        return _holiday(outer.start.year, row) if outer.start else Period(None, None, "day")

    return pick


_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_DAY = (
    "初[一二三四五六七八九十]|初[0-9]{1,2}|廿[一二三四五六七八九]?|三十|二?十[一二三四五六七八九]?"
    "|[0-9]{1,2}|[一二三四五六七八九]"
)
_MONTH = "正|冬|腊|十[一二]?|[一二三四五六七八九]|[0-9]{1,2}"


@rule(
    Scale.DAY,
    NUMERALS + "农阴旧闰正冬腊大",
    "月历年" + NUMERALS + "正冬腊",
    # Marked by 农历, 闰, 正月, 腊月, 初 or 廿, or a day from 11 on that goes without 日.
    rf"(?:农历|阴历|旧历)(?:(?P<y>[0-9]{{4}}|{HAN}{{4}})年)?(?P<leap>闰)?(?P<m>{_MONTH})月(?:(?P<d>{_DAY})[日号]?)?"
    rf"|(?<!{HAN})(?:(?P<leap2>闰)(?P<m2>{_MONTH})|(?P<m3>[正腊]))月(?!刊|亮)(?:(?P<d2>{_DAY})[日号]?)?"
    rf"|(?<![0-9{HANS}])(?P<m4>{_MONTH})月(?P<d4>初[一二三四五六七八九十0-9]|廿[一二三四五六七八九]?)"
    rf"|(?<![0-9{HANS}])(?<![0-9零〇一二三四五六七八九十千]年)(?P<m5>[二三四五六七八九十])月(?P<d5>二?十[一二三四五六七八九])(?![日号年月个万亿多余至到\-、])"
    r"|大年(?P<d6>初[一二三四五六七八九十]|三十)",
    figures="00?",
    within=Scale.YEAR,
    closed=True,
    yes=(
        ("1991年农历8月23号", "1991-09-30/1991-09-30"),
        ("二零一二年农历正月十五", "2012-02-06/2012-02-06"),
        ("阴历二〇二一年六月", "2021-07-10/2021-08-07"),
        ("腊月初十", "2017-01-07/2017-01-07"),
        ("五月廿二", "2016-06-26/2016-06-26"),
        ("2020年闰四月", "2020-05-23/2020-06-20"),
        ("去年八月十五", "2015-09-27/2015-09-27"),
        ("大年初一", "2016-02-08/2016-02-08"),
    ),
    no=("正月亮",),
)
def lunar_date(m: re.Match[str]) -> Pick:
    """A day or month of the lunar calendar."""
    word = m["m"] or m["m2"] or m["m3"] or m["m4"] or m["m5"]
    n = (_LUNAR_MONTHS.get(word) or number(word)) if word else 1
    month = -n if m["leap"] or m["leap2"] else n
    named = m["d"] or m["d2"] or m["d4"] or m["d5"] or m["d6"]

    def pick(outer: Period, context: Context) -> Period:
        y = number(m["y"]) if m["y"] else outer.start.year if outer.start else None
        if y is None:
            return Period(None, None, "day" if named else "month")
        if m["d6"] == "三十":
            return periods.day(_eve(y + 1))  # the lunar year's last day
        return periods.day(_lunar_day(y, month, number(named))) if named else _lunar_month(y, month)

    return pick
