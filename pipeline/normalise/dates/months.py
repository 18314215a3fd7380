"""Parts of the year down to the month: halves, quarters, seasons, months and their edges."""

import re
from collections.abc import Callable

from pipeline.normalise.dates import periods
from pipeline.normalise.dates.grammar import RANGE_MARKS, TO, Context, Pick, Scale, rule
from pipeline.normalise.dates.numerals import HAN, HANS, MONTH_NUMBER, NUMERALS, number
from pipeline.normalise.dates.periods import Period
from pipeline.normalise.dates.words import word_table
from pipeline.records import Precision

_EDGE = {"初": 1, "中": 2, "底": 3, "末": 3}
_QUARTERS = {
    "首": 1,
    **{str(n): n for n in range(1, 5)},
    **dict(zip("一二三四", range(1, 5), strict=True)),
}


def _in_year(precision: Precision, part: Callable[[int], Period]) -> Pick:
    """A pick of part(year), without dates where the year is not known."""

    def pick(outer: Period, context: Context) -> Period:
        return part(outer.start.year) if outer.start else Period(None, None, precision)

    return pick


@rule(
    Scale.HALF,
    "上下前后",
    "半",
    "(?P<h>[上下前后])半年度?",
    within=Scale.YEAR,
    yes=(
        ("今年上半年", "2016-01-01/2016-06-30"),
        ("2015年后半年", "2015-07-01/2015-12-31"),
        ("下半年投产", "2016-07-01/2016-12-31"),
    ),
    no=("半年报",),
)
def half_year(m: re.Match[str]) -> Pick:
    """Half of a year."""
    h = 1 if m["h"] in "上前" else 2
    return _in_year("half_year", lambda y: periods.half(y, h))


@rule(
    Scale.QUARTER,
    "前",
    "234两二三四",
    "前(?P<n>[2-4两二三四])个?季度?(?!度)",
    within=Scale.YEAR,
    yes=(("前三季度", "2016-01-01/2016-09-30"), ("2021年前两个季度", "2021-01-01/2021-06-30")),
)
def quarters_from_start(m: re.Match[str]) -> Pick:
    """The first quarters of a year."""
    n = number(m["n"])
    return _in_year("quarter", lambda y: periods.months(y, 1, 3 * n, "quarter"))


@rule(
    Scale.QUARTER,
    NUMERALS + "第首Qq",
    "季1234一二三四、和" + RANGE_MARKS,
    rf"第?(?<!{HAN})(?P<q>首|(?<![0-9.])[1-4]|[一二三四])(?:季度|(?=(?:{TO}|[、和])[1-4一二三四]季度))"
    "|[Qq](?P<en>[1-4])(?![0-9A-Za-z])(?:季度)?",
    figures="0(-0)?",
    within=Scale.YEAR,
    yes=(
        ("一季度", "2016-01-01/2016-03-31"),
        ("2015年第四季度", "2015-10-01/2015-12-31"),
        ("二、三季度", "2016-04-01/2016-06-30 2016-07-01/2016-09-30"),
        ("2013年一季度末", "2013-03-01/2013-03-31"),
        ("Q1季度", "2016-01-01/2016-03-31"),
        ("三季度前", "None/2016-09-30"),
    ),
    no=("三个季度", "每季度"),
)
def quarter(m: re.Match[str]) -> Pick:
    """A quarter of a year."""
    q = int(m["en"]) if m["en"] else _QUARTERS[m["q"]]
    return _in_year("quarter", lambda y: periods.quarter(y, q))


_SEASONS = {c: n for n, c in enumerate("春夏秋冬", 1)}


@rule(
    Scale.QUARTER,
    "今明去春夏秋冬",
    "春夏秋冬季天,，。;；、)）建投开竣完交前后起\n",
    "(?<!过)(?P<near>[今明去][冬春夏秋])(?![节冬春夏秋])"
    # Without a year a season is what comes every year: 春季招聘, 夏季达沃斯论坛.
    "|(?:(?<=年)|(?<=年的))(?P<s>[春夏秋冬])"
    "(?:季(?!节|奥|残)|天|(?=[,，。;；、)）建投开竣完交前后起]|$))",
    within=Scale.YEAR,
    yes=(
        ("明年秋季", "2017-09-01/2017-11-30"),
        ("2015年春", "2015-03-01/2015-05-31"),
        ("今冬", "2016-12-01/2017-02-28"),
    ),
    no=("春天里", "四季如春", "夏季达沃斯论坛", "春季招聘"),
)
def season(m: re.Match[str]) -> Pick | None:
    """A season of a year."""
    if m["near"]:
        offset = {"去": -1, "今": 0, "明": 1}[m["near"][0]]
        s = _SEASONS[m["near"][1]]

        def pick(outer: Period, context: Context) -> Period:
            anchor = context.at(Scale.YEAR)
            return (
                periods.season(anchor.year + offset, s) if anchor else Period(None, None, "quarter")
            )

        return pick
    s = _SEASONS[m["s"]]
    return _in_year("quarter", lambda y: periods.season(y, s))


