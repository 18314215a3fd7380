"""A run that is told to stop ends by its `finally` clauses and says so in its exit code.

A signal may come between any two steps, also amid the cleaning up, or while a thread that writes
is being started. What must not be broken off there defers it.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Stopped(SystemExit):
    """SIGINT or SIGTERM arrived; `code` is 128 and the signal's number: 130 or 143."""


class _State:  # the whole process's, as its signals are
    told: int | None = None  # the first signal that came
    raising = True  # whether it is raised where it comes


def _stop(signum: int, frame: FrameType | None) -> None:
    _State.told = _State.told or signum
    if _State.raising:
        _State.raising = False  # a second one must not break off the cleaning up
        check()


def check() -> None:
    """Raise `Stopped` if a signal has come, in whatever thread."""
    if _State.told is not None:
        raise Stopped(128 + _State.told)


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` in the main thread on SIGINT and SIGTERM, for the length of the block.

    It is raised at the end at the latest, in place of the error a library made of it.
    """
    _State.told, _State.raising = None, True
    before = {signum: signal.signal(signum, _stop) for signum in STOPPING}
    try:
        yield
    finally:
        _State.raising = False
        for signum, handler in before.items():
            signal.signal(signum, handler)
        check()


@contextmanager
def deferred() -> Iterator[None]:
    """Let a signal wait until the block has ended, or until something in it asks by `check`."""
    before, _State.raising = _State.raising, False
    try:
        yield
    finally:
        _State.raising = before and _State.told is None
    check()


@contextmanager
def immediate() -> Iterator[None]:
    """Inside `deferred`: a block that may be broken off."""
    check()
    _State.raising = True
    try:
        yield
    finally:
        _State.raising = False
