"""One document's budget: what exceeds it or fails ends that document, not the run."""

import gc
import math
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_LOOKS = 20  # at the clock in the time of one document


class TooSlow(Exception):
    """A document took more than its time."""


class Alarm:
    """Raises `TooSlow` in a document's work after so many seconds, or a little later.

    A document may come again for its next step, with the time that the steps before have left.
    One timer looks at the clock now and then: to set one for each document would cost more than
    many a document.  Signals reach the main thread only: elsewhere, as in a Dask worker, there is
    no limit.
    """

    def __init__(self, seconds: float) -> None:
        in_main = threading.current_thread() is threading.main_thread()
        self.seconds = seconds if in_main else 0
        self._left: dict[str, float] = {}
        self._end = math.inf  # of the time of the document that is worked on

    @contextmanager
    def set(self) -> Iterator[Self]:
        """The documents that are worked on in the block are limited."""
        if self.seconds <= 0:
            yield self
            return
        previous = signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, self.seconds / _LOOKS, self.seconds / _LOOKS)
        try:
            yield self
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)

    def limit(self, document: str, step: Callable[[T], R], value: T) -> R:
        """`step(value)`, which is work on this document."""
        self._end = time.monotonic() + self._left.get(document, self.seconds)
        try:
            return step(value)
        finally:
            end, self._end = self._end, math.inf
            self._left[document] = end - time.monotonic()

    def _look(self, number: int, frame: FrameType | None) -> None:
        if time.monotonic() > self._end:
            raise TooSlow


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


def failure(error: Exception, seconds: float) -> tuple[str, str]:
    """What stopped a document: the check's identifier, and a message that names the place."""
    if isinstance(error, TooSlow):
        return "too_slow", f"not done after {seconds:g} s: max_document_seconds allows no more"
    if isinstance(error, MemoryError):
        return "too_much_memory", "out of memory"
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rpartition('pipeline/')[2]}:{place.lineno}"
    return "failed", f"{type(error).__name__} in {where}: {error}"[:500]
