"""The views and the data package that are published beside the tables."""

import datetime as dt
import json
from pathlib import Path

import duckdb
import pytest
from frictionless import Package

from pipeline.analyst import extras
from pipeline.publish.open import Snapshot, open_snapshot
from pipeline.publish.retention import runs
from pipeline.tables import TABLES
from tests.analyst.conftest import PAGES

VIEWS = ("project_history", "project_overdue", "open_tasks", "upcoming_listings")


def first_and_last(data: Path) -> tuple[Snapshot, Snapshot]:
    first, last = (open_snapshot(data, path.name) for path in runs(data / "snapshots"))
    return first, last


def test_one_project_in_three_spellings_has_one_history(followed: Path) -> None:
    told = (
        open_snapshot(followed)
        .duckdb()
        .sql("SELECT project_id, as_of, status, target, document, sentence FROM project_history")
        .fetchall()
    )
    assert len({row[0] for row in told}) == 1
    assert [row[1:5] for row in told] == [
        (dt.date(2016, 3, 15), "under_construction", "completed by 2017-12-31", "2016.txt"),
        (dt.date(2018, 4, 2), "under_construction", "completed by 2019-12-31", "2018.txt"),
        (dt.date(2020, 5, 6), "completed", "", "2020.txt"),
    ]
    assert [row[5] for row in told] == [
        next(line for line in page.splitlines() if "海岳" in line) for page in PAGES.values()
    ]


def test_overdue_until_a_later_document_says_it_is_done(followed: Path) -> None:
    first, last = first_and_last(followed)
    late = "SELECT target_end, promised_in, document, days_late FROM project_overdue"
    assert first.duckdb().sql(late).fetchall() == [
        (dt.date(2017, 12, 31), "2016.txt", "2018.txt", 92)
    ]
    assert last.duckdb().sql(late).fetchall() == []


def test_the_views_run_as_an_init_file_does(
    seed: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (seed.path / extras.VIEWS).read_text("utf-8")
    for folder in (seed.path, seed.path.parents[2]):
        monkeypatch.chdir(folder)
        if folder == seed.path.parents[2]:
            assert Path("data/latest").is_dir()
        connection = duckdb.connect()
        connection.execute(script)
        for view in (*TABLES, *VIEWS):
            asked = connection.sql(f"SELECT count(*) FROM {view}").fetchall()
            pinned = seed.duckdb().sql(f"SELECT count(*) FROM {view}").fetchall()
            assert asked == pinned


def test_every_view_and_column_of_a_table_is_described(seed: Snapshot) -> None:
    views = seed.duckdb().sql("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal")
    assert all(comment for _, comment in views.fetchall())
    assert {name for name, _ in views.fetchall()} == {*TABLES, *VIEWS}
    bare = "SELECT column_name FROM duckdb_columns() WHERE table_name = 'tasks' AND comment IS NULL"
    assert seed.duckdb().sql(bare).fetchall() == []


def test_open_tasks_and_upcoming_listings(seed: Snapshot) -> None:
    connection = seed.duckdb()
    tasks = connection.sql("SELECT task, period_end FROM open_tasks").fetchall()
    assert len(tasks) == 35  # 36 less the measure of 十三五, which ended in 2020
    ahead = connection.sql("SELECT start_date FROM upcoming_listings").fetchall()
    asked = "SELECT count(*) FROM listings WHERE end_date >= current_date AND duplicate_of IS NULL"
    assert [(len(ahead),)] == connection.sql(asked).fetchall()


def test_the_data_package_is_valid(seed: Snapshot) -> None:
    path = seed.path / extras.PACKAGE
    assert list(Package.metadata_validate(json.loads(path.read_text("utf-8")))) == []
    package = Package(str(path))
    assert [resource.name for resource in package.resources] == list(TABLES)
    assert [f.name for f in package.get_resource("tasks").schema.fields] == (
        seed.table("tasks").column_names
    )


def test_the_extras_are_the_same_whenever_they_are_made(seed: Snapshot, tmp_path: Path) -> None:
    for table in seed.path.glob("*.parquet"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    extras.write(tmp_path)
    for name in (extras.VIEWS, extras.PACKAGE):
        assert (tmp_path / name).read_bytes() == (seed.path / name).read_bytes()
        assert name in seed.manifest["files"]


def test_a_table_of_several_parts_is_one_view(
    seed: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in seed.path.glob("*.parquet"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    whole = (tmp_path / "tasks.parquet").read_bytes()
    (tmp_path / "tasks.parquet").unlink()
    (tmp_path / "tasks.parquet").mkdir()
    for number in range(2):
        (tmp_path / "tasks.parquet" / f"part-{number:05}.parquet").write_bytes(whole)
    extras.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    connection = duckdb.connect()
    connection.execute((tmp_path / extras.VIEWS).read_text("utf-8"))
    assert connection.sql("SELECT count(*) FROM tasks").fetchall() == [(72,)]
    package = Package(str(tmp_path / extras.PACKAGE))
    assert package.get_resource("tasks").extrapaths == ["tasks.parquet/part-00001.parquet"]
