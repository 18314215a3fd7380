"""A Dask cluster on loopback: the same tables, though one of its workers is killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.engine.conftest import ROOT, Job

pytest.importorskip("distributed")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers, and the workers' nannies."""
    told = tmp_path / "scheduler.json"
    python = [sys.executable, "-m", "distributed.cli"]
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [*python[:-1], "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    scheduler += ["--port", "0", "--no-dashboard", "--scheduler-file", str(told)]
    worker = [*python[:-1], "distributed.cli.dask_worker", "--scheduler-file", str(told)]
    worker += ["--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard"]
    worker += ["--local-directory", str(tmp_path)]
    with ExitStack() as stack:
        started = []
        for command in (scheduler, worker, worker):
            process = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
            stack.callback(process.wait)
            stack.callback(process.terminate)
            started.append(process)
        deadline = time.monotonic() + 60
        while not told.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        import json

        yield json.loads(told.read_text())["address"], started[1:]


def test_a_cluster_that_loses_a_worker_makes_what_one_process_makes(
    many: Callable[..., Job],
    tmp_path: Path,
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    address, workers = cluster
    (tmp_path / "settings.toml").write_text("shard_bytes = 2000\n")
    settings = ["--settings", str(tmp_path / "settings.toml")]
    job = many(300)
    job("--workers", "0", *settings)
    other = Job(job.seeds, tmp_path / "other")

    def kill_one() -> None:
        done = other.data / ".work" / "validate"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and (not done.is_dir() or len(list(done.iterdir())) < 3):
            time.sleep(0.02)
        os.kill(workers[0].pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    other("--scheduler", address, *settings)
    killer.join()
    assert workers[0].poll() is not None
    assert other.bytes() == job.bytes()
