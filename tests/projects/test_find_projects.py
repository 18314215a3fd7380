"""The rules of the grammar on sentences of our own, and what must hold of any text."""

import csv
import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalise.projects import find_projects, identity
from pipeline.normalise.projects.status import state, telling
from pipeline.records import Block, DateMention, Outline, Project
from tests.projects.conftest import Read

CASES = list(csv.DictReader(Path(__file__).with_name("cases.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_rule(case: dict[str, str], read: Read) -> None:
    found, _ = read(case["text"], case["stance"])
    told = [
        f"{p.name}={p.status}" + (f">{p.target_status}" if p.target_status else "") for p in found
    ]
    assert ";".join(told) == case["expected"]


def one(read: Read, text: str, stance: str = "plan") -> Project:
    found, _ = read(text, stance)
    assert len(found) == 1, found
    return found[0]


def test_span_is_the_projects_own_words(read: Read) -> None:
    text = "加快建设青浦新型储能装备和昆山功能材料两个产业化基地。"
    found, _ = read(text)
    assert [text[slice(*p.span)] for p in found] == ["青浦新型储能装备", "昆山功能材料"]


def test_owner_and_place(read: Read) -> None:
    project = one(read, "推进鼎泰集团荆州新能源装备基地建设。")
    assert (project.owner, project.place, project.kind) == ("鼎泰集团", "荆州", "base")
    assert one(read, "推动鼎泰石化聚酯工厂投产。").owner == "鼎泰石化"
    assert one(read, "由鼎泰集团捐建的长沙合川小学开工。", "report").owner == "鼎泰集团"
    assert one(read, "鼎泰重工新能源装备基地落户荆州。", "report").place == "荆州"
    assert one(read, "支持荆州申建保税物流中心。").place == "荆州"
    assert one(read, "加快推进江口至川东一级公路建设。").place == "江口"
    assert one(read, "推进江海高速建设。").place is None


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("明川重装大型铸锻件项目", "明川重装"),
        ("四川明川重装大型铸锻件项目", "明川重装"),  # behind its place
        ("鼎丰磁业永磁电机磁钢项目", "鼎丰磁业"),  # a trade in 业 that no list holds
        ("鼎劲压铸大型压铸机项目", "鼎劲压铸"),
        ("鼎泰食品加工项目", "鼎泰食品"),
        ("鼎星轮胎搬迁项目", "鼎星轮胎"),  # a verbal noun, not what its subject does
        ("瑞鼎模具轻量化外壳项目", "瑞鼎模具"),  # a quality opens what it makes
        ("麦鼎克大硅片项目", "麦鼎克"),
        ("楚江高端铜导体生产线", "楚江"),  # no place: a plant, and two characters
        ("鼎盛达华东生产基地", "鼎盛达"),
        ("浙江长兴新能源汽车产业园", None),
        ("贵州遵义农业示范园", None),
    ],
)
def test_trade_behind_a_brand_belongs_to_the_owner(
    read: Read, name: str, owner: str | None
) -> None:
    assert one(read, f"{name}竣工投产。", "report").owner == owner


def test_the_company_before_de_is_the_owner(read: Read) -> None:
    project = one(read, "德国鼎德机床的研发中心落户苏州。", "report")
    assert (project.name, project.owner, project.place) == (
        "德国鼎德机床研发中心",
        "鼎德机床",
        "德国",
    )


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("江口经川东至荆州高速公路", "江口"),
        ("轨道交通1号线岳麓段", "岳麓"),
        ("京川高铁江荆段", None),  # two places fused
        ("皖北小麦产业研究院", "皖北"),
        ("辽东半岛水资源配置工程", "辽东半岛"),
    ],
)
def test_place(read: Read, name: str, place: str | None) -> None:
    assert one(read, f"推进{name}建设。").place == place


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("开发区与鼎泰药业签约中药配方颗粒二期。", "鼎泰药业"),
        ("来自江口的鼎森新材料与东山区签下5万吨生物基聚酰胺项目。", "鼎森新材料"),
    ],
)
def test_the_company_that_signs_is_the_owner(read: Read, text: str, owner: str) -> None:
    assert one(read, text, "report").owner == owner


def test_owner_and_place_told_later(read: Read) -> None:
    text = "江口数据中心项目签约，由鼎泰集团投资5000万元建设，落户荆州。"
    project = one(read, text, "report")
    assert (project.owner, project.place) == ("鼎泰集团", "江口")
    assert one(read, "鼎泰石化聚酯项目签约，落户荆州。", "report").place == "荆州"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("建水县跃进水库", "建水县"),  # a division closes its place's name
        ("沈阳桃仙国际机场", "沈阳桃仙"),
        ("云岭镇枇杷冷链物流园", "云岭镇"),  # a town that no list holds
        ("荆州蜜柚产业园", "荆州"),
    ],
)
def test_where_a_place_ends(read: Read, name: str, place: str | None) -> None:
    assert one(read, f"推进{name}建设。").place == place


@pytest.mark.parametrize(
    "name", ["清水河综合治理二期", "川中引水二期", "江口湖连通工程", "荆州供水二期"]
)
def test_works_on_water(read: Read, name: str) -> None:
    project = one(read, f"推进{name}建设。")
    assert (project.kind, project.owner) == ("water", None)


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("鼎昌船用电气产业园", ["鼎昌船用电气产业园"]),
        ("人参产业大数据中心项目", ["人参产业大数据中心"]),
        ("产业园区", []),
        ("下一步打算", []),
    ],
)
def test_item_of_a_numbered_list(item: str, found: list[str]) -> None:
    text = f"川东市重大项目集中开工。\n1.{item}"
    at = text.index(item)
    blocks = (Block("paragraph", 0, at - 3), Block("paragraph", at, len(text)))
    assert [p.name for p in find_projects(text, Outline(blocks), (), ())[0]] == found


