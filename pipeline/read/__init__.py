"""From files to pages: `discover` finds files, `unpack` takes documents out, `decode` reads them.

What can be read is listed in `registry`.
"""

from collections.abc import Iterator

from pipeline.read.discover import discover, escape
from pipeline.read.opening import digest, open_regular, refusal
from pipeline.read.records import (
    DEFAULT_FIELDS,
    Budgets,
    Fields,
    File,
    Ignored,
    Raw,
    Rejected,
    Unreadable,
)
from pipeline.read.registry import BY_FORMAT, DECODERS
from pipeline.records import Page

__all__ = [
    "DEFAULT_FIELDS",
    "Budgets",
    "Fields",
    "File",
    "Ignored",
    "Raw",
    "Rejected",
    "Unreadable",
    "decode",
    "digest",
    "discover",
    "escape",
    "refusal",
    "unpack",
]


def unpack(
    file: File, budgets: Budgets, fields: Fields = DEFAULT_FIELDS
) -> Iterator[Raw | Rejected | Ignored]:
    """The documents of a file in order, one at a time, and what in it cannot be read.

    A page's file is looked at again before the page is given out; when a container has changed
    meanwhile, that is said after its records.
    """
    held: Raw | Rejected | Ignored | None = None
    found = False
    try:
        with open_regular(file.path) as handle:
            for item in BY_FORMAT[file.format].unpack(file, handle, budgets, fields):
                if held:
                    yield held
                held, found = item, True
        status = file.path.lstat()
    except OSError as error:
        yield Rejected(file.source, *refusal(error), path=file.path)
        return
    if (status.st_size, status.st_mtime_ns) != (file.size, file.modified):
        if held and held.source != file.source:
            yield held
        message = "it changed between discovery and the end of reading"
        yield Rejected(file.source, "changed_while_read", message, path=file.path)
    elif held:
        yield held
    if not found:
        yield Rejected(file.source, "no_records", "no document in it", path=file.path)


def decode(raw: Raw, budgets: Budgets, fields: Fields = DEFAULT_FIELDS) -> Page:
    """The page in a raw document; `Unreadable` with its reason if there is none."""
    if len(raw.payload) > budgets.max_document_bytes:
        raise Unreadable("too_large", f"{len(raw.payload)} bytes")
    return DECODERS[raw.kind](raw, fields)
