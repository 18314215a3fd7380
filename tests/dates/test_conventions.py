"""The conventions of dates: inheritance, bounds, scripts, anchors, what is no date."""

import datetime as dt

import pytest

from pipeline.normalise.dates import find_dates, scan
from pipeline.records import Precision

ANCHOR = dt.date(2016, 6, 15)


def told(text: str, anchor: dt.date | None = ANCHOR, precision: Precision = "day") -> list[str]:
    return [f"{m.start}/{m.end} {m.precision}" for m in find_dates(text, anchor, precision)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("6月30日前完成", ["None/2016-06-30 open"]),
        ("2016年6月1日起施行", ["2016-06-01/None open"]),
        ("2003年以来", ["2003-01-01/None open"]),
        ("自2003年实施以来", ["2003-01-01/2003-12-31 year"]),
        ("“十三五”以来", ["2016-01-01/None open"]),
        ("2030年前达峰", ["None/2030-12-31 open"]),
        ("2010年前更糟", ["None/2009-12-31 open"]),
        ("截至2015年底", ["None/2015-12-31 open"]),
        ("到2020年", ["2020-01-01/2020-12-31 year"]),
        ("2011年开始建设", ["2011-01-01/2011-12-31 year"]),
        ("从2011年开始", ["2011-01-01/None open"]),
        ("2008年起至今", ["2008-01-01/2016-06-15 year"]),
        ("4月底前", ["None/2016-04-30 open"]),
        ("2013年底以前", ["None/2013-12-31 open"]),
    ],
)
def test_bounds(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("11月至2月", ["2016-11-01/2017-02-28 month"]),
        ("8月15日至2018年3月29日", ["2017-08-15/2018-03-29 day"]),
        ("28日至7月2日", ["2016-06-28/2016-07-02 day"]),
        ("2017年8月至11月", ["2017-08-01/2017-11-30 month"]),
        ("5月底至6月初", ["2016-05-21/2016-06-10 ten_days"]),
        ("2015年3月5日、8日", ["2015-03-05/2015-03-05 day", "2015-03-08/2015-03-08 day"]),
        ("5月1日、2日、3日、4日休息", ["2016-05-01/2016-05-04 day"]),
        ("4月23日开工。24日签约", ["2016-04-23/2016-04-23 day", "2016-04-24/2016-04-24 day"]),
        ("4月23日开工\n14日签约", ["2016-04-23/2016-04-23 day", "2016-06-14/2016-06-14 day"]),
        ("2月29日", ["2016-02-29/2016-02-29 day"]),
        ("31日", ["2016-05-31/2016-05-31 day"]),
        ("周一至周五办公", []),
        ("每年3月", []),
    ],
)
def test_what_is_left_out_comes_from_the_neighbour(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


def test_a_leap_day_takes_the_last_leap_year() -> None:
    assert told("2月29日", dt.date(2019, 6, 1)) == ["2016-02-29/2016-02-29 day"]


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("2016年3月5日", "２０１６年３月５日"),
        ("九月三号", "九月三號"),
        ("上个礼拜三", "上個禮拜三"),
        ("二〇一六年", "二○一六年"),
        ("两周内", "兩週內"),
        ("昨日", "琴日"),
        ("国庆节", "國慶節"),
        ("2016~2018年", "2016～2018年"),
    ],
)
def test_scripts_and_widths(plain: str, other: str) -> None:
    assert told(other) == told(plain) != []


@pytest.mark.parametrize(
    "text",
    [
        "〔2016〕4号",
        "国发[2016]4号",
        "GB/T 19001-2016",
        "GB 2004-2012",
        "中国制造2025",
        "三号线",
        "4/5G",
        "电话0411-83634567",
        "888-000-9999",
        "192.168.255.255",
        "3.14",
        "1:2016",
        "一业一策",
        "十二大领域",
        "三年行动计划",
        "18周岁",
        "25条",
        "第3期",
        "2300-3200小时",
        "2.1.3",
        "v2.10.4",
        "2016万元",
        "2016.05亿元",
        "三五成群",
        "《2016年工作要点》",
        "10-20-30",
        "①②③年",
        "٢٠١٦年",
        "辽政发5号",
        "五一广场",
        "上半场",
        "十月革命",
        "两三年内",
        "一天一个样",
    ],
)
def test_no_date(text: str) -> None:
    assert told(text) == []


def test_an_impossible_end_of_a_range_leaves_the_other() -> None:
    mentions, problems = scan("2月30日至3月5日", ANCHOR)
    assert [(m.start, m.end) for m in mentions] == [(dt.date(2016, 3, 5), dt.date(2016, 3, 5))]
    assert [p.observed for p in problems] == ["2月30日"]


def test_relative_ones_need_an_anchor() -> None:
    assert told("今年", None) == ["None/None year"]
    assert told("3月5日", None) == ["None/None day"]
    assert told("2015年3月", None) == ["2015-03-01/2015-03-31 month"]


def test_a_year_is_an_anchor_for_years_only() -> None:
    only_year = dt.date(2016, 1, 1)
    assert told("去年底", only_year, "year") == ["2015-11-01/2015-12-31 month"]
    assert told("昨天,上周", only_year, "year") == ["None/None day", "None/None week"]
    assert told("5月", only_year, "year") == ["2016-05-01/2016-05-31 month"]
    assert told("14日", only_year, "year") == ["None/None day"]


def test_basis_and_anchor() -> None:
    found = find_dates("去年2015年“十三五”近日", ANCHOR)
    assert [m.basis for m in found] == ["relative", "absolute", "plan_period", "fuzzy"]
    assert [m.anchor for m in found] == [ANCHOR, None, None, None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("预计將於明年年底前竣工", "明年年底前"),
        ("实现“十三五”良好开局", "十三五"),
        ("到“十三五”末建成", "“十三五”末"),
        ("从3月26日至29日举办", "3月26日至29日"),
    ],
)
def test_the_span_covers_the_words(text: str, words: str) -> None:
    (mention,) = find_dates(text, ANCHOR)
    assert text[slice(*mention.span)] == words


@pytest.mark.parametrize("text", ["2016年13月", "2月30日", "2015-02-29", "2026-13-01", "9月31日"])
def test_impossible_dates_are_problems(text: str) -> None:
    mentions, problems = scan(f"定于{text}召开", ANCHOR)
    assert mentions == []
    (problem,) = problems
    assert (problem.check, problem.observed) == ("impossible_date", text)
    assert problem.span == (2, 2 + len(text))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("广州市水务局2023年工作要点\n一、总体要求", []),
        ("关于印发2023年工作要点的通知\n各单位：", []),
        ("2025年某市政府工作报告（摘登）\n各位代表：", []),
        ("关于某新区总体规划（2018—2035年）的批复\n某省：", []),
        ("某市新能源发展规划（2021-2025年）\n第一章", []),
        ("某市2023年将出台新材料规划\n本报讯", ["2023年"]),
        ("某市2023年完成投资百亿元\n本报讯", ["2023年"]),
        ("某市2016年5月关于防汛的通知\n各县：", ["2016年5月"]),
        ("落实2023年工作要点，抓好水利", ["2023年"]),
    ],
)
def test_the_year_of_a_paper_is_part_of_its_title(text: str, named: list[str]) -> None:
    assert [text[slice(*m.span)] for m in find_dates(text)] == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("列进明年前期计划", "明年"),
        ("今年前期工作顺利", "今年"),
        ("明年前期，企业搬迁", "明年前期"),
    ],
)
def test_early_work_is_no_early_part_of_the_year(text: str, named: str) -> None:
    assert [text[slice(*m.span)] for m in find_dates(text)] == [named]
