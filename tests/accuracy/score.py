"""Published tables against gold annotations: precision, recall and F1 per table, and the share
of right values per field of the rows found.

A row is found where its span and the annotation's overlap by half of their union or more; of
projects also by the name, of dates and listings only with the same days, of entities by kind and
any of their names. Annotations marked optional count neither way, found or not. A gold file whose
`entities_scope` is `sample` tells nothing of entities beyond its own, and one whose `tasks_scope`
is `headings` nothing of measures. A field FIELD is right if it is the annotated value or one of
FIELD_accept.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.accuracy.gold import Gold

Row = dict[str, Any]
Closeness = Callable[[Row, Row], float]  # annotation, row -> 0 where it cannot be it

ENOUGH = 0.5
FIELDS = {
    "headings": ("text", "level", "parent", "action"),
    "measures": ("text", "level", "parent", "action"),
    "projects": (
        *("name", "kind", "owner", "place", "phase", "status"),
        *("target_status", "target_start", "target_end", "amount_cny"),
    ),
    "listings": ("kind", "label", "name", "venue", "organizer"),
    "dates": ("precision",),
    "entities": ("code",),
}


@dataclass(slots=True)
class Tally:
    """Counts of one table, and what is wrong in words."""

    found: int = 0
    missed: int = 0
    false: int = 0
    strict: int = 0  # projects found with the right name and status
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(slots=True)
class Scores:
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[str] = field(default_factory=list)

    def measures(self) -> Iterator[tuple[str, str, float, int]]:
        """(table or table.field, measure, value, what it is a share of), in a fixed order."""
        for table, tally in sorted(self.tallies.items()):
            rows, wanted = tally.found + tally.false, tally.found + tally.missed
            if rows or wanted:
                yield table, "precision", tally.found / max(1, rows), rows
                yield table, "recall", tally.found / max(1, wanted), wanted
                yield table, "f1", 2 * tally.found / (rows + wanted), wanted
            if table == "projects" and wanted:
                yield table, "strict_f1", 2 * tally.strict / max(1, rows + wanted), wanted
            for name, asked in sorted(tally.asked.items()):
                yield f"{table}.{name}", "accuracy", tally.right[name] / asked, asked


def read_tables(snapshot: Path) -> dict[str, list[Row]]:
    """Every table of a snapshot as plain rows."""
    return {path.stem: pq.read_table(path).to_pylist() for path in snapshot.glob("*.parquet")}


def score(golds: list[Gold], tables: dict[str, list[Row]]) -> Scores:
    """All gold files against the tables of a run over their pages."""
    scores = Scores()
    documents = {row["source_sha256"]: row for row in tables["documents"]}
    for gold in golds:
        _score_document(gold, documents[gold["sha256"]], tables, scores)
    return scores


def _score_document(gold: Gold, document: Row, tables: dict[str, list[Row]], to: Scores) -> None:
    name = document["source"]
    rows = {
        table: [row for row in found if row.get("document_id") == document["document_id"]]
        for table, found in tables.items()
    }
    _compare("documents", gold["document"], document, tuple(gold["document"]), name, to)
    _add_parents(gold["tasks"], rows["tasks"])
    headings_only = gold.get("tasks_scope") == "headings"
    for kind in ("heading",) if headings_only else ("heading", "measure"):
        wanted, found = (
            [task for task in some if task["kind"] == kind]
            for some in (gold["tasks"], rows["tasks"])
        )
        _score_table(f"{kind}s", wanted, found, _overlap, name, to)
    for row in rows["projects"]:
        row["amount_cny"] = row["amount_cny_max"] or row["amount_cny_min"]
    _score_table("projects", gold["projects"], rows["projects"], _same_project, name, to)
    _score_table("listings", gold["listings"], rows["listings"], _same_days, name, to)
    lines = [_span(row) for row in rows["listings"]]
    in_prose = [
        row
        for row in rows["dates"]
        if row["basis"] != "fuzzy" and not any(a <= row["span_start"] < b for a, b in lines)
    ]
    _score_table("dates", gold["dates"], in_prose, _same_days, name, to)
    mentioned = {row["entity_id"] for row in rows["mentions"]}
    entities = [row for row in tables["entities"] if row["entity_id"] in mentioned]
    sample = gold.get("entities_scope") == "sample"
    _score_table("entities", gold["entities"], entities, _same_entity, name, to, sample)


def _add_parents(golds: list[Row], rows: list[Row]) -> None:
    """The field `parent` on both sides: the number of the annotation of the task above."""
    numbers = {
        row["task_id"]: number
        for row in rows
        for number, gold in enumerate(golds)
        if gold["kind"] == row["kind"] and _overlap(gold, row)
    }
    for row in rows:
        above = row["parent_task_id"]
        row["parent"] = above and numbers.get(above, "no annotated task")
    spans = {tuple(gold["span"]): number for number, gold in enumerate(golds)}
    for gold in golds:
        if "parent_span" in gold:
            gold["parent"] = gold["parent_span"] and spans[tuple(gold["parent_span"])]


def _score_table(
    table: str,
    golds: list[Row],
    rows: list[Row],
    close: Closeness,
    document: str,
    to: Scores,
    sample: bool = False,
) -> None:
    tally = to.tallies[table]
    pairs = _pair(golds, rows, close)
    for number, gold in enumerate(golds):
        row = pairs.get(number)
        if gold.get("optional"):
            continue
        if row is None:
            tally.missed += 1
            to.errors.append(f"{document}: {table} missed: {_words(gold)}")
            continue
        tally.found += 1
        wrong = _compare(table, gold, row, FIELDS[table], document, to)
        tally.strict += not wrong & {"name", "status"}
    taken = [id(row) for row in pairs.values()]
    optional = [gold for gold in golds if gold.get("optional")]
    for row in () if sample else rows:
        if id(row) not in taken and not any(_touches(gold, row) for gold in optional):
            tally.false += 1
            to.errors.append(f"{document}: {table} false: {_words(row)}")


def _pair(golds: list[Row], rows: list[Row], close: Closeness) -> dict[int, Row]:
    """Annotations' numbers and their rows: the closest pair first, each taken once."""
    candidates = sorted(
        (-how_close, i, j)
        for i, gold in enumerate(golds)
        for j, row in enumerate(rows)
        if (how_close := close(gold, row)) > 0
    )
    pairs: dict[int, Row] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = rows[j]
            taken.add(j)
    return pairs


