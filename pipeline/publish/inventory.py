"""What a folder of Parquet tables holds, told by the files' own footers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.manifest import file_sha256

SUFFIX = ".parquet"
READ_AHEAD = 1 << 20  # bytes; without it a reader takes in whole columns


class Unreadable(OSError):
    """A table just written cannot be read back."""


@dataclass(slots=True)
class Figures:
    """Rows, Arrow types and null counts of one table, all its parts together.

    A column has no null count where the files keep none: nested ones, or without statistics.
    `references` gives the table.column in which a key resolves, as the schema's metadata says.
    """

    rows: int = 0
    types: dict[str, str] = field(default_factory=dict)
    nulls: dict[str, int] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)


def parts(snapshot: Path) -> dict[str, list[Path]]:
    """The files of each table: one file, or the parts in a directory of the table's name."""
    tables: dict[str, list[Path]] = {}
    for path in sorted(snapshot.glob("*" + SUFFIX)):
        tables[path.stem] = sorted(path.glob("*" + SUFFIX)) if path.is_dir() else [path]
    return tables


def figures(snapshot: Path) -> dict[str, Figures]:
    """The figures of every table. Raises pyarrow.ArrowInvalid or OSError for a broken file."""
    found: dict[str, Figures] = {}
    for table, paths in parts(snapshot).items():
        found[table] = total = Figures()
        for path in paths:
            with pq.ParquetFile(path) as file:
                _add(total, file)
    return found


def batches(
    path: Path, size: int, columns: Sequence[str] | None = None
) -> Iterator[pa.RecordBatch]:
    """A file's rows, at most `size` at a time. Row group by row group, for a reader of them all
    holds several."""
    with pq.ParquetFile(path, buffer_size=READ_AHEAD) as file:
        for group in range(file.num_row_groups):
            yield from file.iter_batches(size, [group], list(columns) if columns else None)


def describe(path: Path, root: Path) -> dict[str, Any]:
    """What the manifest says of one file: size, sha256, and of a table its rows and schema.

    A table is read back whole; raises `Unreadable` if that fails or gives other than its rows.
    """
    told: dict[str, Any] = {"sha256": file_sha256(path), "size": path.stat().st_size}
    if path.suffix != SUFFIX:
        return told
    try:
        rows = sum(batch.num_rows for batch in batches(path, 8192))
        with pq.ParquetFile(path) as file:
            promised = file.metadata.num_rows
            schema = [{"name": f.name, "type": str(f.type)} for f in file.schema_arrow]
    except pa.ArrowException as error:
        raise Unreadable(f"{path.relative_to(root)}: {error}") from error
    if rows != promised:
        raise Unreadable(f"{path.relative_to(root)}: {rows} of {promised} rows read back")
    return {**told, "rows": rows, "schema": schema}


def _add(total: Figures, file: pq.ParquetFile) -> None:
    metadata = file.metadata
    total.rows += metadata.num_rows
    for column in file.schema_arrow:
        total.types[column.name] = str(column.type)
        if target := (column.metadata or {}).get(b"references"):
            total.references[column.name] = target.decode()
    for index in range(metadata.num_columns):
        name = metadata.schema.column(index).path
        chunks = [metadata.row_group(g).column(index) for g in range(metadata.num_row_groups)]
        counts = [c.statistics.null_count for c in chunks if c.statistics is not None]
        known = [count for count in counts if count is not None]
        if name in total.types and len(known) == len(chunks):
            total.nulls[name] = total.nulls.get(name, 0) + sum(known)
