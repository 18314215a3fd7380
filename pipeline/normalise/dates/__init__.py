"""Temporal expressions of Chinese text and the periods they name.

    text -> fold -> scanner (atoms) -> compose (expressions) -> resolve (mentions, problems)

To add a form: one rule, with its examples, in the module of its kind.
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

    The text may be Simplified or Traditional, of either width; spans are offsets into it as given.
    `anchor` is the document's date, known to `anchor_precision`: what that cannot settle (昨天 in a
    document of which only the year is known, anything relative without an anchor) has no dates.

    Both ends are inclusive. A week is Monday to Sunday, the first of a month or year that of its
    first Monday; 上旬 is 1-10, 中旬 11-20, 下旬 21-end; 年初 January, 年中 June to July, 年底
    November to December; 月初 1-10, 月底 21-end; spring March to May; the end of a five-year plan
    its last year.  A month or day takes the year of the other end of its range, or of its
    neighbour in a list, else the anchor's; a bare day the month of the last day named before it in
    the same paragraph.  A bound word right beside a date opens a side (precision `open`): 6月30日前
    and 2030年前 have no start and include their day and year, 2015年前 said in 2016 ends with 2014;
    以来, 起, 后 leave no end, 后 starting after the period.  三年内 and 近三年 reach from or to the
    anchor.  近日, 近年来 are `fuzzy`.  Names are no dates: 中国制造2025, anything in 《》.

    Never raises on text of any kind; time is linear in its length.
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
