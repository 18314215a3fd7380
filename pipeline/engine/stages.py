"""The three stages a shard goes through.

parse: bytes to documents; normalise: documents to rows; validate: rows to valid tables.
A document that fails a stage is rejected, and its neighbours go on. Run one by one, each stage
hands over on disk to the next; run together, only what is finished is put there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pyarrow as pa

from pipeline.core import NORMALISE, PARSE, Step
from pipeline.engine.guard import Alarm, collector_paused, failure
from pipeline.engine.plan import Shard
from pipeline.engine.resolve import FINGERPRINTS, fingerprint
from pipeline.engine.store import Store
from pipeline.read import Raw, Rejected, Unreadable, decode
from pipeline.records import Document, Problem, Row, Stage
from pipeline.rows import join_entities, problem_row
from pipeline.settings import Settings
from pipeline.tables import TABLES
from pipeline.validate import validate


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
    killed = "the process that worked on it died"
    killers = [raw for raw in shard.raws if raw.source in shard.killers]
    rejected = [_rejected(raw, "parse", "worker_killed", killed) for raw in killers]
    raws = [(raw, raw) for raw in shard.raws if raw.source not in shard.killers]
    decoding = partial(decode, budgets=settings.budgets, fields=settings.fields)
    documents, failed = _through("parse", (decoding, *PARSE), raws, settings)
    return Parsed(documents, rejected + failed)


def normalise_parsed(parsed: Parsed, settings: Settings) -> Normalised:
    """Recognise what each document says, as rows."""
    records, failed = _through("normalise", NORMALISE, parsed.documents, settings)
    made = Normalised(rejected=parsed.rejected + failed)
    documents = {raw.source: document for raw, document in parsed.documents}
    for raw, of_document in records:
        for name, rows in of_document.tables.items():
            made.tables[name] += rows
        document_id = of_document["documents"][0]["document_id"]
        made.fingerprints.append(fingerprint(documents[raw.source], document_id))
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


def _through(
    stage: Stage, steps: Iterable[Step], documents: list[tuple[Raw, Any]], settings: Settings
) -> tuple[list[tuple[Raw, Any]], list[Rejected]]:
    """What the last step gives for each document, and the documents that failed.

    Every step takes all documents before the next step begins: its code and word tables are then
    still in the processor's cache, which saves a seventh of their time.
    """
    rejected = []
    with Alarm(settings.budgets.max_seconds).set() as alarm:
        for step in steps:
            through = []
            for raw, value in documents:
                try:
                    through.append((raw, alarm.limit(raw.source, step, value)))
                except Unreadable as error:
                    rejected.append(_rejected(raw, "read", error.check, error.message))
                except Exception as error:  # one document's failure, whatever it is, is its own
                    rejected.append(_rejected(raw, stage, *failure(error, alarm.seconds)))
            documents = through
    return documents, rejected


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


def rehearse(shard: Shard, settings: Settings) -> None:
    """Go through parse and normalise for nothing, to see whether the process lives."""
    normalise_parsed(parse_shard(shard, settings), settings)
