"""The Python API: light names that stay what they are, and the objects they give."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline

PAGE = "關于工業(yè)和產(chǎn)業(yè)發(fā)展\n加快建設云台水庫,2030年6月底前完成。"


def test_repair_gives_text_counts_and_the_way_back() -> None:
    repaired = pipeline.repair(PAGE)
    assert repaired.text.startswith("关于工业和产业发展")
    assert (repaired.gloss_count, repaired.damage_count) == (4, 0)
    start = repaired.text.index("产业")
    assert PAGE[slice(*repaired.source_span(start, start + 2))] == "產(chǎn)業(yè)"


def test_find_dates_gives_dates_and_spans() -> None:
    text = "今年6月30日召开"
    (found,) = pipeline.find_dates(text, dt.date(2030, 1, 1))
    assert (found.start, found.end) == (dt.date(2030, 6, 30),) * 2
    assert (found.precision, found.basis) == ("day", "relative")
    assert text[slice(*found.span)] == "今年6月30日"
    assert found.rule


def test_extract_gives_the_rows_of_every_table() -> None:
    records = pipeline.extract(PAGE, path="page.txt", url="https://example.org/")
    (document,) = records["documents"]
    assert (document["source"], document["url"]) == ("page.txt", "https://example.org/")
    assert document["gloss_count"] == 4
    for table in ("projects", "dates"):
        for row in records[table]:
            assert PAGE[row["span_start"] : row["span_end"]] == row["source_text"]
    assert [row["name"] for row in records["projects"]] == ["云台水库"]


def test_an_issuer_that_the_title_only_implies_is_an_entity_with_a_mention() -> None:
    records = pipeline.extract("吉林省2022年政府工作报告\n一、工作回顾\n去年，经济平稳运行。")
    (document,) = records["documents"]
    assert document["issuer"] == "吉林省人民政府"
    (entity,) = [e for e in records["entities"] if e["entity_id"] == document["issuer_id"]]
    assert entity["name"] == "吉林省人民政府"
    assert "吉林省" in [m["text"] for m in records["mentions"]]


@pytest.mark.parametrize(
    "source", ["", "\n", " \u3000\r\n", "。", "(a)", "2016年", "\ufeff", "一、"]
)
def test_the_least_documents_have_their_rows(source: str) -> None:
    records = pipeline.extract(source)
    assert [row["char_count"] for row in records["documents"]] == [len(source)]
    assert [row["source_text"] for row in records["texts"]] == [source]


def test_names_stay_callable_whatever_is_imported() -> None:
    package = Path(pipeline.__path__[0])
    assert not [name for name in pipeline.__all__ if (package / f"{name}.py").exists()]
    program = "import pipeline\nfor _ in range(2): pipeline.extract(''), pipeline.repair('')"
    subprocess.run([sys.executable, "-c", program], check=True)
