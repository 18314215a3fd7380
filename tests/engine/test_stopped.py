"""A run with worker processes that is told to stop, or killed, takes them along."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engine.conftest import ROOT, Job

# In the workers a page takes as long as very many; a file named by the process says it is at it.
SLOW = """
import os, pathlib, time
import pipeline.parse as parse
def slow(page):
    pathlib.Path(os.environ["BUSY"], str(os.getpid())).touch()
    time.sleep(300)
parse.restore = slow
"""
PROMPT = 5.0  # seconds, on a busy machine


@pytest.fixture
def running(
    many: Callable[..., Job], tmp_path: Path
) -> Iterator[tuple[Job, subprocess.Popen[str], list[int]]]:
    """A run whose two workers are at work, and their process ids; its group is its own."""
    (tmp_path / "sitecustomize.py").write_text(SLOW)
    busy = tmp_path / "busy"
    busy.mkdir()
    (tmp_path / "settings.toml").write_text("shard_bytes = 500\n")
    job = many(20)
    command = [sys.executable, "-m", "pipeline", "run", "--workers", "2"]
    command += ["--settings", str(tmp_path / "settings.toml")]
    command += ["--seeds", str(job.seeds), "--data", str(job.data)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{tmp_path}:{ROOT}", "BUSY": str(busy)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(workers := [int(p.name) for p in busy.iterdir()]) < 2 and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield job, process, workers
    process.kill()
    process.wait()
    for left in filter(alive, workers):
        os.kill(left, signal.SIGKILL)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: list[int]) -> bool:
    deadline = time.monotonic() + PROMPT
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(map(alive, pids))


@pytest.mark.parametrize(
    ("signum", "code", "whole_group"),
    [
        pytest.param(signal.SIGTERM, 143, False, id="TERM"),
        pytest.param(signal.SIGINT, 130, True, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 143, True, id="TERM-group", marks=pytest.mark.torture),
        pytest.param(signal.SIGINT, 130, False, id="INT", marks=pytest.mark.torture),
    ],
)
def test_told_to_stop(
    running: tuple[Job, subprocess.Popen[str], list[int]],
    signum: int,
    code: int,
    whole_group: bool,
) -> None:
    job, process, workers = running
    (os.killpg if whole_group else os.kill)(process.pid, signum)
    told, _ = process.communicate(timeout=PROMPT)
    assert process.returncode == code
    assert json.loads(told.splitlines()[-1])["exit"] == code
    assert len(workers) == 2 and gone(workers)
    assert not list((job.data / ".staging").glob("*"))
    assert not (job.data / "latest").exists()


def test_workers_do_not_outlive_a_run_that_is_killed(
    running: tuple[Job, subprocess.Popen[str], list[int]],
) -> None:
    _, process, workers = running
    process.kill()
    assert len(workers) == 2 and gone(workers)
