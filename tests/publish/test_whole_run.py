"""The whole job: killed, out of disk, told to stop, not listened to."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish.retention import LATEST
from tests.publish import faults, jobs
from tests.publish.conftest import sound

PAGES = {
    "a.txt": "某市2019年工作要点\n一、推进项目建设。加快建设东湖产业园二期。\n入驻:2019-03-02\n",
    "b.txt": "某县2020年重点工作\n一、抓好项目。力争南山水库年内开工。\n二、优化服务。\n",
    "c.txt": "展会:2021-05-06 至 2021-05-09\n北港国际物流园一期已建成投产。\n",
}
KINDS: tuple[faults.Kind, ...] = ("kill", "EIO", "full")


def run(seeds: Path, data: Path, fault: faults.Fault | None = None) -> int | None:
    return jobs.exit_code(jobs.start(jobs.command_line, seeds, data, fault))


def put_back(before: Path, data: Path) -> None:
    """Make `data` what it was before the run."""
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(before / "data", data, symlinks=True)


def published(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (data / LATEST).glob("*.parquet")}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`data` holds a snapshot of two pages of `seeds`; a third has come since. `clean` holds
    what a run from nothing makes of all three."""
    home = tmp_path_factory.mktemp("before")
    (home / "seeds").mkdir()
    for name, text in PAGES.items():
        if name == "c.txt":
            assert run(home / "seeds", home / "data") == 0
        (home / "seeds" / name).write_text(text, encoding="utf-8")
    assert run(home / "seeds", home / "clean") == 0
    assert published(home / "data") != published(home / "clean")
    return home


@pytest.mark.parametrize(
    "step",
    [pytest.param(67, id="small"), pytest.param(1, id="full", marks=pytest.mark.torture)],
)
def test_fault_at_every_call(
    before: Path, data: Path, say: Callable[[str], None], step: int
) -> None:
    seeds, old, new = before / "seeds", published(before / "data"), published(before / "clean")
    put_back(before, data)
    points = jobs.count(data, jobs.command_line, seeds, data)
    every = [faults.Fault(point, kind) for point in range(points) for kind in KINDS]
    for fault in every[::step]:
        put_back(before, data)
        code = run(seeds, data, fault)
        # the calls behind the switch clear away what no one needs any more
        assert code == (-signal.SIGKILL if fault.kind == "kill" else 74) or (
            code == 0 and published(data) == new
        ), fault
        assert published(data) in (old, new)
        assert run(seeds, data) == 0, fault
        assert published(data) == new
        assert sound(data)
    say(f"{points} calls of the whole job watched, {len(every[::step])} faults endured")


@pytest.mark.parametrize(
    "kills", [pytest.param(2, id="small"), pytest.param(100, id="full", marks=pytest.mark.torture)]
)
def test_killed_at_any_time(
    before: Path, data: Path, say: Callable[[str], None], kills: int
) -> None:
    seeds, old, new = before / "seeds", published(before / "data"), published(before / "clean")
    put_back(before, data)
    begin = time.monotonic()
    assert run(seeds, data) == 0
    length = time.monotonic() - begin
    ends = []
    for number in range(kills):
        put_back(before, data)
        process = jobs.start(jobs.command_line, seeds, data)
        time.sleep(length * number / kills)
        process.kill()
        ends.append(jobs.exit_code(process))
        assert published(data) in (old, new)
        assert run(seeds, data) == 0
        assert published(data) == new
        assert sound(data)
    say(f"{ends.count(-signal.SIGKILL)} of {kills} runs killed on their way, all made good")


@pytest.mark.parametrize(
    ("signum", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"]
)
def test_told_to_stop(before: Path, data: Path, signum: int, code: int) -> None:
    put_back(before, data)
    process = jobs.start(jobs.command_line, before / "seeds", data)
    while not list((data / ".staging").iterdir()) and process.is_alive():
        time.sleep(0.001)  # until it holds the lock and has begun to write
    assert process.pid
    os.kill(process.pid, signum)
    assert jobs.exit_code(process) == code
    assert published(data) == published(before / "data")
    assert sound(data)


@pytest.mark.parametrize(
    "step",
    [pytest.param(31, id="small"), pytest.param(1, id="full", marks=pytest.mark.torture)],
)
def test_told_to_stop_at_every_call(
    before: Path, data: Path, say: Callable[[str], None], step: int
) -> None:
    """Amid the clearing too, and while threads write: nothing is left for a next run to clear."""
    seeds, old, new = before / "seeds", published(before / "data"), published(before / "clean")
    put_back(before, data)
    points = jobs.count(data, jobs.command_line, seeds, data)
    for point in range(0, points, step):
        put_back(before, data)
        assert run(seeds, data, faults.Fault(point, "stop")) == 143, point
        assert published(data) in (old, new), point
        assert sound(data), point
    say(f"stopped at {len(range(0, points, step))} of {points} calls, nothing left behind")


@pytest.mark.parametrize("closed", [False, True], ids=["full", "closed"])
def test_nobody_listens(before: Path, data: Path, closed: bool) -> None:
    put_back(before, data)
    arguments = ["run", "--workers", "0", "--seeds", str(before / "seeds"), "--data", str(data)]
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "pipeline", *arguments],
            cwd=Path(__file__).parents[2],
            stdout=full,
            preexec_fn=(lambda: os.close(1)) if closed else None,
        )
    assert process.returncode == 74
    assert published(data) == published(before / "clean")
    assert sound(data)


def test_another_run_is_turned_away(before: Path, data: Path) -> None:
    holding = jobs.context.Event()
    holder = jobs.start(jobs.hold, data, holding)
    assert holding.wait(30)
    assert run(before / "seeds", data) == 75
    holder.kill()
    holder.join()
    assert run(before / "seeds", data) == 0
