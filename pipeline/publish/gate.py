"""The release gate: what must hold before readers see a snapshot."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.publish import inventory
from pipeline.publish.limits import Limits
from pipeline.publish.signals import deferred, immediate
from pipeline.publish.spill import spilling

# The columns that `texts.source_text` vouches for.
SPAN = ("document_id", "span_start", "span_end", "source_text")
FEWER_IS_BETTER = ("quality",)


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
    spans = [table for table, found in tables.items() if found.types.keys() >= set(SPAN)]
    # DuckDB works outside the interpreter lock.
    with deferred(), ThreadPoolExecutor(1) as thread:
        keys = thread.submit(_lost_keys, snapshot, tables)
        with immediate():
            if spans and "texts" not in tables:
                false = ["texts: there is no such table"]
            else:
                false = _false_spans(snapshot, spans)
        return keys.result() + false


def _lost_keys(snapshot: Path, tables: dict[str, inventory.Figures]) -> list[str]:
    with spilling(snapshot.parent) as connection:
        for table, paths in inventory.parts(snapshot).items():
            if paths:
                connection.read_parquet([str(path) for path in paths]).create_view(table)
        reasons = []
        for table, found in tables.items():
            for column, target in found.references.items():
                reasons += _unresolved(connection, tables, f"{table}.{column}", target)
        return sorted(reasons)


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


def _false_spans(snapshot: Path, tables: list[str]) -> list[str]:
    """Every span against its text, in one pass over the texts: the rows of every table stand in
    their documents' order, so that a few texts at a time are held."""
    files = inventory.parts(snapshot)
    documents = {table: groupby(_rows(files[table], SPAN), itemgetter(0)) for table in tables}
    waiting = {table: next(documents[table], None) for table in tables}
    wrong = dict.fromkeys(tables, 0)
    for texts in _batches(files["texts"], ("document_id", "source_text"), 256):
        held = dict(texts)
        for table in tables:
            while (of_document := waiting[table]) and of_document[0] in held:
                wrong[table] += _differing(held[of_document[0]], of_document[1])
                waiting[table] = next(documents[table], None)
    reasons = [f"{t}: {n} spans differ from their text" for t, n in wrong.items() if n]
    for table, of_document in waiting.items():
        if of_document:
            lost = of_document[0]
            reasons.append(f"{table}: document {lost} has no text, or not in the texts' order")
    return reasons


def _differing(text: str, rows: Iterator[tuple[Any, ...]]) -> int:
    """How many of these rows of one document have a span that does not hold its words."""
    return sum(not _holds(text, start, end, words) for _, start, end, words in rows)


def _holds(text: str, start: int | None, end: int | None, words: str | None) -> bool:
    if start is None or end is None or words is None:
        return start is end is None
    return 0 <= start == end - len(words) and text.startswith(words, start)


def _rows(paths: list[Path], columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for batch in _batches(paths, columns, 1024):
        yield from batch


def _batches(
    paths: list[Path], columns: tuple[str, ...], size: int
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table as tuples of the columns, in lists of at most `size`."""
    for path in paths:
        for batch in inventory.batches(path, size, columns):
            values = [batch.column(name).to_pylist() for name in columns]
            yield list(zip(*values, strict=True))
