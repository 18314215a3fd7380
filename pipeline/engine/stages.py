"""The three stages a shard goes through.

parse: bytes to documents; normalise: documents to rows; validate: rows to valid tables.
A document that fails a stage is rejected, and its neighbours go on. Run one by one, each stage
hands over on disk to the next; run together, only what is finished is put there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import pyarrow as pa

from pipeline.engine.guard import Alarm, collector_paused, failure
from pipeline.engine.plan import Shard
from pipeline.engine.resolve import FINGERPRINTS, fingerprint
from pipeline.engine.store import Store
from pipeline.normalise.findings import normalise
from pipeline.parse import lay_out
from pipeline.read import Raw, Rejected, Unreadable, decode
from pipeline.records import Document, Problem, Records, Row, Stage
from pipeline.rows import join_entities, make_rows, problem_row
from pipeline.settings import Settings
from pipeline.tables import TABLES
from pipeline.validate import validate

T = TypeVar("T")


@dataclass(slots=True)
class Parsed:
    """What parse hands over: each document with the bytes it came from."""

    documents: list[tuple[Raw, Document]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(slots=True)
class Normalised:
    """What normalise hands over: rows by table, and what was left out so far."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    fingerprints: list[Row] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def work(shard: Shard, store: Store, settings: Settings) -> None:
    """All stages of a shard, if it is not done."""
    if not store.finished(shard.key):
        with collector_paused():
            finish(shard.key, normalise_parsed(parse_shard(shard, settings), settings), store)


def parse_shard(shard: Shard, settings: Settings) -> Parsed:
    """Decode, repair and lay out each document."""
    parsed = Parsed()
    with Alarm(settings.budgets.max_seconds) as alarm:
        for raw in shard.raws:
            if raw.source in shard.killers:
                message = "the process that worked on it died"
                parsed.rejected.append(_rejected(raw, "parse", "worker_killed", message))
                continue
            document = _guarded(
                raw,
                "parse",
                alarm,
                lambda raw: lay_out(decode(raw, settings.budgets, settings.fields)),
            )
            if isinstance(document, Rejected):
                parsed.rejected.append(document)
            else:
                parsed.documents.append((raw, document))
    return parsed


def normalise_parsed(parsed: Parsed, settings: Settings) -> Normalised:
    """Recognise what each document says, as rows."""
    made = Normalised(rejected=list(parsed.rejected))
    with Alarm(settings.budgets.max_seconds) as alarm:
        for raw, document in parsed.documents:
            records = _guarded(raw, "normalise", alarm, partial(_rows, document))
            if isinstance(records, Rejected):
                made.rejected.append(records)
                continue
            for name, rows in records.tables.items():
                made.tables[name] += rows
            made.fingerprints.append(fingerprint(document, records["documents"][0]["document_id"]))
    made.tables["entities"] = join_entities(made.tables["entities"])
    made.tables["quality"] += [rejection_row(rejected) for rejected in made.rejected]
    return made


def finish(key: str, normalised: Normalised, store: Store) -> None:
    """Hold every row against its declaration; what passes is a shard's part of the tables."""
    tables = validate(normalised.tables)
    kept = set(map(str, tables["documents"].column("document_id").to_pylist()))
    prints = [row for row in normalised.fingerprints if row["document_id"] in kept]
    tables["fingerprints"] = pa.Table.from_pylist(prints, schema=FINGERPRINTS)
    store.put_objects("rejected", key, [*normalised.rejected, *_lost(normalised, kept)])
    store.put_tables("validate", key, tables)


def _lost(normalised: Normalised, kept: set[str]) -> Iterator[Rejected]:
    """Documents that have no valid row in `documents`, where `quality` says why."""
    for row, text in zip(normalised.tables["documents"], normalised.tables["texts"], strict=True):
        if row["document_id"] not in kept:
            payload = text["source_text"].encode("utf-8", "surrogatepass")
            message = "its row of documents is invalid"
            yield Rejected(
                row["source"], "invalid_document", message, None, payload, stage="validate"
            )


def _rows(document: Document, _: Raw) -> Records:
    return make_rows(normalise(document))


def _guarded(raw: Raw, stage: Stage, alarm: Alarm, step: Callable[[Raw], T]) -> T | Rejected:
    """The step's result, or why this document has none."""
    try:
        with alarm.limit():
            return step(raw)
    except Unreadable as error:
        return _rejected(raw, "read", error.check, error.message)
    except Exception as error:  # one document's failure, whatever it is, is its own
        return _rejected(raw, stage, *failure(error, alarm.seconds))


def _rejected(raw: Raw, stage: Stage, check: str, message: str) -> Rejected:
    return Rejected(raw.source, check, message, raw.sha256, raw.payload, stage=stage)


def rejection_row(rejected: Rejected) -> Row:
    """A file or record that never became a document, as a row of `quality`."""
    problem = Problem(
        rejected.check,
        rejected.message,
        "rejected",
        rejected.stage,
        observed=rejected.sha256 and f"sha256 {rejected.sha256}",
    )
    return problem_row(problem, rejected.source, None, None)


def rehearse(raws: tuple[Raw, ...], settings: Settings) -> None:
    """Go through parse and normalise for nothing, to see whether the process lives."""
    with Alarm(settings.budgets.max_seconds) as alarm:
        for raw in raws:
            _guarded(
                raw,
                "parse",
                alarm,
                lambda raw: make_rows(
                    normalise(lay_out(decode(raw, settings.budgets, settings.fields)))
                ),
            )