def test_phase(read: Read) -> None:
    assert one(read, "推动长沙国际机场三期开工。").phase == 3
    assert one(read, "推动长沙国际机场第十二期开工。").phase == 12
    assert one(read, "推动长沙国际机场开工。").phase is None


def test_count_that_does_not_hold_is_told(read: Read) -> None:
    _, problems = read("江海、海川、川东5条高速建成通车。", "report")
    assert [(p.check, p.expected, p.observed) for p in problems] == [
        ("project_count_differs", "5", "3")
    ]
    _, problems = read("江海、海川、川东3条高速建成通车。", "report")
    assert problems == []


def test_target_takes_the_date_before_its_verb() -> None:
    text = "长沙国际机场二期将于2027年底建成。"
    at = text.index("2027年底")
    date = DateMention(
        dt.date(2027, 11, 1), dt.date(2027, 12, 31), "month", "absolute", (at, at + 6), "x"
    )
    outline = Outline((Block("paragraph", 0, len(text)),))
    (project,), _ = find_projects(text, outline, [date], ())
    assert (project.status, project.target_status) == ("under_construction", "completed")
    assert project.target_end == dt.date(2027, 12, 31)


def test_amount_and_industry(read: Read) -> None:
    project = one(read, "总投资22.5亿元的鼎泰集团荆州锂电池基地开工建设。", "report")
    assert (project.amount_text, project.amount_cny_min) == ("22.5亿元", 2.25e9)
    assert project.industry == "C38"


@pytest.mark.parametrize(
    "sequel",
    [
        "该项目总投资约26.8亿元，占地150亩。",
        "项目占地150亩，计划总投资26.8亿元，其中一期投资12亿元。",
        "据了解，该工厂由鼎泰电梯投资26.8亿元建设。",
        "总投资26.8亿元。",
        "该项目占地150亩。项目总投资26.8亿元。",
    ],
)
def test_amount_told_after(read: Read, sequel: str) -> None:
    project = one(read, "鼎泰电梯智能工厂开工。" + sequel, "report")
    assert "26.8亿元" in (project.amount_text or "")


@pytest.mark.parametrize(
    "sequel",
    [
        "公司今年固定资产投资达到15亿元。",
        "全市工业项目总投资达到800亿元。",
        "该项目分两期，一期投资12亿元。",
        "当地今年引进10个项目，总投资50亿元。",
    ],
)
def test_amount_of_something_else(read: Read, sequel: str) -> None:
    assert one(read, "鼎泰电梯智能工厂开工。" + sequel, "report").amount_text is None


def test_of_two_projects_none_takes_the_amount(read: Read) -> None:
    found, _ = read("推进鼎泰石化聚酯、华川光电四期等项目建设。该项目总投资5亿元。")
    assert [p.amount_text for p in found] == [None, None]


def test_a_phase_has_its_own_amount(read: Read) -> None:
    found, _ = read("鼎泰石化聚酯项目总投资9亿元，一期投资3亿元，已经投产，二期已开工。", "report")
    assert [p.amount_text for p in found] == ["9亿元", "3亿元", None]


def test_later_mention_joins_and_fills(read: Read) -> None:
    project = one(
        read,
        "考察了鼎泰集团新能源装备项目。鼎泰集团新能源装备项目开工建设。",
        "report",
    )
    assert project.status == "under_construction"
    assert len(project.mentions) == 2


def test_one_undertaking_has_one_identity() -> None:
    def key(name: str, **fields: object) -> str | None:
        project = Project(name, "park", (0, 1), "unknown", "x", **fields)  # type: ignore[arg-type]
        return identity(project, "川东省人民政府")

    third = key("鼎泰石化产业园三期", owner="鼎泰石化", phase=3)
    assert third == key("大连鼎泰石化产业园三期项目", owner="鼎泰石化", place="大连", phase=3)
    assert third == key("鼎泰石化产业园三期工程", owner="鼎泰石化", phase=3)
    assert third != key("鼎泰石化产业园二期", owner="鼎泰石化", phase=2)
    assert key("江海高速公路") == key("江海高速")
    assert key("长沙市国际机场", place="长沙市") == key("长沙国际机场", place="长沙")
    assert key("二期工程", phase=2) is None
    assert key("工业园") is None
    assert key("综合服务平台") is None
    assert key("省产业技术研究院") == "川东省人民政府/省产业技术研究院"


@pytest.mark.parametrize("unit", ["、", "“", "建", "等", "的", "项目", "推进东山、", "“园"])
def test_any_repetition_is_quick(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    begin = time.process_time()
    find_projects(text, Outline((Block("paragraph", 0, len(text), stance="plan"),)), (), ())
    assert time.process_time() - begin < 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from("园、和等项目建设推进的在一二期东山基地公司,。“”（）至到1A落户已将"),
        max_size=80,
    )
)
def test_spans_hold_on_any_text(characters: list[str]) -> None:
    text = "".join(characters)
    found, problems = find_projects(text, Outline((Block("paragraph", 0, len(text)),)), (), ())
    for project in found:
        start, end = project.span
        assert 0 <= start < end <= len(text)
        assert project.mentions[0] == project.span
        assert project.name
    assert all(p.span is None or 0 <= p.span[0] <= p.span[1] <= len(text) for p in problems)


def test_a_finished_part_in_a_plan_is_work_under_way() -> None:
    assert state(telling([(0, "主体结构完工")]), "plan").status == "under_construction"
