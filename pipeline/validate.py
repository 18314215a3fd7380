"""Rows to valid tables: what fails a check becomes a `quality` row, the rest goes on.

Three checks: each row against its table's declaration, each span against the text it points
into, each key against the row it names.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TypeVar

import pandas as pd
import pyarrow as pa
from pandera.errors import SchemaErrors
from pandera.pandas import DataFrameSchema

from pipeline.ids import make_id
from pipeline.records import Problem, Row
from pipeline.rows import problem_row
from pipeline.tables import TABLES
from pipeline.tables.arrow import references, schema, to_arrow

T = TypeVar("T")
Tables = dict[str, list[Row]]
Rejects = dict[str, dict[int, Problem]]  # table -> row number -> why
MISFIT = (pa.ArrowException, KeyError, TypeError, ValueError, OverflowError)


def validate(tables: Tables) -> dict[str, pa.Table]:
    """Valid Arrow tables of some documents' rows, with a `quality` row for each row left out.

    `tables` holds every table by name; entities are whole, not one part per document.
    """
    rejected: Rejects = {}
    fitting = {}
    for name, rows in tables.items():
        fitting[name], rejected[name] = _fit(name, rows)
    numbers = {name: _left(range(len(rows)), rejected[name]) for name, rows in tables.items()}
    for name, number, problem in _wrong_spans(tables, rejected):
        rejected[name][number] = problem
    for name, rows in tables.items():
        _check_declared(name, rows, fitting[name], numbers[name], rejected[name])
    _cascade(tables, rejected)
    if not any(rejected.values()):
        return fitting
    good = {name: list(_left(rows, rejected[name])) for name, rows in tables.items()}
    good["quality"] += list(_quality(tables, rejected, good))
    _recount(good, rejected)
    return {name: to_arrow(name, rows) for name, rows in good.items()}


def _left(rows: Sequence[T], out: Collection[int]) -> Sequence[T]:
    """The rows whose numbers are not `out`."""
    return [row for number, row in enumerate(rows) if number not in out] if out else rows


def _fit(name: str, rows: list[Row]) -> tuple[pa.Table, dict[int, Problem]]:
    """The rows whose values have the columns' types, and what is wrong with the others."""
    try:
        return to_arrow(name, rows), {}
    except MISFIT:
        problems = {}
        for number, row in enumerate(rows):
            try:
                to_arrow(name, [row])
            except MISFIT as error:
                message = str(error).splitlines()[0]
                problems[number] = _problem("wrong_type", name, row, message)
        return to_arrow(name, list(_left(rows, problems))), problems


def _check_declared(
    name: str,
    rows: list[Row],
    fitting: pa.Table,
    numbers: Sequence[int],
    rejected: dict[int, Problem],
) -> None:
    """The pandera model on the rows that fit, given with their numbers; its failure cases are
    rejects, of equal keys all but the first."""
    required = (field.name for field in fitting.schema if not field.nullable)
    declared = _declared(name, frozenset(c for c in required if fitting.column(c).null_count))
    if not (numbers and declared.columns):
        return
    # Nothing is converted: threads would only be waited for.
    columns = fitting.select(list(declared.columns))
    frame = columns.to_pandas(types_mapper=pd.ArrowDtype, use_threads=False)
    try:
        declared.validate(frame, lazy=True, inplace=True)
    except SchemaErrors as errors:
        first_keys = set()
        for case in errors.failure_cases.to_dict("records"):
            if pd.isna(case["index"]):
                raise
            if case["check"] == "field_uniqueness" and case["failure_case"] not in first_keys:
                first_keys.add(case["failure_case"])
                continue
            number = numbers[int(case["index"])]
            message = f"{case['column']} fails {case['check']}"
            problem = _problem(
                "not_as_declared",
                name,
                rows[number],
                message,
                expected=str(case["check"]),
                observed=str(case["failure_case"]),
            )
            rejected.setdefault(number, problem)


