"""Weeks and days."""

import datetime as dt
import re

from pipeline.normalise.dates import periods
from pipeline.normalise.dates.grammar import RANGE_MARKS, TO, Context, Pick, Scale, rule
from pipeline.normalise.dates.numerals import COUNT, DAY_NUMBER, HAN, HANS, NUMERALS, number
from pipeline.normalise.dates.periods import Period
from pipeline.normalise.dates.words import word_table

_WEEK = "(?:周|星期|礼拜)"
# What follows a 日 that is no day of the month: 30日内, 20日元, 5日均线, 3日游 (but 3日本报讯).
_NOT_A_DAY = (
    "以[内上下]|内|之[内久]|均|元|龄|程|子|[常益趋游化]|期限"
    "|本(?!报|网|刊|站|台|市|省|县|区|州|周|月|次|场|届|公司)"
)
_LENGTH = "(?<!少于)(?<!多于)(?<!满)(?<!超过)(?<!期限)(?<!期限为)"
_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}


@rule(
    Scale.DAY,
    NUMERALS,
    "日、,和" + RANGE_MARKS,
    rf"(?<![0-9.第近每约后前起{HANS}]){_LENGTH}(?P<n>{DAY_NUMBER})"
    rf"(?:\s?日(?!{_NOT_A_DAY})|(?=(?:(?:{TO}|[、,和]){DAY_NUMBER}){{1,6}}\s?日))",
    figures="00?(-00?)*",
    within=Scale.MONTH,
    yes=(
        ("3月26日至29日", "2016-03-26/2016-03-29"),
        ("2月16日报道", "2016-02-16/2016-02-16"),
        ("14日,记者获悉", "2016-06-14/2016-06-14"),
        ("9月15日、16日", "2016-09-15/2016-09-15 2016-09-16/2016-09-16"),
        ("2019年4月12-19日", "2019-04-12/2019-04-19"),
        ("五月三十日", "2016-05-30/2016-05-30"),
    ),
    no=("一日之计在于晨", "第5日", "20日元", "自受理之日起15日内", "不少于20日", "60日"),
)
def day_of_month(m: re.Match[str]) -> Pick:
    """A day of a month."""
    return _day(number(m["n"]))


@rule(
    Scale.DAY,
    NUMERALS,
    "号、和" + RANGE_MARKS,
    rf"(?<![0-9.第近每约后前{HANS}])(?P<n>{DAY_NUMBER})"
    rf"(?:\s?号(?!线|楼|文|令|机|院|馆|炉|车|公路|煤|井|台|地块|桥|隧道|厅|门|店|库|池|罐)|(?=(?:(?:{TO}|[、和]){DAY_NUMBER}){{1,6}}\s?号))",
    figures="00?(-00?)*",
    within=Scale.MONTH,
    yes=(
        ("9月10号", "2016-09-10/2016-09-10"),
        ("从12月九号到十五号", "2016-12-09/2016-12-15"),
    ),
    no=("三号线", "5号楼", "辽政发5号", "9号、10号泊位"),
)
def day_number(m: re.Match[str]) -> Pick:
    """A day of a month, told by 号."""
    return _day(number(m["n"]))


@rule(
    Scale.DAY,
    NUMERALS,
    " ,，。;；、)）至到-—~\n",
    r"(?<=月)(?P<n>[0-3]?[0-9]|二?十[一二三四五六七八九]|[二三]?十|三十一)"
    r"(?=\s?(?:[,，。;；、)）至到\-—~]|\Z|\n)(?!,[0-9]))",
    figures="00?(-.*)?",
    within=Scale.MONTH,
    closed=True,
    inner=True,
    yes=(("1月3至2月10", "2016-01-03/2016-02-10"), ("2004年八月十五", "2004-08-15/2004-08-15")),
    no=(),
)
def day_after_month(m: re.Match[str]) -> Pick:
    """A day right after its month, without 日."""
    return _day(number(m["n"]))


