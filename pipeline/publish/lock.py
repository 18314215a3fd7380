"""One run at a time on a data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.publish import disk
from pipeline.publish.retention import clear
from pipeline.publish.signals import deferred


class Locked(Exception):
    """Another run holds the data folder (exit code 75)."""


@contextmanager
def exclusive(data: Path) -> Iterator[None]:
    """Hold `data/.lock` for the length of a run. Raises `Locked` at once if another one does.

    Staging is cleared at the start, of what a dead run left, and at the end, whatever that is.
    flock belongs to the open file: unlike lockf it does not go when another descriptor of this
    process closes, and it does go when the process dies.  The file is never unlinked, else two
    runs could hold locks on two files of one name.

    Signals are deferred, else one could break off the clearing: what may be stopped says so by
    `signals.immediate`, in the same `with`.
    """
    with deferred():
        fd = os.open(disk.directory(data) / ".lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Locked(f"another run holds {data}") from None
            os.fchmod(fd, 0o600)
            clear(data)
            try:
                yield
            finally:
                with suppress(OSError):  # what ended the run counts; the next one clears the rest
                    clear(data)
        finally:
            os.close(fd)
