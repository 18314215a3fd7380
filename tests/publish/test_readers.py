"""Readers that resolve `latest` once see one whole snapshot, however often it is replaced."""

import multiprocessing.synchronize
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish import manifest
from pipeline.publish.retention import Retention
from tests.publish import jobs

PUBLISHES = 50
DOCUMENTS = 3
TABLES = ("tasks", "dates", "mentions")


def by_pandas(path: Path) -> list[str]:
    import pandas as pd

    return list(pd.read_parquet(path, columns=["rule"])["rule"])


def by_pyarrow(path: Path) -> list[str]:
    import pyarrow.parquet as pq

    return list(pq.read_table(path, columns=["rule"])["rule"].to_pylist())


def by_duckdb(path: Path) -> list[str]:
    import duckdb

    return [rule for (rule,) in duckdb.sql(f"SELECT rule FROM '{path}'").fetchall()]


def poll(
    data: Path,
    read: Callable[[Path], list[str]],
    stop: multiprocessing.synchronize.Event,
    counts: Any,
    torn: Any,
    errors: Any,
) -> None:
    """Pin, read the manifest and three tables, and hold them against each other."""
    while not stop.is_set():
        try:
            pinned = (data / "latest").resolve(strict=True)
            want = [str(manifest.read(pinned)["generation"])] * DOCUMENTS
            if any(read(pinned / f"{table}.parquet") != want for table in TABLES):
                torn.value += 1
        except Exception as error:
            print(f"{read.__name__}: {error!r}")
            errors.value += 1
        counts.value += 1


@pytest.mark.parametrize(
    "reads",
    [pytest.param(200, id="small"), pytest.param(10_000, id="full", marks=pytest.mark.torture)],
)
def test_no_torn_read_and_no_error(data: Path, say: Callable[[str], None], reads: int) -> None:
    publishes = PUBLISHES if reads >= 10_000 else 5
    # A reader needs milliseconds for what it has pinned; retention gives it seconds here.
    keep = Retention(snapshots=3, days=10 / 86_400)
    jobs.publish(data, 0, keep)
    stop = jobs.context.Event()
    tallies = {
        read: [jobs.context.Value("q", 0, lock=False) for _ in range(3)]
        for read in (by_pandas, by_pyarrow, by_duckdb)
    }
    readers = [jobs.start(poll, data, read, stop, *tally) for read, tally in tallies.items()]

    def done() -> int:
        return sum(tally[0].value for tally in tallies.values())

    retired = 0
    try:
        for generation in range(1, publishes + 1):
            while done() < reads * generation / publishes:  # spread over the reads
                time.sleep(0.005)
            retired += len(jobs.publish(data, generation, keep).retired)
    finally:
        stop.set()
        codes = [jobs.exit_code(reader) for reader in readers]
    assert codes == [0, 0, 0]
    torn = sum(tally[1].value for tally in tallies.values())
    errors = sum(tally[2].value for tally in tallies.values())
    shares = ", ".join(f"{read.__name__[3:]} {tally[0].value}" for read, tally in tallies.items())
    say(
        f"{publishes} publishes, {retired} snapshots retired, {done()} pinned reads ({shares}): "
        f"{torn} torn, {errors} errors"
    )
    assert done() >= reads
    assert (torn, errors) == (0, 0)
