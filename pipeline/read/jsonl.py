"""JSON Lines: a document on each line, its text or markup in a named field."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from pipeline.read import html, plain
from pipeline.read.compression import Damage, blocks
from pipeline.read.encoding import Decoded, decode_bytes
from pipeline.read.records import Budgets, Fields, File, Raw, Rejected, Unreadable
from pipeline.records import Page, Problem

SURROGATES = re.compile("[\ud800-\udfff]")


def unpack(
    file: File, handle: BinaryIO, budgets: Budgets, fields: Fields
) -> Iterator[Raw | Rejected]:
    """The lines, each named by its number; blank ones do not count as documents."""
    limit = budgets.document_limit(file.compression is not None)
    line = LongLine(limit)
    number = 1
    for block in blocks(handle, file.compression, budgets):
        if isinstance(block, Damage):
            # The line that was cut goes with what is missing.
            yield Rejected(f"{file.source}#{number}", block.check, block.message, path=file.path)
            line, number = LongLine(limit), number + 1
            continue
        *ended, rest = block.split(b"\n")
        for part in ended:
            line.add(part)
            yield from line.documents(f"{file.source}#{number}")
            line, number = LongLine(limit), number + 1
        line.add(rest)
    yield from line.documents(f"{file.source}#{number}")


class LongLine:
    """A line that arrives in parts; beyond the limit only its size and its hash are kept."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.parts: list[bytes] = []
        self.hash = hashlib.sha256()

    def add(self, part: bytes) -> None:
        self.size += len(part)
        self.hash.update(part)
        if self.size <= self.limit:
            self.parts.append(part)
        else:
            self.parts.clear()

    def documents(self, source: str) -> Iterator[Raw | Rejected]:
        """The line as a document, none if it is blank."""
        if self.size > self.limit:
            message = f"a line of {self.size} bytes"
            yield Rejected(source, "too_large", message, self.hash.hexdigest())
        elif not (payload := b"".join(self.parts)).isspace() and payload:
            yield Raw(source, "jsonl", "json", payload, self.hash.hexdigest())


def decode(raw: Raw, fields: Fields) -> Page:
    """The page in the record's text field, or else in its html field."""
    text, encoding, problems = decode_bytes(raw.payload, (raw.declared,))
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken_json", f"{error or 'nested too deep'}") from None
    if not isinstance(record, dict):
        raise Unreadable("json_schema", f"a {type(record).__name__} where an object is expected")
    content, lay_page = _first(record, fields.text), plain.lay_page
    if content is None:
        content, lay_page = _first(record, fields.html), html.lay_page
    if content is None:
        wanted = ", ".join(fields.text + fields.html)
        raise Unreadable("json_schema", f"none of the fields {wanted} holds a text")
    content = content.lstrip("\ufeff")
    try:
        payload = content.encode()
    except UnicodeEncodeError:
        content, lost = SURROGATES.subn("\ufffd", content)
        message = f"{lost} lone surrogates became U+FFFD"
        problems += (Problem("lone_surrogate", message, stage="read", observed=str(lost)),)
        payload = content.encode()
    document = replace(
        raw,
        payload=payload,
        sha256=hashlib.sha256(payload).hexdigest(),
        url=_scrubbed(_first(record, fields.url)),
        title=_scrubbed(_first(record, fields.title)),
        fetched=as_date(_first(record, fields.fetched)),
    )
    return lay_page(document, Decoded(content, encoding, problems))


def as_date(stamp: str | None) -> dt.date | None:
    """The day of an ISO 8601 time stamp."""
    try:
        return dt.date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _first(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value:
            return value
    return None


def _scrubbed(value: str | None) -> str | None:
    return value and SURROGATES.sub("\ufffd", value)
