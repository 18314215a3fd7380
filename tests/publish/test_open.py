"""A snapshot opened stays what it is, and gives access to nothing else."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline.publish import manifest, snapshot
from pipeline.publish.lock import exclusive
from tests.publish import jobs, tables

REFUSALS = r"disabled|locked|does not exist|not an table|base table"
VIEWS = """
CREATE VIEW IF NOT EXISTS tasks AS FROM read_parquet('tasks.parquet');
CREATE VIEW by_rule AS SELECT rule, count(*) AS n FROM tasks GROUP BY ALL;
"""


def published(data: Path, content: dict[str, list[tables.Row]], views: str = "") -> None:
    def write(folder: Path) -> None:
        tables.write(folder, content)
        (folder / "views.sql").write_text(views, encoding="utf-8")

    with exclusive(data):
        snapshot.publish(data, write, {"fingerprint": "ab" * 32, "generation": 1})


@pytest.fixture
def opened(data: Path) -> "pipeline.publish.open.Snapshot":
    published(data, tables.rows(1), VIEWS)
    return pipeline.open_snapshot(data)


def test_it_is_pinned(data: Path) -> None:
    jobs.publish(data, 1)
    before = pipeline.open_snapshot(str(data))
    jobs.publish(data, 2)
    assert before.manifest["generation"] == 1
    assert set(before.table("tasks")["rule"].to_pylist()) == {"1"}
    assert before.duckdb().sql("SELECT DISTINCT rule FROM dates").fetchall() == [("1",)]
    assert pipeline.open_snapshot(data).manifest["generation"] == 2
    assert pipeline.open_snapshot(data, before.run).path == before.path


def test_tables(opened: "pipeline.publish.open.Snapshot") -> None:
    assert set(opened.tables) == set(tables.TABLES)
    assert opened.table("tasks").num_rows == 3
    assert opened.table("tasks").schema.field("text").metadata[b"description"]
    with pytest.raises(KeyError, match="no table 'views'"):
        opened.table("views")


def test_a_table_in_parts(data: Path) -> None:
    def write(folder: Path) -> None:
        tables.write(folder, tables.rows(1))
        whole = pq.read_table(folder / "tasks.parquet")
        (folder / "tasks.parquet").unlink()
        (folder / "tasks.parquet").mkdir()
        for part in range(3):
            pq.write_table(whole.slice(part, 1), folder / "tasks.parquet" / f"part-{part}.parquet")

    with exclusive(data):
        done = snapshot.publish(data, write, {"fingerprint": "ab" * 32})
    assert done.manifest["tables"]["tasks"] == 3
    opened = pipeline.open_snapshot(data)
    assert opened.table("tasks").num_rows == 3
    assert opened.duckdb().sql("SELECT count(*) FROM tasks").fetchall() == [(3,)]


def test_views_and_comments(opened: "pipeline.publish.open.Snapshot") -> None:
    connection = opened.duckdb()
    assert connection.sql("FROM by_rule").fetchall() == [("1", 3)]
    comments = dict(
        connection.sql(
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'tasks'"
        ).fetchall()
    )
    assert comments["action"] == "governing verb without its adverb: 加紧推进 is 推进"
    assert all(comments.values())
    kinds = dict(connection.sql("SELECT column_name, column_type FROM (DESCRIBE tasks)").fetchall())
    assert (kinds["period_start"], kinds["policies"]) == ("DATE", "VARCHAR[]")


@pytest.mark.parametrize(
    "statement",
    [
        "FROM '/etc/passwd'",
        "FROM read_text('/etc/hostname')",
        "FROM glob('/*')",
        "FROM read_parquet('{path}/tasks.parquet')",
        "COPY tasks TO '{path}/stolen.parquet'",
        "COPY (SELECT 1) TO '{path}/tasks.parquet'",
        "ATTACH '{path}/new.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "DELETE FROM tasks",
        "INSERT INTO tasks (task_id) VALUES ('1')",
    ],
)
def test_duckdb_reaches_nothing_else(
    opened: "pipeline.publish.open.Snapshot", statement: str
) -> None:
    before = sorted(opened.path.iterdir())
    with pytest.raises(duckdb.Error, match=REFUSALS):
        opened.duckdb().execute(statement.format(path=opened.path))
    assert sorted(opened.path.iterdir()) == before


def test_text_that_looks_like_code_stays_text(data: Path) -> None:
    nasty = "'); DROP VIEW tasks; -- \x1b[31m\n=cmd|' /C calc'!A0 <script>"
    content = tables.rows(1)
    for row in content["tasks"]:
        row["text"] = nasty
    published(data, content)
    connection = pipeline.open_snapshot(data).duckdb()
    assert connection.sql("SELECT DISTINCT text FROM tasks").fetchall() == [(nasty,)]


def test_nothing_published(data: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no snapshot at"):
        pipeline.open_snapshot(data)


def test_a_damaged_manifest(data: Path) -> None:
    jobs.publish(data, 1)
    path = data / "latest" / manifest.NAME
    path.write_bytes(path.read_bytes().replace(b": 3", b": 4"))
    with pytest.raises(manifest.Damaged):
        pipeline.open_snapshot(data)
