"""Every row of the word tables does what its example says."""

import pytest

from pipeline.normalise.projects.fields import read as read_name
from pipeline.normalise.projects.lexicon import heads, verbs
from pipeline.reference import entries
from tests.projects.conftest import Read


@pytest.mark.parametrize("row", entries("project_heads"), ids=lambda row: row["head"])
def test_head_gives_its_kind(row: dict[str, str]) -> None:
    assert row["head"] in row["example"]
    assert read_name(row["example"], ()).kind == row["kind"]


@pytest.mark.parametrize("row", entries("project_verbs"), ids=lambda row: row["verb"])
def test_verb_gives_its_states(row: dict[str, str], read: Read) -> None:
    assert row["verb"] in row["example"]
    for stance in ("report", "plan"):
        found, _ = read(row["example"] + "。", stance)
        assert [p.status for p in found] == [row[stance]], (row["example"], stance, found)
    assert found[0].target_status == (row["target"] or None)


@pytest.mark.parametrize("row", entries("project_marks"), ids=lambda row: row["role"])
def test_mark_stands_in_its_example(row: dict[str, str]) -> None:
    assert any(mark in row["example"] for mark in row["marks"].split())


@pytest.mark.parametrize("row", entries("project_words"), ids=lambda row: row["group"])
def test_word_stands_in_its_example(row: dict[str, str]) -> None:
    assert any(word in row["example"] for word in row["words"].split())


def test_no_word_is_listed_twice() -> None:
    for table, column in (("project_heads", "head"), ("project_verbs", "verb")):
        listed = [row[column] for row in entries(table)]
        assert len(listed) == len(set(listed))
    assert heads() and verbs()
