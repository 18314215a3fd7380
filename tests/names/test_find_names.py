"""Names found by table and by grammar, on invented sentences."""

import pytest

from pipeline.normalise.names import find_names
from pipeline.records import Outline


def named(text: str, kind: str) -> dict[str, str]:
    """Surface to canonical name of one kind."""
    return {text[slice(*n.span)]: n.name for n in find_names(text, Outline(())) if n.kind == kind}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("一重大连石化装备基地开工", "大连", "大连市"),
        ("大连的中车集团旅顺基地", "旅顺", "旅顺口区"),
        ("推动长兴岛石化基地建设", "长兴岛", "长兴岛经济区"),
        ("加快明湾新区建设", "明湾新区", "明湾新区"),
        ("推进杉木岛精细化工园区建设", "杉木岛", "杉木岛"),
        ("新疆哈密、和田、吐鲁番三地", "和田", "和田地区"),
        ("甘肃省瓜州县至敦煌公路", "敦煌", "敦煌市"),
        ("营口高新区的企业", "营口高新区", "营口高新技术产业开发区"),
    ],
)
def test_places(text: str, surface: str, name: str) -> None:
    assert named(text, "place")[surface] == name


@pytest.mark.parametrize(
    "text",
    [
        "打通出海口",
        "新增城市就业",
        "更新乡村面貌",
        "建设六纵大通道",
        "白银价格上涨",
        "全年日照时数",
        "城市新区",
    ],
)
def test_no_places(text: str) -> None:
    assert named(text, "place") == {}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("大连市工信委主任", "大连市工信委", "大连市工业和信息化委员会"),
        ("甘肃开工17条高速，省交通运输厅介绍", "省交通运输厅", "甘肃省交通运输厅"),
        ("国家发改委批复", "国家发改委", "国家发展和改革委员会"),
        ("中央政治局审议通过", "中央政治局", "中共中央政治局"),
        ("辽宁省委、省政府决定", "辽宁省委", "中共辽宁省委员会"),
        ("辽宁省委、省政府决定", "省政府", "辽宁省人民政府"),
        ("推动长兴岛中石油炼化项目", "中石油", "中国石油天然气集团"),
        ("推进一重大连石化装备基地建设", "一重", "中国一重"),
        ("推动奇瑞二期早日开工", "奇瑞", "奇瑞汽车"),
        ("以泽科储能等骨干企业为依托", "泽科储能", "泽科储能"),
        ("加快昌达电路特制电路板、朗宁科技彩色液晶产业化等项目建设", "朗宁科技", "朗宁科技"),
        (
            "昨天江苏省苏州市润峰光电科技股份有限公司宣布",
            "江苏省苏州市润峰光电科技股份有限公司",
            None,
        ),
        ("由北京百展集团捐资建设", "北京百展集团", "北京百展集团"),
    ],
)
def test_organisations(text: str, surface: str, name: str | None) -> None:
    assert named(text, "organisation")[surface] == (name or surface)


@pytest.mark.parametrize(
    "text",
    [
        "大力发展新型储能等重点项目",
        "加快绿色石化基地建设",
        "推进交通、能源等重大项目",
        "另一重大项目开工",
        "其中石油项目两个",
        "推动企业集团做大做强",
        "水清沟热电厂项目",
    ],
)
def test_no_organisations(text: str) -> None:
    assert named(text, "organisation") == {}
