"""A clause in parts: items under a lead and a predicate."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.normalise.projects.words import TokenKind

Named = tuple[int, int, TokenKind]


class Item(NamedTuple):
    """Own words [start, end) of the clause, and the shared words that stand elsewhere."""

    start: int
    end: int
    front: str = ""
    back: str = ""
    has_head: bool = False
    oblique: bool = False  # follows a preposition: a place or means, not what is built
    relative: tuple[int, int] | None = None  # the relative clause before it, without 的


class Group(NamedTuple):
    """Items under one lead and one predicate; offsets are into the clause."""

    items: tuple[Item, ...]
    lead: tuple[int, int]
    predicate: tuple[int, int]
    frame: str | None = None  # the class noun of 等…项目 or 两个…基地
    stated: int | None = None  # the number of them that the frame states
    stated_span: tuple[int, int] | None = None
    exact: bool = False  # no 等: the count must hold
    subjects: tuple[Named, ...] = ()
    places: tuple[str, ...] = ()  # several places that each get one (支持沈阳、大连申建X)


@dataclass(slots=True)
class Piece:
    """A stretch between 、 or conjunctions: its lead, its name, where the predicate begins."""

    start: int
    end: int
    lead_start: int
    subjects: list[Named] = field(default_factory=list)
    item: Item | None = None
    rest: int = 0  # where the predicate begins
