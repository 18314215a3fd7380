"""Traditional characters to Simplified ones, one for one."""

import re
from functools import cache

import opencc

from pipeline.reference import entries, words

# The blocks of hanzi, unified and compatibility; OpenCC leaves all else as it is.
_HANZI = ((0x2E80, 0xA000), (0xF900, 0xFB00))
_RARE = "\U00020000-\U000323ff"
_LINE = re.compile("[^\n\ud800-\udfff]+")  # OpenCC cannot read lone surrogates


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
    """What OpenCC makes of the text.

    It changes most characters alike in all words, for which a table is twice as fast; it reads
    only the lines in which one of the others may stand.
    """
    if not _of_words().search(text):
        return text.translate(_alone())
    return _LINE.sub(_convert_line, text)


def _convert_line(line: re.Match[str]) -> str:
    if not _of_words().search(line[0]):
        return line[0].translate(_alone())
    converted: str = _opencc().convert(line[0])
    return converted


@cache
def _alone() -> list[str]:
    """What OpenCC makes of each code point of the basic plane alone, where it is one character."""
    table = list(map(chr, range(0x10000)))
    for first, last in _HANZI:
        simplified = _opencc().convert("\n".join(table[first:last])).split("\n")
        table[first:last] = [
            new if len(new) == 1 else own
            for own, new in zip(table[first:last], simplified, strict=True)
        ]
    return table


@cache
def _of_words() -> re.Pattern[str]:
    """Each word that is more than its characters has one of these; and hanzi not in the table."""
    return re.compile(f"[{''.join(words('simplified_in_words', 'character'))}{_RARE}]")
