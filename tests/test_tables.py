"""The tables hold to what analysts were promised, and the dictionary to the tables."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.tables import TABLES
from pipeline.tables.arrow import references, schema, to_arrow
from pipeline.tables.dictionary import render

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
