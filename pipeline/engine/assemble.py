"""The shards' parts of the tables put together as the published files, in one pass."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engine.resolve import Resolved
from pipeline.engine.store import Store
from pipeline.publish import disk
from pipeline.publish.signals import check, deferred
from pipeline.records import Row
from pipeline.tables import TABLES
from pipeline.tables.arrow import schema, to_arrow

ROW_GROUP_BYTES = 8_000_000  # in memory; each thread holds about three of these
LARGEST = "texts"  # takes as long as all others, and so comes first
THREADS = 2  # Arrow encodes and compresses outside the interpreter lock


def assemble(
    target: Path,
    store: Store,
    keys: list[str],
    resolved: Resolved,
    rejections: list[Row],
    max_file_bytes: int,
) -> None:
    """Write every table into `target`: one file each, or a directory of parts where it outgrows
    `max_file_bytes` (bytes in memory). `rejections` are quality rows of no shard."""

    def write(table: str) -> None:
        _write(target, table, _parts(table, store, keys, resolved, rejections), max_file_bytes)

    with deferred(), ThreadPoolExecutor(THREADS) as threads:  # no thread outlives this
        list(threads.map(write, sorted(TABLES, key=lambda table: table != LARGEST)))


def _parts(
    table: str, store: Store, keys: list[str], resolved: Resolved, rejections: list[Row]
) -> Iterator[pa.Table]:
    if table == "entities":
        yield resolved.entities
        return
    if table == "quality":
        yield to_arrow(table, rejections)
    for key in keys:
        check()  # a signal is deferred, so that it ends all threads
        part = store.get_table("validate", key, table)
        yield _with_duplicates(part, resolved.duplicates) if table == "documents" else part
    if table == "quality":
        yield to_arrow(table, resolved.near_duplicates)


def _with_duplicates(documents: pa.Table, duplicates: dict[str, str]) -> pa.Table:
    first = [duplicates.get(str(i)) for i in documents.column("document_id").to_pylist()]
    at = documents.schema.get_field_index("duplicate_of")
    return documents.set_column(at, documents.schema.field(at), pa.array(first, pa.string()))


def _write(target: Path, table: str, parts: Iterator[pa.Table], max_file_bytes: int) -> None:
    declared = schema(table)
    folder = disk.directory(target / f"{table}.parts")
    numbered = _numbered(_row_groups(parts, declared), max_file_bytes)
    for file, (_, groups) in enumerate(groupby(numbered, key=itemgetter(0))):
        with (
            disk.create(folder / f"part-{file:05}.parquet") as sink,
            # Texts do not repeat, so that a dictionary would be given up half way.
            pq.ParquetWriter(
                sink, declared, compression="zstd", use_dictionary=table != LARGEST
            ) as writer,
        ):
            for _, rows in groups:
                writer.write_table(rows, row_group_size=max(1, rows.num_rows))
    written = sorted(folder.iterdir())
    if len(written) == 1:
        disk.move(written[0], target / f"{table}.parquet")
        disk.remove(folder)
    else:
        disk.move(folder, target / f"{table}.parquet")


def _row_groups(parts: Iterator[pa.Table], declared: pa.Schema) -> Iterator[pa.Table]:
    """The parts in tables of about ROW_GROUP_BYTES; one without rows if there are none."""
    gathered, size = [declared.empty_table()], 0
    for part in parts:
        gathered.append(part.cast(declared))
        size += part.nbytes
        if size >= ROW_GROUP_BYTES:
            yield pa.concat_tables(gathered)
            gathered, size = [], 0
    if gathered:
        yield pa.concat_tables(gathered)


def _numbered(groups: Iterator[pa.Table], max_file_bytes: int) -> Iterator[tuple[int, pa.Table]]:
    """Each row group with the number of the file it belongs in."""
    filled = 0
    for rows in groups:
        yield filled // max_file_bytes, rows
        filled += rows.nbytes
