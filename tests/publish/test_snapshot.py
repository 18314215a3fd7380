"""What a publish leaves: names, modes, retention, what was refused, clean ends."""

import os
import signal
import stat
import time
from pathlib import Path

import pytest

from pipeline.publish import disk, manifest, snapshot
from pipeline.publish.lock import exclusive
from pipeline.publish.retention import (
    REFUSED,
    SNAPSHOTS,
    STAGING,
    Retention,
    latest,
    retire,
    runs,
)
from tests.publish import jobs, tables
from tests.publish.conftest import sound

DAY = 86_400.0


def publish(data: Path, generation: int, reasons: list[str]) -> snapshot.Published:
    """A publish whose gate gives the reasons against it."""
    content = {"generation": generation, "fingerprint": manifest.fingerprint({"of": generation})}
    with exclusive(data):
        return snapshot.publish(
            data,
            lambda folder: tables.write(folder, tables.rows(generation)),
            content,
            gate=lambda new, previous: reasons,
        )


def test_manifest_and_link(data: Path) -> None:
    first, second = jobs.publish(data, 1), jobs.publish(data, 2)
    assert first.run == f"000001-{manifest.fingerprint({'of': 1})[:12]}"
    assert second.run.startswith("000002-")
    assert (data / "latest").readlink() == Path(SNAPSHOTS, second.run)
    told = manifest.read(data / "latest")
    assert (told["run"], told["previous"]) == (second.run, first.run)
    assert told["tables"] == {n: len(r) for n, r in tables.rows(2).items()}
    tasks = told["files"]["tasks.parquet"]
    path = second.path / "tasks.parquet"
    assert (tasks["size"], tasks["rows"]) == (path.stat().st_size, 3)
    assert tasks["sha256"] == manifest.file_sha256(path)
    assert {"name": "span_start", "type": "int32"} in tasks["schema"]


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_modes_whatever_the_umask(data: Path, umask: int) -> None:
    def write(folder: Path) -> None:
        (folder / "more").mkdir()
        (folder / "more" / "note.txt").write_text("x")

    before = os.umask(umask)
    try:
        with exclusive(data):
            path = snapshot.publish(data, write, {"fingerprint": "ab" * 32}).path
    finally:
        os.umask(before)
    for entry in [data, data / SNAPSHOTS, path, *path.rglob("*")]:
        mode = entry.stat().st_mode
        assert stat.S_IMODE(mode) == (0o755 if stat.S_ISDIR(mode) else 0o644), entry


def test_retention_keeps_three_and_seven_days(data: Path) -> None:
    for generation in range(6):
        jobs.publish(data, generation)
    now = time.time()
    ages = (40, 30, 20, 8, 6, 0)  # days; one is out of date since the next was made
    for path, age in zip(runs(data / SNAPSHOTS), ages, strict=True):
        os.utime(path, (now - age * DAY, now - age * DAY))
    names = [path.name for path in runs(data / SNAPSHOTS)]
    assert retire(data, Retention(snapshots=10), now) == []
    assert retire(data, Retention(), now) == names[:3]
    assert retire(data, Retention(), now) == []
    assert retire(data, Retention(snapshots=1, days=5), now) == names[3:4]
    assert [path.name for path in runs(data / SNAPSHOTS)] == names[4:]
    assert sound(data)


def test_retention_never_takes_what_readers_see_or_what_is_not_ours(data: Path) -> None:
    for generation in range(4):
        jobs.publish(data, generation)
    oldest = runs(data / SNAPSHOTS)[0]
    (data / "latest").unlink()
    (data / "latest").symlink_to(f"{SNAPSHOTS}/{oldest.name}")  # someone went back
    (data / SNAPSHOTS / "notes").mkdir()
    retire(data, Retention(snapshots=1, days=0), time.time() + 60)
    left = sorted(path.name for path in (data / SNAPSHOTS).iterdir())
    assert left[0] == oldest.name
    assert left[1].startswith("000004-")
    assert left[2] == "notes"
    assert jobs.publish(data, 9).run.startswith("000005-")


def test_refused_snapshots_are_kept_aside(data: Path) -> None:
    first = jobs.publish(data, 1)
    for generation in range(2, 7):
        with pytest.raises(snapshot.GateRefused, match="unfit; odd") as refusal:
            publish(data, generation, ["unfit", "odd"])
        assert manifest.read(refusal.value.path)["refused"] == ["unfit", "odd"]
        assert sound(data)
        assert latest(data) == first.path
    publish(data, 7, [])
    assert [path.name[:6] for path in runs(data / REFUSED)] == ["000004", "000005", "000006"]
    assert latest(data) != first.path


@pytest.mark.parametrize(
    ("signum", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"]
)
def test_a_signal_ends_a_run_cleanly(data: Path, signum: signal.Signals, code: int) -> None:
    first = jobs.publish(data, 1)
    writing = jobs.context.Event()
    run = jobs.start(jobs.run, data, 2, meanwhile=Waiting(writing))
    assert writing.wait(30)
    assert run.pid
    os.kill(run.pid, signum)
    assert jobs.exit_code(run) == code
    assert sound(data)
    assert latest(data) == first.path


class Waiting:
    """Tell that the tables are written, then wait to be stopped."""

    def __init__(self, writing: object) -> None:
        self.writing = writing

    def __call__(self) -> None:
        self.writing.set()  # type: ignore[attr-defined]
        time.sleep(60)


def test_a_bug_in_the_writer_leaves_nothing(data: Path) -> None:
    def write(folder: Path) -> None:
        tables.write(folder, tables.rows(1))
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"), exclusive(data):
        snapshot.publish(data, write, {"fingerprint": "ab" * 32})
    assert list((data / STAGING).iterdir()) == []
    assert latest(data) is None


def test_a_table_that_cannot_be_read_back_is_not_published(data: Path) -> None:
    def write(folder: Path) -> None:
        with disk.create(folder / "tasks.parquet") as file:
            file.write(b"PAR1 no table PAR1")

    with pytest.raises(OSError, match=r"tasks.parquet: Parquet"), exclusive(data):
        snapshot.publish(data, write, {"fingerprint": "ab" * 32})
    assert latest(data) is None
