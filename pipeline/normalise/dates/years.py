"""Years, decades, centuries and five-year plans."""

import re

from pipeline.normalise.dates import periods
from pipeline.normalise.dates.grammar import ANY, RANGE_MARKS, TO, Context, Pick, Scale, rule
from pipeline.normalise.dates.numerals import FIGURES, HAN, HANS, number
from pipeline.normalise.dates.periods import Period
from pipeline.normalise.dates.words import word_table

_NOW = 2020  # pivot of two-digit years where the document's year is not known
_HORIZON = 20  # two-digit years reach this far ahead of the document: 35 in 2016 is 2035


def _century(two_digits: int, context: Context) -> int:
    anchor = context.at(Scale.YEAR)
    latest = (anchor.year if anchor else _NOW) + _HORIZON
    return latest - (latest - two_digits) % 100


def nearest_year(two_digits: int) -> Pick:
    """Picks the year of two digits that is nearest to the document's, or a little ahead."""
    return lambda outer, context: periods.year(_century(two_digits, context))


def _fixed(y: int) -> Pick:
    return lambda outer, context: periods.year(y)


_RANGE_TAIL = rf"(?=(?:(?:{TO}|[、和])[0-9]{{4}}){{1,4}}\s?年)|(?={TO}[0-9]{{2}}年)"
_NOT_SPAN = "(?!代|的?历史|多|[级届]|轮回)"


@rule(
    Scale.YEAR,
    FIGURES,
    "年、和" + RANGE_MARKS,
    rf"(?<![0-9A-Za-z.])(?P<y>[0-9]{{4}})(?:\s?年度?{_NOT_SPAN}|{_RANGE_TAIL})",
    figures="0000(-0000)*|0000-00",
    yes=(
        ("2015年完成投资", "2015-01-01/2015-12-31"),
        ("2009 年开工", "2009-01-01/2009-12-31"),
        ("2016-2018年", "2016-01-01/2018-12-31"),
        ("2014、2015年", "2014-01-01/2014-12-31 2015-01-01/2015-12-31"),
        ("2016年度计划", "2016-01-01/2016-12-31"),
        ("到2020年", "2020-01-01/2020-12-31"),
    ),
    no=("5000年的历史", "中国制造2025", "〔2016〕4号", "第0年", "《2016年工作要点》"),
)
def year(m: re.Match[str]) -> Pick | None:
    """A year in figures."""
    y = int(m["y"])
    return _fixed(y) if y < 3000 else None


@rule(
    Scale.YEAR,
    "一二两",
    "年千" + RANGE_MARKS,
    r"(?<![零〇一二三四五六七八九十])(?P<y>[一二][零〇一二三四五六七八九]{3}|[二两]千零[一二三四五六七八九]"
    r"|[二两]千(?=年[一二三四五六七八九十]{1,2}月)"
    rf"|[二两]千零?[一二三四五六七八九]?十[一二三四五六七八九]?)(?:\s?年度?{_NOT_SPAN}|(?={TO}{HAN}{{4}}年))",
    yes=(
        ("二〇一六年", "2016-01-01/2016-12-31"),
        ("二零零八年八月", "2008-08-01/2008-08-31"),
        ("两千零五年八月五号", "2005-08-05/2005-08-05"),
    ),
    no=("两千年历史", "三四年"),
)
def year_in_han(m: re.Match[str]) -> Pick:
    """A year in Chinese numerals."""
    return _fixed(number(m["y"]))


@rule(
    Scale.YEAR,
    "公纪西",
    "元",
    rf"(?:公元|纪元|西元)\s?(?P<before>前)?(?P<y>[0-9]{{1,4}}|{HAN}{{1,4}})\s?年",
    yes=(("公元一六三年", "0163-01-01/0163-12-31"), ("公元2008年", "2008-01-01/2008-12-31")),
)
def common_era(m: re.Match[str]) -> Pick:
    """A year counted by 公元."""
    # The calendar of the tables has no years before 1: named, but without dates.
    return (
        (lambda outer, context: Period(None, None, "year"))
        if m["before"]
        else _fixed(number(m["y"]))
    )


@rule(
    Scale.YEAR,
    FIGURES,
    "年 ",
    rf"(?<![0-9A-Za-z.,第近约])(?P<y>0[0-9](?=\s?年(?!代))|[0-9]{{2}}(?=年\s?(?:[0-9]{{1,2}}\s?月|{HAN}{{1,2}}月"
    rf"|第?[一二三四1-4]季度|[上下]半年|[初末底](?![步期])|年[初末底]|首[月季]|第(?:[0-9]{{1,2}}|{HAN}{{1,3}})(?:周|个星期|个礼拜|个月)))"
    r"|(?<=[0-9]{4}[-–—~至到])[0-9]{2}(?=年))\s?年",
    figures="00",
    yes=(
        ("08年奥运会", "2008-01-01/2008-12-31"),
        ("15年3月2日", "2015-03-02/2015-03-02"),
        ("98年4月", "1998-04-01/1998-04-30"),
        ("2010-15年", "2010-01-01/2015-12-31"),
    ),
    no=("历时24年", "16年的经验"),
)
def short_year(m: re.Match[str]) -> Pick:
    """A year of two figures."""
    two, before = int(m["y"]), m.string[max(0, m.start() - 5) : m.start()]
    if before[:4].isdigit() and len(before) == 5:  # 2010-15年: the century stands on the left
        return _fixed(int(before[:2]) * 100 + two)
    return nearest_year(two)


