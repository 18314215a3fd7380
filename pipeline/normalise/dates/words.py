"""Word tables of the date grammar, read from pipeline/reference."""

import re
from dataclasses import dataclass

from pipeline.reference import entries


@dataclass(frozen=True, slots=True)
class WordTable:
    values: dict[str, int]
    pattern: str  # an alternation of the words, longest first


def alternation(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def word_table(name: str, kind: str | None = None) -> WordTable:
    """The words of a table (of one `kind`) and their values."""
    values = {
        r["word"]: int(r["value"]) for r in entries(name) if kind is None or r["kind"] == kind
    }
    return WordTable(values, alternation(list(values)))
