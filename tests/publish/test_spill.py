"""Queries over more than fits in memory end, or end in an error of the machine."""

from pathlib import Path

import pytest

from pipeline.publish.spill import CONFIG, spilling

WORDS = "CREATE TEMP TABLE words AS SELECT md5(range::VARCHAR) AS word FROM range(600000)"
COUNT = "SELECT count(DISTINCT word) FROM words"


def test_more_than_memory_goes_to_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONFIG, "memory_limit", "16MB")
    with spilling(tmp_path) as connection:
        connection.execute(WORDS)
        assert list(tmp_path.glob("spill-*/*"))
        assert connection.execute(COUNT).fetchall() == [(600_000,)]
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_spilled_is_an_error_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONFIG, "memory_limit", "2MB")
    with pytest.raises(OSError, match="Out of Memory"), spilling(tmp_path) as connection:
        connection.execute(WORDS)
        connection.execute(COUNT)
    assert list(tmp_path.iterdir()) == []
