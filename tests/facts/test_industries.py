"""Divisions of GB/T 4754-2017 by word, by name and by owner."""

import pytest

from pipeline.normalise.industries import division, divisions
from pipeline.reference import entries


def test_every_division_has_its_name() -> None:
    codes = [row["code"] for row in entries("industries")]
    assert [int(code[1:]) for code in codes] == list(range(1, 98))
    assert all(row["name"] for row in entries("industries"))


@pytest.mark.parametrize("row", entries("industry_words"), ids=lambda row: row["word"])
def test_examples(row: dict[str, str]) -> None:
    assert row["code"] in {r["code"] for r in entries("industries")}
    assert row["code"] in divisions(row["example"])


@pytest.mark.parametrize(
    ("name", "owner", "code"),
    [
        ("青山岛国家级石化产业基地", None, "C25"),
        ("东风日产二期", "东风日产", "C36"),
        ("海山石化海水循环利用基地", "海山石化", "C25"),
        ("昌达电路特制电路板", "昌达电路", "C39"),
        ("北山水库", None, "N76"),
        ("公共服务平台", None, None),
        ("新材料产业园", None, None),
    ],
)
def test_projects(name: str, owner: str | None, code: str | None) -> None:
    assert division(name, owner) == code


def test_a_text_may_speak_of_several() -> None:
    assert divisions("围绕造船、轴承和集成电路") == ("C34", "C37", "C39")
    assert divisions("进一步减轻企业负担") == ()
