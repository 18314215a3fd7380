"""Two runs at once: one publishes, the other leaves at once."""

import multiprocessing.synchronize
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish.lock import Locked, exclusive
from tests.publish import jobs
from tests.publish.conftest import sound


def contend(
    data: Path,
    generation: int,
    start: multiprocessing.synchronize.Barrier,
    lost: multiprocessing.synchronize.Event,
) -> None:
    """A run that starts with the other one and publishes while that one is turned away."""
    start.wait(30)
    try:
        jobs.run(data, generation, meanwhile=lambda: lost.wait(30))
    except SystemExit as end:
        if end.code == 75:
            lost.set()
        raise


@pytest.mark.parametrize(
    "races",
    [pytest.param(6, id="small"), pytest.param(200, id="full", marks=pytest.mark.torture)],
)
def test_one_winner_in_every_race(data: Path, say: Callable[[str], None], races: int) -> None:
    wins = [0, 0]
    for race in range(races):
        start, lost = jobs.context.Barrier(2), jobs.context.Event()
        runs = [jobs.start(contend, data, 2 * race + n, start, lost) for n in (0, 1)]
        codes = [jobs.exit_code(run) for run in runs]
        assert sorted(codes) == [0, 75]
        assert sound(data)
        wins[codes.index(0)] += 1
    say(f"{races} races of two runs: one winner each ({wins[0]} and {wins[1]}), the other 75")


def test_the_lock_is_one_private_file_that_stays(data: Path) -> None:
    umask = os.umask(0)
    try:
        with exclusive(data):
            inode = (data / ".lock").stat().st_ino
    finally:
        os.umask(umask)
    assert (data / ".lock").stat().st_mode & 0o777 == 0o600
    with exclusive(data):
        assert (data / ".lock").stat().st_ino == inode


def test_closing_another_descriptor_does_not_give_the_lock_away(data: Path) -> None:
    with exclusive(data):
        (data / ".lock").read_bytes()
        with pytest.raises(Locked), exclusive(data):
            pass


def test_a_lock_is_free_after_its_holder_was_killed(data: Path) -> None:
    holding = jobs.context.Event()
    holder = jobs.start(jobs.hold, data, holding)
    assert holding.wait(30)
    with pytest.raises(Locked), exclusive(data):
        pass
    holder.kill()
    holder.join()
    with exclusive(data):
        pass
