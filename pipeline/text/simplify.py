"""Traditional characters to Simplified ones, one for one."""

import re
import sys
from functools import cache

import numpy as np
import opencc
from numpy.typing import NDArray

from pipeline.reference import entries, words

# The blocks of hanzi, unified and compatibility; OpenCC leaves everything else as it is.
_HANZI = ((0x2E80, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32400))
_FIRST, _LAST = "\u3400", "\u9fff"  # characters that OpenCC's words are made of


@cache
def _opencc() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str], set[str]]:
    """What OpenCC's `t2s` leaves or gets wrong: words of its output and their right form.

    Beside them the characters that differ.
    """
    table = {row["word"]: row["simplified"] for row in entries("simplified_phrases")}
    longest_first = sorted(table, key=lambda word: (-len(word), word))
    differ = {
        a for word, right in table.items() for a, b in zip(word, right, strict=True) if a != b
    }
    return re.compile("|".join(map(re.escape, longest_first))), table, differ


def to_simplified(text: str) -> str:
    """`text` in Simplified characters: same length, character for character.

    Standard: OpenCC `t2s`, then the project's `simplified_phrases` table.
    """
    converted = _convert(text)
    pattern, table, differ = _phrases()
    if not any(char in converted for char in differ):
        return converted
    # A page that has 着 itself writes 著 only where it means 著.
    told_apart = "着" in text

    def right(word: re.Match[str]) -> str:
        return word[0] if told_apart and "著" in word[0] else table[word[0]]

    return pattern.sub(right, converted)


def _convert(text: str) -> str:
    """What OpenCC makes of the text: its words only where a character depends on them, for most
    characters are changed alike in all of them, and a table of those is eight times as fast."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    alone = _alone()[codes].tobytes().decode("utf-32-le", "surrogatepass")
    pieces = []
    done = 0
    for found in _dependent().finditer(text):
        start = end = found.start()
        if start < done:
            continue
        while start > done and _FIRST <= text[start - 1] <= _LAST:
            start -= 1
        while end < len(text) and _FIRST <= text[end] <= _LAST:
            end += 1
        pieces += [alone[done:start], _opencc().convert(text[start:end])]
        done = end
    return "".join((*pieces, alone[done:]))


@cache
def _alone() -> NDArray[np.uint32]:
    """What OpenCC makes of each code point alone, where that is one character."""
    hanzi = [chr(code) for block in _HANZI for code in range(*block)]
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for char, simplified in zip(
        hanzi, _opencc().convert("\n".join(hanzi)).split("\n"), strict=True
    ):
        if len(simplified) == 1:
            table[ord(char)] = ord(simplified)
    return table


@cache
def _dependent() -> re.Pattern[str]:
    return re.compile(f"[{''.join(words('word_dependent_characters', 'character'))}]")
