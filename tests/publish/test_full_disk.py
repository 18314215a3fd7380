"""A file system that is really full, of bytes or of inodes: tmpfs, and ext4 in a loop mount."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.publish.open import open_snapshot
from pipeline.publish.verify import locate
from tests.publish import jobs
from tests.publish.conftest import sound

MEGABYTE = 1 << 20
SIZE = 3 * MEGABYTE
INODES = 96


@pytest.fixture(params=["tmpfs", "ext4"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A small mounted file system; skipped where this machine or this user cannot mount."""
    target = tmp_path / "disk"
    target.mkdir()
    commands = [
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},nr_inodes={INODES}", "none", str(target)]
    ]
    if request.param == "ext4":
        image = tmp_path / "image"
        image.touch()
        os.truncate(image, SIZE)
        commands = [
            ["mkfs.ext4", "-q", "-O", "^has_journal", "-m", "0", "-N", str(INODES), str(image)],
            ["mount", "-o", "loop", str(image), str(target)],
        ]
    for command in commands:
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"cannot mount {request.param}: {error}")
    yield target
    subprocess.run(["umount", str(target)], check=True)


@contextlib.contextmanager
def only(disk: Path, free: int) -> Iterator[None]:
    """Leave about `free` bytes on the disk."""
    ballast = disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    os.truncate(ballast, max(0, ballast.stat().st_size - free))
    try:
        yield
    finally:
        ballast.unlink()


@pytest.mark.parametrize(
    "step",
    [pytest.param(16, id="small"), pytest.param(1, id="full", marks=pytest.mark.torture)],
)
def test_any_amount_of_space_left(disk: Path, say: Callable[[str], None], step: int) -> None:
    """From no free page up to where a publish fits: every one fails cleanly."""
    data = disk / "data"
    jobs.publish(data, 1, ballast=40_000)
    failed = free = 0
    while True:
        with only(disk, free):
            code = jobs.exit_code(jobs.start(jobs.run, data, 2, ballast=40_000))
        if code == 0:
            break
        assert code == 74
        assert sound(data)
        assert open_snapshot(data).manifest["generation"] == 1
        failed, free = failed + 1, free + step * 4096
    assert sound(data)
    assert open_snapshot(data).manifest["generation"] == 2
    say(f"{failed} publishes on a full disk, the last with {free // 1024} kB free: all clean")
    assert failed >= 3


def test_no_inode_left(disk: Path) -> None:
    data = disk / "data"
    first = jobs.publish(data, 1)
    ballast = disk / "ballast"
    ballast.mkdir()
    with pytest.raises(OSError, match="No space left"):
        for number in range(INODES):
            (ballast / f"{number}").touch()
    for _ in range(3):  # room for some of the files
        for spared in list(ballast.iterdir())[:3]:
            spared.unlink()
        assert jobs.exit_code(jobs.start(jobs.run, data, 2)) == 74
        assert sound(data)
        assert locate(data) == first.path
    shutil.rmtree(ballast)
    jobs.publish(data, 3)
    assert sound(data)