def _compare(
    table: str, gold: Row, row: Row, fields: tuple[str, ...], document: str, to: Scores
) -> set[str]:
    """The fields that are wrong; each annotated one is counted."""
    wrong = set()
    for name in fields:
        if name not in gold or name.endswith("_accept"):
            continue
        accepted = {_fold(value) for value in (gold[name], *gold.get(f"{name}_accept", ()))}
        to.tallies[table].asked[name] += 1
        if _fold(row[name]) in accepted:
            to.tallies[table].right[name] += 1
        else:
            wrong.add(name)
            of = "" if table == "documents" else f" of {_words(gold)}"
            to.errors.append(f"{document}: {table}.{name}{of}: want {gold[name]}, got {row[name]}")
    return wrong


def _fold(value: object) -> object:
    """Values as they are compared: without width, case, quotes and spaces."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, str):
        folded = unicodedata.normalize("NFKC", value).casefold()
        return "".join(c for c in folded if c not in "“”‘’\"'《》 ") or None
    return value


def _span(row: Row) -> tuple[int, int]:
    return (row["span_start"], row["span_end"]) if "span_start" in row else tuple(row["span"])


def _overlap(gold: Row, row: Row) -> float:
    """Share of the union that both spans hold, 0 where that is too little."""
    (a, b), (c, d) = _span(gold), _span(row)
    share = max(0, min(b, d) - max(a, c)) / max(1, max(b, d) - min(a, c))
    return share if share >= ENOUGH else 0


def _touches(gold: Row, row: Row) -> bool:
    if "span" not in gold:
        return False
    (a, b), (c, d) = _span(gold), _span(row)
    return min(b, d) > max(a, c)


def _same_days(gold: Row, row: Row) -> float:
    ends = [end for end in ("start", "end") if gold.get("loose") != end]
    same = all(_fold(row[f"{end}_date"]) == gold[f"{end}_date"] for end in ends)
    return _overlap(gold, row) if same or gold.get("optional") else 0


def _same_project(gold: Row, row: Row) -> float:
    names = {_fold(name) for name in (gold["name"], *gold.get("name_accept", ()))}
    return _overlap(gold, row) + 2 * (_fold(row["name"]) in names)


def _same_entity(gold: Row, row: Row) -> float:
    names = {gold["name"], *gold.get("name_accept", ()), *gold["surfaces"]}
    wanted = {_fold(name) for name in names}
    return gold["kind"] == row["kind"] and not wanted.isdisjoint(
        _fold(name) for name in (row["name"], *row["aliases"])
    )


def _words(row: Row) -> str:
    return str(row.get("name") or row.get("text") or row.get("source_text"))[:40]
