"""The whole job from the command line: what is published, what is left out, what is told."""

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engine.conftest import SEED, TABLES, Job

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def test_the_seed_gives_every_table_and_a_second_run_nothing(job: Job) -> None:
    told = job()
    assert told["published"] and told["rows"]["documents"] == 1
    assert all(told["rows"][table] for table in ("tasks", "projects", "listings", "dates"))
    first = job.bytes()
    before = {p: p.stat().st_mtime_ns for p in sorted(job.data.rglob("*")) if p.is_file()}
    assert not job()["published"]
    assert {p: p.stat().st_mtime_ns for p in sorted(job.data.rglob("*")) if p.is_file()} == before
    shutil.rmtree(job.data)
    job()
    assert job.bytes() == first


def test_no_gloss_is_left_and_all_are_counted(published: Job) -> None:
    gloss = r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)"
    for table in TABLES:
        frame = pd.DataFrame(published.rows(table))
        for column in ("text", "name", "label", "heading", "title", "issuer"):
            if column in frame:
                assert not frame[column].dropna().astype(str).str.contains(gloss).any()
    assert published.rows("documents")[0]["gloss_count"] == 233


def test_equal_lines_are_listings_of_their_own(published: Job) -> None:
    same = [r for r in published.rows("listings") if r["source_text"] == "入駐:2026-02-22"]
    assert len(same) == 3
    assert [r["duplicate_of"] for r in same] == [None, same[0]["listing_id"], same[0]["listing_id"]]


def test_the_announced_tasks_are_held_against_the_found(published: Job) -> None:
    (row,) = [r for r in published.rows("quality") if r["check"] == "task_count_differs"]
    assert (row["severity"], row["expected"], row["observed"]) == ("warning", "10", "6")


def test_duckdb_and_pandas_read_every_table(published: Job) -> None:
    for table in TABLES:
        path = published.data / "latest" / f"{table}.parquet"
        described = duckdb.sql(f"DESCRIBE FROM read_parquet('{path}')").fetchall()
        kinds = {name: kind for name, kind, *_ in described}
        for name, kind in kinds.items():
            if name.endswith("_date") or name in ("published_start", "target_end", "period_end"):
                assert kind == "DATE"
            if name in ("policies", "industries", "aliases"):
                assert kind == "VARCHAR[]"
        assert len(pd.read_parquet(path)) == len(pd.read_parquet(path, dtype_backend="pyarrow"))
        schema = pq.read_schema(path)
        assert schema.metadata[b"description"]
        assert all(field.metadata[b"description"] for field in schema)
    assert pa.types.is_date32(pq.read_schema(path.with_name("dates.parquet")).field(3).type)


def test_bad_inputs_are_accounted_for_and_change_nothing_else(job: Job) -> None:
    job()
    own = {table: job.rows(table) for table in TABLES}
    (job.seeds / "empty.txt").write_bytes(b"")
    (job.seeds / "picture.png").write_bytes(PNG)
    (job.seeds / "gb.txt").write_bytes("某市召开会议，讨论了有关事项。".encode("gb18030"))
    (job.seeds / "plain.txt").write_text("天气很好，大家都很高兴。\n", "utf-8")
    told = job(code=3)
    assert {r["source"] for r in told["rejected"]} == {"empty.txt", "picture.png"}
    encodings = {r["source"]: r["encoding"] for r in job.rows("documents")}
    assert encodings == {SEED.name: "utf-8", "gb.txt": "gb18030", "plain.txt": "utf-8"}
    rejected = [r for r in job.rows("quality") if r["severity"] == "rejected"]
    assert {r["source"] for r in rejected} == {"empty.txt", "picture.png"}
    seed_id = own["documents"][0]["document_id"]
    for table in ("documents", "texts", "tasks", "projects", "listings", "dates", "mentions"):
        assert [r for r in job.rows(table) if r["document_id"] == seed_id] == own[table]
    kept = {p.read_bytes() for p in (job.data / "quarantine").iterdir() if not p.suffix}
    assert PNG in kept


def test_an_empty_folder_is_no_usable_input(job: Job) -> None:
    (job.seeds / SEED.name).unlink()
    told = job(code=65)
    assert "seeds folder" in told["reasons"][0]
    assert not (job.data / "latest").exists()


def test_a_file_that_goes_takes_its_rows_along(job: Job) -> None:
    (job.seeds / "second.txt").write_text("天气很好，大家都很高兴。\n", "utf-8")
    job()
    (job.seeds / "second.txt").unlink()
    job()
    assert [r["source"] for r in job.rows("documents")] == [SEED.name]


def test_the_stages_one_by_one_publish_the_same(job: Job, tmp_path: Path) -> None:
    job()
    whole = job.bytes()
    staged = Job(job.seeds, tmp_path / "staged")
    for stage in ("parse", "normalise", "validate", "publish"):
        staged(command=stage)
    assert staged.bytes() == whole


def test_what_is_mended_is_replayed_and_let_go(job: Job) -> None:
    (job.seeds / "late.txt").write_bytes(PNG)
    job(code=3)
    assert list((job.data / "quarantine").iterdir())
    (job.seeds / "late.txt").write_text("天气很好，大家都很高兴。\n", "utf-8")
    job(command="replay")
    assert not list((job.data / "quarantine").iterdir())


def test_a_row_made_invalid_lands_in_quality(
    job: Job, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline import rows
    from pipeline.run import run
    from pipeline.settings import Settings

    make = rows._Page.listings

    def spoiled(page: rows._Page):  # type: ignore[no-untyped-def]
        for row in make(page):
            yield row | {"kind": "fair"} if row["position"] == 6 else row

    monkeypatch.setattr(rows._Page, "listings", spoiled)
    outcome = run(job.seeds, job.data, Settings(), 0, None)
    assert outcome.rows["listings"] == 9
    (bad,) = [r for r in job.rows("quality") if r["table_name"] == "listings"]
    assert bad["check"] == "not_as_declared" and bad["observed"] == "fair"
    assert '"kind": "fair"' in bad["record"]
    assert job.rows("documents")[0]["listing_count"] == 9