@rule(
    Scale.QUARTER,
    "暑",
    "假",
    "(?<=年)(?P<h>[暑])假",
    within=Scale.YEAR,
    yes=(("去年暑假", "2015-07-01/2015-08-31"),),
)
def school_holiday(m: re.Match[str]) -> Pick:
    """The summer holidays of a year."""
    return _in_year("month", lambda y: periods.months(y, 7, 8))


@rule(
    Scale.QUARTER,
    "年岁",
    "底初末中终",
    rf"(?<![0-9每全周{HANS}])(?:年(?P<e>[初末底]|中(?![国央共华期小等级专式型队部医药学心超东西南北])|终(?=[前,。]))|岁(?P<s>末))",
    within=Scale.YEAR,
    yes=(
        ("年底前", "None/2016-12-31"),
        ("今年年初", "2016-01-01/2016-01-31"),
        ("2015年年末", "2015-11-01/2015-12-31"),
        ("年中", "2016-06-01/2016-07-31"),
    ),
    no=("一年中", "每年年底"),
)
def edge_of_year(m: re.Match[str]) -> Pick:
    """The beginning, middle or end of a year."""
    part = _EDGE.get(m["e"] or m["s"] or "", 2 if "中" in m[0] else 3)

    def pick(outer: Period, context: Context) -> Period:
        if outer.start is None:
            return Period(None, None, "month")
        return periods.edge(periods.year(outer.start.year), part)

    return pick


@rule(
    Scale.QUARTER,
    "年",
    "内以之",
    rf"(?<![0-9半多几两干些数{HANS}])年(?:以|之)?内(?!部|容|涵|外|陆|蒙)",
    within=Scale.YEAR,
    yes=(("年内开工", "2016-01-01/2016-12-31"), ("今年内", "2016-01-01/2016-12-31")),
    no=("三年内部", "两年内部", "若干年内"),
)
def within_year(m: re.Match[str]) -> Pick:
    """The whole of the year."""
    return _in_year("year", periods.year)


@rule(
    Scale.QUARTER,
    "前后最",
    NUMERALS + " 后初",
    r"(?P<side>前|后|最[后初])\s?(?P<n>[0-9]{1,2}|十[一二]?|[两二三四五六七八九])\s?(?:个月|月)(?!份?以?[前后内来])",
    within=Scale.YEAR,
    yes=(
        ("前5个月", "2016-01-01/2016-05-31"),
        ("2022年前十一个月", "2022-01-01/2022-11-30"),
        ("2021 年的最后 4 个月", "2021-09-01/2021-12-31"),
    ),
    no=("提前3个月", "此前三个月", "到期后6个月"),
)
def months_from_edge(m: re.Match[str]) -> Pick | None:
    """The first or last months of a year."""
    n, before = number(m["n"]), m.string[max(0, m.start() - 1) : m.start()]
    after_event = m["side"] == "后" and before not in ("年", "的")  # 到期后6个月
    if not 1 <= n <= 12 or after_event or before in ("提", "此", "之", "以", "日"):
        return None
    first = 1 if m["side"] in ("前", "最初") else 13 - n
    last = n if first == 1 else 12
    return _in_year("month", lambda y: periods.months(y, first, last))


@rule(
    Scale.MONTH,
    "第首",
    "个月",
    rf"(?:第(?P<n>{MONTH_NUMBER})个月|(?P<first>首)月)",
    within=Scale.YEAR,
    inner=True,
    yes=(("2021年的第三个月", "2021-03-01/2021-03-31"), ("2005年首月", "2005-01-01/2005-01-31")),
    no=("连续第3个月增长",),
)
def nth_month(m: re.Match[str]) -> Pick:
    """A month counted within its year."""
    n = 1 if m["first"] else number(m["n"])
    return _in_year("month", lambda y: periods.month(y, n))


@rule(
    Scale.MONTH,
    NUMERALS,
    "月、和" + RANGE_MARKS,
    rf"(?<![0-9.$¥近闰每{HANS}])(?P<n>{MONTH_NUMBER})(?:\s?月份?(?!革命|球|票|色|饼|薪|供|季|嫂|租|牙)"
    rf"|(?<!月[0-9])(?<!月[0-9]{{2}})(?<![周期拜]{HAN})(?=(?:(?:{TO}|[、和]){MONTH_NUMBER}){{1,4}}\s?月))",
    figures="00?(-00?)*",
    within=Scale.YEAR,
    yes=(
        ("3月", "2016-03-01/2016-03-31"),
        ("2018年 12月", "2018-12-01/2018-12-31"),
        ("去年十一月", "2015-11-01/2015-11-30"),
        ("1-9月份", "2016-01-01/2016-09-30"),
        ("2015年2——4月", "2015-02-01/2015-04-30"),
        ("3、4月", "2016-03-01/2016-03-31 2016-04-01/2016-04-30"),
    ),
    no=("3个月", "每月", "每年3月"),
)
def month(m: re.Match[str]) -> Pick:
    """A month by its number."""
    n = number(m["n"])
    return _in_year("month", lambda y: periods.month(y, n))


