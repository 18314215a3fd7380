"""Runs in processes of their own, with the exit codes of the command line.

The processes come from a fork server that has imported this module, so that thousands of them
are affordable; one run is what `python -m pipeline run` does from the lock on.
"""

import contextlib
import functools
import multiprocessing
import multiprocessing.synchronize
import sys
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pipeline.publish import gate, lock, manifest, signals, snapshot
from pipeline.publish.retention import Retention
from pipeline.tables import TABLES
from pipeline.tables.arrow import schema
from tests.publish import faults, tables

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["tests.publish.jobs", "tests.publish.warm"])
for table in TABLES:
    schema(table)  # rendered once, in the fork server


def publish(
    data: Path,
    generation: int,
    retention: Retention | None = None,
    documents: int = 3,
    ballast: int = 0,
    meanwhile: Callable[[], object] = lambda: None,
) -> snapshot.Published:
    """Publish the tables of a generation; `meanwhile` is called while they are being written."""

    def write(folder: Path) -> None:
        tables.write(folder, tables.rows(generation, documents, ballast))
        meanwhile()

    content = {"generation": generation, "fingerprint": manifest.fingerprint({"of": generation})}
    with lock.exclusive(data), signals.immediate():
        return snapshot.publish(data, write, content, retention, gate.check)


def run(data: Path, generation: int, injected: faults.Fault | None = None, **how: object) -> None:
    """Exits 0, 4, 74, 75, 130 or 143."""
    watch = faults.watch(data, injected) if injected else None
    try:
        with signals.stoppable(), watch or contextlib.nullcontext():
            publish(data, generation, **how)  # type: ignore[arg-type]
    except snapshot.GateRefused:
        raise SystemExit(4) from None
    except OSError:
        raise SystemExit(74) from None
    except lock.Locked:
        raise SystemExit(75) from None


def command_line(seeds: Path, data: Path, injected: faults.Fault | None = None) -> None:
    """`python -m pipeline run` in this process."""
    from pipeline import cli

    arguments = ["run", "--workers", "0", "--seeds", str(seeds), "--data", str(data)]
    sys.argv = ["pipeline", *arguments]
    with faults.watch(data, injected) if injected else contextlib.nullcontext():
        cli.main()


def count(data: Path, target: Callable[..., object], *args: object) -> int:
    """How many watched calls a run makes, found by watching one that goes well."""
    found = context.Value("i", 0)
    process = start(_count, data, found, target, *args)
    assert exit_code(process) == 0
    return found.value


def _count(data: Path, found: Any, target: Callable[..., object], *args: object) -> None:
    with faults.watch(data) as watching:
        try:
            target(*args)
        finally:
            found.value = len(watching.trace)


def hold(data: Path, holding: multiprocessing.synchronize.Event) -> None:
    """Hold the lock until killed."""
    with lock.exclusive(data):
        holding.set()
        context.Event().wait(60)


def start(target: Callable[..., object], *args: object, **kwargs: object) -> BaseProcess:
    process = context.Process(target=functools.partial(target, *args, **kwargs))
    process.start()
    return process


def exit_code(process: BaseProcess, timeout: float = 60) -> int | None:
    process.join(timeout)
    if process.exitcode is None:
        process.kill()
    return process.exitcode
