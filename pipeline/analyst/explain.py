"""A row explained: the sentence it stands in, the rule that made it, what is above and below."""

from collections.abc import Iterator
from functools import cache

import click
import duckdb

from pipeline.analyst.evidence import Evidence, Marked
from pipeline.analyst.find import KEYS, Row, find, rows
from pipeline.analyst.rules import meaning
from pipeline.analyst.shown import shown

_EVIDENCE = {"span_start", "span_end", "source_text", "rule", "source", "record"}
_MANY = 20  # rows of one sort that are listed


def explain(connection: duckdb.DuckDBPyConnection, wanted: str, colour: bool) -> Iterator[str]:
    """The lines to print for an id or the source of a document. Raises `find.Unknown`.

    The words of the row are marked by colour, or by ⟦ ⟧ where there is none.
    """
    table, found = find(connection, wanted)
    page = _Explainer(connection, colour)
    for row in found:
        yield from page.document(row) if table == "documents" else page.row(table, row)


class _Explainer:
    def __init__(self, connection: duckdb.DuckDBPyConnection, colour: bool) -> None:
        self.connection = connection
        self.colour = colour
        self.evidence = cache(self._evidence)

    def row(self, table: str, row: Row) -> Iterator[str]:
        yield self._head(table, row)
        yield from self._fields(row, KEYS[table])
        if row.get("span_start") is not None and row.get("document_id"):
            yield from self._sentences(row)
        if rule := row.get("rule"):
            yield f"  rule       {rule}: {meaning(rule) or 'not declared by this version'}"
        if row.get("record"):
            yield f"  record     {shown(row['record'])}"
        yield from self._around(table, row)
        yield ""

    def document(self, row: Row) -> Iterator[str]:
        """The document's fields, then its tasks as a tree, and its other rows one line each."""
        yield self._head("documents", row)
        yield from self._fields(row, "document_id")
        of = row["document_id"]
        yield from self._list("warnings", _QUALITY, of, limit=None)
        yield from self._list("tasks", _TASKS, of, limit=None)
        for title, query in (("projects", _PROJECTS), ("listings", _LISTINGS), ("dates", _DATES)):
            yield from self._list(title, query, of, limit=None)
        yield from self._list("entities", _ENTITIES, of, limit=None)

    def _head(self, table: str, row: Row) -> str:
        source = row.get("source")
        if source is None and row.get("document_id"):
            source = self._source(row["document_id"])
        head = f"{table}  {row[KEYS[table]]}"
        head = click.style(head, bold=True) if self.colour else head
        return f"{head}  {shown(source)}" if source else head

    def _fields(self, row: Row, key: str) -> Iterator[str]:
        for name, value in row.items():
            if name != key and name not in _EVIDENCE and value not in (None, []):
                told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
                yield f"    {name:<22} {shown(told)}"

    def _sentences(self, row: Row) -> Iterator[str]:
        evidence = self.evidence(row["document_id"])
        span = row["span_start"], row["span_end"]
        yield f"  source     {self._marked(evidence.in_source(span))}"
        if repaired := evidence.in_text(span):
            yield f"  repaired   {self._marked(repaired)}"

    def _around(self, table: str, row: Row) -> Iterator[str]:
        if table == "entities":
            yield from self._list("part of", _ENTITY, row["parent_id"])
            yield from self._list("mentions", _MENTIONS, row["entity_id"])
            return
        above = row["task_id"] if table == "projects" else row.get("parent_task_id")
        yield from self._list("under", _ABOVE, above)
        if table == "tasks":
            yield from self._list("below", _BELOW, row["task_id"])
        for column in ("entity_id", "issuer_id", "owner_id", "place_id"):
            yield from self._list(column.removesuffix("_id"), _ENTITY, row.get(column))
        if table == "listings":
            yield from self._list("repeats", _LISTING, row["duplicate_of"])
        yield from self._list("document", _DOCUMENT, row.get("document_id"))

    def _list(
        self, title: str, query: str, wanted: str | None, limit: int | None = _MANY
    ) -> Iterator[str]:
        """A title and the lines (id, depth, words) of a query's answer."""
        found = rows(self.connection, query, wanted) if wanted else []
        for number, line in enumerate(found[:limit]):
            words = "  " * line.get("depth", 0) + shown(" ".join(str(line["words"]).split()))
            yield f"  {'' if number else title:<10} {line['id']}  {words}"
        if limit is not None and len(found) > limit:
            yield f"  {'':<10} and {len(found) - limit} more"

    def _marked(self, sentence: Marked) -> str:
        words = shown(sentence.words)
        words = click.style(words, reverse=True) if self.colour else f"⟦{words}⟧"
        return shown(sentence.before) + words + shown(sentence.after)

    def _source(self, document_id: str) -> str | None:
        query = "SELECT source FROM documents WHERE document_id = ?"
        found = rows(self.connection, query, document_id)
        return found[0]["source"] if found else None

    def _evidence(self, document_id: str) -> Evidence:
        (found,) = rows(self.connection, "FROM texts WHERE document_id = ?", document_id)
        return Evidence(found["source_text"], found["text"])


_TASKS = """
SELECT task_id AS id, level AS depth, text AS words FROM tasks
WHERE document_id = ? ORDER BY span_start, level"""
_BELOW = "SELECT task_id AS id, text AS words FROM tasks WHERE parent_task_id = ? ORDER BY position"
_ABOVE = """
WITH RECURSIVE above(id, parent, words, distance) AS (
    SELECT task_id, parent_task_id, text, 0 FROM tasks WHERE task_id = ?
    UNION ALL SELECT task_id, parent_task_id, text, distance + 1
    FROM tasks JOIN above ON task_id = parent)
SELECT id, words FROM above ORDER BY distance"""
_PROJECTS = """
SELECT project_id AS id, concat_ws(' · ', name, kind, status, target_status) AS words
FROM projects WHERE document_id = ? ORDER BY span_start"""
_LISTINGS = """
SELECT listing_id AS id, concat_ws(' · ', label, name, start_date, nullif(end_date, start_date))
    AS words FROM listings WHERE document_id = ? ORDER BY position"""
_DATES = """
SELECT date_id AS id, concat_ws(' · ', text, start_date, nullif(end_date, start_date), precision)
    AS words FROM dates WHERE document_id = ? ORDER BY span_start"""
_ENTITIES = """
SELECT entity_id AS id, concat(any_value(name), ' · ', any_value(entities.kind), ' × ', count(*))
    AS words FROM mentions JOIN entities USING (entity_id)
WHERE document_id = ? GROUP BY entity_id ORDER BY min(span_start)"""
_QUALITY = """
SELECT quality_id AS id, concat(severity, ' ', "check", ': ', message) AS words
FROM quality WHERE document_id = ? ORDER BY severity, span_start, quality_id"""
_ENTITY = (
    "SELECT entity_id AS id, concat(name, ' · ', kind) AS words FROM entities WHERE entity_id = ?"
)
_LISTING = "SELECT listing_id AS id, source_text AS words FROM listings WHERE listing_id = ?"
_MENTIONS = """
SELECT mention_id AS id, concat(text, ' · ', source) AS words
FROM mentions JOIN documents USING (document_id) WHERE entity_id = ? ORDER BY source, span_start"""
_DOCUMENT = """
SELECT document_id AS id, concat_ws(' · ', title, issuer, published_start, source) AS words
FROM documents WHERE document_id = ?"""
