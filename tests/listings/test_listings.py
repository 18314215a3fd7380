"""Dated lines of page furniture, on pages written for the test."""

import datetime as dt

import pytest

from pipeline.normalise.listings import find_listings, observed_on_or_after, published
from pipeline.parse.outline import outline
from pipeline.records import Listing, Problem
from pipeline.reference import entries


def read(text: str, anchor: dt.date | None = None) -> tuple[list[Listing], list[Problem]]:
    return find_listings(text, outline(text), anchor)


def day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


@pytest.mark.parametrize("row", entries("listing_labels"), ids=lambda row: row["label"])
def test_label_table(row: dict[str, str]) -> None:
    listings, problems = read(row["example"])
    assert [(x.label, x.kind, x.start) for x in listings] == [
        (row["label"], row["kind"], day("2024-05-16"))
    ]
    assert not problems


@pytest.mark.parametrize("row", entries("listing_parts"), ids=lambda row: row["part"])
def test_part_of_an_unknown_label(row: dict[str, str]) -> None:
    listings, problems = read(row["example"])
    assert [(x.kind, x.start) for x in listings] == [(row["kind"], day("2024-05-16"))]
    assert len(problems) == 1  # the label is told of as unknown


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("举办:2026-03-26 至 2026-03-29", "2026-03-26", "2026-03-29"),
        ("举办时间:2024年3月5日-8日", "2024-03-05", "2024-03-08"),
        ("举办时间:2024年3月5日至4月2日", "2024-03-05", "2024-04-02"),
        ("举办时间:2023年12月30日—2024年1月2日", "2023-12-30", "2024-01-02"),
        ("举办时间:2023年12月30日—1月2日", "2023-12-30", "2024-01-02"),
        ("开标时间:2024年3月5日9时30分", "2024-03-05", "2024-03-05"),
        ("开标时间:2024-03-05 09:30-11:00", "2024-03-05", "2024-03-05"),
        ("会议时间:2024年3月5日(星期二)上午9:00", "2024-03-05", "2024-03-05"),
        ("发布时间:2024/3/5 10:11:12", "2024-03-05", "2024-03-05"),
        ("发布时间:05/03/2024", "2024-03-05", "2024-03-05"),
        ("发布时间:05.03.2024", "2024-03-05", "2024-03-05"),
        ("发布时间:2024 年3 月 5日", "2024-03-05", "2024-03-05"),
        ("发布时间:2024-03-0510:30", "2024-03-05", "2024-03-05"),
        ("发布日期:2024.03.05浏览次数:33", "2024-03-05", "2024-03-05"),
        ("来源:青山晚报时间:2024-03-05", "2024-03-05", "2024-03-05"),
        ("成文日期:\n  2024年3月5日", "2024-03-05", "2024-03-05"),
        ("举办:2025.10.28-10.30", "2025-10-28", "2025-10-30"),
        ("举办:2025.10.28-30", "2025-10-28", "2025-10-30"),
        ("Exhibition Date: 2024-04-19 to 2024-04-21", "2024-04-19", "2024-04-21"),
        ("成文日期:2016年3月", "2016-03-01", "2016-03-31"),
        ("成文日期:二〇一六年三月", "2016-03-01", "2016-03-31"),
        ("成文日期:二〇一六年十二月二十一日", "2016-12-21", "2016-12-21"),
        ("培训时间:2024年3月至5月", "2024-03-01", "2024-05-31"),
    ],
)
def test_forms_of_dates(line: str, start: str, end: str) -> None:
    listings, problems = read(line)
    assert [(x.start, x.end) for x in listings] == [(day(start), day(end))]
    assert not problems


def test_venue_and_organizer() -> None:
    (listing,), _ = read("展览时间:2024年3月5日-8日 地点:青山会展中心 主办单位:青山市商会")
    assert (listing.venue, listing.organizer) == ("青山会展中心", "青山市商会")


@pytest.mark.parametrize(
    "line",
    ["来源:青山网 {} 点击:412", "{} 来源:青山晚报 责编:小满", "{}。", "索引号:A-1 {}"],
)
def test_a_label_and_its_date_without_the_fields_beside_them(line: str) -> None:
    field = "发布时间:2024-03-05 10:26"
    text = line.format(field)
    (listing,), _ = read(text)
    assert text[slice(*listing.span)] == field


def test_a_label_without_a_full_stop_or_with_one() -> None:
    (listing,), _ = read("网上申报时间:2024年3月1日至3月31日。")
    assert (listing.label, listing.end) == ("网上申报时间", day("2024-03-31"))


def test_list_of_links() -> None:
    page = "关于青山路改造的公告 2024-03-05\n[2024-03-04] 青山市招商大会召开\n· 新桥通车　03-01"
    listings, _ = read(page)
    assert [(x.name, x.start) for x in listings] == [
        ("关于青山路改造的公告", day("2024-03-05")),
        ("青山市招商大会召开", day("2024-03-04")),
        ("新桥通车", day("2024-03-01")),
    ]
    assert {x.kind for x in listings} == {"other"}


