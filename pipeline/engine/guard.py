"""One document's budget: what exceeds it or fails ends that document, not the run."""

import gc
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self


class TooSlow(Exception):
    """A document took more than its time."""


class Alarm:
    """Raises `TooSlow` in a document's work after so many seconds.

    A document may come again for its next step, with the time that the steps before have left.
    The signal's handler is set for the block and not for each document, which would cost more
    than many a document.  Signals reach the main thread only: elsewhere, as in a Dask worker,
    there is no limit.
    """

    def __init__(self, seconds: float) -> None:
        in_main = threading.current_thread() is threading.main_thread()
        self.seconds = seconds if in_main else 0
        self._left: dict[str, float] = {}

    def __enter__(self) -> Self:
        if self.seconds > 0:
            self._previous = signal.signal(signal.SIGALRM, _too_slow)
        return self

    def __exit__(self, *raised: object) -> None:
        if self.seconds > 0:
            signal.signal(signal.SIGALRM, self._previous)

    @contextmanager
    def limit(self, document: str) -> Iterator[None]:
        """The block is work on this document."""
        if self.seconds <= 0:
            yield
            return
        signal.setitimer(signal.ITIMER_REAL, self._left.get(document, self.seconds))
        try:
            yield
        finally:
            left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
            self._left[document] = max(left, 1e-6)  # 0 would be no limit


@contextmanager
def collector_paused() -> Iterator[None]:
    """No cyclic garbage collection in the block.

    For work that makes no cycles but holds many rows, which the collector goes through again and
    again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def failure(error: Exception, seconds: float) -> tuple[str, str]:
    """What stopped a document: the check's identifier, and a message that names the place."""
    if isinstance(error, TooSlow):
        return "too_slow", f"not done after {seconds:g} s: max_document_seconds allows no more"
    if isinstance(error, MemoryError):
        return "too_much_memory", "out of memory"
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rpartition('pipeline/')[2]}:{place.lineno}"
    return "failed", f"{type(error).__name__} in {where}: {error}"[:500]
