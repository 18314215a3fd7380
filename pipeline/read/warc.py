"""WARC and WET: a document in each response, resource and conversion record, read by fastwarc."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.read.compression import Damage, blocks
from pipeline.read.framing import Framing
from pipeline.read.records import Budgets, Fields, File, Ignored, Kind, Raw, Rejected

DOCUMENTS = {"response", "resource", "conversion"}
KINDS: dict[str, Kind] = {
    "text/plain": "text",
    "text/html": "html",
    "application/xhtml+xml": "html",
}
SHA1 = re.compile("sha1:[A-Z2-7]{32}")


def unpack(
    file: File, handle: BinaryIO, budgets: Budgets, fields: Fields
) -> Iterator[Raw | Rejected | Ignored]:
    """The documents, each named by its record's number; at the end, what else there was."""
    limit = budgets.document_limit(file.compression is not None)
    others: Counter[str] = Counter()
    for number, record in enumerate(Framing(blocks(handle, file.compression, budgets), limit), 1):
        source = f"{file.source}#{number}"
        if isinstance(record, Damage):
            yield Rejected(source, record.check, record.message, path=file.path)
            continue
        document = _document(file, source, record, limit)
        if isinstance(document, str):
            others[document] += 1
        else:
            yield document
    for what, count in sorted(others.items()):
        yield Ignored(file.source, f"{count} of its records: {what}")


def _document(file: File, source: str, block: bytes, limit: int) -> Raw | Rejected | str:
    """The record's document, or what the record is if it is none."""
    from fastwarc.warc import WarcRecord

    def refuse(check: str, message: str) -> Rejected:
        return Rejected(source, check, message, hashlib.sha256(block).hexdigest(), block)

    try:
        record = WarcRecord.from_bytes(block)
        if str(record.record_type) not in DOCUMENTS:
            return str(record.record_type)
        digest = record.headers.get("WARC-Block-Digest") or ""
        if SHA1.fullmatch(digest) and not record.verify_block_digest():
            return refuse("warc_digest", "its content is not what its digest says")
        media, declared = record.headers.get("Content-Type") or "text/plain", None
        if record.is_http:
            record.parse_http(auto_decode="all")
            status = record.http_headers.status_code
            if status is not None and not 200 <= status < 300:
                return f"HTTP status {status}"
            media, declared = record.http_content_type or "text/html", record.http_charset
        kind = KINDS.get(media.partition(";")[0].strip().lower())
        if kind is None:
            return media
        payload = record.reader.read(limit + 1)
    except (OSError, ValueError, AttributeError) as error:
        return refuse("broken_record", str(error) or type(error).__name__)
    if len(payload) > limit:
        return refuse("too_large", f"more than {limit} bytes")
    return Raw(
        source,
        file.format,
        kind,
        payload,
        hashlib.sha256(payload).hexdigest(),
        url=(record.headers.get("WARC-Target-URI") or "").strip("<> ") or None,
        fetched=record.record_date.date() if record.record_date else None,
        declared=declared,
    )
