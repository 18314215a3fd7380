"""What the reader hands on: files found, raw documents taken out of them, and refusals."""

import contextlib
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from pipeline.read.opening import open_regular
from pipeline.records import Format, Stage

Compression = Literal["gz", "zst"]
Kind = Literal["text", "html", "json"]


@dataclass(frozen=True, slots=True)
class Budgets:
    """What one document may cost: sizes in bytes, time in seconds.

    `max_decompressed_bytes` bounds a document that came compressed, `max_ratio` how many times
    its own size a compressed container may grow once it is past that size.
    """

    max_document_bytes: int = 32_000_000
    max_decompressed_bytes: int = 256_000_000
    max_ratio: int = 250
    max_seconds: float = 60.0
    max_memory: int = 4_000_000_000

    def document_limit(self, compressed: bool) -> int:
        """The most bytes one document may have once it is unpacked."""
        if compressed:
            return min(self.max_document_bytes, self.max_decompressed_bytes)
        return self.max_document_bytes


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of JSON fields and Parquet columns, the first found wins; text before html."""

    text: tuple[str, ...] = ("text", "content")
    html: tuple[str, ...] = ("html",)
    url: tuple[str, ...] = ("url",)
    title: tuple[str, ...] = ("title",)
    fetched: tuple[str, ...] = ("fetched", "crawl_date")


DEFAULT_FIELDS = Fields()


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. `source` is its path below the root, escaped for tables and logs."""

    source: str
    path: Path
    size: int
    modified: int  # nanoseconds, to notice a change
    format: Format
    compression: Compression | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something that is left alone on purpose."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that cannot be read. Its bytes are `payload`, or else the file at `path`."""

    source: str
    check: str
    message: str
    sha256: str | None = None
    payload: bytes | None = None
    path: Path | None = None
    stage: Stage = "read"

    def open(self) -> BinaryIO:
        """The bytes for the quarantine; none where there are none to be had."""
        if self.payload is None and self.path is not None:
            with contextlib.suppress(OSError):
                return open_regular(self.path)
        return io.BytesIO(self.payload or b"")


@dataclass(frozen=True, slots=True)
class Raw:
    """One document's bytes, before they are decoded; picklable, so that a worker can do that.

    `kind` says what the payload is, `format` what kind of file it came from. `sha256` is that
    of the payload.
    """

    source: str
    format: Format
    kind: Kind
    payload: bytes
    sha256: str
    url: str | None = None
    title: str | None = None
    fetched: dt.date | None = None
    declared: str | None = None


class Unreadable(Exception):
    """A document that cannot be decoded; `check` is the identifier of the reason."""

    def __init__(self, check: str, message: str) -> None:
        super().__init__(check, message)
        self.check = check
        self.message = message
