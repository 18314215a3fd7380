"""A stream of WARC records cut into records, each whole or told to be broken.

Where a record's length is wrong or its compressed bytes are damaged, it ends where the next one
begins: a broken record costs no other. Never more than a record and a block are held.
"""

import re
from collections.abc import Iterator

from pipeline.read.compression import Damage

MAGIC = b"WARC/"
CLOSING = b"\r\n\r\n"
# A record's first lines: where the next one begins if a length is not to be believed.
BEGINNING = re.compile(rb"WARC/\d\.\d\r?\n[A-Za-z-]{1,40}:")
LONGEST_BEGINNING = 64
LINE_ENDS = re.compile(rb"[\r\n]*")
HEADER_END = re.compile(rb"\r?\n\r?\n")
MAX_HEADER = 1 << 16
LENGTH = re.compile(rb"^Content-Length[ \t]{0,9}:[ \t]{0,9}(\d{1,18})[ \t]{0,9}\r?$", re.I | re.M)


class Framing:
    """Iterates over the records of `blocks`, those longer than `limit` bytes being broken."""

    def __init__(self, blocks: Iterator[bytes | Damage], limit: int) -> None:
        self._blocks = blocks
        self._limit = limit
        self._buffer = bytearray()
        self._passed = 0  # bytes of the stream before the buffer
        # The stream is torn or at its end right behind the buffer.
        self._damage: Damage | None = None
        self._ended = False

    def __iter__(self) -> Iterator[bytes | Damage]:
        while self._skip_line_ends() or self._damage:
            if self._buffer:
                yield self._record()
            elif self._damage:
                yield self._damage
                self._damage = None

    def _record(self) -> bytes | Damage:
        if not (header := self._header_size()):
            return self._broken("broken_record", "no record begins where one should")
        size = self._content_length(header)
        if size is None:
            return self._broken("broken_record", "a record without its length")
        if size > self._limit:
            return self._broken("too_large", f"a record of {size} bytes")
        end = header + size
        if not self._fill(end):
            broken = self._broken("warc_truncated", "the file ends in the middle of the record")
            if not self._buffer:
                return broken
            return Damage("warc_length", "its length reaches into the next record")
        self._fill(end + len(CLOSING) + len(MAGIC))
        after = bytes(self._buffer[end : end + len(CLOSING) + len(MAGIC)])
        following = after.lstrip(b"\r\n")
        if following and not (after.startswith(CLOSING) or following.startswith(MAGIC)):
            return self._broken("warc_length", "its length is not that of its content")
        if not following and self._damage and self._passed + end > self._damage.lost_from:
            return self._broken(self._damage.check, self._damage.message)
        record = bytes(self._buffer[:end])
        self._drop(end)
        return record

    def _header_size(self) -> int:
        """Size of the header the buffer begins with, blank line included; 0 if there is none."""
        self._fill(LONGEST_BEGINNING)
        if not BEGINNING.match(self._buffer):
            return 0
        while not (end := _end(HEADER_END.search(self._buffer, 0, MAX_HEADER))):
            if len(self._buffer) >= MAX_HEADER or not self._more():
                return 0
        return end

    def _content_length(self, header: int) -> int | None:
        found = LENGTH.search(self._buffer, 0, header)
        return int(found[1]) if found else None

    def _broken(self, check: str, message: str) -> Damage:
        """Go on to the next record and say what is wrong with this one."""
        self._drop(1)
        while (at := self._beginning()) is None:
            self._drop(len(self._buffer) - LONGEST_BEGINNING)
            if not self._more():
                # What is torn behind it is why it is broken.
                damage, self._damage = self._damage, None
                self._drop(len(self._buffer))
                return damage or Damage(check, message)
        self._drop(at)
        return Damage(check, message)

    def _beginning(self) -> int | None:
        found = BEGINNING.search(self._buffer)
        return found.start() if found else None

    def _skip_line_ends(self) -> bool:
        """Is there anything but line ends before the stream is torn or ends?"""
        while True:
            self._drop(_end(LINE_ENDS.match(self._buffer)))
            if self._buffer or not self._more():
                return bool(self._buffer)

    def _drop(self, size: int) -> None:
        if size > 0:
            del self._buffer[:size]
            self._passed += size

    def _fill(self, size: int) -> bool:
        while len(self._buffer) < size:
            if not self._more():
                return False
        return True

    def _more(self) -> bool:
        if self._damage or self._ended:
            return False
        block = next(self._blocks, None)
        if isinstance(block, bytes):
            self._buffer += block
            return True
        self._damage, self._ended = block, block is None
        return False


def _end(found: re.Match[bytes] | None) -> int:
    """A match's end; no match is kept, for it locks the buffer it was found in."""
    return found.end() if found else 0
