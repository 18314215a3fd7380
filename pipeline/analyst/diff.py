"""What differs between two snapshots: tasks, projects, listings and entities new, gone, changed.

Rows are matched by what they say and in which document, not by their ids, so that a page that
was fetched again with one word more shows that word and not all its rows twice.  A project is
one over all documents: what counts is its state in the newest that tells one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from pipeline.analyst.shown import shown
from pipeline.publish import inventory

Change = dict[str, tuple[str | None, str | None]]  # column: before, after


@dataclass(frozen=True, slots=True)
class Row:
    """A row that differs: its id in the newer snapshot (or the only one), its name, its document,
    and the columns that changed."""

    id: str
    name: str
    document: str | None
    change: Change = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one table."""

    new: tuple[Row, ...] = ()
    gone: tuple[Row, ...] = ()
    changed: tuple[Row, ...] = ()


def diff(old: Path, new: Path) -> dict[str, Difference]:
    """The difference of each compared table of two snapshots, given by their folders.

    Raises OSError or `duckdb.Error` where one cannot be read.
    """
    with _both(old, new) as connection:
        return {table: _compare(connection, table) for table in _COMPARED}


def count(old: Path, new: Path) -> dict[str, dict[str, int]]:
    """How many rows are new, gone and changed, of the tables in which any is; as `diff`, but
    without holding the rows."""
    found = {}
    with _both(old, new) as connection:
        for table in _COMPARED:
            query = f"SELECT what, count(*) FROM ({_query(table)}) GROUP BY what"
            counts = dict(connection.execute(query).fetchall())
            if counts:
                found[table] = {what: counts.get(what, 0) for what in ("new", "gone", "changed")}
    return found


def as_json(differences: dict[str, Difference]) -> dict[str, Any]:
    return {table: asdict(found) for table, found in differences.items()}


def as_text(differences: dict[str, Difference]) -> Iterator[str]:
    """One line for a row: + new, - gone, ~ changed."""
    for table, found in differences.items():
        for sign, rows in (("+", found.new), ("-", found.gone), ("~", found.changed)):
            for row in rows:
                line = f"{sign} {table:<8} {row.id}  {shown(row.name)}"
                yield f"{line}  ({shown(row.document)})" if row.document else line
                for column, (before, after) in row.change.items():
                    yield f"    {column}: {shown(before or 'null')} → {shown(after or 'null')}"


@contextmanager
def _both(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the tables of two snapshots in the schemas `old` and `new`."""
    with TemporaryDirectory() as scratch:
        limits: dict[str, str | bool | int | float | list[str]]
        limits = {"memory_limit": "1GB", "threads": 2, "temp_directory": scratch}
        with duckdb.connect(config=limits) as connection:
            for side, folder in (("old", old), ("new", new)):
                _attach(connection, side, folder)
            yield connection


def _attach(connection: duckdb.DuckDBPyConnection, side: str, folder: Path) -> None:
    connection.execute(f"CREATE SCHEMA {side}")
    for table, paths in inventory.parts(folder).items():
        files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
        connection.execute(f"CREATE VIEW {side}.{table} AS FROM read_parquet([{files}])")


def _compare(connection: duckdb.DuckDBPyConnection, table: str) -> Difference:
    found: dict[str, list[Row]] = {"new": [], "gone": [], "changed": []}
    for kind, identifier, name, document, before, after in connection.execute(
        _query(table)
    ).fetchall():
        change: Change = {}
        if kind == "changed":
            change = {c: (before[c], after[c]) for c in before if before[c] != after[c]}
        found[kind].append(Row(identifier, name, document, change))
    return Difference(**{kind: tuple(rows) for kind, rows in found.items()})


def _query(table: str) -> str:
    keyed = _COMPARED[table]
    return _DIFFERENCE.format(old=keyed.format(side="old"), new=keyed.format(side="new"))


# Each gives: key (list of text), id, name, document, said (a struct of text, compared).
_TASKS = """
SELECT [source, kind, text, (row_number() OVER same)::VARCHAR] AS key,
       task_id AS id, text AS name, source AS document,
       {{'level': level::VARCHAR, 'action': action, 'issuer': tasks.issuer, 'speaker': speaker,
         'period_start': period_start::VARCHAR, 'period_end': period_end::VARCHAR,
         'policies': array_to_string(policies, '、'),
         'industries': array_to_string(industries, ' ')}} AS said
FROM {side}.tasks JOIN {side}.documents USING (document_id)
WINDOW same AS (PARTITION BY source, kind, text ORDER BY span_start)"""

# Owner, place and amount are what was told last; silence does not take them back.
_PROJECTS = """
SELECT [project_id] AS key, project_id AS id, last(name ORDER BY place_in_time) AS name,
       last(source ORDER BY place_in_time) AS document,
       {{'status': last(status ORDER BY place_in_time),
         'target_status': last(target_status ORDER BY place_in_time),
         'target_start': last(target_start ORDER BY place_in_time)::VARCHAR,
         'target_end': last(target_end ORDER BY place_in_time)::VARCHAR,
         'owner': last(owner ORDER BY place_in_time) FILTER (owner IS NOT NULL),
         'place': last(place ORDER BY place_in_time) FILTER (place IS NOT NULL),
         'amount_cny_min': (last(amount_cny_min ORDER BY place_in_time)
             FILTER (amount_text IS NOT NULL))::VARCHAR,
         'amount_cny_max': (last(amount_cny_max ORDER BY place_in_time)
             FILTER (amount_text IS NOT NULL))::VARCHAR}} AS said
FROM (SELECT *, row_number() OVER (ORDER BY published_end NULLS FIRST,
             published_start NULLS FIRST, source, span_start) AS place_in_time
      FROM {side}.projects JOIN {side}.documents USING (document_id))
GROUP BY project_id"""

_LISTINGS = """
SELECT [source, listings.kind, label, coalesce(name, start_date::VARCHAR, ''),
        (row_number() OVER same)::VARCHAR] AS key,
       listing_id AS id, listings.source_text AS name, source AS document,
       {{'start_date': start_date::VARCHAR, 'end_date': end_date::VARCHAR, 'venue': venue,
         'organizer': organizer}} AS said
FROM {side}.listings JOIN {side}.documents USING (document_id)
WINDOW same AS (PARTITION BY source, listings.kind, label,
                coalesce(name, start_date::VARCHAR, '') ORDER BY position)"""

_ENTITIES = """
SELECT [entity_id] AS key, entity_id AS id, name, NULL::VARCHAR AS document,
       {{'aliases': array_to_string(aliases, '、'), 'parent_id': parent_id, 'code': code}} AS said
FROM {side}.entities"""

_COMPARED = {
    "tasks": _TASKS,
    "projects": _PROJECTS,
    "listings": _LISTINGS,
    "entities": _ENTITIES,
}

_DIFFERENCE = """
WITH old AS ({old}), new AS ({new})
SELECT CASE WHEN old.key IS NULL THEN 'new' WHEN new.key IS NULL THEN 'gone' ELSE 'changed' END
           AS what,
       coalesce(new.id, old.id), coalesce(new.name, old.name),
       coalesce(new.document, old.document), old.said, new.said
FROM old FULL JOIN new ON old.key = new.key
WHERE old.said IS DISTINCT FROM new.said OR old.key IS NULL OR new.key IS NULL
ORDER BY 4, 1, 3, 2"""
