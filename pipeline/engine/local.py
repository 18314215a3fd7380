"""Shards worked on by this machine: in this process, or in several.

A process that dies takes its shard with it; the shard is tried again alone, and if it kills its
process again the document that does so is found by halving and rejected.
"""

import itertools
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from pipeline.engine.plan import Shard
from pipeline.engine.stages import rehearse, work
from pipeline.engine.store import Store
from pipeline.publish.signals import deferred
from pipeline.read import Raw
from pipeline.settings import Settings

# From so many documents on, starting processes pays.
MANY_DOCUMENTS = 300
# Spawned, not forked: a forked child would keep the lock on the data folder.
_SPAWN = multiprocessing.get_context("spawn")

Done = Callable[[Shard], None]


def work_all(
    shards: Iterator[Shard], store: Store, settings: Settings, workers: int | None, done: Done
) -> None:
    """Work on every shard; `workers` None chooses by the number of documents, 0 is this process."""
    first: list[Shard] = []
    if workers is None:
        documents = 0
        while documents < MANY_DOCUMENTS and (shard := next(shards, None)):
            first.append(shard)
            documents += len(shard.raws)
        workers = (os.cpu_count() or 1) if documents >= MANY_DOCUMENTS else 0
    shards = itertools.chain(first, shards)
    if workers == 0:
        for shard in shards:
            work(shard, store, settings)
            done(shard)
    else:
        _work_in_processes(shards, store, settings, workers, done)


def _work_in_processes(
    shards: Iterator[Shard], store: Store, settings: Settings, workers: int, done: Done
) -> None:
    running: dict[Future[None], Shard] = {}
    suspects: list[Shard] = []
    pool = _pool(workers, settings)
    try:
        for shard in shards:
            if shard.done:
                done(shard)
                continue
            while True:
                try:
                    with deferred():  # a process half started would be nobody's
                        running[pool.submit(work, shard, store, settings)] = shard
                    break
                except BrokenProcessPool:
                    suspects += _collect(running, done, everything=True)
                    pool.shutdown()
                    pool = _pool(workers, settings)
            # As few shards in memory as keep the workers busy.
            if len(running) > 2 * workers:
                suspects += _collect(running, done)
        suspects += _collect(running, done, everything=True)
    finally:
        _kill_all()
        pool.shutdown(wait=False, cancel_futures=True)
    for shard in suspects:
        work_alone(shard, store, settings)
        done(shard)


def _collect(
    running: dict[Future[None], Shard], done: Done, everything: bool = False
) -> list[Shard]:
    """Take what has finished off `running`; the shards whose process died are returned."""
    suspects = []
    finished = list(running) if everything else wait(running, None, FIRST_COMPLETED).done
    for future in finished:
        shard = running.pop(future)
        try:
            future.result()
            done(shard)
        except BrokenProcessPool:
            suspects.append(shard)
    return suspects


def work_alone(shard: Shard, store: Store, settings: Settings) -> None:
    """Work on a shard in a process of its own, without the documents that kill it."""
    if not _survives(work, settings, shard, store, settings):
        killers = frozenset(raw.source for raw in _killers(shard, settings))
        work(replace(shard, killers=killers), store, settings)


def _killers(shard: Shard, settings: Settings) -> Iterator[Raw]:
    if _survives(rehearse, settings, shard, settings):
        return
    raws = shard.raws
    if len(raws) == 1:
        yield raws[0]
        return
    middle = len(raws) // 2
    yield from _killers(replace(shard, raws=raws[:middle]), settings)
    yield from _killers(replace(shard, raws=raws[middle:]), settings)


def _survives(step: Callable[..., None], settings: Settings, *arguments: object) -> bool:
    with _pool(1, settings) as pool:
        try:
            with deferred():
                future = pool.submit(step, *arguments)
            future.result()
        except BrokenProcessPool:
            return False
        except BaseException:
            _kill_all()
            raise
    return True


def _pool(workers: int, settings: Settings) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, _SPAWN, _prepare, (settings.budgets.max_memory,))


def _kill_all() -> None:
    """What the workers do is done, or can be done again: an orderly end of each takes its time."""
    for worker in multiprocessing.active_children():
        worker.kill()


def _prepare(max_memory: int) -> None:
    """Bound what a worker may allocate, so that one document's greed is a MemoryError there.

    A worker ends with its parent, however that ends: what a terminal's Ctrl-C means is for the
    parent to say.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or max_memory < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (max_memory, hard))


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
