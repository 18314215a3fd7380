"""Stretches counted from the document's date: 三年内, 5天前, 近三个月, 未来五年."""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.normalise.dates import periods
from pipeline.normalise.dates.grammar import Context, Pick, Scale, rule
from pipeline.normalise.dates.numerals import HANS, NUMERALS, number
from pipeline.normalise.dates.periods import Period
from pipeline.records import Precision

_COUNT = (
    r"(?P<n>(?![12][0-9]{3}\s?年(?!多))[1-9][0-9]{0,3}+|[一两二三四五六七八九十百仨俩]{1,5}+|半)"
)
_UNIT = (
    r"\s?(?:(?P<more>多|余)\s?)?(?:个半(?P<unit_and_half>月)|(?:个(?P<more_within>多)?\s?)?"
    r"(?P<unit>年半|年|(?:(?<=个)|(?<=[个多]\s)|(?<=多)|(?<=[两仨半])|(?<=近三))月(?!份)|季度|周(?!岁|年|边|期)|星期(?!期)|礼拜|天|日|工作日|交易日))(?P<more_after>多)?"
)
# A term that a norm sets counts from what it regulates: 应当自受理之日起15日内.
_NORM = re.compile("应|须|之日|期满|不得|起$|后$|时$")
# So does a ban for a time: 三年内不得申报.
_BAN = re.compile("[,，]?(?:一律)?(?:不得|不再|不予|不能|不准|不可|禁止|取消|暂停|限制)")
_NUMERAL_BEFORE = rf"(?<![0-9.第几数至到月\-—~{HANS}百千万])"


