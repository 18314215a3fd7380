"""How far the work is: a bar on a terminal, one line of JSON per interval elsewhere."""

import json
import sys
import time
from typing import TextIO

from pipeline.engine.plan import Shard
from pipeline.engine.store import Store

INTERVAL = 10.0  # seconds


def event(name: str, stream: TextIO | None = None, **fields: object) -> None:
    """One line of JSON on stderr; control characters escaped, no text of documents."""
    stream = stream or sys.stderr
    if not stream.isatty():
        print(json.dumps({"event": name, **fields}, default=str), file=stream, flush=True)


class Progress:
    """Counts shards as they are done. Use as a context manager."""

    def __init__(self, total_bytes: int, store: Store, stream: TextIO | None = None) -> None:
        from tqdm import tqdm

        self._stream = stream or sys.stderr
        self._store = store
        self._documents = self._bytes = self._reused = self._rejected = 0
        self._started = self._told = time.monotonic()
        self._bar = tqdm(
            total=total_bytes,
            unit="B",
            unit_scale=True,
            desc="documents",
            file=self._stream,
            disable=not self._stream.isatty(),
        )

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def done(self, shard: Shard) -> None:
        size = sum(len(raw.payload) for raw in shard.raws)
        self._documents += len(shard.raws)
        self._reused += shard.done
        self._bytes += size
        self._rejected += len(self._store.get_objects("rejected", shard.key))
        self._bar.set_postfix(documents=self._documents, rejected=self._rejected)
        self._bar.update(size)
        now = time.monotonic()
        if now - self._told >= INTERVAL:
            self._told = now
            rate = self._bytes / 1e6 / (now - self._started)
            event(
                "progress",
                self._stream,
                documents=self._documents,
                rejected=self._rejected,
                shards_reused=self._reused,
                megabytes=round(self._bytes / 1e6, 1),
                megabytes_per_second=round(rate, 2),
            )
