"""Word tables of the date grammar, read from pipeline/reference."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_REFERENCE = Path(__file__).parents[2] / "reference"


@dataclass(frozen=True, slots=True)
class WordTable:
    values: dict[str, int]
    pattern: str  # an alternation of the words, longest first
    heads: str  # their first characters
    seconds: str  # their second characters


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a reference table, as dictionaries of strings."""
    text = (_REFERENCE / name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def alternation(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def word_table(name: str, kind: str | None = None) -> WordTable:
    """The words of a table (of one `kind`) and their values."""
    values = {r["word"]: int(r["value"]) for r in rows(name) if kind is None or r["kind"] == kind}
    return WordTable(
        values,
        alternation(list(values)),
        "".join(w[0] for w in values),
        "".join(w[1] for w in values),
    )