def _day(n: int) -> Pick:
    def pick(outer: Period, context: Context) -> Period:
        if outer.start is None:
            return Period(None, None, "day")
        return periods.day(outer.start.replace(day=n))

    return pick


_RELATIVE = word_table("dates_relative", "day")


@rule(
    Scale.DAY,
    "",
    "",
    rf"(?!(?<=[昆光黎三])明日报)(?P<word>{_RELATIVE.pattern})(?!之后》|头条|气|性|价)",
    words=_RELATIVE.values,
    basis="relative",
    yes=(
        ("昨天上午", "2016-06-14/2016-06-14"),
        ("大后天", "2016-06-18/2016-06-18"),
        ("明日将上线", "2016-06-16/2016-06-16"),
        ("于明日报送材料", "2016-06-16/2016-06-16"),
    ),
    no=("今日头条", "先天", "秋后天气", "昆明日报报道"),
)
def relative_day(m: re.Match[str]) -> Pick:
    """A day counted from the document's."""
    offset = dt.timedelta(days=_RELATIVE.values[m["word"]])

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.DAY)
        return periods.day(anchor + offset) if anchor else Period(None, None, "day")

    return pick


@rule(
    Scale.DAY,
    "当全",
    "天日",
    "当[天日](?!前)|全天(?!候|时)",
    basis="relative",
    yes=(("4月19日签约,当天开工", "2016-04-19/2016-04-19 2016-04-19/2016-04-19"),),
)
def same_day(m: re.Match[str]) -> Pick:
    """The day named last."""

    def pick(outer: Period, context: Context) -> Period:
        if context.last_day is not None:
            return context.last_day
        anchor = context.at(Scale.DAY)
        return periods.day(anchor) if anchor else Period(None, None, "day")

    return pick


@rule(
    Scale.WEEK,
    "上下本这",
    "上下一个周星礼",
    rf"(?P<which>上{{1,3}}|下{{1,3}}|本|这)一?个?{_WEEK}"
    rf"(?:{_WEEK}?(?P<day>[一二三四五六日天末])|(?!期|边|围|年|转|密|全|到|岁))",
    basis="relative",
    closed=True,
    yes=(
        ("上周", "2016-06-06/2016-06-12"),
        ("下下周", "2016-06-27/2016-07-03"),
        ("上周三", "2016-06-08/2016-06-08"),
        ("这个星期一", "2016-06-13/2016-06-13"),
        ("上上个周末", "2016-06-04/2016-06-05"),
    ),
    no=("本周期", "上下周边"),
)
def relative_week(m: re.Match[str]) -> Pick:
    """A week, or its day, counted from the document's."""
    which, named = m["which"], m["day"]
    offset = {"上": -len(which), "下": len(which)}.get(which[0], 0)

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.DAY)
        if anchor is None:
            return Period(None, None, "day" if named else "week")
        whole = periods.week(anchor, offset)
        if named is None or whole.start is None or whole.end is None:
            return whole
        if named == "末":
            return periods.days(whole.end - periods.DAY, whole.end)
        return _weekday(whole, _WEEKDAYS[named])

    return pick


@rule(
    Scale.WEEKDAY,
    "周星礼",
    "一二三四五六日天期拜",
    rf"(?<![每{HANS}]){_WEEK}(?P<n>[一二三四五六日天])(?!年|次|届|季|代|[一二三四五六日天])",
    within=Scale.WEEK,
    basis="relative",
    yes=(
        ("星期一", "2016-06-13/2016-06-13"),
        ("周五", "2016-06-17/2016-06-17"),
        ("6月16日(星期四)", "2016-06-16/2016-06-16"),
    ),
    no=("每周一", "周一至周五", "一周一次"),
)
def weekday(m: re.Match[str]) -> Pick:
    """A day of the week."""
    n = _WEEKDAYS[m["n"]]

    def pick(outer: Period, context: Context) -> Period:
        found, anchor = _weekday(outer, n), context.at(Scale.DAY)
        this_week = (
            outer.precision == "week" and anchor and outer.start == periods.week(anchor).start
        )
        # This week's day, unless it is long past: 周一 said on a Friday is the one that comes.
        if this_week and anchor and found.start and (anchor - found.start).days > 3:
            return periods.day(found.start + 7 * periods.DAY)
        return found

    return pick