def test_a_year_left_out_is_the_anchors_or_unknown() -> None:
    line = "展览时间:9月15日至10月2日"
    assert read(line)[0][0].start is None
    (listing,), _ = read(line, day("2024-05-01"))
    assert (listing.start, listing.end) == (day("2024-09-15"), day("2024-10-02"))


def test_repeats_are_kept() -> None:
    listings, _ = read("入驻:2024-03-05\n入驻:2024-03-05")
    assert len(listings) == 2


@pytest.mark.parametrize("line", ["入驻:2023-02-30", "入驻:2023-13-01", "展览时间:2月30日"])
def test_impossible_date_is_a_problem(line: str) -> None:
    listings, problems = read(line)
    assert not listings
    assert [problem.check for problem in problems] == ["impossible_date"]


def test_unknown_label_is_listed_ready_to_paste() -> None:
    listings, problems = read("神秘日期:2024-03-05\n神秘日期:2024-03-06")
    assert [x.kind for x in listings] == ["other", "other"]
    assert [p.check for p in problems] == ["unknown_listing_label"]
    assert "神秘日期,other,,,神秘日期:2024-03-05" in problems[0].message


@pytest.mark.parametrize(
    "line",
    [
        "3月26日至29日,公司在青山举办展览。",
        "记者了解到:2024年5月1日,项目开工,投资三亿元。",
        "——2024年1月27日在青山市第八届人民代表大会第四次会议上",
        "热线:010-2024-1234",
        "详见 https://example.cn/2024/03/05/a.html",
        "第三条 本办法自2024年5月1日起施行。",
        "本意见自印发之日起施行,有效期至2027年12月31日。",
        "截至3月31日,全市装机规模突破百万千瓦",
        "数据显示,截至5月8日,电厂存煤达到百万吨。",
    ],
)
def test_prose_is_no_listing(line: str) -> None:
    assert read(line) == ([], [])


def test_the_pages_own_date() -> None:
    def stated(page: str) -> dt.date | None:
        mention = published(page, outline(page), read(page)[0])
        return mention.start if mention else None

    printed = "推进工作。\n青山市政府\n2024年3月1日\n青山市政府办公室 2024年3月4日印发"
    assert stated(printed) == day("2024-03-01")
    assert stated("推进工作。\n青山市政府办公室 2024年3月4日印发") == day("2024-03-04")
    signed = "为推进工作,特制定本意见。\n青山市政府\n2024年3月1日"
    assert stated(signed) == day("2024-03-01")
    assert stated(f"关于青山的意见\n2024-03-02\n{signed}") == day("2024-03-02")
    assert stated(f"发布日期:2024-03-03\n{signed}") == day("2024-03-03")
    assert stated(f"发布日期:2024-03-03\n成文日期:2024-03-01\n{signed}") == day("2024-03-01")
    assert stated("青山市推进工作。\n入驻:2024-03-01") is None


def test_a_date_alone_among_the_prose_is_of_something_unknown() -> None:
    page = "青山要闻\n2024-03-01\n青山市推进工作,成效明显。\n2024-03-09"
    listings, _ = read(page)
    assert [x.kind for x in listings] == ["publication", "other"]
    assert observed_on_or_after(listings) == day("2024-03-01")


def test_observed_tells_what_is_past() -> None:
    listings, _ = read("入驻:2024-03-05\n举办:2024-09-01 至 2024-09-03\n报名截止:2024-08-01")
    assert observed_on_or_after(listings) == day("2024-03-05")
    assert observed_on_or_after([]) is None


def test_a_month_is_no_day() -> None:
    (listing,), _ = read("成文日期:二〇一六年三月")
    assert listing.precision == "month"
    assert observed_on_or_after([listing]) == day("2016-03-01")


def test_a_name_keeps_its_closing_bracket() -> None:
    (listing,), _ = read("热工工程师(3名) 截止日期:2025-07-31")
    assert listing.name == "热工工程师(3名)"
    (listing,), _ = read("工业品价格指数平稳 (2025-07-31)")
    assert listing.name == "工业品价格指数平稳"


def test_a_link_to_another_page_does_not_date_this_one() -> None:
    text = "青山五金展\n2024-01-12  春季订货会落幕\n电动工具出口创新高 (2024-04-02)"
    listings, _ = read(text)
    assert len(listings) == 2
    assert published(text, outline(text), listings) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("发布时间:2024-05-16 09:30 来源:东山日报 字号:大 中 小", "发布时间:2024-05-16 09:30"),
        ("来源:东山日报 时间:2024-05-16 作者:林一", "时间:2024-05-16"),
        ("2024-05-16 09:30:00 文章来源:东山日报", "2024-05-16 09:30:00"),
        (
            "举办:2024-05-16 至 2024-05-18 地点:东山会展中心",
            "举办:2024-05-16 至 2024-05-18 地点:东山会展中心",
        ),
        ("东山农产品展 举办:2024-05-16", "东山农产品展 举办:2024-05-16"),
    ],
)
def test_a_listing_is_what_of_its_line_belongs_to_the_date(line: str, words: str) -> None:
    (listing,), _ = read(line)
    assert line[slice(*listing.span)] == words
