"""A run that is told to stop ends by its `finally` clauses and says so in its exit code."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Stopped(SystemExit):
    """SIGINT or SIGTERM arrived; `code` is 128 and the signal's number: 130 or 143."""


def _stop(signum: int, frame: FrameType | None) -> None:
    for other in STOPPING:  # a second one must not break off the cleaning up
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(128 + signum)


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` in the main thread on SIGINT and SIGTERM, for the length of the block."""
    before = {signum: signal.signal(signum, _stop) for signum in STOPPING}
    try:
        yield
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
