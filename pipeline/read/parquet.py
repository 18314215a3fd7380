"""Parquet: a document in each row, its text or markup in a named column."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import chain
from typing import Any, BinaryIO

from pipeline.read.compression import Damage, blocks
from pipeline.read.jsonl import as_date
from pipeline.read.records import Budgets, Fields, File, Kind, Raw, Rejected

# Rows held at a time: few, for each may be as long as a document may be.
BATCH_ROWS = 16
BUFFER = 1 << 20


def unpack(
    file: File, handle: BinaryIO, budgets: Budgets, fields: Fields
) -> Iterator[Raw | Rejected]:
    """The rows, each named by its number; of a row group that is damaged, those before."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    # The table of contents stands at the end: a compressed file is unpacked on disk first.
    with tempfile.TemporaryFile() if file.compression else nullcontext(handle) as whole:
        if file.compression:
            for block in blocks(handle, file.compression, budgets):
                if isinstance(block, Damage):
                    yield Rejected(file.source, block.check, block.message, path=file.path)
                    return
                whole.write(block)
        try:
            table = ParquetFile(
                whole, buffer_size=BUFFER, pre_buffer=False, page_checksum_verification=True
            )
            schema = table.schema_arrow
        except (pa.ArrowException, OSError) as error:
            yield Rejected(file.source, "broken_parquet", str(error), path=file.path)
            return
        pages = fields.text + fields.html
        if not any(field.name in pages and _is_text(field.type) for field in schema):
            message = f"no text column named {' or '.join(pages)} among {', '.join(schema.names)}"
            yield Rejected(file.source, "parquet_schema", message, path=file.path)
            return
        known = {*pages, *fields.url, *fields.title, *fields.fetched}
        columns = [name for name in schema.names if name in known]
        end = 0
        for group in range(table.num_row_groups):
            start, end = end, end + table.metadata.row_group(group).num_rows
            batches = table.iter_batches(BATCH_ROWS, [group], columns, use_threads=False)
            yield from _group(file, batches, range(start + 1, end + 1), budgets, fields)


def _group(
    file: File, batches: Iterator[Any], numbers: range, budgets: Budgets, fields: Fields
) -> Iterator[Raw | Rejected]:
    """The rows of a row group, up to where it is damaged."""
    import pyarrow as pa

    number = numbers.start
    try:
        for row in chain.from_iterable(map(_rows, batches)):
            yield _document(file, f"{file.source}#{number}", row, budgets, fields)
            number += 1
    except (pa.ArrowException, OSError) as error:
        message = f"rows {number} to {numbers.stop - 1} cannot be read: {error}"
        yield Rejected(f"{file.source}#{number}", "broken_parquet", message, path=file.path)


def _is_text(kind: Any) -> bool:
    import pyarrow.types as types

    if types.is_dictionary(kind):
        kind = kind.value_type
    tests = (types.is_string, types.is_large_string, types.is_binary, types.is_large_binary)
    return any(test(kind) for test in tests)


def _rows(batch: Any) -> Iterator[dict[str, Any]]:
    """Rows as dictionaries, their text as bytes: not every writer checks that it is UTF-8."""
    import pyarrow as pa

    columns = [
        column.cast(pa.large_binary()) if _is_text(column.type) else column
        for column in batch.columns
    ]
    for values in zip(*(column.to_pylist() for column in columns), strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))


def _document(
    file: File, source: str, row: dict[str, Any], budgets: Budgets, fields: Fields
) -> Raw | Rejected:
    kind: Kind = "text"
    payload = _first(row, fields.text)
    if not payload:
        kind, payload = "html", _first(row, fields.html)
    if not payload:
        return Rejected(source, "empty", "no text in the row")
    digest = hashlib.sha256(payload).hexdigest()
    if len(payload) > budgets.document_limit(file.compression is not None):
        return Rejected(source, "too_large", f"{len(payload)} bytes", digest)
    url, title, fetched = (
        (_first(row, names) or b"").decode("utf-8", "replace") or None
        for names in (fields.url, fields.title, fields.fetched)
    )
    return Raw(source, "parquet", kind, payload, digest, url, title, as_date(fetched))


def _first(row: dict[str, Any], names: tuple[str, ...]) -> bytes | None:
    """The first of the named columns that has a value, as UTF-8."""
    for value in map(row.get, names):
        if value is not None and value != b"":
            return value if isinstance(value, bytes) else str(value).encode()
    return None
