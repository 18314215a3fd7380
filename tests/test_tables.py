"""The tables hold to their contract, and one bad row never costs a good one."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.tables import TABLES
from pipeline.tables.arrow import references, schema, to_arrow
from pipeline.tables.dictionary import render
from pipeline.validate import validate

Row = dict[str, Any]

# What analysts were promised: column, type, and ? where null is allowed.
SPAN = "span_start int32, span_end int32, source_text, rule"
CONTRACT = {
    "documents": "document_id, source, source_sha256, url?, format, encoding, char_count int32, "
    "script, gloss_count int32, damage_count int32, title?, issuer?, issuer_id?, "
    "published_start date?, published_end date?, published_precision?, published_basis?, "
    "observed_on_or_after date?, declared_task_count int32?, task_count int32, "
    "project_count int32, listing_count int32, duplicate_of?",
    "texts": "document_id, source_text, text",
    "tasks": "task_id, document_id, parent_task_id?, kind, level int16, position int32, text, "
    "action?, issuer?, issuer_id?, speaker?, period_label?, period_start date?, period_end date?, "
    f"policies strings, industries strings, {SPAN}",
    "projects": "project_id, document_id, task_id?, name, kind, owner?, owner_id?, place?, "
    "place_id?, place_code?, phase int16?, status, status_text?, target_status?, "
    "target_start date?, target_end date?, amount_text?, amount_cny_min float?, "
    f"amount_cny_max float?, industry?, mention_count int32, {SPAN}",
    "listings": "listing_id, document_id, position int32, kind, label, name?, start_date date?, "
    f"end_date date?, precision, venue?, organizer?, duplicate_of?, {SPAN}",
    "dates": "date_id, document_id, text, start_date date?, end_date date?, precision, basis, "
    f"anchor_date date?, {SPAN}",
    "entities": "entity_id, kind, name, aliases strings, parent_id?, code?, mention_count int32, "
    "document_count int32",
    "mentions": f"mention_id, document_id, entity_id, text, {SPAN}",
    "quality": "quality_id, severity, stage, check, message, source, document_id?, table_name?, "
    "record?, expected?, observed?, span_start int32?, span_end int32?",
}
TYPES = {
    "int16": pa.int16(),
    "int32": pa.int32(),
    "date": pa.date32(),
    "float": pa.float64(),
    "strings": pa.list_(pa.string()),
    "": pa.string(),
}
VALUES = {
    ("documents", "format"): "text html warc wet jsonl parquet",
    ("documents", "script"): "simplified traditional mixed other",
    ("documents", "published_basis"): "stated inferred",
    ("tasks", "kind"): "heading measure",
    ("projects", "kind"): "base park plant platform fund centre zone transport energy water "
    "building equipment other",
    ("projects", "status"): "proposed planned under_construction completed operating suspended "
    "cancelled unknown",
    ("listings", "kind"): "onboarding exhibition publication deadline tender recruitment other",
    ("dates", "precision"): "day week ten_days month quarter half_year year multi_year "
    "five_year_plan open unknown",
    ("dates", "basis"): "absolute relative plan_period fuzzy",
    ("entities", "kind"): "organisation place person policy programme",
    ("quality", "severity"): "rejected warning",
    ("quality", "stage"): "read parse normalise validate resolve",
}


def promised(table: str) -> dict[str, tuple[pa.DataType, bool]]:
    """Column -> (type, may be null)."""
    columns = {}
    for told in CONTRACT[table].split(", "):
        name, _, kind = told.rstrip("?").partition(" ")
        columns[name] = (TYPES[kind], told.endswith("?"))
    return columns


def test_the_tables_are_those_of_the_contract() -> None:
    assert list(TABLES) == list(CONTRACT)


@pytest.mark.parametrize("table", CONTRACT)
def test_columns_hold_to_the_contract(table: str) -> None:
    declared = {field.name: (field.type, field.nullable) for field in schema(table)}
    assert {name: declared.get(name) for name in promised(table)} == promised(table)


@pytest.mark.parametrize(("table", "column"), VALUES)
def test_values_hold_to_the_contract(table: str, column: str) -> None:
    checks = TABLES[table].to_schema().columns[column].checks
    allowed = [check.statistics["allowed_values"] for check in checks if check.name == "isin"]
    assert [sorted(values) for values in allowed] == [sorted(VALUES[table, column].split())]


@pytest.mark.parametrize("table", CONTRACT)
def test_every_description_is_in_the_parquet_schema(table: str, tmp_path: Path) -> None:
    pq.write_table(to_arrow(table, []), tmp_path / "table.parquet")
    written = pq.read_schema(tmp_path / "table.parquet")
    assert written.metadata[b"description"]
    assert all(field.metadata[b"description"] for field in written)


def test_the_dictionary_is_current() -> None:
    assert Path("data/DICTIONARY.md").read_text("utf-8") == render(), "run: make dictionary"


def test_the_dictionary_names_every_table_and_column() -> None:
    lines = render().splitlines()
    for table in CONTRACT:
        assert f"## {table}" in lines
        for column in promised(table):
            assert any(line.startswith(f"| `{column}` |") for line in lines)


def test_keys_point_to_tables() -> None:
    keys = {
        (table, column): target for table in TABLES for column, target in references(table).items()
    }
    assert keys["tasks", "parent_task_id"] == ("tasks", "task_id")
    assert {column for _, column in keys} == {
        *("document_id", "parent_task_id", "entity_id", "task_id", "parent_id"),
        *("issuer_id", "owner_id", "place_id", "duplicate_of"),
    }


TEXT = "推进云台水库建设,2030年底前完成。入驻:2026-01-02\n入驻:2026-01-02"
DOCUMENT, HEADING, MEASURE, PLACE, FIRST = (f"{n:016x}" for n in range(1, 6))


def spanned(words: str, start: int = 0) -> Row:
    at = TEXT.index(words, start)
    return {"span_start": at, "span_end": at + len(words), "source_text": words, "rule": "test"}


def good_rows() -> dict[str, list[Row]]:
    """One document with a row or two in every table."""
    day, end = dt.date(2026, 1, 2), dt.date(2030, 12, 31)
    rows: dict[str, list[Row]] = {
        "documents": [
            {
                "document_id": DOCUMENT,
                "source": "page.txt",
                "source_sha256": "0" * 64,
                "format": "text",
                "encoding": "utf-8",
                "char_count": len(TEXT),
                "script": "simplified",
                "gloss_count": 0,
                "damage_count": 0,
                "task_count": 1,
                "project_count": 1,
                "listing_count": 2,
            }
        ],
        "texts": [{"document_id": DOCUMENT, "source_text": TEXT, "text": TEXT}],
        "tasks": [
            {
                "task_id": HEADING,
                "kind": "heading",
                "level": 1,
                "position": 1,
                "text": "推进",
                "policies": [],
                "industries": ["E48"],
                **spanned("推进"),
            },
            {
                "task_id": MEASURE,
                "parent_task_id": HEADING,
                "kind": "measure",
                "level": 2,
                "position": 1,
                "text": "建设",
                "policies": ["规划"],
                "industries": [],
                **spanned("建设"),
            },
        ],
        "projects": [
            {
                "project_id": "a" * 16,
                "name": "云台水库",
                "kind": "water",
                "place": "云台",
                "place_id": PLACE,
                "status": "under_construction",
                "target_end": end,
                "amount_cny_min": 1e8,
                "mention_count": 1,
                **spanned("云台水库"),
            }
        ],
        "listings": [
            {
                "listing_id": FIRST,
                "position": 1,
                "kind": "onboarding",
                "label": "入驻",
                "start_date": day,
                "end_date": day,
                "precision": "day",
                **spanned("入驻:2026-01-02"),
            },
            {
                "listing_id": "b" * 16,
                "position": 2,
                "kind": "onboarding",
                "label": "入驻",
                "start_date": day,
                "end_date": day,
                "precision": "day",
                "duplicate_of": FIRST,
                **spanned("入驻:2026-01-02", 30),
            },
        ],
        "dates": [
            {
                "date_id": "c" * 16,
                "text": "2030年底前",
                "end_date": end,
                "precision": "open",
                "basis": "absolute",
                **spanned("2030年底前"),
            }
        ],
        "entities": [
            {
                "entity_id": PLACE,
                "kind": "place",
                "name": "云台",
                "aliases": [],
                "mention_count": 1,
                "document_count": 1,
            }
        ],
        "mentions": [
            {"mention_id": "d" * 16, "entity_id": PLACE, "text": "云台", **spanned("云台")}
        ],
        "quality": [],
    }
    for table, some in rows.items():
        for row in some:
            if table not in ("documents", "entities"):
                row["document_id"] = DOCUMENT
            for field in schema(table):
                row.setdefault(field.name, None)
    return rows


def published(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {table: made.to_pylist() for table, made in validate(rows).items()}


def test_good_rows_pass_unchanged() -> None:
    assert published(good_rows()) == good_rows()


@pytest.mark.parametrize("table", CONTRACT)
def test_rows_survive_arrow_and_parquet(table: str, tmp_path: Path) -> None:
    rows = good_rows()[table]
    pq.write_table(to_arrow(table, rows), tmp_path / "table.parquet")
    assert pq.read_table(tmp_path / "table.parquet").to_pylist() == rows


def change(**values: object) -> Callable[[Row], Row]:
    return lambda row: row | values


# The fault, the table and row it is made in, the check that names it, and the rows that fall
# with it because their keys no longer resolve.
FAULTS: list[tuple[str, str, int, Callable[[Row], Row], str, dict[str, int]]] = [
    ("wrong type", "dates", 0, change(end_date="soon"), "wrong_type", {}),
    ("a list of numbers", "tasks", 1, change(policies=[7]), "wrong_type", {}),
    ("too large", "projects", 0, change(phase=70_000), "wrong_type", {}),
    (
        "no such column",
        "mentions",
        0,
        lambda row: {k: v for k, v in row.items() if k != "text"},
        "wrong_type",
        {},
    ),
    ("unknown value", "projects", 0, change(status="maybe"), "not_as_declared", {}),
    ("null", "projects", 0, change(name=None), "not_as_declared", {}),
    ("below the least", "listings", 1, change(position=0), "not_as_declared", {}),
    ("ill-formed key", "dates", 0, change(date_id="XYZ"), "not_as_declared", {}),
    ("ill-formed code", "projects", 0, change(place_code="21"), "not_as_declared", {}),
    ("span too long", "listings", 1, change(span_end=10_000), "span_mismatch", {}),
    (
        "span of nothing",
        "mentions",
        0,
        change(span_start=2, span_end=2, source_text=""),
        "span_mismatch",
        {},
    ),
    ("span beside", "dates", 0, change(span_start=0, span_end=7), "span_mismatch", {}),
    ("span backward", "dates", 0, change(span_start=-3), "span_mismatch", {}),
    ("dangling parent", "tasks", 1, change(parent_task_id="f" * 16), "key_unresolved", {}),
    ("dangling place", "projects", 0, change(place_id="f" * 16), "key_unresolved", {}),
    ("dangling document", "mentions", 0, change(document_id="f" * 16), "span_mismatch", {}),
    ("wrong parent", "tasks", 0, change(kind="title"), "not_as_declared", {"tasks": 1}),
    (
        "wrong entity",
        "entities",
        0,
        change(kind="thing"),
        "not_as_declared",
        {"projects": 1, "mentions": 1},
    ),
    (
        "wrong first line",
        "listings",
        0,
        change(precision="hour"),
        "not_as_declared",
        {"listings": 1},
    ),
    (
        "wrong document",
        "documents",
        0,
        change(format="pdf"),
        "not_as_declared",
        {"texts": 1, "tasks": 2, "projects": 1, "listings": 2, "dates": 1, "mentions": 1},
    ),
]


@pytest.mark.parametrize(
    ("table", "number", "spoil", "check", "fallen"),
    [fault[1:] for fault in FAULTS],
    ids=[fault[0] for fault in FAULTS],
)
def test_a_bad_row_lands_in_quality_and_the_others_stay(
    table: str,
    number: int,
    spoil: Callable[[Row], Row],
    check: str,
    fallen: dict[str, int],
) -> None:
    rows = good_rows()
    bad = rows[table][number] = spoil(rows[table][number])
    made = published(rows)
    reasons = [row for row in made["quality"] if row["table_name"] == table]
    told = next(
        r
        for r in reasons
        if r["record"] == json.dumps(bad, ensure_ascii=False, default=str, sort_keys=True)
    )
    assert told["check"] == check
    assert told["severity"] == "rejected"
    assert told["stage"] == "validate"
    assert told["message"].startswith(f"{table}: ")
    lost = {**fallen, table: fallen.get(table, 0) + 1}
    for name, some in good_rows().items():
        if name != "quality":
            assert len(made[name]) == len(some) - lost.get(name, 0)
    assert len(made["quality"]) == sum(lost.values())
    if made["documents"]:
        document = made["documents"][0]
        assert document["project_count"] == len(made["projects"])
        assert document["listing_count"] == len(made["listings"])
        assert document["task_count"] == sum(task["level"] == 1 for task in made["tasks"])
        assert all(e["mention_count"] == len(made["mentions"]) for e in made["entities"])


def test_a_key_twice_keeps_the_first() -> None:
    rows = good_rows()
    rows["dates"].append(dict(rows["dates"][0]))
    made = published(rows)
    assert made["dates"] == good_rows()["dates"]
    assert [row["check"] for row in made["quality"]] == ["not_as_declared"]
