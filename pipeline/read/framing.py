"""A stream of WARC records cut into records, each whole or told to be broken.

Where a record's length is wrong or its compressed bytes are damaged, it ends where the next one
begins: a broken record costs no other. Never more than a record and a block are held.
"""

import re
from collections.abc import Iterator

from pipeline.read.compression import Damage

MAGIC = b"WARC/"
# A record's first lines: where the next one begins if a length is not to be believed.
BEGINNING = re.compile(rb"WARC/\d\.\d\r?\n[A-Za-z-]{1,40}:")
LONGEST_BEGINNING = 64
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
        while True:
            self._drop(self._skip_line_ends(0))
            if self._buffer:
                yield self._record()
            elif self._damage:
                yield self._damage
                self._damage = None
            else:
                return

    def _record(self) -> bytes | Damage:
        if not (header := self._header_size()):
            return self._broken("broken_record", "no record begins where one should")
        length = LENGTH.search(self._buffer, 0, header)
        size = int(length[1]) if length else -1
        del length  # it locks the buffer
        if size < 0:
            return self._broken("broken_record", "a record without its length")
        if size > self._limit:
            return self._broken("too_large", f"a record of {size} bytes")
        end = header + size
        if not self._fill(end):
            return self._broken("warc_truncated", "the file ends in the middle of the record")
        following = self._skip_line_ends(end)
        if self._fill(following + len(MAGIC)) and self._buffer.startswith(MAGIC, following):
            return self._take(end, following)
        if following < len(self._buffer):
            return self._broken("warc_length", "its length is not that of its content")
        if self._damage and self._passed + end > self._damage.lost_from:
            return self._broken("", "")
        return self._take(end, following)

    def _header_size(self) -> int:
        """Size of the header the buffer begins with, blank line included; 0 if there is none."""
        if not (self._fill(len(MAGIC)) and self._buffer.startswith(MAGIC)):
            return 0
        while not (found := HEADER_END.search(self._buffer, 0, MAX_HEADER)):
            if len(self._buffer) >= MAX_HEADER or not self._more():
                return 0
        return found.end()

    def _broken(self, check: str, message: str) -> Damage:
        """Go on to the next record and say what is wrong with this one."""
        start = 1
        while not (found := BEGINNING.search(self._buffer, start)):
            self._drop(len(self._buffer) - LONGEST_BEGINNING)
            start = 0
            if not self._more():
                self._drop(len(self._buffer))
                break
        else:
            at = found.start()
            del found
            self._drop(at)
            if check == "warc_truncated":
                return Damage("warc_length", "it claims to reach into the next record")
            return Damage(check, message)
        damage, self._damage = self._damage, None
        return damage or Damage(check, message)

    def _take(self, end: int, following: int) -> bytes:
        record = bytes(self._buffer[:end])
        self._drop(following)
        return record

    def _drop(self, size: int) -> None:
        if size > 0:
            del self._buffer[:size]
            self._passed += size

    def _skip_line_ends(self, at: int) -> int:
        """The offset of the first byte from `at` on that ends no line."""
        while self._fill(at + 1) and self._buffer[at] in b"\r\n":
            at += 1
        return at

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
