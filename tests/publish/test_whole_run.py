"""The whole job, by its command line: killed, out of disk, told to stop, not listened to."""

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

ROOT = Path(__file__).parents[2]
PAGES = {
    "a.txt": "某市2019年工作要点\n一、推进项目建设。加快建设东湖产业园二期。\n入驻:2019-03-02\n",
    "b.txt": "某县2020年重点工作\n一、抓好项目。力争南山水库年内开工。\n二、优化服务。\n",
    "c.txt": "展会:2021-05-06 至 2021-05-09\n北港国际物流园一期已建成投产。\n",
}
KINDS: tuple[faults.Kind, ...] = ("kill", "EIO", "full")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(PAGES[name], encoding="utf-8")
    return folder


def command(seeds: Path, data: Path) -> list[str]:
    arguments = ["run", "--workers", "0", "--seeds", str(seeds), "--data", str(data)]
    return [sys.executable, "-m", "pipeline", *arguments]


def run(seeds: Path, data: Path) -> int:
    return subprocess.run(command(seeds, data), cwd=ROOT, capture_output=True).returncode


def published(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (data / LATEST).glob("*.parquet")}


@pytest.fixture
def standing(seeds: Path, data: Path) -> Path:
    """A published snapshot of two pages; a third has come since."""
    assert run(seeds, data) == 0
    (seeds / "c.txt").write_text(PAGES["c.txt"], encoding="utf-8")
    return data


@pytest.mark.parametrize(
    "step",
    [pytest.param(47, id="small"), pytest.param(1, id="full", marks=pytest.mark.torture)],
)
def test_fault_at_every_call(
    seeds: Path, standing: Path, tmp_path: Path, say: Callable[[str], None], step: int
) -> None:
    work, clean = tmp_path / "work", tmp_path / "clean"
    assert run(seeds, clean) == 0
    old, new = published(standing), published(clean)
    assert old != new
    shutil.copytree(standing, work, symlinks=True)
    points = jobs.count(work, jobs.command_line, seeds, work)
    every = [faults.Fault(point, kind) for point in range(points) for kind in KINDS]
    for fault in every[::step]:
        shutil.rmtree(work)
        shutil.copytree(standing, work, symlinks=True)
        code = jobs.exit_code(jobs.start(jobs.command_line, seeds, work, fault))
        assert code == (-signal.SIGKILL if fault.kind == "kill" else 74), fault
        assert published(work) in (old, new)
        assert jobs.exit_code(jobs.start(jobs.command_line, seeds, work)) == 0, fault
        assert published(work) == new
        assert sound(work)
    say(f"{points} calls of the whole job watched, {len(every[::step])} faults endured")


@pytest.mark.parametrize(
    "kills", [pytest.param(2, id="small"), pytest.param(60, id="full", marks=pytest.mark.torture)]
)
def test_killed_at_any_time(
    seeds: Path, standing: Path, tmp_path: Path, say: Callable[[str], None], kills: int
) -> None:
    begin = time.monotonic()
    assert run(seeds, tmp_path / "clean") == 0
    length = 0.8 * (time.monotonic() - begin)  # there is more to do from nothing
    ends = []
    for number in range(kills):
        work = tmp_path / f"work{number}"
        shutil.copytree(standing, work, symlinks=True)
        process = subprocess.Popen(command(seeds, work), cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(length * (number + 1) / (kills + 1))
        process.kill()
        ends.append(process.wait())
        assert published(work) in (published(standing), published(tmp_path / "clean"))
        assert run(seeds, work) == 0
        assert published(work) == published(tmp_path / "clean")
        assert sound(work)
        shutil.rmtree(work)
    say(
        f"{ends.count(-signal.SIGKILL)} of {kills} runs killed under way, all completed by the next"
    )


@pytest.mark.parametrize(
    ("signum", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"]
)
def test_told_to_stop(seeds: Path, standing: Path, signum: int, code: int) -> None:
    old = published(standing)
    process = subprocess.Popen(command(seeds, standing), cwd=ROOT, stderr=subprocess.PIPE)
    while not list((standing / ".staging").iterdir()) and process.poll() is None:
        time.sleep(0.001)  # until it holds the lock and writes
    process.send_signal(signum)
    process.communicate()
    assert process.returncode == code
    assert published(standing) == old
    assert sound(standing)


@pytest.mark.parametrize("closed", [False, True], ids=["full", "closed"])
def test_nobody_listens(seeds: Path, data: Path, closed: bool) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            command(seeds, data),
            cwd=ROOT,
            stdout=full,
            preexec_fn=(lambda: os.close(1)) if closed else None,
        )
    assert process.returncode == 74
    assert sound(data)


def test_another_run_is_turned_away_at_once(seeds: Path, data: Path) -> None:
    holding = jobs.context.Event()
    holder = jobs.start(jobs.hold, data, holding)
    assert holding.wait(30)
    done = subprocess.run(command(seeds, data), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 75
    assert '"exit": 75' in done.stdout.splitlines()[-1]
    holder.kill()
    holder.join()
    assert run(seeds, data) == 0
