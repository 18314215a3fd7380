"""Names found by table and by grammar, on invented sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("山东聊城市的企业", "聊城市", "聊城市"),
        ("沈阳浑南的项目", "浑南", "浑南区"),
        ("与日本企业合作", "日本", "日本"),
        ("绍兴滨海新区", "滨海新区", "绍兴滨海新区"),
        ("天津滨海新区", "滨海新区", "滨海新区"),
        ("广西推动百色、来宾、河池协调发展", "百色", "百色市"),
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
        ("宿迁市投资促进局局长介绍", "宿迁市投资促进局", None),
        ("甘肃省张掖市表示，市人民医院已封顶", "市人民医院", "张掖市人民医院"),
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
        "成都市经济局势稳定",
        "江西省开创经济建设局面",
        "各县人民医院达到三甲",
    ],
)
def test_no_organisations(text: str) -> None:
    assert named(text, "organisation") == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("国网青海电力要求按期带电", ["国网青海电力"]),
        ("配合国铁郑州局加快改造", ["国铁郑州局"]),
        ("由中铁十二局、中建三局承建", ["中铁十二局", "中建三局"]),
        ("依托中信重工、国机精工等牵头单位", ["中信重工", "国机精工"]),
        ("与国药现代物流签约", ["国药现代物流"]),
        ("工行安徽省分行授信", ["工行安徽省分行"]),
        ("支持兰州大学、安徽农业大学", ["兰州大学", "安徽农业大学"]),
        ("由深圳市宣城商会牵头", ["深圳市宣城商会"]),
        ("江苏省家具行业协会副会长", ["江苏省家具行业协会"]),
        ("中国矿业大学与西南交通大学", ["中国矿业大学", "西南交通大学"]),
        ("依托温州产业发展集团设立", ["温州产业发展集团"]),
        ("扩建嘉兴水处理发展公司", ["嘉兴水处理发展公司"]),
        ("由华岳与芜湖永湛电机合资兴建", ["永湛电机"]),
        ("其中建三层厂房", []),
        ("全国铁路局", []),
        ("中铁路改造", []),
        ("中建的新能源方案", []),
        ("江苏大学生创业园", []),
        ("在武汉大学习交流", []),
        ("安徽多家行业协会", []),
        ("华南大学联盟", []),
        ("安徽大型企业集团", []),
        ("一家上海文化投资公司", []),
        ("广州房地产开发公司", []),
        ("河南能源集团化运作", []),
    ],
)
def test_families_and_institutions(text: str, names: list[str]) -> None:
    assert list(named(text, "organisation")) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市长王立明，副市长李晓红出席", ["王立明", "李晓红"]),
        ("局长张乙明在会上强调", ["张乙明"]),
        ("管委会主任薛良率队考察", ["薛良"]),
        ("自治区副主席艾山·买买提表示", ["艾山·买买提"]),
        ("省长 李殿学", ["李殿学"]),
        ("总书记强调指出", []),
        ("主任应当到会", []),
        ("总裁办公会议决定", []),
    ],
)
def test_persons(text: str, names: list[str]) -> None:
    assert list(named(text, "person").values()) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市长　赵向南\n各位代表：", ["赵向南"]),
        ("见到公司副总裁孟立诚时，他正要出门", ["孟立诚"]),
        ("来自田阳的基层代表农玉莲。", ["农玉莲"]),
        ("□ 记者 高兴亚 通讯员 马晓兰", ["高兴亚", "马晓兰"]),
        ("（责任编辑：汪璐）", ["汪璐"]),
        ("工区生产经理刘河打趣说", ["刘河"]),
        ("电站值长张学勇说", ["张学勇"]),
        ("（记者 韦立春）", ["韦立春"]),
        ("副市长赵立明、李晓红、张乙明出席", ["赵立明", "李晓红", "张乙明"]),
        ("记者 李明 王芳 通讯员 赵小刚", ["李明", "王芳", "赵小刚"]),
        ("编辑：李明、王芳", ["李明", "王芳"]),
        ("种植户梁冬告诉记者", ["梁冬"]),
        ("局长马和顺，副局长到会", ["马和顺"]),
        ("记者李小河从会上获悉", ["李小河"]),
        ("记者约翰·史密斯说", ["约翰·史密斯"]),
    ],
)
def test_persons_of_bylines_lists_and_the_street(text: str, names: list[str]) -> None:
    assert list(named(text, "person").values()) == names


@pytest.mark.parametrize(
    "text",
    [
        "记者从会上获悉",
        "记者高度关注此事",
        "主持人：谢谢，请坐",
        "记者：方便介绍吗",
        "编辑：金融界",
        "作者：管理员 时间：2020",
        "代表党中央，致以问候",
        "代表高质量发展的方向",
        "居民安全、出行便利",
        "用户满意度，达90%",
        "职工方协商代表",
        "居民区坠毁一架飞机",
        "村民王大爷说",
        "审核全覆盖，审核时限",
        "主任到会、高新区负责",
        "农民丰收节，开幕",
        "党代表宣讲团、工作队",
        "企业主管机关有权",
    ],
)
def test_no_persons(text: str) -> None:
    assert named(text, "person") == {}


def test_a_person_is_known_by_name_after_the_first_mention() -> None:
    text = "市长王立明出席仪式。王立明表示，项目年内开工。"
    assert [n.span[0] for n in find_names(text, Outline(())) if n.kind == "person"] == [2, 10]


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("印发《新材料产业发展规划》", "新材料产业发展规划", None),
        ("《关于振兴的若干意见》提出，落实《意见》精神", "意见", "关于振兴的若干意见"),
        ("印发《养老服务条例》（以下简称《条例》）。《条例》规定", "条例", "养老服务条例"),
        ("落实国家服务型制造3年行动计划,大力发展", "国家服务型制造3年行动计划", None),
        ("加快“启明计划”的实施", "启明计划", None),
        ("《中国航运2035》描绘蓝图，《中国渔业现代化2035》印发", "中国渔业现代化2035", None),
        ("符合《平板玻璃行业规范条件》", "平板玻璃行业规范条件", None),
    ],
)
def test_policies(text: str, surface: str, name: str | None) -> None:
    assert named(text, "policy")[surface] == (name or surface)


@pytest.mark.parametrize(
    "text",
    [
        "读《往事2025》",
        "办《上海2010》展",
        "拍摄《东北故事》",
        "学习《孙子兵法》",
        "制止“面子工程”",
        "编制本市绿色建筑发展专项规划",
    ],
)
def test_no_policies(text: str) -> None:
    assert named(text, "policy") == named(text, "programme") == {}


def test_programmes() -> None:
    found = named("加快推进智能制造工程,实施航道整治工程,开展消费环境提升行动", "programme")
    assert list(found) == ["智能制造工程", "消费环境提升行动"]


def test_short_and_legal_names_are_one_company() -> None:
    text = "苏州明锐光电科技有限公司开工。明锐光电二期投产。"
    assert set(named(text, "organisation").values()) == {"苏州明锐光电科技有限公司"}


@pytest.mark.parametrize("text", ["省、自治区、直辖市人民政府", "有关市人民政府", "卫生部门"])
def test_generic_bodies_are_nobody(text: str) -> None:
    assert named(f"江西省规定，{text}应当支持", "organisation") == {}


def test_lone_surrogates_are_read() -> None:
    assert named("\ud800大连市\udc00", "place") == {"大连市": "大连市"}


@given(
    st.text(
        "大连市省委、政府有限公司集团新区的在主任王明《》意见“”实施工程一重石化岛\n", max_size=80
    )
)
def test_spans_hold_and_do_not_overlap(text: str) -> None:
    last: dict[str, int] = {}
    for name in find_names(text, Outline(())):
        assert 0 <= name.span[0] < name.span[1] <= len(text)
        assert name.span[0] >= last.get(name.kind, 0)
        last[name.kind] = name.span[1]


@pytest.mark.parametrize("text", ["推进徽县、成县分拨中心", "眉县产业园选址", "推进成县机场建设"])
def test_a_county_of_one_character_in_full_needs_no_witness(text: str) -> None:
    county = text[text.index("县") - 1 : text.index("县") + 1]
    found = [n for n in find_names(text, Outline(())) if n.kind == "place"]
    assert county in {n.name for n in found}
    assert all(n.code for n in found)


@pytest.mark.parametrize(
    "text", ["建成县级实训基地", "任县长李明", "组成县域网", "和县区联动", "实现县县通高速"]
)
def test_no_county_in_words_that_go_on_after_it(text: str) -> None:
    assert not named(text, "place")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("（联系人：马晓燕，电话：0952-2018866）", "马晓燕"),
        ("联 系 人：周文博 010-68205301", "周文博"),
        ("联系人及电话：水运局　陈立　010-65292647", "陈立"),
        ("李卫东委员：\n您提出的建议收悉。", "李卫东"),
    ],
)
def test_contact_persons_and_addressees(text: str, name: str) -> None:
    assert set(named(text, "person").values()) == {name}


def test_departments_of_the_pages_own_province() -> None:
    text = "四川省推动绿色建材下乡实施方案。（责任单位：商务厅、财政厅）"
    assert set(named(text, "organisation").values()) == {"四川省商务厅", "四川省财政厅"}
    text = "石嘴山市工业企业：根据自治区工业和信息化厅要求，由市商务局办公室受理。"
    assert set(named(text, "organisation").values()) == {
        "宁夏回族自治区工业和信息化厅",
        "石嘴山市商务局办公室",
    }
