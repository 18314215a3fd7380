"""Shards worked on by a Dask cluster. Workers share the data folder; this process alone commits."""

from collections.abc import Iterator

from distributed import Client, Future, KilledWorker, as_completed

from pipeline.engine.local import Done, work_alone
from pipeline.engine.plan import Shard
from pipeline.engine.stages import work
from pipeline.engine.store import Store
from pipeline.settings import Settings


def work_on_cluster(
    shards: Iterator[Shard], store: Store, settings: Settings, address: str, done: Done
) -> None:
    """Work on every shard on the cluster at `address` (tcp://HOST:PORT).

    Dask moves the shards of a dead worker to another one. A shard that keeps killing its workers
    is worked on here, in a process of its own, where the document that does it is found.
    """
    shared = Store(store.root.resolve())
    with Client(address) as client:
        threads = sum(client.nthreads().values()) or 1
        running: dict[Future, Shard] = {}
        suspects: list[Shard] = []
        finished = as_completed()
        for shard in shards:
            if shard.done:
                done(shard)
                continue
            future = client.submit(work, shard, shared, settings, key=shard.key, pure=False)
            running[future] = shard
            finished.add(future)
            # As few shards in memory as keep the workers busy.
            if len(running) > 2 * threads:
                suspects += _take(next(finished), running, done)
        while running:
            suspects += _take(next(finished), running, done)
    for shard in suspects:
        work_alone(shard, store, settings)
        done(shard)


def _take(future: Future, running: dict[Future, Shard], done: Done) -> list[Shard]:
    """Take a finished shard off `running`; it is returned if it killed its workers."""
    shard = running.pop(future)
    try:
        future.result()
    except KilledWorker:
        return [shard]
    done(shard)
    return []
