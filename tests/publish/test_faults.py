"""A fault at every call that changes the file system: readers see one whole snapshot, always."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish.open import open_snapshot
from pipeline.publish.retention import SNAPSHOTS, STAGING, runs
from pipeline.publish.verify import verify
from tests.publish import faults, jobs
from tests.publish.conftest import sound

OLD, NEW, NEXT = 4, 5, 6
DAYS = 86_400


def past(data: Path, how: dict[str, int]) -> Path:
    """Four snapshots, the first of which the next publish may delete."""
    for generation in range(1, OLD + 1):
        jobs.publish(data, generation, **how)
    for age, snapshot in enumerate(reversed(runs(data / SNAPSHOTS)), 10):
        long_ago = time.time() - age * DAYS
        os.utime(snapshot, (long_ago, long_ago))
    return data


def trace(history: Path, work: Path, how: dict[str, int]) -> list[tuple[str, str]]:
    shutil.copytree(history, work, symlinks=True)
    with faults.watch(work) as watching:
        jobs.publish(work, NEW, **how)
    shutil.rmtree(work)
    return watching.trace


def names(data: Path) -> list[str]:
    return sorted(int(path.name[:6]) for path in (data / SNAPSHOTS).iterdir())


def generation(data: Path) -> int:
    """What readers see: one generation in the manifest and in every table."""
    snapshot = open_snapshot(data)
    seen = {str(snapshot.manifest["generation"])}
    for table in ("tasks", "projects", "listings", "dates", "mentions"):
        seen |= set(snapshot.table(table)["rule"].to_pylist())
    assert len(seen) == 1
    return int(seen.pop())


def endure(
    history: Path, work: Path, fault: faults.Fault, commit: int, how: dict[str, int]
) -> None:
    """One publish with a fault, then one without."""
    shutil.copytree(history, work, symlinks=True)
    code = jobs.exit_code(jobs.start(jobs.run, work, NEW, fault, **how))
    assert code == {"kill": -9, "short": 0}.get(fault.kind, 74)

    committed = fault.kind == "short" or fault.point > commit
    assert generation(work) == (NEW if committed else OLD)
    assert verify((work / "latest").resolve()) == []
    if fault.kind not in ("kill", "broken") and not committed:
        assert sound(work)
        assert names(work) == [1, 2, 3, 4]

    jobs.publish(work, NEXT, **how)
    assert generation(work) == NEXT
    assert sound(work)
    newest = 6 if committed else 5
    assert names(work) == list(range(newest - 2, newest + 1))
    assert {path.stat().st_mode & 0o777 for path in (work / "latest").iterdir()} == {0o644}
    shutil.rmtree(work)


@pytest.mark.parametrize(
    ("step", "how"),
    [
        pytest.param(23, {"documents": 1}, id="small"),
        pytest.param(1, {"documents": 5, "ballast": 300_000}, id="full", marks=pytest.mark.torture),
    ],
)
def test_fault_at_every_call(
    tmp_path: Path, say: Callable[[str], None], step: int, how: dict[str, int]
) -> None:
    history = past(tmp_path / "history", how)
    calls = trace(history, tmp_path / "traced", how)
    commit = [name for name, _ in calls].index("replace")
    every = [
        faults.Fault(point, kind)
        for point, (name, _) in enumerate(calls)
        for kind in faults.CALLS[name]
    ]
    chosen = every[::step]
    for fault in chosen:
        endure(history, tmp_path / "work", fault, commit, how)
    say(f"{len(calls)} calls watched, {len(every)} faults known, {len(chosen)} of them endured")


def test_the_order_that_makes_it_durable(tmp_path: Path) -> None:
    calls = trace(past(tmp_path / "history", {}), tmp_path / "traced", {})
    at = {call: index for index, call in enumerate(calls)}
    staging = f"{STAGING}/{next(p for n, p in calls if n == 'symlink').split('/')[1][:-7]}"
    written = {path for name, path in calls if name == "write"}
    assert len(written) == 10

    rename, commit = (
        at["rename", staging],
        next(i for i, c in enumerate(calls) if c[0] == "replace"),
    )
    for path in written:
        assert at["write", path] < at["fsync", path] < at["fsync", staging] < rename
    assert at["write", f"{staging}/manifest.json"] > max(
        at["fsync", path] for path in written if not path.endswith(".json")
    )
    assert rename < at["fsync", SNAPSHOTS] < commit < at["fsync", "."]
