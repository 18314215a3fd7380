"""Repair: glosses out, the author's parentheses kept, Simplified characters."""

import time

import pytest

from pipeline.reference import entries
from pipeline.text.damage import count_damage
from pipeline.text.repair import repair

GLOSSED = "產(chǎn)業(yè)發(fā)展和創(chuàng)新。"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("產(chǎn)業(yè)", "产业"),
        ("網(wǎng)絡(luò )", "网络"),  # a space inside
        ("宏P(guān)LC", "宏PLC"),  # across a letter
        ("因?yàn)樗麄?,", "因为他\ufffd\ufffd,"),  # an eaten parenthesis, a character cut off
        ("廈門(men)(men)港", "厦门港"),  # doubled, toneless
    ],
)
def test_glosses_are_removed(source: str, text: str) -> None:
    assert repair(source).text == text


@pytest.mark.parametrize(
    "kept",
    [
        "(GDP)",
        "(CPI)",
        "(PM2.5)",
        "(a)",
        "(led)",
        "(Michael Porter)",
        "翟(dí)",
        "荀(xún)子",
        "滘(Jiào)",
        "莘(shen)县",
        "六(lu)安",
    ],
)
@pytest.mark.parametrize("page", ["", GLOSSED])
def test_the_authors_parentheses_stay(page: str, kept: str) -> None:
    assert repair(page + kept).text == repair(page).text + kept


def test_a_gloss_belongs_to_the_span_of_its_character() -> None:
    repaired = repair("化工園區(qū)建設")
    assert repaired.text == "化工园区建设"
    assert repaired.source_span(0, 4) == (0, 8)
    assert repaired.source_span(4, 6) == (8, 10)
    assert repaired.source_span(4, 4) == (8, 8)


def test_toneless_glosses_go_where_the_page_has_the_habit() -> None:
    page = "發(fa)展產(chan)業(ye)，六(liu)個項(xiang)目。"
    assert repair(page).text == "发展产业，六个项目。"


@pytest.mark.parametrize("row", entries("simplified_phrases"), ids=lambda row: row["word"])
def test_each_phrase(row: dict[str, str]) -> None:
    assert repair("這裡發" + row["example"].replace("着", "著")).text == "这里发" + row["example"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("著力發展，隨著市場、沿著海岸", "着力发展，随着市场、沿着海岸"),
        ("著名專家，成效顯著，應當向著作權人說明", "著名专家，成效显著，应当向著作权人说明"),
        ("張三著，他站着說", "张三著，他站着说"),  # the page tells the two apart
    ],
)
def test_particle_and_verb(source: str, text: str) -> None:
    assert repair(source).text == text


@pytest.mark.parametrize("row", entries("glossed_characters"), ids=lambda row: row["rank"])
def test_each_glossed_character(row: dict[str, str]) -> None:
    glossed, bare = row["example"], row["example"].replace(f"({row['gloss']})", "")
    assert glossed != bare
    assert repair(GLOSSED + glossed).text == repair(GLOSSED + bare).text


@pytest.mark.parametrize("row", entries("question_words"), ids=lambda row: row["word"])
def test_each_question_word(row: dict[str, str]) -> None:
    assert row["word"] in row["example"]
    assert count_damage(row["example"]) == 0


def test_damage_is_counted() -> None:
    assert count_damage("中?市场，\ufffd业") == 2
    assert count_damage("what? 好不好?好") == 0


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "?" * 10**6, "\ufffd" * 10**6, "\ud800" * 10**6, "\0" * 10**6, "業" * 10**6,
     "業(yè)" * 150_000, "(yè)" * 200_000],
    ids=["brackets", "question", "lost", "surrogate", "nul", "hanzi", "glosses", "no base"],
)  # fmt: skip
def test_hostile_text_is_quick(text: str) -> None:
    def seconds() -> float:
        before = time.process_time()
        repaired = repair(text)
        assert repaired.source_span(0, len(repaired.text))[1] == len(text)
        return time.process_time() - before

    assert min(seconds() for _ in range(2)) < 1
