"""What only all documents together show: entities, repeated texts, near repeats.

Works on the shards' tables by DuckDB, which spills to disk, so memory does not grow with the
corpus.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.publish.spill import spilling
from pipeline.records import Document, Problem, Row
from pipeline.rows import problem_row

SIGNATURE_SIZE = 64
BAND_SIZE = 4
MIN_SENTENCES = 5
NEAR = 0.8  # share of sentences two texts must have in common to be told of

FINGERPRINTS = pa.schema(
    [
        pa.field("document_id", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("signature", pa.list_(pa.uint32())),
    ]
)
_SENTENCE_ENDS = "。;；!！?？"


def fingerprint(document: Document, document_id: str) -> Row:
    """What tells whether two texts are the same, or nearly: a digest and a MinHash signature."""
    source, text = document.page.text, document.text
    for mark in _SENTENCE_ENDS:
        text = text.replace(mark, "\n")
    sentences = set(map(str.strip, text.split("\n"))) - {""}
    return {
        "document_id": document_id,
        "source": document.page.source,
        "digest": hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
        "signature": _signature(sentences) if len(sentences) >= MIN_SENTENCES else None,
    }


def _signature(sentences: set[str]) -> list[int]:
    from rensa import RMinHash

    minhash = RMinHash(num_perm=SIGNATURE_SIZE, seed=1)
    minhash.update(list(sentences))  # in any order: the least of the hashes are kept
    return list(minhash.digest())


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the shards' valid tables say together.

    `entities` are the documents' entities added up, by kind and name, a parent that is not named
    null; `duplicates` gives for the document_id of a repeated text that of its first occurrence;
    `near_duplicates` are quality rows, one for each document most of whose sentences stand in an
    earlier one; `documents` counts them by the input file they came from.
    """

    entities: pa.Table
    duplicates: dict[str, str]
    near_duplicates: list[Row]
    documents: dict[str, int]


def resolve(folders: Sequence[Path], scratch: Path) -> Resolved:
    """Ask the shards' folders, given in the order of documents; `scratch` is where to spill."""

    def files(table: str) -> list[str]:
        return [str(folder / f"{table}.parquet") for folder in folders]

    with spilling(scratch) as connection:
        connection.execute(_PRINTS, [files("fingerprints")])
        return Resolved(
            connection.sql(_ENTITIES, params=[files("entities")]).to_arrow_table(),
            dict(connection.execute(_DUPLICATES).fetchall()),
            [_near_duplicate(*found) for found in connection.execute(_NEAR, [NEAR]).fetchall()],
            dict(connection.execute(_PER_FILE, [files("documents")]).fetchall()),
        )


def _near_duplicate(document_id: str, source: str, other: str, share: float) -> Row:
    message = f"about {share:.0%} of its sentences stand in {other} too"
    problem = Problem("near_duplicate", message, stage="resolve", observed=other)
    return problem_row(problem, source, document_id, None)


# `place` orders the documents; to number them, all would have to be held at once.
_PRINTS = """
CREATE TEMP TABLE prints AS
SELECT document_id, source, digest, signature,
       (file_index::BIGINT << 32) + file_row_number AS place
FROM read_parquet(?)
"""

_PER_FILE = """
SELECT CASE WHEN format IN ('text', 'html') THEN source
            ELSE regexp_replace(source, '#[^#]*$', '') END AS file, count(*)
FROM read_parquet(?) GROUP BY file
"""

_ENTITIES = """
WITH parts AS (FROM read_parquet(?)),
     whole AS (
        SELECT entity_id, min(kind) AS kind, min(name) AS name, min(parent_id) AS parent_id,
               min(code) AS code, sum(mention_count)::INTEGER AS mention_count,
               sum(document_count)::INTEGER AS document_count
        FROM parts GROUP BY entity_id),
     spellings AS (
        SELECT entity_id, list_sort(list(DISTINCT alias)) AS aliases
        FROM (SELECT entity_id, unnest(aliases) AS alias FROM parts) GROUP BY entity_id)
SELECT entity_id, kind, name, coalesce(aliases, []::VARCHAR[]) AS aliases,
       CASE WHEN parent_id IN (SELECT entity_id FROM whole) THEN parent_id END AS parent_id,
       code, mention_count, document_count
FROM whole LEFT JOIN spellings USING (entity_id) ORDER BY kind, name
"""

_DUPLICATES = """
WITH repeated AS (
        SELECT digest, arg_min(document_id, place) AS first FROM prints
        GROUP BY digest HAVING count(*) > 1)
SELECT document_id, first FROM prints JOIN repeated USING (digest)
WHERE document_id <> first ORDER BY place
"""

# Texts that agree in one band of their signatures are candidates; the signatures decide.
_NEAR = f"""
WITH firsts AS (
        SELECT * FROM prints WHERE signature IS NOT NULL
        AND place IN (SELECT min(place) FROM prints GROUP BY digest)),
     bands AS (
        SELECT place, unnest(list_transform(range(0, {SIGNATURE_SIZE}, {BAND_SIZE}), lambda band:
            hash(band, list_slice(signature, band + 1, band + {BAND_SIZE})))) AS part
        FROM firsts),
     shared AS (
        SELECT part, min(place) AS first_place FROM bands GROUP BY part HAVING count(*) > 1),
     pairs AS (
        SELECT DISTINCT place, first_place FROM bands JOIN shared USING (part)
        WHERE place <> first_place),
     shares AS (
        SELECT later.document_id, later.source, earlier.source AS other, place, first_place,
               len(list_filter(list_zip(later.signature, earlier.signature),
                               lambda pair: pair[1] = pair[2])) / {SIGNATURE_SIZE} AS share
        FROM pairs JOIN firsts later USING (place)
        JOIN firsts earlier ON earlier.place = pairs.first_place)
SELECT document_id, source, list(other ORDER BY share DESC, first_place)[1], max(share)
FROM shares
WHERE share >= ? GROUP BY document_id, source, place ORDER BY place
"""
