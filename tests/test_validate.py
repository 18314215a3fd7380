"""One bad row is named in `quality` and never costs a good one."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.records import Row
from pipeline.tables import TABLES
from pipeline.tables.arrow import schema, to_arrow
from pipeline.validate import validate

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


@pytest.mark.parametrize("table", TABLES)
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


@pytest.mark.parametrize("table", ["documents", "tasks", "entities", "listings"])
def test_a_misfit_before_them_costs_the_named_rows_nothing(table: str) -> None:
    rows = good_rows()
    rows[table].insert(0, {**rows[table][0], schema(table).names[0]: 7})
    made = published(rows)
    assert [row["check"] for row in made["quality"]] == ["wrong_type"]
    for name, some in good_rows().items():
        assert name == "quality" or made[name] == some


def test_a_key_twice_keeps_the_first() -> None:
    rows = good_rows()
    rows["dates"].append(dict(rows["dates"][0]))
    made = published(rows)
    assert made["dates"] == good_rows()["dates"]
    assert [row["check"] for row in made["quality"]] == ["not_as_declared"]
