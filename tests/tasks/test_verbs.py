"""The governing verb: every row of the word tables, and sentences of each build."""

import pytest

from pipeline.parse.verbs import governing_verb
from pipeline.reference import entries


@pytest.mark.parametrize("row", entries("action_verbs"), ids=lambda row: row["word"])
def test_verb_table(row: dict[str, str]) -> None:
    assert governing_verb(row["example"]) == row["word"]


@pytest.mark.parametrize("row", entries("adverbs"), ids=lambda row: row["word"])
def test_adverbs_are_passed_over(row: dict[str, str]) -> None:
    verb = governing_verb(row["example"])
    assert verb is not None
    assert not row["example"].startswith(verb)


@pytest.mark.parametrize("row", entries("clause_leads"), ids=lambda row: row["word"])
def test_leads_do_not_govern(row: dict[str, str]) -> None:
    verb = governing_verb(row["example"])
    assert verb is not None
    assert not row["example"].startswith(verb)


@pytest.mark.parametrize(
    ("sentence", "verb"),
    [
        ("积极推动青山港口建设", "推动"),
        ("加紧推进二期扩容", "推进"),
        ("加快重点工业项目建设", "加快"),
        ("加快发展方式转变", "加快"),
        ("把稳就业放在突出位置", "放在"),
        ("将生态保护纳入考核", "纳入"),
        ("在巩固现有成果中,加快建设新城", "建设"),
        ("以重大项目为抓手,持续扩大投资", "扩大"),
        ("“十四五”期间,要牢牢把握机遇", "把握"),
        ("到2027年,建成三个园区", "建成"),
        ("各县区要认真落实本意见", "落实"),
        ("对小微企业给予补助", "给予"),
        ("聚焦主责主业", "聚焦"),
        ("举全市之力发展数字经济", "发展"),
        ("以更大的力度推进改革", "推进"),
        ("于6月30日前报送总结", "报送"),
        ("三季度末建成两座泵站", "建成"),
        ("请报送总结", "报送"),
        ("在邻省设立分公司", "设立"),
        ("老旧小区抓改造", "抓"),
        ("稳增长、促转型", "稳"),
        ("党建引领,全力打造铁军", "打造"),
        ("对新引进的企业,给予奖励", "给予"),
    ],
)
def test_governing_verb(sentence: str, verb: str) -> None:
    assert governing_verb(sentence) == verb


@pytest.mark.parametrize(
    "sentence",
    [
        *("发展目标", "创新能力持续提升", "保障措施", "青山市概况", "主要指标", "", ",,,,"),
        *(
            "居民收入增长率",
            "青山自然保护区",
            "部门会同企业加强",
            "请示报告",
            "行业降温,应当遵守规定",
        ),
    ],
)
def test_no_directive_no_verb(sentence: str) -> None:
    assert governing_verb(sentence) is None
