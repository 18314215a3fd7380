"""The damage that repair undoes, done to clean text: Traditional GBK bytes, glossed and misread.

Simplified text -> Traditional (OpenCC) -> GBK bytes -> after the two bytes of each glossed
character, wherever they stand, its reading in parentheses -> characters again, as a decoder reads
them that knows nothing of this.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import opencc

from pipeline.reference import entries

Decoder = Literal["eat", "keep"]  # what becomes of the ASCII byte after a lone lead byte


@dataclass(frozen=True)
class Corrupted:
    """The glossed text; `offsets` has for each clean character where its bytes begin in it."""

    text: str
    offsets: list[int]
    glosses: int


def rank(count: int) -> dict[str, str]:
    """The first `count` characters pages gloss, each with its gloss."""
    rows = entries("glossed_characters")[:count]
    return {row["character"]: row["gloss"] for row in rows}


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def corrupt(
    text: str, glosses: Mapping[str, str], config: str = "s2t", decoder: Decoder = "eat"
) -> Corrupted:
    """Corrupt clean Simplified `text` (of characters that GBK has) with these glosses."""
    traditional = _converter(config).convert(text)
    assert len(traditional) == len(text)
    encoded = [char.encode("gbk") for char in traditional]
    owner = [index for index, pair in enumerate(encoded) for _ in pair]
    inserted = {char.encode("gbk"): f"({gloss})".encode("gbk") for char, gloss in glosses.items()}
    data, owners, count = _insert(b"".join(encoded), owner, inserted)
    characters, starts = _decode(data, decoder)
    offsets = [-1] * len(text)
    for at, byte in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else len(data)
        for index in owners[byte:stop]:
            if index >= 0 and offsets[index] < 0:
                offsets[index] = at
    return Corrupted("".join(characters), offsets, count)


def _insert(
    data: bytes, owner: list[int], inserted: Mapping[bytes, bytes]
) -> tuple[bytes, list[int], int]:
    """Put the glosses in; owner -1 marks their bytes."""
    if not inserted:
        return data, owner, 0
    pattern = re.compile(b"|".join(map(re.escape, inserted)), re.DOTALL)
    out, owners, at, count = bytearray(), [], 0, 0
    for match in pattern.finditer(data):
        out += data[at : match.end()]
        owners += owner[at : match.end()]
        gloss = inserted[match[0]]
        out += gloss
        owners += [-1] * len(gloss)
        at, count = match.end(), count + 1
    return bytes(out + data[at:]), owners + owner[at:], count


def _decode(data: bytes, decoder: Decoder) -> tuple[list[str], list[int]]:
    """The characters of `data` and the byte where each begins."""
    characters, starts, at = [], [], 0
    while at < len(data):
        size = 1 if data[at] < 0x80 or at + 1 == len(data) else 2
        try:
            char = data[at : at + size].decode("gbk")
        except UnicodeDecodeError:
            char = "?" if decoder == "eat" else "\ufffd"
            size = size if decoder == "eat" else 1
        characters.append(char)
        starts.append(at)
        at += size
    return characters, starts