@rule(
    Scale.YEAR,
    HANS,
    "年",
    rf"(?<!{HAN})(?P<y>[零〇][零〇一二三四五六七八九](?=年)|[一二三四五六七八九][零〇一二三四五六七八九]"
    r"(?=年(?:[0-9]{1,2}|[一二三四五六七八九]|十[一二]?)月|年第?[一二三四]季度|年[初末底]|年前[一二两三四五六七八九十]个?月))年",
    yes=(
        ("零七年八月二十九号", "2007-08-29/2007-08-29"),
        ("九七年一季度", "1997-01-01/1997-03-31"),
    ),
    no=("三四年", "九十年"),
)
def short_year_in_han(m: re.Match[str]) -> Pick:
    """A year of two Chinese digits."""
    return nearest_year(number(m["y"]))


_RELATIVE = word_table("dates_relative", "year")


@rule(
    Scale.YEAR,
    "",
    "",
    # 目前|年产, 此后|年均; but 为此|今年, 以|去年: those words are not cut out of others.
    rf"(?:(?=[今去明])|(?<![目此之以提日当然最往])(?!(?<=[产成用运营效工])后年))(?P<word>{_RELATIVE.pattern})"
    r"(?:(?=[产均])(?<=[今去明]年)(?<![过如现当至说证文][今去明]年)|(?![轻龄产均纪级代货夜画味]))(?:度(?!假|过|量))?",
    words=_RELATIVE.values,
    basis="relative",
    yes=(
        ("今年前三季度", "2016-01-01/2016-09-30"),
        ("去年底", "2015-11-01/2015-12-31"),
        ("大前年", "2013-01-01/2013-12-31"),
        ("本年度", "2016-01-01/2016-12-31"),
        ("为此今年须完工", "2016-01-01/2016-12-31"),
        ("去年产值突破9亿元", "2015-01-01/2015-12-31"),
    ),
    no=("向来年轻", "后年轻人", "目前年产", "达产后年可新增", "如今年产10万吨", "过去年均增长"),
)
def relative_year(m: re.Match[str]) -> Pick:
    """A year counted from the document's."""
    offset = _RELATIVE.values[m["word"]]

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.YEAR)
        return periods.year(anchor.year + offset) if anchor else Period(None, None, "year")

    return pick


@rule(
    Scale.DECADE,
    "今去明",
    "明今后",
    "(?P<which>今明|去今|明后)两年",
    basis="relative",
    closed=True,
    yes=(("今明两年", "2016-01-01/2017-12-31"),),
)
def two_years(m: re.Match[str]) -> Pick:
    """This year and a neighbour."""
    offset = {"今明": 0, "去今": -1, "明后": 1}[m["which"]]

    def pick(outer: Period, context: Context) -> Period:
        anchor = context.at(Scale.YEAR)
        if anchor is None:
            return Period(None, None, "multi_year")
        return periods.years(anchor.year + offset, anchor.year + offset + 1)

    return pick


@rule(
    Scale.DECADE,
    FIGURES + HANS + "上本",
    "世年、和个" + RANGE_MARKS,
    rf"(?:(?P<c>(?<![0-9])[0-9]{{1,2}}|(?<!{HAN})[二一]?十[一二三四五六七八九]?|[上本](?=个?世))个?世纪的?)?"
    rf"(?<![0-9])(?:(?P<century>19|20)?(?P<y>[0-9]0)|(?:(?P<first>[一二三四五六七八])(?=[二三四五六七八九]十))?(?P<han>[一二三四五六七八九]十?))(?:年代|(?=(?:[、和]|{TO})(?:[0-9]0|[一二三四五六七八九]十)年代))",
    figures="0|(00|0000)(-00)?",
    yes=(
        ("20世纪90年代", "1990-01-01/1999-12-31"),
        ("上世纪80年代", "1980-01-01/1989-12-31"),
        ("九十年代", "1990-01-01/1999-12-31"),
        ("上世纪五六十年代", "1950-01-01/1969-12-31"),
        ("1980年代", "1980-01-01/1989-12-31"),
        ("20世纪40-50年代", "1940-01-01/1959-12-31"),
        ("二十世纪九十年代末期", "1997-01-01/1999-12-31"),
    ),
    no=("新年代", "不同年代"),
)
def decade(m: re.Match[str]) -> Pick:
    """Ten years of a century."""
    tens = int(m["y"]) if m["y"] else number(m["han"])
    tens = tens * 10 if tens < 10 else tens  # 六、七十年代

    def pick(outer: Period, context: Context) -> Period:
        this = ((context.anchor.year if context.anchor else _NOW) - 1) // 100 + 1
        if m["century"]:  # 1990年代
            c = int(m["century"]) + 1
        elif m["c"]:
            c = {"上": this - 1, "本": this}.get(m["c"]) or number(m["c"])
        else:
            c = this if tens <= 20 else this - 1
        first = (c - 1) * 100 + tens
        earlier = (tens - 10 * number(m["first"])) if m["first"] else 0  # 五六十年代
        return periods.years(first - earlier, first + 9)

    return pick