@cache
def _declared(name: str, lacking: frozenset[str]) -> DataFrameSchema:
    """The table's declaration without the columns that hold it already: they may hold anything of
    their type, and are not among those that are `lacking` a value they must have."""
    declared = TABLES[name].to_schema()
    bare = [c.name for c in declared.columns.values() if not (c.checks or c.unique)]
    return declared.remove_columns([c for c in bare if c not in lacking])


def _wrong_spans(tables: Tables, rejected: Rejects) -> Iterator[tuple[str, int, Problem]]:
    texts = {
        row["document_id"]: row["source_text"] for row in _left(tables["texts"], rejected["texts"])
    }
    for name, rows in tables.items():
        if "span_start" not in schema(name).names or name == "quality":
            continue
        out = rejected[name]
        for number, row in enumerate(rows):
            if number in out:
                continue
            text = texts.get(row["document_id"], "")
            start, end = row["span_start"], row["span_end"]
            if not 0 <= start < end <= len(text) or text[start:end] != row["source_text"]:
                message = "the span does not hold source_text"
                yield name, number, _problem("span_mismatch", name, row, message)


def _cascade(tables: Tables, rejected: Rejects) -> None:
    """Reject rows whose keys do not resolve, until all do."""
    changed = True
    while changed:
        changed = False
        held = _held_keys(tables, rejected)
        for name, rows in tables.items():
            for column, target in references(name).items():
                out = rejected[name]
                named = {row.get(column) for row in _left(rows, out)}
                lost = named - held[target] - {None}
                for number, row in enumerate(rows if lost else ()):
                    value = row.get(column)
                    if number in out or value not in lost:
                        continue
                    message = f"{column} names no row of {target[0]}"
                    out[number] = _problem(
                        "key_unresolved", name, row, message, observed=str(value)
                    )
                    changed = True


def _held_keys(tables: Tables, rejected: Rejects) -> dict[tuple[str, str], set[str]]:
    targets = {target for name in tables for target in references(name).values()}
    return {
        (name, column): {row[column] for row in _left(tables[name], rejected[name])}
        for name, column in targets
    }


def _problem(
    check: str,
    table: str,
    row: Row,
    message: str,
    expected: str | None = None,
    observed: str | None = None,
) -> Problem:
    return Problem(
        check=check,
        message=f"{table}: {message}",
        severity="rejected",
        stage="validate",
        expected=expected,
        observed=observed,
        table_name=table,
        record=json.dumps(row, ensure_ascii=False, default=str, sort_keys=True),
    )


def _quality(tables: Tables, rejected: Rejects, good: Tables) -> Iterator[Row]:
    sources = {row["document_id"]: row.get("source") for row in tables["documents"]}
    published = {row["document_id"] for row in good["documents"]}
    for name, problems in rejected.items():
        for number, problem in sorted(problems.items()):
            row = tables[name][number]
            document = row.get("document_id")
            kept = document if document in published else None
            source = row.get("source") or sources.get(document)
            quality = problem_row(problem, str(source or ""), kept, None)
            yield quality | {"quality_id": make_id(quality["quality_id"], name, number)}


def _recount(good: Tables, rejected: Rejects) -> None:
    """The counts in `documents` and `entities` follow from the rows that are left."""
    if not any(rejected.values()):
        return
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for name in ("projects", "listings"):
        for row in good[name]:
            counts[name, row["document_id"]] += 1
    for row in good["tasks"]:
        counts["tasks", row["document_id"]] += row["kind"] == "heading" and row["level"] == 1
    naming = defaultdict(list)
    for row in good["mentions"]:
        naming[row["entity_id"]].append(row["document_id"])
    for row in good["documents"]:
        for name in ("tasks", "projects", "listings"):
            row[f"{name[:-1]}_count"] = counts[name, row["document_id"]]
    for row in good["entities"]:
        row["mention_count"] = len(naming[row["entity_id"]])
        row["document_count"] = len(set(naming[row["entity_id"]]))
