"""Queries over more rows than fit in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

# A second thread would need memory that cannot be spilled; every order is asked for by name.
CONFIG: dict[str, str | bool | int | float | list[str]]
CONFIG = {"memory_limit": "256MB", "threads": 1, "preserve_insertion_order": False}


@contextmanager
def spilling(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that spills into `folder`; its failures of disk and memory are OSErrors."""
    with TemporaryDirectory(prefix="spill-", dir=folder) as spill:
        try:
            with duckdb.connect(config={**CONFIG, "temp_directory": spill}) as opened:
                yield opened
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise OSError(str(error)) from error