# How long something takes or differs, nearly: 晚了近50天, 历时近三年.
_NEARLY = re.compile(
    "了$|[历用耗费]时$|[提超]前$|[推延]迟$|延长$|缩短$|延误$|滞后$|[长多]达$|为期$|[停误拖]工$|[等花]$"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time: months or days, and the unit it is told in."""

    months: int
    days: int
    unit: Precision
    working: bool = False
    vague: bool = False  # 三年多, 20余天

    def moved(self, date: dt.date, sign: int) -> dt.date:
        """The date so far after (1) or before (-1) another."""
        if self.working:
            return _working_day(date, sign * self.days)
        moved = periods.add_months(date, sign * self.months) if self.months else date
        return moved + dt.timedelta(days=sign * self.days)

    def around(self, date: dt.date) -> Period:
        """The year, month, week or day the date falls in, as fine as the unit."""
        if self.unit == "year":
            return periods.year(date.year)
        if self.unit == "month":
            return periods.month(date.year, date.month)
        return periods.week(date) if self.unit == "week" else periods.day(date)


def _working_day(date: dt.date, n: int) -> dt.date:
    step = 1 if n > 0 else -1
    weeks, rest = divmod(abs(n), 5)
    date += dt.timedelta(days=7 * weeks * step)
    while rest or date.weekday() > 4:
        date += step * periods.DAY
        rest -= date.weekday() < 5 and rest > 0
    return date


def _stretch(m: re.Match[str]) -> Stretch | None:
    vague = bool(m["more"] or m["more_within"] or m["more_after"])
    unit, half = m["unit"] or m["unit_and_half"], m["n"] == "半"
    if half and unit not in ("年", "月"):
        return None
    if len(m["n"]) > 1 and not re.search("[0-9十百]", m["n"]):
        return None  # 两三年: about so many
    n = 0 if half else number(m["n"])
    if unit in ("天", "日", "工作日", "交易日"):
        return Stretch(0, n, "day", unit not in "天日", vague)
    if unit in ("周", "星期", "礼拜"):
        return Stretch(0, 7 * n, "week", vague=vague)
    if unit == "季度":
        return Stretch(3 * n, 0, "month", vague=vague)
    if unit == "月":
        return Stretch(
            n, 15 if half or m["unit_and_half"] else 0, "day" if half else "month", vague=vague
        )
    if half or unit == "年半":
        return Stretch(12 * n + 6, 0, "month", vague=vague)
    return Stretch(12 * n, 0, "year", vague=vague)


@rule(
    Scale.DECADE,
    NUMERALS + "两百仨俩半",
    "年月季周星礼天日工交个多余半百千 ",
    rf"{_NUMERAL_BEFORE}{_COUNT}{_UNIT}(?P<side>之前|以前|之后|以后|前(?![0-9{HANS}])|后(?!备|续|期|勤)|之内|以内|内(?!部|容|涵|外|陆|蒙)"
    "|以来|来(?!最|新|首|罕|少|第|自|源|临|到|往))",
    basis="relative",
    closed=True,
    yes=(
        ("三年内建成", "2016-06-15/2019-06-15"),
        ("5天前", "2016-06-10/2016-06-10"),
        ("两周后", "2016-06-27/2016-07-03"),
        ("两周前", "2016-06-01/2016-06-01"),
        ("两年后投产", "2018-01-01/2018-12-31"),
        ("20天以后", "2016-07-05/None"),
        ("15个工作日内", "2016-06-15/2016-07-06"),
        ("三个多月以来", "2016-03-01/2016-06-15"),
        ("十年来", "2006-01-01/2016-06-15"),
        ("七年半后", "2023-12-01/2023-12-31"),
    ),
    no=(
        "受理之日起15个工作日内",
        "应当在5日内告知",
        "三年内不得申报",
        "三年行动计划",
        "3个月",
        "第三年后",
        "超过两天",
    ),
)
def from_now(m: re.Match[str]) -> Pick | None:
    """Before, after or within a stretch counted from the document's date."""
    stretch = _stretch(m)
    if stretch is None:
        return None
    side = m["side"]
    if "内" in side and (
        _NORM.search(m.string, max(0, m.start() - 12), m.start()) or _BAN.match(m.string, m.end())
    ):
        return None
    if m["unit"] == "季度" and "个" not in m[0]:
        return None  # 三季度前: the third of a year
    sign = 1 if "后" in side or "内" in side else -1

    def pick(outer: Period, context: Context) -> Period:
        to_today = "内" in side or "来" in side
        grain = Scale.YEAR if stretch.unit == "year" and not to_today else Scale.DAY
        anchor = context.at(grain)
        if anchor is None:
            return Period(None, None, stretch.unit)
        there = stretch.moved(anchor, sign)
        around = stretch.around(there)
        if "内" in side:
            return Period(anchor, there, stretch.unit)
        if "来" in side:
            return Period(around.start, context.at(Scale.DAY), stretch.unit)
        if stretch.vague and sign > 0 and side != "后":
            return Period(around.start, None, "open")
        if side in ("之后", "以后") and stretch.unit != "week":
            return Period(around.start, None, "open")
        if side in ("之前", "以前") and stretch.unit != "year":
            return Period(None, there if stretch.days == 15 else around.end, "open")
        # Weeks back are told to the day, weeks ahead are not.
        return periods.day(there) if stretch.unit == "week" and sign < 0 else around

    return pick


@rule(
    Scale.DECADE,
    "近过最接未今上前",
    NUMERALS + "去近来后下仨半 ",
    rf"(?P<side>近|过去的?|最近的?|接下来的?|未来的?|今后的?|上(?=[0-9两二三四五六七八九十])|(?<![年月的])前(?=[0-9一两]{{1,2}}个?(?:周|星期)))\s?{_COUNT}{_UNIT}(?:来|以来|之?内|间|里)?"
    "(?!行动|计划|规划|[纪级]|以上|左右的?时间|(?<=[年月])的|[^,。;、]{0,2}之久)",
    basis="relative",
    closed=True,
    yes=(
        ("近三年", "2013-06-15/2016-06-15"),
        ("过去的2015年", "2015-01-01/2015-12-31"),
        ("未来5年内", "2016-06-15/2021-06-14"),
        ("未来两天", "2016-06-16/2016-06-17"),
        ("过去的一周", "2016-06-08/2016-06-15"),
        ("近30天", "2016-05-16/2016-06-15"),
        ("上2个月", "2016-04-15/2016-06-15"),
    ),
    no=(
        "附近三个月亮",
        "两三年内",
        "未来三年行动计划",
        "近20年的开发建设",
        "晚了近50天",
        "历时近三年",
    ),
)
def around_now(m: re.Match[str]) -> Pick | None:
    """The stretch up to the document's date, or from it on."""
    stretch = _stretch(m)
    if stretch is None or m.string[max(0, m.start() - 1) : m.start()] in (
        "附",
        "将",
        "接",
        "靠",
        "临",
    ):
        return None
    if m["side"] == "近" and _NEARLY.search(m.string, max(0, m.start() - 2), m.start()):
        return None
    ahead = m["side"][0] in "未今接"

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.DAY)
        if anchor is None:
            return Period(None, None, stretch.unit)
        there = stretch.moved(anchor, 1 if ahead else -1)
        if not ahead:
            return Period(there, anchor, stretch.unit)
        if stretch.unit == "day":
            return Period(anchor + periods.DAY, there, "day")
        return Period(anchor, there - periods.DAY, stretch.unit)

    return pick


@rule(
    Scale.DECADE,
    "过",
    NUMERALS + "个了仨半",
    rf"(?<![^\s,，。;；“再等])过(?:个|了)?{_COUNT}{_UNIT}(?![之以]?[前后内]|[级龄来])",
    basis="relative",
    closed=True,
    yes=(("过两天再说", "2016-06-17/None"), ("过十周", "2016-08-24/None")),
    no=("通过三年努力", "超过两天"),
)
def after_now(m: re.Match[str]) -> Pick | None:
    """After a stretch from now on."""
    stretch = _stretch(m)
    if stretch is None:
        return None

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.DAY)
        return Period(stretch.moved(anchor, 1) if anchor else None, None, "open")

    return pick
