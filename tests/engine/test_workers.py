"""However the work is spread, stopped or resumed: the same tables, byte for byte."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.conftest import ROOT, Job

SMALL_SHARDS = "shard_bytes = 2000\n"
# Imported by every Python that has the folder on its path: how a page becomes dangerous.
KILLER = """
import os, pipeline.parse as parse
restore = parse.restore
def dangerous(page):
    if "KILL" in page.text:
        os._exit(9)
    if "SLEEP" in page.text:
        import time; time.sleep(60)
    if "GREED" in page.text:
        bytearray(3_000_000_000)
    return restore(page)
parse.restore = dangerous
"""


@pytest.fixture
def settings(tmp_path: Path) -> list[str]:
    path = tmp_path / "settings.toml"
    path.write_text(SMALL_SHARDS)
    return ["--settings", str(path)]


@pytest.fixture
def dangerous(tmp_path: Path) -> dict[str, str]:
    """Environment in which a page that says KILL ends its process, SLEEP hangs, GREED asks
    for three gigabytes."""
    folder = tmp_path / "hook"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(KILLER)
    return {"PYTHONPATH": f"{folder}:{ROOT}"}


def shards_made(job: Job) -> dict[str, int]:
    """Each finished shard with the time it was made."""
    folder = job.data / ".work" / "validate"
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_two_workers_make_what_one_process_makes(
    many: Callable[..., Job], settings: list[str], tmp_path: Path
) -> None:
    job = many(60)
    job("--workers", "0", *settings)
    assert len(shards_made(job)) > 3
    other = Job(job.seeds, tmp_path / "other")
    other("--workers", "2", *settings)
    assert other.bytes() == job.bytes()


def test_a_killed_run_goes_on_and_does_not_redo_finished_shards(
    many: Callable[..., Job], settings: list[str], tmp_path: Path
) -> None:
    job = many(400)
    whole = Job(job.seeds, tmp_path / "whole")
    whole("--workers", "0", *settings)
    command = [sys.executable, "-m", "pipeline", "run", "--workers", "0", *settings]
    command += ["--seeds", str(job.seeds), "--data", str(job.data)]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    done = job.data / ".work" / "validate"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not done.is_dir() or len(list(done.iterdir())) < 3):
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert not (job.data / "latest").exists()
    finished = shards_made(job)
    finished = {k: v for k, v in finished.items() if not k.startswith(".")}
    job("--workers", "0", *settings)
    assert finished and finished.items() <= shards_made(job).items()
    assert job.bytes() == whole.bytes()


def test_one_more_file_redoes_its_own_shards_only(
    many: Callable[..., Job], settings: list[str]
) -> None:
    job = many(60)
    job(*settings)
    before = shards_made(job)
    (job.seeds / "zz.txt").write_text("天气很好，大家都很高兴。\n", "utf-8")
    job(*settings)
    after = shards_made(job)
    assert before.items() <= after.items() and len(after) == len(before) + 1


def test_a_page_that_kills_its_worker_is_found_and_the_rest_published(
    many: Callable[..., Job], settings: list[str], dangerous: dict[str, str]
) -> None:
    job = many(20)
    (job.seeds / "aa.txt").write_text("KILL 某市某项目\n", "utf-8")
    told = job("--workers", "2", *settings, code=3, **dangerous)
    assert told["rejected"] == [{"source": "aa.txt", "check": "worker_killed"}]
    assert told["rows"]["documents"] == 20


@pytest.mark.parametrize(
    ("page", "budget", "check"),
    [
        ("SLEEP", "max_seconds = 3.0", "too_slow"),
        ("GREED", "max_memory = 2_000_000_000", "too_much_memory"),
    ],
)
def test_a_page_that_exceeds_a_budget_is_left_out(
    many: Callable[..., Job],
    tmp_path: Path,
    dangerous: dict[str, str],
    page: str,
    budget: str,
    check: str,
) -> None:
    job = many(3)
    (job.seeds / "aa.txt").write_text(f"{page} 某市某项目\n", "utf-8")
    (tmp_path / "small.toml").write_text(f"[budgets]\n{budget}\n")
    arguments = ["--workers", "1", "--settings", str(tmp_path / "small.toml")]
    told = job(*arguments, code=3, **dangerous)
    assert told["rejected"] == [{"source": "aa.txt", "check": check}]
    assert told["rows"]["documents"] == 3


def test_the_same_text_again_is_a_duplicate_and_a_like_one_is_told(job: Job) -> None:
    (seed,) = job.seeds.iterdir()
    (job.seeds / "zz_same.txt").write_bytes(seed.read_bytes())
    (job.seeds / "zz_like.txt").write_text(seed.read_text("utf-8") + "又一句。\n", "utf-8")
    job()
    documents = {r["source"]: r for r in job.rows("documents")}
    first = documents[seed.name]
    assert documents["zz_same.txt"]["duplicate_of"] == first["document_id"]
    assert first["duplicate_of"] is documents["zz_like.txt"]["duplicate_of"] is None
    (near,) = [r for r in job.rows("quality") if r["check"] == "near_duplicate"]
    assert (near["source"], near["observed"]) == ("zz_like.txt", seed.name)


def test_what_a_power_cut_has_torn_is_made_again(
    many: Callable[..., Job], settings: list[str]
) -> None:
    job = many(20)
    job(*settings)
    whole = job.bytes()
    for number, path in enumerate(sorted((job.data / ".work").rglob("*"))):
        if path.is_file() and number % 3 == 0:
            path.write_bytes(path.read_bytes()[: 7 * (number % 2)])
    (job.data / "latest").unlink()
    job(*settings)
    assert job.bytes() == whole