@rule(
    Scale.CENTURY,
    FIGURES + HANS + "上本",
    "世个",
    rf"(?:(?P<c>(?<![0-9])[0-9]{{1,2}}|(?<!{HAN})(?:二?十[一二三四五六七八九]?|[一二三四五六七八九]))|(?P<near>[上本]))"
    "个?世纪(?!之?交|大道|[广公]场|城|园|海上|议程)",
    figures="00?",
    yes=(("18世纪", "1700-01-01/1799-12-31"), ("本世纪中叶", "2040-01-01/2059-12-31")),
    no=("半个世纪", "21世纪大道", "三个世纪", "21世纪海上丝绸之路"),
)
def century(m: re.Match[str]) -> Pick | None:
    """A hundred years."""
    if "个" in m[0]:
        return None

    def pick(outer: Period, context: Context) -> Period:
        this = ((context.anchor.year if context.anchor else _NOW) - 1) // 100 + 1
        c = {"上": this - 1, "本": this}[m["near"]] if m["near"] else number(m["c"])
        return periods.years(max(1, (c - 1) * 100), (c - 1) * 100 + 99)

    return pick


_PLAN_YEARS = 1953  # the first five-year plan
_GAP = 1966  # the third began after three years without a plan


def _plan(n: int) -> Period:
    first = _PLAN_YEARS + 5 * (n - 1) if n < 3 else _GAP + 5 * (n - 3)
    return periods.years(first, first + 4, "five_year_plan")


@rule(
    Scale.DECADE,
    "十",
    ANY,
    rf"(?<!{HAN})(?P<n>十[一二三四五六七八九])五(?![个天年月日人成{HANS}])"
    r"|第(?P<nth>[一二三四五六七八九十]{1,3})个?五年(?:规划|计划)",
    words=("第个", "第年"),  # what is left of 第N个, 第N年 without the numeral
    basis="plan_period",
    yes=(
        ("“十三五”时期", "2016-01-01/2020-12-31"),
        ("十五五规划", "2026-01-01/2030-12-31"),
        ("第十四个五年规划", "2021-01-01/2025-12-31"),
        ("“十二五”末", "2015-01-01/2015-12-31"),
    ),
    no=("二十三五", "十五个", "第五年", "第一个五年"),
)
def five_year_plan(m: re.Match[str]) -> Pick | None:
    """A five-year plan by its number."""
    n = number(m["n"] or m["nth"])
    return (lambda outer, context: _plan(n)) if n <= 30 else None


@rule(
    Scale.DECADE,
    HANS,
    '”"」』’时期规计末',
    # 八五 is also a discount, 三五 a handful: the early plans need their quotes or their noun.
    r"(?<=[“\"「『‘])(?P<n>[一二三四五六七八九十])五(?=[”\"」』’](?!普法|环境|惨案))"
    rf"|(?<!{HAN})(?P<nth>[一二三四五六七八九十])五(?=时期|期间|规划|计划(?!生育)|末期?(?!尾))",
    basis="plan_period",
    yes=(
        ("“八五”期间", "1991-01-01/1995-12-31"),
        ("“一五”", "1953-01-01/1957-12-31"),
        ("三五计划", "1966-01-01/1970-12-31"),
    ),
    no=("三五成群", "八五折", "一五一十", "“八五”普法"),
)
def early_plan(m: re.Match[str]) -> Pick | None:
    """One of the first ten plans, in quotes or before its noun."""
    return five_year_plan(m)


_ERAS = word_table("dates_eras")


@rule(
    Scale.YEAR,
    "",
    "",
    rf"(?P<era>{_ERAS.pattern})(?P<n>元|[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})年",
    words=_ERAS.values,
    yes=(("民国三年", "1914-01-01/1914-12-31"), ("康熙元年", "1662-01-01/1662-12-31")),
)
def era(m: re.Match[str]) -> Pick:
    """A year of an emperor's reign or of the Republic."""
    return _fixed(_ERAS.values[m["era"]] + number(m["n"]) - 1)
