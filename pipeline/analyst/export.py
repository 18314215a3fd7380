"""The tables for programs that read no Parquet: CSV files, or one workbook."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.analyst.shown import shown
from pipeline.publish import inventory
from pipeline.publish.open import Snapshot

_FORMULA = tuple("=+-@\t\r＝＋－＠")
_BATCH = 10_000  # rows
MAX_ROWS = 1_048_575  # of a sheet, below its head
_MAX_TEXT = 32_767  # characters of a cell


class TooLarge(ValueError):
    """A table has more rows than a sheet."""


def defused(value: Any) -> Any:
    """A cell that a spreadsheet takes for text or a number, never for a formula.

    A list is joined by semicolons; a text that would begin a formula gets an apostrophe.
    """
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str) and value.lstrip(" \u3000\n").startswith(_FORMULA):
        return f"'{value}"
    return value


def to_csv(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Every table as `TABLE.csv` in UTF-8 with a byte-order mark, as spreadsheets want it."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in snapshot.tables:
        written.append(folder / f"{table}.csv")
        with written[-1].open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(_rows(snapshot, table))
    return written


def to_xlsx(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Every table but the long texts as a sheet of `RUN.xlsx`. Raises `TooLarge`."""
    from openpyxl import Workbook

    tables = [table for table in snapshot.tables if table != "texts"]
    for table in tables:
        if snapshot.manifest["tables"][table] > MAX_ROWS:
            raise TooLarge(f"{table} has more than {MAX_ROWS:,} rows: export it as csv")
    folder.mkdir(parents=True, exist_ok=True)
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table)
        sheet.freeze_panes = "A2"
        for row in _rows(snapshot, table):
            sheet.append([_fitting(cell) for cell in row])
    path = folder / f"{snapshot.run}.xlsx"
    book.save(path)
    return [path]


def _fitting(cell: Any) -> Any:
    """What a workbook can hold: no control characters, and no more than a cell's length."""
    return shown(cell)[:_MAX_TEXT] if isinstance(cell, str) else cell


def _rows(snapshot: Snapshot, table: str) -> Iterator[list[Any]]:
    """The names of the columns, then the rows, in bounded memory."""
    parts = inventory.parts(snapshot.path)[table]
    for number, path in enumerate(parts):
        with pq.ParquetFile(path) as file:
            if number == 0:
                yield list(file.schema_arrow.names)
            for batch in file.iter_batches(_BATCH):
                columns = [column.to_pylist() for column in batch.columns]
                for row in zip(*columns, strict=True):
                    yield [defused(cell) for cell in row]
