"""Rows by their id, in whichever table it is, and what is near where there is none."""

from typing import Any

import duckdb

from pipeline.analyst.shown import shown

Row = dict[str, Any]

# The column whose value names a row of the table; a project has one row per document.
KEYS = {
    "documents": "document_id",
    "tasks": "task_id",
    "projects": "project_id",
    "listings": "listing_id",
    "dates": "date_id",
    "entities": "entity_id",
    "mentions": "mention_id",
    "quality": "quality_id",
}


class Unknown(LookupError):
    """No row has this id and no document this source; `near` are the closest there are."""

    def __init__(self, wanted: str, near: list[str]) -> None:
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"no row has the id and no document the source {wanted!r}{hint}")
        self.near = near


def rows(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[Row]:
    """The answer to a query, one dict per row."""
    answer = connection.execute(query, values)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def find(connection: duckdb.DuckDBPyConnection, wanted: str) -> tuple[str, list[Row]]:
    """The table and the rows with this id, or the document of this source. Raises `Unknown`."""
    for table, key in KEYS.items():
        if found := rows(connection, f"FROM {table} WHERE {key} = ?", wanted):
            return table, found
    if found := rows(connection, "FROM documents WHERE source = ?", wanted):
        return "documents", found
    raise Unknown(wanted, _near(connection, wanted))


def _near(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[str]:
    """Ids and sources like the one wanted, and the ids of projects and entities of that name."""
    ids = " UNION ".join(f"SELECT {key}, {key} FROM {table}" for table, key in KEYS.items())
    query = f"""
        WITH names(id, name) AS (
            {ids} UNION SELECT source, source FROM documents
            UNION SELECT project_id, name FROM projects UNION SELECT entity_id, name FROM entities),
        scored AS (SELECT id, name, starts_with(lower(name), lower($1)) AS begun,
                          contains(lower(name), lower($1)) AS held,
                          jaro_winkler_similarity(name, $1) AS alike FROM names)
        SELECT DISTINCT ON (id) id, name FROM scored WHERE held OR alike > 0.8
        ORDER BY begun DESC, held DESC, alike DESC, name, id LIMIT 3"""
    found = connection.execute(query, [wanted]).fetchall()
    return [shown(id if id == name else f"{id} ({name})") for id, name in found]