_RELATIVE = word_table("dates_relative", "month")


@rule(
    Scale.MONTH,
    "",
    "",
    rf"(?<![首每一二两三多再])(?P<word>{_RELATIVE.pattern})份?(?!嫂|票|亮|球|背|面|表)",
    words=_RELATIVE.values,
    within=Scale.YEAR,
    basis="relative",
    yes=(
        ("上个月15号", "2016-05-15/2016-05-15"),
        ("本月初", "2016-06-01/2016-06-10"),
        ("去年本月十日", "2015-06-10/2015-06-10"),
        ("下月九号", "2016-07-09/2016-07-09"),
    ),
)
def relative_month(m: re.Match[str]) -> Pick:
    """A month counted from the document's."""
    offset = _RELATIVE.values[m["word"]]

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.MONTH)
        if anchor is None or outer.start is None:
            return Period(None, None, "month")
        y = anchor.year + outer.start.year - anchor.year
        at = periods.add_months(anchor.replace(year=y, day=1), offset)
        return periods.month(at.year, at.month)

    return pick


@rule(
    Scale.QUARTER,
    "上本这下",
    "一个季",
    "(?P<which>上一?个?|本|这个?|下一?个?)(?:(?P<unit>季度)|(?<=个)半年(?!度))",
    basis="relative",
    yes=(
        ("上个季度", "2016-01-01/2016-03-31"),
        ("本季度", "2016-04-01/2016-06-30"),
        ("上季度末", "2016-03-01/2016-03-31"),
    ),
)
def relative_quarter(m: re.Match[str]) -> Pick:
    """A quarter or half-year counted from the document's."""
    offset = {"上": -1, "下": 1}.get(m["which"][0], 0)
    size = 3 if m["unit"] else 6
    precision: Precision = "quarter" if size == 3 else "half_year"

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.QUARTER)
        if anchor is None:
            return Period(None, None, precision)
        index = anchor.year * 12 // size + (anchor.month - 1) // size + offset
        y, part = divmod(index * size, 12)
        return periods.months(y, part + 1, part + size, precision)

    return pick


@rule(
    Scale.WEEK,
    "上中下",
    "旬中下",
    "(?P<part>上中|中下|[上中下])旬",
    within=Scale.MONTH,
    yes=(
        ("6月上旬", "2016-06-01/2016-06-10"),
        ("2月下旬", "2016-02-21/2016-02-29"),
        ("7月上中旬", "2016-07-01/2016-07-20"),
    ),
)
def ten_days(m: re.Match[str]) -> Pick:
    """About ten days of a month."""
    first, last = ("上中下".index(m["part"][i]) + 1 for i in (0, -1))

    def pick(outer: Period, context: Context) -> Period:
        whole = _month_of(outer)
        begin, end = periods.ten_days(whole, first), periods.ten_days(whole, last)
        return Period(begin.start, end.end, "ten_days")

    return pick


@rule(
    Scale.WEEK,
    "月",
    "初底末中",
    r"月(?P<part>[初底末]|中(?=[,,。;;、)]|$))",
    within=Scale.MONTH,
    yes=(("月底前", "None/2016-06-30"), ("十二月月底", "2016-12-21/2016-12-31")),
    no=("每月月底", "岁月初心"),
)
def edge_of_month(m: re.Match[str]) -> Pick | None:
    """The beginning, middle or end of a month."""
    if m.string[max(0, m.start() - 1) : m.start()] in ("岁", "个", "每"):
        return None
    part = _EDGE[m["part"]]
    return lambda outer, context: periods.ten_days(_month_of(outer), part)


@rule(
    Scale.WEEK,
    "上下",
    "半",
    "(?P<part>[上下])半月(?!刊)",
    within=Scale.MONTH,
    yes=(("9月上半月", "2016-09-01/2016-09-15"), ("下半月", "2016-06-16/2016-06-30")),
)
def half_month(m: re.Match[str]) -> Pick:
    """Half of a month."""
    first_half = m["part"] == "上"

    def pick(outer: Period, context: Context) -> Period:
        whole = _month_of(outer)
        if whole.start is None:
            return Period(None, None, "day")
        if first_half:
            return periods.days(whole.start, whole.start.replace(day=15))
        return Period(whole.start.replace(day=16), whole.end, "day")

    return pick


def _month_of(outer: Period) -> Period:
    return periods.month(outer.start.year, outer.start.month) if outer.start else outer
