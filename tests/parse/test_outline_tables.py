"""Every row of the outline's word tables, by its example."""

import pytest

from pipeline.parse.furniture import furniture, salutation_end
from pipeline.parse.stance import opening_stance
from pipeline.parse.titles import announcement, is_job, section_mode
from pipeline.parse.verbs import governing_verb
from pipeline.reference import entries

MODES = {"plan": "plan", "report": "report", "neutral": "frame"}


def rows(name: str) -> list[dict[str, str]]:
    return [pytest.param(row, id=row["word"]) for row in entries(name)]  # type: ignore[misc]


@pytest.mark.parametrize("row", rows("head_nouns"))
def test_head_nouns(row: dict[str, str]) -> None:
    assert row["example"].endswith(row["word"])
    if row["modified"]:
        assert governing_verb(f"发展{row['word']}") is None
    assert section_mode(row["example"]) == MODES.get(row["section"])


@pytest.mark.parametrize("row", rows("announcements"))
def test_announcements(row: dict[str, str]) -> None:
    says = announcement(row["example"])
    assert says is not None
    assert (says.mode == "plan") == (row["jobs"] == "yes")


@pytest.mark.parametrize("row", rows("action_nouns"))
def test_action_nouns(row: dict[str, str]) -> None:
    assert governing_verb(row["example"]) is None
    assert is_job(row["example"], "plan")
    assert not is_job(row["example"], "open")


@pytest.mark.parametrize("row", rows("furniture"))
def test_furniture(row: dict[str, str]) -> None:
    line = row["example"]
    if row["kind"] == "salutation":
        assert salutation_end(line, 0, len(line)) == len(line)
    else:
        assert furniture(line, 0, len(line)) == row["kind"]


@pytest.mark.parametrize("row", rows("stance_cues"))
def test_stance_cues(row: dict[str, str]) -> None:
    assert opening_stance(row["example"], 0, len(row["example"])) == row["stance"]
