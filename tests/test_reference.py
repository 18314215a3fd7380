"""The word tables: every row has an example that says its word, and points to rows that exist.

What a row does to its example is tested beside the rules that read it.
"""

import csv
from pathlib import Path

import pytest

from pipeline.reference import Entry, entries

TABLES = sorted(path.stem for path in Path("pipeline/reference").glob("*.csv"))
# Official lists, whose rows are their own examples: GB/T 4754-2017 and GB/T 2260.
REGISTERS = {"industries", "places"}


def values(row: Entry, column: str) -> list[str]:
    """A cell's values: one, or several with semicolons or spaces between."""
    return row[column].replace(";", " ").split()


@pytest.mark.parametrize("table", sorted(set(TABLES) - REGISTERS))
def test_every_row_has_an_example_that_says_its_word(table: str) -> None:
    for row in entries(table):
        said = [v for c in row if c != "example" for v in values(row, c) if not v.isdecimal()]
        assert row["example"], row
        assert any(word in row["example"] for word in said), row


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_whole_and_not_repeated(table: str) -> None:
    with Path(f"pipeline/reference/{table}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert rows
    assert all(len(row) == len(header) for row in rows)
    assert all(cell == cell.strip() for row in rows for cell in row)
    example = header.index("example") if "example" in header else len(header)
    keys = [(*row[:example], *row[example + 1 :]) for row in rows]
    assert len(keys) == len(set(keys))


def column(table: str, name: str) -> set[str]:
    return {row[name] for row in entries(table)}


@pytest.mark.parametrize(
    ("table", "name", "target", "target_name"),
    [
        ("companies", "industry", "industries", "code"),
        ("industry_words", "code", "industries", "code"),
        ("trades", "industry", "industries", "code"),
        ("places", "parent_code", "places", "code"),
        ("zones", "parent", "places", "name"),
    ],
)
def test_rows_point_to_rows_that_exist(
    table: str, name: str, target: str, target_name: str
) -> None:
    assert column(table, name) - {""} <= column(target, target_name)


def test_place_codes_are_those_of_their_tier() -> None:
    for row in entries("places"):
        code, parent = row["code"], row["parent_code"]
        assert len(code) == 6
        assert code.isdecimal()
        assert parent == "" or code[:2] == parent[:2], row
        assert row["until"] == "" or 1949 < int(row["until"]) < 2100, row
