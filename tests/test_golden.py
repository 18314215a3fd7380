"""The seed's tables are, row by row, those that someone has looked at."""

import pytest

from pipeline.tables import TABLES
from tests.golden import FOLDER, made, path, write


@pytest.mark.parametrize("table", TABLES)
def test_the_seeds_table_is_the_golden_one(table: str) -> None:
    if not path(table).exists():
        write(table)
        pytest.fail(f"{path(table)} was missing and is written: look at it, then commit it")
    golden = path(table).read_text("utf-8").splitlines()
    assert made()[table].splitlines() == golden, "run `make golden` and look at the difference"


def test_no_golden_file_is_left_over() -> None:
    assert {file.stem for file in FOLDER.glob("*.jsonl")} <= set(TABLES)
