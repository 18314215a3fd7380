"""The shared vocabulary: what one step of the way hands to the next.

    Page -> Document -> Facts, DateMention, Name, Task, Project, Listing -> rows of the tables

Every span is half-open and counts code points of the document's repaired text, unless its
name says ``source``.  Only the last step, `pipeline.rows`, turns spans into source offsets.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Span = tuple[int, int]

Severity = Literal["rejected", "warning"]
Stage = Literal["read", "parse", "normalise", "validate", "resolve"]
Script = Literal["simplified", "traditional", "mixed", "other"]
Format = Literal["text", "html", "warc", "wet", "jsonl", "parquet"]
Precision = Literal[
    "day",
    "week",
    "ten_days",
    "month",
    "quarter",
    "half_year",
    "year",
    "multi_year",
    "five_year_plan",
    "open",
    "unknown",
]
Basis = Literal["absolute", "relative", "plan_period", "fuzzy"]
EntityKind = Literal["organisation", "place", "person", "policy", "programme"]
TaskKind = Literal["heading", "measure"]
ProjectKind = Literal[
    "base",
    "park",
    "plant",
    "platform",
    "fund",
    "centre",
    "zone",
    "transport",
    "energy",
    "water",
    "building",
    "equipment",
    "other",
]
ProjectStatus = Literal[
    "proposed",
    "planned",
    "under_construction",
    "completed",
    "operating",
    "suspended",
    "cancelled",
    "unknown",
]
ListingKind = Literal[
    "onboarding", "exhibition", "publication", "deadline", "tender", "recruitment", "other"
]
BlockKind = Literal[
    "chrome",  # page furniture without a date: 下载, 打印, 分享
    "title",  # the document's own title, subtitles included
    "byline",  # source, date, author, document number, addressee, signature
    "listing",  # a dated line of page furniture
    "heading",  # the headline of an outline item, without its number and closing mark
    "lead",  # a sentence that announces a list of jobs: 要重点抓好以下几项工作:
    "paragraph",  # running text
]
Stance = Literal["plan", "report", "neutral"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input, on its way to the quality table."""

    check: str
    message: str
    severity: Severity = "warning"
    stage: Stage = "normalise"
    span: Span | None = None
    expected: str | None = None
    observed: str | None = None
    table_name: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One document as it was read: its text as it came and where it came from."""

    source: str
    text: str
    source_sha256: str = ""
    format: Format = "text"
    encoding: str = "utf-8"
    url: str | None = None
    title: str | None = None
    fetched: dt.date | None = None
    problems: tuple[Problem, ...] = ()


class Stretches(NamedTuple):
    """A text made of stretches of another: their offsets in it, and those in the other, ascending.

    What stands between two of them in the other text was taken out.
    """

    starts: Sequence[int] = (0,)
    sources: Sequence[int] = (0,)


@dataclass(frozen=True, slots=True)
class Repaired:
    """Repaired text and the way back to the source: a step for each text it was made by."""

    text: str
    gloss_count: int
    damage_count: int
    way: tuple[Stretches, ...] = (Stretches(),)

    def source_span(self, start: int, end: int) -> Span:
        """The source offsets of the repaired characters start..end.

        Glosses inside and the gloss of the last character are included; an empty span stays empty.
        """
        return self.source_spans([(start, end)])[0]

    def source_spans(self, spans: list[Span]) -> list[Span]:
        """`source_span` of each."""
        for starts, sources in self.way:
            spans = [
                (
                    start + sources[first := bisect_right(starts, start) - 1] - starts[first],
                    end + sources[last := bisect_right(starts, end, first) - 1] - starts[last],
                )
                for start, end in spans
            ]
        return spans

    def text_span(self, start: int, end: int) -> Span:
        """The offsets of the source characters start..end; what was removed has no width."""
        return self._text_offset(start), self._text_offset(end)

    def _text_offset(self, offset: int) -> int:
        for starts, sources in reversed(self.way):
            at = max(bisect_right(sources, offset) - 1, 0)
            offset = max(starts[at], offset + starts[at] - sources[at])
            offset = min([offset, *starts[at + 1 : at + 2]])
        return min(offset, len(self.text))


class Block(NamedTuple):
    """A stretch of the text with one function, in order, not overlapping.

    `level` is the outline tier (1 at the top) of headings, and of paragraphs the tier of the
    heading they stand under; 0 outside an outline.  `parent` is the index of that heading's
    block.  `section` marks headings that only group others or that open a retrospect, a preface
    or general requirements: they are no tasks.  `stance` tells whether the passage reports what
    was done or plans what will be.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str | None = None
    parent: int | None = None
    stance: Stance = "neutral"
    section: bool = False
    rule: str = ""

    @property
    def span(self) -> Span:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Outline:
    blocks: tuple[Block, ...] = ()
    declared_task_count: int | None = None
    declared_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A page, repaired and laid out.

    `text` is the repaired text with half-width digits and letters; it has the same length as
    `repaired.text`, so that one offset serves both.
    """

    page: Page
    repaired: Repaired
    text: str
    script: Script
    outline: Outline = Outline()


class DateMention(NamedTuple):
    """A temporal expression. Dates are inclusive; None where the text does not settle an end."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision
    basis: Basis
    span: Span
    rule: str
    anchor: dt.date | None = None


class Name(NamedTuple):
    """A mention of an entity: where it stands and whom it names."""

    kind: EntityKind
    name: str  # canonical: 大连市工业和信息化委员会
    span: Span
    rule: str
    code: str | None = None  # GB/T 2260, places only
    parent: str | None = None  # canonical name of the place or body above


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself."""

    title: str | None = None
    issuer: str | None = None  # canonical organisation name
    speaker: str | None = None
    published: DateMention | None = None
    published_basis: Literal["stated", "inferred"] | None = None
    observed_on_or_after: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    kind: TaskKind
    level: int
    position: int
    parent: int | None  # index in the document's list of tasks
    span: Span
    action: str | None
    rule: str
    period_label: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    policies: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    name: str
    kind: ProjectKind
    span: Span
    status: ProjectStatus
    rule: str
    status_text: str | None = None
    owner: str | None = None
    place: str | None = None
    phase: int | None = None
    target_status: ProjectStatus | None = None
    target_start: dt.date | None = None
    target_end: dt.date | None = None
    amount_text: str | None = None
    amount_cny_min: float | None = None
    amount_cny_max: float | None = None
    industry: str | None = None
    mentions: tuple[Span, ...] = ()


class Listing(NamedTuple):
    kind: ListingKind
    label: str
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    span: Span
    rule: str
    name: str | None = None
    venue: str | None = None
    organizer: str | None = None


@dataclass(slots=True)
class Findings:
    """All that was recognised in one document, filled in one step after the other."""

    document: Document
    facts: Facts = Facts()
    dates: list[DateMention] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


Row = dict[str, Any]


@dataclass(slots=True)
class Records:
    """The tables' rows of one document, as `pipeline.extract` returns them."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables[table]
