"""The release gate lets no snapshot pass that analysts could not trust."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.publish import gate
from pipeline.publish.limits import Limits
from pipeline.records import Row
from tests.publish import tables

Tables = dict[str, list[Row]]


@pytest.fixture
def good() -> Tables:
    return tables.rows(1)


def check(
    tmp_path: Path, new: Tables, old: Tables | None = None, limits: Limits | None = None
) -> list[str]:
    folders = []
    for name, content in (("new", new), ("old", old)):
        folder = tmp_path / name
        folder.mkdir()
        tables.write(folder, content or {})
        folders.append(folder)
    return gate.check(folders[0], folders[1] if old is not None else None, limits)


def test_good_tables_pass(tmp_path: Path, good: Tables) -> None:
    assert check(tmp_path, good, good) == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("texts", "document_id"),
        ("quality", "document_id"),
        ("tasks", "parent_task_id"),
        ("tasks", "issuer_id"),
        ("projects", "task_id"),
        ("projects", "owner_id"),
        ("projects", "place_id"),
        ("documents", "issuer_id"),
        ("documents", "duplicate_of"),
        ("listings", "duplicate_of"),
        ("entities", "parent_id"),
        ("mentions", "entity_id"),
    ],
)
def test_keys_resolve(tmp_path: Path, good: Tables, table: str, column: str) -> None:
    good[table][-1][column] = "f" * 16
    reasons = check(tmp_path, good)
    assert any(r.startswith(f"{table}.{column}: 1 not in ") and "ffff" in r for r in reasons)


@pytest.mark.parametrize("table", ["tasks", "projects", "listings", "dates", "mentions"])
@pytest.mark.parametrize(
    "wrong",
    [
        {"source_text": "别的"},
        {"span_start": 0},
        {"span_end": 21},
        {"span_start": -200, "span_end": -181},
        {"source_text": "", "span_start": 9_999, "span_end": 9_999},
    ],
)
def test_spans_hold(tmp_path: Path, good: Tables, table: str, wrong: Row) -> None:
    good[table][1].update(wrong)
    assert check(tmp_path, good) == [f"{table}: 1 spans differ from their text"]


def test_a_row_whose_document_has_no_text(tmp_path: Path, good: Tables) -> None:
    del good["texts"][1]
    reasons = check(tmp_path, good)
    assert len(reasons) == 5
    assert all("0000000000000065 has no text" in reason for reason in reasons)


def test_empty_or_shrunken_or_gone(tmp_path: Path, good: Tables) -> None:
    new: Tables = {name: list(rows) for name, rows in good.items() if name != "mentions"}
    new["listings"], new["projects"], new["quality"] = [], new["projects"][:1], []
    assert check(tmp_path, new, good) == [
        "listings: empty, 3 rows in the last snapshot",
        "mentions: the table is gone",
        "projects: 1 rows after 3, below the floor",
    ]


def test_growth_and_nulls(tmp_path: Path) -> None:
    old, new = tables.rows(1, 100), tables.rows(1, 250)
    for table, column in (("tasks", "action"), ("dates", "start_date")):
        for row in old[table]:
            row[column] = None if table == "dates" else "推进"
    limits = Limits(max_row_ratio=2.0)
    reasons = check(tmp_path, new, old, limits)
    assert "tasks.action: 100% null after 0%" in reasons
    assert "tasks: 250 rows after 100, above the ceiling" in reasons
    assert not [r for r in reasons if "start_date" in r]


def test_columns_are_never_dropped(tmp_path: Path, good: Tables) -> None:
    (tmp_path / "less").mkdir()
    (tmp_path / "all").mkdir()
    tables.write(tmp_path / "all", good)
    for path in (tmp_path / "all").iterdir():
        table = pq.read_table(path)
        pq.write_table(
            table.drop_columns("rule") if "rule" in table.column_names else table,
            tmp_path / "less" / path.name,
        )
    reasons = gate.check(tmp_path / "less", tmp_path / "all")
    assert "tasks.rule: the column is gone" in reasons


def test_a_broken_last_snapshot_does_not_stop_the_next(tmp_path: Path, good: Tables) -> None:
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
    tables.write(tmp_path / "new", good)
    (tmp_path / "old" / "tasks.parquet").write_bytes(b"broken")
    assert gate.check(tmp_path / "new", tmp_path / "old") == []


def test_a_table_in_parts(tmp_path: Path, good: Tables) -> None:
    tables.write(tmp_path, good)
    whole = pq.read_table(tmp_path / "tasks.parquet")
    (tmp_path / "tasks.parquet").unlink()
    (tmp_path / "tasks.parquet").mkdir()
    for number in range(whole.num_rows):
        part = tmp_path / "tasks.parquet" / f"part-{number:05}.parquet"
        pq.write_table(whole.slice(number, 1), part)
    assert gate.check(tmp_path, tmp_path) == []
    broken = whole.slice(1, 1).set_column(
        whole.schema.get_field_index("source_text"), "source_text", pa.array(["别的"])
    )
    pq.write_table(broken, tmp_path / "tasks.parquet" / "part-00001.parquet")
    assert gate.check(tmp_path, tmp_path) == ["tasks: 1 spans differ from their text"]
