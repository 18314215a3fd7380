"""Whose date is it: the day by which each project of a sentence is promised."""

import datetime as dt

import pytest

from pipeline.normalise.dates import find_dates
from pipeline.normalise.names import find_names
from pipeline.normalise.projects import find_projects
from pipeline.records import Block, Outline

TODAY = dt.date(2024, 3, 1)


def targets(text: str) -> dict[str, str | None]:
    outline = Outline((Block("paragraph", 0, len(text), stance="plan"),))
    found, _ = find_projects(text, outline, find_dates(text, TODAY), find_names(text, outline))
    return {p.name: p.target_end and f"{p.target_end:%m-%d}" for p in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("确保江口水库上半年开工、荆州大桥全线开工。", ["06-30", None]),
        ("推动江口水库6月底前蓄水,开工建设荆州大桥。", ["06-30", None]),
        ("6月底前,江口水库蓄水、荆州大桥建成。", ["06-30", "06-30"]),
        ("年底前建成江口水库,开工建设荆州大桥。", ["12-31", "12-31"]),
        ("力争年底前建成江口水库、荆州大桥。", ["12-31", "12-31"]),
        ("江口水库、荆州大桥年底前建成。", ["12-31", "12-31"]),
        ("实施江口水库、荆州大桥等项目,6月底前全部投入使用。", ["06-30", "06-30"]),
        ("江口水库5月蓄水、6月发电,荆州大桥建成。", ["05-31", None]),
    ],
)
def test_a_date_behind_a_name_is_told_of_that_name(text: str, expected: list[str | None]) -> None:
    assert list(targets(text).values()) == expected


def test_status_text_is_of_the_clause_that_tells_it() -> None:
    text = "江口水库,总投资5亿元,计划6月底前建成。"
    outline = Outline((Block("paragraph", 0, len(text), stance="plan"),))
    found, _ = find_projects(text, outline, find_dates(text, TODAY), find_names(text, outline))
    assert [(p.name, p.status_text) for p in found] == [("江口水库", "建成")]
