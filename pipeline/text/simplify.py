"""Traditional characters to Simplified ones, one for one."""

import re
from functools import cache

import opencc

from pipeline.reference import entries

_SURROGATE = re.compile("[\ud800-\udfff]")


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
    if len(converted) != len(text):  # no dictionary of OpenCC does so today
        converted = "".join(_same_length(char) for char in text)
    pattern, table, differ = _phrases()
    if not any(char in converted for char in differ):
        return converted
    # A page that has 着 itself writes 著 only where it means 著.
    told_apart = "着" in text

    def right(word: re.Match[str]) -> str:
        return word[0] if told_apart and "著" in word[0] else table[word[0]]

    return pattern.sub(right, converted)


def _convert(text: str) -> str:
    try:
        converted: str = _opencc().convert(text)
    except UnicodeEncodeError:  # lone surrogates, which UTF-8 lacks
        characters = list(_convert(_SURROGATE.sub("\ufffd", text)))
        for surrogate in _SURROGATE.finditer(text):
            characters[surrogate.start()] = surrogate[0]
        return "".join(characters)
    return converted


def _same_length(char: str) -> str:
    converted = _convert(char)
    return converted if len(converted) == 1 else char
