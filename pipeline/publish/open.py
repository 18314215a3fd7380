"""Reading a published snapshot."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.dataset as ds

from pipeline.publish import inventory, manifest, verify

if TYPE_CHECKING:
    import duckdb

VIEWS = "views.sql"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot, pinned: what is published later does not change what is read here."""

    path: Path
    manifest: manifest.Content

    @property
    def run(self) -> str:
        return self.path.name

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(inventory.parts(self.path))

    def table(self, name: str) -> pa.Table:
        """A whole table as Arrow. Raises KeyError for a name the snapshot has no table of."""
        return self._dataset(name).to_table()

    def duckdb(self) -> "duckdb.DuckDBPyConnection":
        """A new connection with one view per table, the columns' descriptions as comments, and
        the snapshot's own views (`views.sql`).

        It reads nothing but this snapshot and writes no file: the tables come in as Arrow
        datasets, so that DuckDB itself is left without any access to files.
        """
        import duckdb

        connection = duckdb.connect()
        for name in self.tables:
            dataset = self._dataset(name)
            connection.from_arrow(dataset).create_view(name)
            for target, comment in _comments(name, dataset.schema):
                connection.execute(f"COMMENT ON {target} IS {_quoted(comment, chr(39))}")
        if (self.path / VIEWS).is_file():
            connection.execute(f"SET file_search_path = {_quoted(str(self.path), chr(39))}")
            connection.execute((self.path / VIEWS).read_text(encoding="utf-8"))
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return connection

    def _dataset(self, name: str) -> ds.Dataset:
        paths = inventory.parts(self.path).get(name)
        if not paths:
            raise KeyError(f"snapshot {self.run} has no table {name!r}")
        return ds.dataset([str(path) for path in paths], format="parquet")


def open_snapshot(data: str | Path = "data", run: str | None = None) -> Snapshot:
    """The published snapshot of a data folder, or that of a run.

    Raises FileNotFoundError where there is none, `manifest.Damaged` where its manifest is not
    as written; the tables' bytes are checked by `python -m pipeline verify`.
    """
    path = verify.locate(Path(data), run)
    return Snapshot(path, manifest.read(path))


def _comments(table: str, schema: pa.Schema) -> list[tuple[str, str]]:
    view = _quoted(table, '"')
    told: list[tuple[str, dict[bytes, bytes] | None]] = [(f"VIEW {view}", schema.metadata)]
    told += [(f"COLUMN {view}.{_quoted(f.name, chr(34))}", f.metadata) for f in schema]
    return [
        (target, metadata[b"description"].decode())
        for target, metadata in told
        if metadata and b"description" in metadata
    ]


def _quoted(text: str, mark: str) -> str:
    return mark + text.replace(mark, mark * 2) + mark
