"""What the report shows of a snapshot: all of a small one, of a corpus samples and worst cases."""

from typing import Any

import duckdb

from pipeline.analyst.evidence import Evidence
from pipeline.analyst.find import KEYS, Row, rows
from pipeline.analyst.report.pieces import Mark, lines
from pipeline.analyst.rules import meaning
from pipeline.analyst.shown import shown
from pipeline.publish.open import Snapshot

DOCUMENTS = 12  # shown with their text; half of them the worst where there are more
CHARACTERS = 20_000  # of each
PROJECTS, LISTINGS, WARNINGS = 1000, 300, 100

_KINDS = {
    "tasks": "task",
    "projects": "project",
    "listings": "listing",
    "dates": "date",
    "mentions": "entity",
}
_UNTOLD = {"document_id", "span_start", "span_end", "source_text", "rule"}


def gather(snapshot: Snapshot) -> dict[str, Any]:
    """The values of the template `page.html`, by name."""
    connection = snapshot.duckdb()
    totals = snapshot.manifest["tables"]
    projects = rows(connection, _PROJECTS, PROJECTS)
    shown_rows: list[dict[str, Any]] = []
    documents = [
        _document(connection, row, shown_rows) for row in rows(connection, _SAMPLE, DOCUMENTS)
    ]
    return {
        "run": snapshot.run,
        "version": snapshot.manifest["version"],
        "totals": totals,
        "quarantined": rows(connection, _REJECTED)[0]["count"],
        "checks": rows(connection, _CHECKS),
        "warnings": rows(connection, _WARNINGS, WARNINGS),
        "listings": rows(connection, _LISTINGS, LISTINGS),
        "projects": projects,
        "choices": {
            column: sorted({row[column] for row in projects if row[column]})
            for column in ("status", "kind", "place")
        },
        "status_counts": rows(connection, _STATUS_COUNTS),
        "moments": [{k: str(v) for k, v in row.items()} for row in rows(connection, _MOMENTS)],
        "documents": documents,
        "sampled": totals["documents"] > len(documents),
        "characters": CHARACTERS,
        "rows": shown_rows,
        "rules": {
            rule: shown(meaning(rule) or "not declared by this version")
            for rule in sorted({row["rule"] for row in shown_rows})
        },
    }


def _document(connection: duckdb.DuckDBPyConnection, row: Row, out: list[Row]) -> Row:
    """A document with its lines and its tree of tasks; its rows are put behind those in `out`."""
    of = row["document_id"]
    marks: list[Mark] = []
    tasks: list[Row] = []
    for table, kind in _KINDS.items():
        for found in rows(connection, _ROWS[table], of):
            number = len(out)
            marks.append(Mark(number, kind, (found["span_start"], found["span_end"])))
            out.append(_told(kind, KEYS[table], found))
            if kind == "task":
                tasks.append({**found, "row": number})
    (texts,) = rows(connection, "FROM texts WHERE document_id = ?", of)
    evidence = Evidence(texts["source_text"], texts["text"])
    return {**row, "lines": list(lines(evidence, marks, CHARACTERS)), "tree": _tree(tasks)}


def _told(kind: str, key: str, row: Row) -> Row:
    """A row as the panel tells it: what it is, its fields, its rule."""
    fields = []
    for name, value in row.items():
        if value not in (None, []) and name not in _UNTOLD and not name.endswith("_id"):
            told = "、".join(map(str, value)) if isinstance(value, list) else str(value)
            fields.append([name.replace("_", " "), shown(told)])
    return {"kind": kind, "id": row[key], "fields": fields, "rule": row["rule"]}


def _tree(tasks: list[Row]) -> list[Row]:
    """The tasks without a task above them, each with those below it under `below`."""
    nodes: dict[str, Row] = {task["task_id"]: {**task, "below": []} for task in tasks}
    for node in nodes.values():
        if node["parent_task_id"]:
            nodes[node["parent_task_id"]]["below"].append(node)
    return [node for node in nodes.values() if not node["parent_task_id"]]


_ROWS = {
    table: f"FROM {table} WHERE document_id = ? ORDER BY span_start, span_end DESC"
    for table in ("tasks", "projects", "listings", "dates")
}
_ROWS["mentions"] = """
SELECT entities.name, entities.kind, mentions.* EXCLUDE (text), text AS written
FROM mentions JOIN entities USING (entity_id) WHERE document_id = ? ORDER BY span_start"""

_REJECTED = "SELECT count(*) AS count FROM quality WHERE severity = 'rejected'"
_CHECKS = """
SELECT severity, "check", count(*) AS count, count(DISTINCT source) AS documents FROM quality
GROUP BY ALL ORDER BY severity, count DESC, "check" """
_WARNINGS = """
SELECT severity, "check", message, source, expected, observed FROM quality
QUALIFY row_number() OVER (PARTITION BY "check" ORDER BY source, span_start, quality_id) <= 10
ORDER BY severity, "check", source, span_start, quality_id LIMIT ?"""
_LISTINGS = """
SELECT listings.kind, label, name, start_date, end_date, venue, organizer, source,
       listings.duplicate_of IS NOT NULL AS repeated
FROM listings JOIN documents USING (document_id)
ORDER BY start_date DESC NULLS LAST, source, position LIMIT ?"""
_PROJECTS = """
SELECT project_id, name, projects.kind, status, target_status, target_end, owner, place, industry,
       amount_text, source
FROM projects JOIN documents USING (document_id)
WHERE documents.duplicate_of IS NULL
ORDER BY name, source, span_start LIMIT ?"""
_STATUS_COUNTS = "SELECT kind, status, count(*) AS count FROM projects GROUP BY ALL ORDER BY ALL"
_MOMENTS = """
SELECT kind, start_date AS start, coalesce(end_date, start_date) AS "end" FROM listings
WHERE start_date IS NOT NULL AND duplicate_of IS NULL
UNION SELECT 'project target', coalesce(target_start, target_end), target_end FROM projects
WHERE target_end IS NOT NULL
ORDER BY ALL LIMIT 2000"""

# Of a corpus: a third those with the most problems, a third those with the most tasks and
# projects, and the rest spread evenly over all the others.
_SAMPLE = """
WITH counted AS (
    SELECT documents.*, coalesce(problems, 0) AS problems,
           coalesce(tasks, 0) + project_count AS found, count(*) OVER () AS total
    FROM documents
    LEFT JOIN (SELECT document_id, count(*) AS problems FROM quality GROUP BY 1)
        USING (document_id)
    LEFT JOIN (SELECT document_id, count(*) AS tasks FROM tasks GROUP BY 1) USING (document_id)
    WHERE duplicate_of IS NULL),
placed AS (
    SELECT *, row_number() OVER (ORDER BY problems DESC, damage_count DESC, source) AS badness,
           row_number() OVER (ORDER BY found DESC, source) AS richness,
           row_number() OVER (ORDER BY source) - 1 AS place FROM counted),
sorted AS (
    SELECT *, CASE WHEN total <= $1 THEN 0 WHEN problems > 0 AND badness <= $1 // 3 THEN 1
                   WHEN richness <= $1 // 3 THEN 2 ELSE 3 END AS sort FROM placed)
SELECT * FROM sorted
ORDER BY sort, CASE sort WHEN 1 THEN badness WHEN 2 THEN richness
                         WHEN 3 THEN place % greatest(3 * total // $1, 1) END, place
LIMIT $1"""