def _weekday(outer: Period, n: int) -> Period:
    if outer.precision == "day":  # 3月3日(周四): the day is named already
        return outer
    return periods.day(outer.start + n * periods.DAY) if outer.start else Period(None, None, "day")


@rule(
    Scale.WEEK,
    "上下",
    "半",
    "(?P<part>[上下])半周",
    basis="relative",
    yes=(("下半周", "2016-06-16/2016-06-19"),),
)
def half_week(m: re.Match[str]) -> Pick:
    """Half of this week."""
    later = m["part"] == "下"

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.DAY)
        if anchor is None:
            return Period(None, None, "day")
        monday = periods.week(anchor).start
        assert monday
        first = monday + (3 if later else 0) * periods.DAY
        return periods.days(first, first + (3 if later else 2) * periods.DAY)

    return pick


@rule(
    Scale.WEEK,
    "第最",
    "个周星礼后",
    rf"(?:第(?P<n>[0-9]{{1,2}}|{HAN}{{1,3}})|(?P<last>最后一))个?{_WEEK}(?![一二三四五六日天年期末])",
    within=Scale.MONTH,
    inner=True,
    yes=(
        ("2021年的第一周", "2021-01-04/2021-01-10"),
        ("去年十二月第一周", "2015-12-07/2015-12-13"),
        ("2020年第52周", "2020-12-28/2021-01-03"),
    ),
    no=("第三周期",),
)
def nth_week(m: re.Match[str]) -> Pick:
    """A week counted within its month or year."""
    n = -1 if m["last"] else number(m["n"])
    return lambda outer, context: (
        periods.nth_week(outer, n) if outer.start else Period(None, None, "week")
    )


@rule(
    Scale.DAY,
    "第最",
    "个周星礼后",
    rf"(?:第(?P<n>[1-5一二三四五])|(?P<last>最后一))个?{_WEEK}(?P<w>[一二三四五六日天])",
    within=Scale.MONTH,
    inner=True,
    yes=(
        ("6月第3个星期日", "2016-06-19/2016-06-19"),
        ("四月的最后一个星期一", "2016-04-25/2016-04-25"),
    ),
)
def nth_weekday(m: re.Match[str]) -> Pick:
    """A weekday counted within its month."""
    n, weekday = -1 if m["last"] else number(m["n"]), _WEEKDAYS[m["w"]]
    return lambda outer, context: (
        periods.nth_weekday(outer, weekday, n) if outer.start else Period(None, None, "day")
    )


@rule(
    Scale.DAY,
    "前最",
    NUMERALS + " 后",
    rf"(?<=[年月份的度])(?P<side>前|最后)\s?(?P<n>{COUNT})\s?(?:个?(?P<week>周|星期|礼拜)(?!末)|天)",
    within=Scale.MONTH,
    inner=True,
    yes=(
        ("4月前4天", "2016-04-01/2016-04-04"),
        ("2021年的前2周", "2021-01-04/2021-01-17"),
        ("今年的最后3周", "2016-12-05/2016-12-25"),
    ),
    no=("提前3天",),
)
def days_from_edge(m: re.Match[str]) -> Pick:
    """The first or last days or weeks of a month or year."""
    n, first = number(m["n"]), m["side"] == "前"

    def pick(outer: Period, context: Context) -> Period:
        if outer.start is None or outer.end is None:
            return Period(None, None, "day")
        if m["week"]:
            near, far = (
                periods.nth_week(outer, 1 if first else -1),
                periods.nth_week(outer, n if first else -n),
            )
            ends = sorted((near, far))
            return Period(ends[0].start, ends[1].end, "week")
        span = (n - 1) * periods.DAY
        return (
            periods.days(outer.start, outer.start + span)
            if first
            else periods.days(outer.end - span, outer.end)
        )

    return pick
