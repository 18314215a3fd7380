"""The project's own word tables: CSV files beside this one, each row with an example."""

import csv
from functools import cache
from importlib.resources import files

Entry = dict[str, str]


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """The rows of `name`.csv in file order, every value a stripped string (empty where blank)."""
    text = files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple({k: (v or "").strip() for k, v in row.items() if k} for row in rows)


@cache
def words(name: str, column: str = "word", **where: str) -> tuple[str, ...]:
    """One column of a table, longest first, of the rows whose other columns equal `where`."""
    found = {row[column] for row in entries(name) if all(row.get(k) == v for k, v in where.items())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
