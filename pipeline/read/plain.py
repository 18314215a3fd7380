"""Plain text and HTML files: one file, one document. And plain text into a page."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.read.compression import Damage, blocks
from pipeline.read.encoding import Decoded, decode_bytes
from pipeline.read.records import Budgets, Fields, File, Kind, Raw, Rejected, Unreadable
from pipeline.records import Page


def unpack(
    file: File, handle: BinaryIO, budgets: Budgets, fields: Fields
) -> Iterator[Raw | Rejected]:
    """The file as one document."""
    limit = budgets.document_limit(file.compression is not None)
    if file.size > budgets.max_document_bytes:
        yield Rejected(file.source, "too_large", f"{file.size} bytes", path=file.path)
        return
    parts: list[bytes] = []
    size = 0
    for block in blocks(handle, file.compression, budgets):
        if isinstance(block, Damage):
            yield Rejected(file.source, block.check, block.message, path=file.path)
            return
        parts.append(block)
        size += len(block)
        if size > limit:
            message = f"more than {limit} bytes"
            yield Rejected(file.source, "too_large", message, path=file.path)
            return
    payload = b"".join(parts)
    kind: Kind = "html" if file.format == "html" else "text"
    digest = hashlib.sha256(payload).hexdigest()
    yield Raw(file.source, file.format, kind, payload, digest)


def decode(raw: Raw, fields: Fields) -> Page:
    """A page of plain text: every character as it came, line ends included."""
    return lay_page(raw, decode_bytes(raw.payload, (raw.declared,)))


def lay_page(raw: Raw, decoded: Decoded) -> Page:
    """The page of a text that is decoded already."""
    text, encoding, problems = decoded
    if not text.strip():
        raise Unreadable("empty", "no text in it")
    return Page(
        raw.source,
        text,
        raw.sha256,
        raw.format,
        encoding,
        raw.url,
        raw.title,
        raw.fetched,
        problems,
    )
