"""The release gate: what must hold before readers see a snapshot."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.publish import inventory
from pipeline.publish.limits import Limits

# The columns that `texts.source_text` vouches for.
SPAN = ("document_id", "span_start", "span_end", "source_text")
FEWER_IS_BETTER = ("quality",)
LAST = chr(0x10FFFF)  # sorts after every id


def check(new: Path, previous: Path | None, limits: Limits | None = None) -> list[str]:
    """The reasons against publishing `new` after `previous`, one line each; none if it is fit.

    A last snapshot that cannot be read any more is not compared with: it must not stop all
    later ones.
    """
    fresh = inventory.figures(new)
    reasons = _integrity(new, fresh)
    if previous is not None:
        try:
            old = inventory.figures(previous)
        except (OSError, pa.ArrowException):
            return reasons
        for table, was in old.items():
            reasons += _drift(table, was, fresh.get(table), limits or Limits())
    return reasons


def _drift(
    table: str, was: inventory.Figures, now: inventory.Figures | None, limits: Limits
) -> list[str]:
    if now is None:
        return [f"{table}: the table is gone"]
    gone = sorted(was.types.keys() - now.types)
    reasons = [f"{table}.{column}: the column is gone" for column in gone]
    if table not in FEWER_IS_BETTER and was.rows:
        if not now.rows:
            reasons.append(f"{table}: empty, {was.rows} rows in the last snapshot")
        elif now.rows < was.rows * limits.min_row_ratio:
            reasons.append(f"{table}: {now.rows} rows after {was.rows}, below the floor")
        elif limits.max_row_ratio is not None and now.rows > was.rows * limits.max_row_ratio:
            reasons.append(f"{table}: {now.rows} rows after {was.rows}, above the ceiling")
    if min(was.rows, now.rows) >= limits.null_rows:
        for column in sorted(was.nulls.keys() & now.nulls):
            before, after = was.nulls[column] / was.rows, now.nulls[column] / now.rows
            if after - before > limits.max_null_share_rise:
                reasons.append(f"{table}.{column}: {after:.0%} null after {before:.0%}")
    return reasons


def _integrity(snapshot: Path, tables: dict[str, inventory.Figures]) -> list[str]:
    with TemporaryDirectory() as spill, duckdb.connect() as connection:
        connection.execute("SET temp_directory = $1", [spill])
        for table, paths in inventory.parts(snapshot).items():
            if paths:
                connection.read_parquet([str(path) for path in paths]).create_view(table)
        reasons = []
        for table, found in tables.items():
            for column, target in found.references.items():
                reasons += _unresolved(connection, tables, f"{table}.{column}", target)
        spans = [table for table, found in tables.items() if found.types.keys() >= set(SPAN)]
        if spans and "texts" not in tables:
            return [*sorted(reasons), "texts: there is no such table"]
        return sorted(reasons) + _false_spans(connection, spans)


def _unresolved(
    connection: duckdb.DuckDBPyConnection,
    tables: dict[str, inventory.Figures],
    source: str,
    target: str,
) -> list[str]:
    """The keys of one column that no row of the other has; both are given as table.column."""
    (table, column), (other, key) = source.split("."), target.split(".")
    if other not in tables:
        return [f"{source}: there is no table {other}"]
    query = f"""
        SELECT count(*), min("{column}") FROM "{table}"
        WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (
            SELECT "{key}" FROM "{other}" WHERE "{key}" IS NOT NULL)"""
    lost, example = connection.execute(query).fetchall()[0]
    return [f"{source}: {lost} not in {target}, such as {example}"] if lost else []


def _false_spans(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> list[str]:
    """Every span against its text, document by document: both sides come sorted by document, so
    that one text at a time is held, and Python finds a code point without counting up to it."""
    union = " UNION ALL ".join(
        f"""
        SELECT coalesce(document_id, ''), span_start, coalesce(span_end, -1),
               coalesce(source_text, ''), '{table}'
        FROM "{table}" WHERE span_start IS NOT NULL"""
        for table in tables
    )
    if not union:
        return []
    texts = _rows(connection, "SELECT document_id, source_text FROM texts ORDER BY 1")
    document, text = "", ""
    wrong: dict[str, int] = {}
    for key, start, end, words, table in _rows(connection, f"{union} ORDER BY 1"):
        while document < key:
            document, text = next(texts, (LAST, ""))
        held = document == key and 0 <= start == end - len(words) and text.startswith(words, start)
        if not held:
            wrong[table] = wrong.get(table, 0) + 1
    return [f"{table}: {count} spans differ from their text" for table, count in wrong.items()]


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query as they come, on a cursor of its own."""
    result = connection.cursor().execute(query)
    while rows := result.fetchmany(8192):
        yield from rows
