"""Input that could not be used, kept byte for byte with the reason until it can be.

data/quarantine/<sha256>         the bytes
data/quarantine/<sha256>.json    {"sha256", "size", "kept", "reasons": {source: reason}}
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.publish import disk
from pipeline.publish.manifest import canonical
from pipeline.publish.retention import STAGING

QUARANTINE = "quarantine"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    sha256: str
    size: int  # bytes
    kept: bool  # false where the input was larger than the limit and only its record stands
    reasons: dict[str, str]  # by source

    def path(self, data: Path) -> Path:
        return data / QUARANTINE / self.sha256


def keep(data: Path, raw: BinaryIO, source: str, reason: str, limit: int = 64 * CHUNK) -> Entry:
    """Keep what `raw` still has to give, unless it is more than `limit` bytes.

    The same input again changes nothing; the same bytes under another name add their source.
    The caller holds the lock.
    """
    digest, size = hashlib.sha256(), 0
    draft = disk.directory(data / STAGING) / "quarantined"
    disk.remove(draft)
    with disk.create(draft) as file:
        while chunk := raw.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size <= limit:
                file.write(chunk)
    known = _read(data, digest.hexdigest())
    reasons = {**(known.reasons if known else {}), source: reason}
    entry = Entry(digest.hexdigest(), size, size <= limit, reasons)
    if entry != known:
        disk.directory(data / QUARANTINE)
        if entry.kept:
            disk.sync(draft, disk.FILE_MODE)
            draft.replace(entry.path(data))
        _write(data, entry)
    disk.remove(draft)
    return entry


def entries(data: Path) -> list[Entry]:
    """All that is kept, in the order of sha256."""
    found = (_read(data, path.stem) for path in sorted((data / QUARANTINE).glob("*.json")))
    return [entry for entry in found if entry]


def release(data: Path, entry: Entry, source: str | None = None) -> None:
    """Forget an entry, or one source of it, once the input could be used. The caller holds the
    lock."""
    left = {name: why for name, why in entry.reasons.items() if source not in (None, name)}
    if left:
        _write(data, Entry(entry.sha256, entry.size, entry.kept, left))
    else:
        disk.remove(_record(data, entry.sha256))  # first: bytes without a record count for nothing
        disk.remove(entry.path(data))


def _record(data: Path, sha256: str) -> Path:
    return data / QUARANTINE / f"{sha256}.json"


def _read(data: Path, sha256: str) -> Entry | None:
    try:
        told = json.loads(_record(data, sha256).read_bytes())
        return Entry(told["sha256"], told["size"], told["kept"], told["reasons"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _write(data: Path, entry: Entry) -> None:
    draft = disk.directory(data / STAGING) / "quarantined.json"
    disk.remove(draft)
    with disk.create(draft) as file:
        file.write(
            canonical(
                {
                    "sha256": entry.sha256,
                    "size": entry.size,
                    "kept": entry.kept,
                    "reasons": entry.reasons,
                }
            )
        )
    disk.sync(draft, disk.FILE_MODE)
    draft.replace(_record(data, entry.sha256))
    disk.sync(data / QUARANTINE)
