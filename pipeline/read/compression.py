"""Files as blocks of decompressed bytes, past whatever is damaged.

A damaged gzip member or zstd frame costs its own content only: reading goes on at the next one.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import zstandard

from pipeline.read.records import Budgets, Compression

BLOCK = 1 << 18
# Small steps keep what one step can expand to within some 16 MB, and what an error loses small.
STEP = 1 << 9
# How much of a member is kept to look for the next one in after an error.
KEPT = 1 << 20
MAX_WINDOW = 1 << 27


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where content is missing. `lost_from` is the offset, in what was yielded, from
    which on the content is not to be trusted: of a corrupt member its start, of a truncated
    one its end."""

    check: str
    message: str
    lost_from: int = 0


@dataclass(frozen=True, slots=True)
class Codec:
    name: str
    magic: bytes
    start: Callable[[], Any]


CODECS: dict[Compression, Codec] = {
    "gz": Codec("gzip", b"\x1f\x8b\x08", lambda: zlib.decompressobj(wbits=31)),
    "zst": Codec(
        "zstd",
        b"\x28\xb5\x2f\xfd",
        lambda: zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).decompressobj(),
    ),
}


def blocks(
    handle: BinaryIO, compression: Compression | None, budgets: Budgets
) -> Iterator[bytes | Damage]:
    """The decompressed content in order, in blocks of bounded size, and every damage in it.

    A `too_large` damage ends it: the content grows beyond both its size and its ratio budget.
    """
    if compression is None:
        yield from iter(lambda: handle.read(BLOCK), b"")
        return
    taken = given = 0

    def steps() -> Iterator[bytes]:
        nonlocal taken
        while step := handle.read(STEP):
            taken += len(step)
            yield step

    gathered: list[bytes] = []
    gathered_size = 0
    for piece in _members(CODECS[compression], steps()):
        if isinstance(piece, bytes):
            gathered.append(piece)
            gathered_size += len(piece)
            given += len(piece)
            if gathered_size < BLOCK:
                continue
        if gathered:
            yield b"".join(gathered)
            gathered, gathered_size = [], 0
        if isinstance(piece, Damage):
            yield piece
        elif given > budgets.max_decompressed_bytes and given > budgets.max_ratio * taken:
            message = f"{taken} compressed bytes have grown to {given} and there is more"
            yield Damage("too_large", message, given)
            return
    if gathered:
        yield b"".join(gathered)


def _members(codec: Codec, steps: Iterator[bytes]) -> Iterator[bytes | Damage]:
    """Decompress member after member; after an error go on at the next magic number."""
    member = codec.start()
    seen = bytearray()  # the compressed bytes of this member, its beginning cut off beyond KEPT
    given = member_start = 0
    fresh = True
    queue = b""
    while data := queue or next(steps, b""):
        queue = b""
        if fresh and not (data := data.lstrip(b"\0")):  # padding between members
            continue
        fresh = False
        seen += data
        try:
            out = member.decompress(data)
        except (zlib.error, zstandard.ZstdError) as error:
            yield Damage(f"damaged_{codec.name}", str(error), member_start)
            resumed = _resume(codec, seen, steps)
            if resumed is None:
                return
            queue = resumed
            out = b""
        if out:
            given += len(out)
            yield out
        if queue or member.eof:
            queue = queue or member.unused_data
            member, member_start, fresh = codec.start(), given, True
            seen.clear()
        elif len(seen) > 2 * KEPT:
            del seen[:KEPT]
    if not fresh:
        yield Damage(f"damaged_{codec.name}", "it ends in the middle", given)


def _resume(codec: Codec, seen: bytearray, steps: Iterator[bytes]) -> bytes | None:
    """The bytes from the next member on: after the first byte of `seen`, or further on."""
    rest = bytes(seen[1:])
    while (at := rest.find(codec.magic)) < 0:
        more = next(steps, b"")
        if not more:
            return None
        rest = rest[-(len(codec.magic) - 1) :] + more
    return rest[at:]
