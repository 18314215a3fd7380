"""Temporal expressions of Chinese text and the periods they name.

text -> fold -> scanner (atoms) -> compose (expressions) -> resolve (mentions, problems)
"""

import datetime as dt

from pipeline.normalise.dates.compose import expressions, outside_titles
from pipeline.normalise.dates.fold import fold
from pipeline.normalise.dates.grammar import Context
from pipeline.normalise.dates.resolve import Reader, join_runs
from pipeline.normalise.dates.scanner import atoms
from pipeline.records import DateMention, Precision, Problem

__all__ = ["find_dates", "scan"]


def find_dates(
    text: str, anchor: dt.date | None = None, anchor_precision: Precision = "day"
) -> list[DateMention]:
    """Every expression of the text that names a time, in order, not overlapping.

    `anchor` is the document's date, known to `anchor_precision`; relative expressions it cannot
    settle (昨天 in a document of which only the year is known) have no dates.
    """
    return scan(text, anchor, anchor_precision)[0]


def scan(
    text: str, anchor: dt.date | None = None, anchor_precision: Precision = "day"
) -> tuple[list[DateMention], list[Problem]]:
    """As `find_dates`, and a problem for each date no calendar has (2月30日, 2026-13-01)."""
    folded = fold(text)
    reader = Reader(folded, Context(anchor, anchor_precision))
    reader.read(expressions(folded, outside_titles(folded, atoms(folded))))
    return join_runs(folded, reader.mentions), reader.problems
