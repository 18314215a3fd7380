"""One page in every format gives the same rows; damaged containers are named, the rest read."""

import gzip
from collections import defaultdict
from typing import Any

import zstandard

from tests.engine.conftest import SEED, Job, page
from tests.read import samples

TEXT = SEED.read_text("utf-8").strip()
OWN = {"source", "source_sha256", "url", "title", "format", "encoding", "char_count", "source_text"}
TABLES = ("tasks", "projects", "listings", "dates", "mentions")


def plain_rows(job: Job, table: str) -> dict[str, list[dict[str, Any]]]:
    """A table's rows by source, without what depends on it: ids and the carrier's own facts."""
    sources = {r["document_id"]: r["source"] for r in job.rows("documents")}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in job.rows(table):
        kept = {
            k: v
            for k, v in row.items()
            if not k.endswith("_id") and k not in OWN and k != "duplicate_of"
        }
        found[sources[row["document_id"]]].append(kept)
    return found


def test_every_format_and_compression_gives_the_same_rows(job: Job) -> None:
    for old in job.seeds.iterdir():
        old.unlink()
    carriers = {
        "page.txt": TEXT.encode(),
        "page.html": samples.html(TEXT),
        "page.jsonl": samples.jsonl({"text": TEXT}),
        "page.parquet": samples.parquet(text=[TEXT]),
        "page.wet": samples.record(TEXT.encode()),
        "page.warc": samples.response(samples.html(TEXT)),
    }
    for name, data in carriers.items():
        (job.seeds / name).write_bytes(data)
        (job.seeds / f"{name}.gz").write_bytes(gzip.compress(data, mtime=0))
        (job.seeds / f"{name}.zst").write_bytes(zstandard.compress(data))
    told = job()
    assert told["rows"]["documents"] == 3 * len(carriers)
    for table in ("documents", *TABLES):
        found = plain_rows(job, table)
        (first, *others) = found.values()
        assert first and all(rows == first for rows in others), table
        assert len(found) == 3 * len(carriers)


def test_damaged_containers_are_named_and_the_rest_is_read(job: Job) -> None:
    one, two, three = (page(n).encode() for n in (1, 2, 3))
    members = [gzip.compress(samples.record(p), mtime=0) for p in (one, two, three)]
    whole = b"".join(members)
    flipped = bytearray(whole)
    flipped[len(members[0]) + len(members[1]) // 2] ^= 0x40
    (job.seeds / "truncated.warc.gz").write_bytes(whole[:-20])
    (job.seeds / "flipped.warc.gz").write_bytes(bytes(flipped))
    (job.seeds / "other.parquet").write_bytes(samples.parquet(number=[1, 2]))
    lines = (
        samples.jsonl({"text": page(4)}) + b'{"text": "broken\n' + samples.jsonl({"text": page(5)})
    )
    (job.seeds / "broken.jsonl").write_bytes(lines)
    (job.seeds / "bomb.txt.gz").write_bytes(gzip.compress(bytes(40_000_000), mtime=0))
    told = job(code=3)
    sources = {r["source"].partition("#")[0] for r in told["rejected"]}
    assert sources == {
        *("truncated.warc.gz", "flipped.warc.gz", "other.parquet", "broken.jsonl", "bomb.txt.gz")
    }
    read = [r["source"] for r in job.rows("documents")]
    count = {name: sum(s.startswith(name) for s in read) for name in sources}
    assert count["truncated.warc.gz"] == 2 and count["flipped.warc.gz"] == 2
    assert count["broken.jsonl"] == 2 and count["bomb.txt.gz"] == count["other.parquet"] == 0
    reasons = {r["source"]: r["check"] for r in job.rows("quality") if r["severity"] == "rejected"}
    assert {s.partition("#")[0] for s in reasons} == sources
    assert reasons["bomb.txt.gz"] == "too_large"
