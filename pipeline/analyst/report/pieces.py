"""A document's text cut where rows begin and end, so that each piece knows its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.analyst.evidence import Evidence
from pipeline.records import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A row's place in the source: its number on the page and what it is."""

    row: int
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same rows, innermost first; `kind` is the innermost's, `begins` the task
    that opens here."""

    words: str
    rows: str
    kind: str
    begins: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source and the repaired words it became."""

    source: tuple[Piece, ...]
    text: tuple[Piece, ...]


def lines(evidence: Evidence, marks: Sequence[Mark], limit: int) -> Iterator[Line]:
    """The lines of the first `limit` characters of the source that are not blank."""
    start = 0
    for line in evidence.source[:limit].split("\n"):
        span = (start, start + len(line))
        start = span[1] + 1
        if not line.strip():
            continue
        inside = [m for m in marks if m.span[0] < span[1] and span[0] < m.span[1]]
        beside = evidence.text_span(span)
        moved = [Mark(m.row, m.kind, evidence.text_span(m.span) or m.span) for m in inside]
        yield Line(
            tuple(_pieces(evidence.source, span, inside)),
            tuple(_pieces(evidence.text, beside, moved)) if beside else (),
        )


def _pieces(text: str, span: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    cuts = {span[0], span[1]}
    cuts.update(at for m in marks for at in m.span if span[0] < at < span[1])
    for start, end in pairwise(sorted(cuts)):
        over = [m for m in marks if m.span[0] <= start and end <= m.span[1]]
        over.sort(key=lambda m: (m.kind == "task", m.span[1] - m.span[0], m.row))
        begun = [m.row for m in over if m.kind == "task" and m.span[0] == start]
        yield Piece(
            text[start:end],
            " ".join(str(m.row) for m in over),
            over[0].kind if over else "",
            begun[0] if begun else None,
        )
