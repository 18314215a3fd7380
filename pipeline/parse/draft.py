"""The outline of a text as it grows: its blocks so far, and what they say of those to come."""

from collections import Counter

from pipeline.parse.headings import AnnouncedList, Headings, OpenHeading
from pipeline.parse.numbers import Mark
from pipeline.parse.paragraphs import Paragraph
from pipeline.parse.titles import Announcement, Mode, is_job, stance_of
from pipeline.records import Block, BlockKind, Span, Stance

_OF_RULES = ("article", "chapter", "subchapter")
_SPACE = " \t\u3000\xa0\n\r"


class Draft:
    """What has been read of a text; the modules that read one sort of paragraph write it on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.unsure: set[int] = set()  # headings that only their own words make jobs
        self.declared_count: int | None = None
        self.declared_span: Span | None = None
        self.headings = Headings()
        self.list = AnnouncedList()
        self.titles: Counter[str] = Counter()  # of few, however often a page repeats them
        self.mode: Mode = "open"  # of the whole document, by its title
        self.year: int | None = None  # of a report, by its title
        self.regulation = False  # the title is that of rules, not of jobs
        self.in_body = False
        self.in_attachments = False
        self.following: Paragraph | None = None

    @property
    def list_follows(self) -> bool:
        """Does the next paragraph open with a number?"""
        return self.following is not None and self.following.mark is not None

    def skip(self, start: int, end: int) -> int:
        """The first of start..end that is no white space."""
        while start < end and self.text[start] in _SPACE:
            start += 1
        return start

    def aside(self, kind: BlockKind, start: int, end: int) -> None:
        """A block that stands outside the outline."""
        self.blocks.append(Block(kind, start, end))

    def block(
        self,
        kind: BlockKind,
        start: int,
        end: int,
        number: str | None = None,
        stance: Stance = "neutral",
        section: bool = False,
        rule: str = "",
    ) -> None:
        """A block of the text itself, under the headings that are open."""
        while self.text[end - 1] in _SPACE:
            end -= 1
        path = self.headings.path
        level = len(path) + (kind == "heading")
        parent = path[-1].block if path else None
        self.blocks.append(Block(kind, start, end, level, number, parent, stance, section, rule))

    def heading(
        self,
        tier: str,
        start: int,
        end: int,
        mark: Mark | None = None,
        mode: Mode | None = None,
        rule: str | None = None,
        inherited: Mode | None = None,
    ) -> None:
        """A heading; `mode` is what its own words say of the section that it opens."""
        self.in_body = True
        rank = mark.rank if mark and rule is None else None
        listed = self.list.mode_of(mark, self.blocks[-1].end) if mark and self.blocks else None
        self.headings.close_for(tier, rank)
        if inherited is None:
            inherited = self.headings.mode(self.mode)
            if listed and inherited != "report":
                inherited = listed
        if listed is None and tier not in ("lead", "subtitle"):
            self.list.stop()
        if mode is None and tier in _OF_RULES and self._lays_down_rules(tier):
            mode = "frame"
        job = (
            mode is None
            and (inherited != "open" or self._stands_alone(mark, rule, end))
            and is_job(self.text[start:end], inherited)
        )
        if job:
            mode = "plan"
            if inherited == "open":
                self.unsure.add(len(self.blocks))
        elif mode is None or mode == "open":
            mode = inherited
        self.block(
            "heading",
            start,
            end,
            number=mark.text if mark else None,
            stance=stance_of(mode),
            section=not job,
            rule=rule or f"heading_{tier}",
        )
        self.headings.open(OpenHeading(tier, rank, len(self.blocks) - 1, mode), mark)

    def announce(self, says: Announcement, span: Span, unnumbered: bool) -> None:
        """The list that the block at `span` announces; its items may have no numbers."""
        self.list.start(says, span[1], unnumbered)
        above = self.headings.parent
        if says.mode != "plan" or not says.count or (above and not self.blocks[above].section):
            return
        # A title and the sentence below it announce one list; further lists add to the first.
        since = self.declared_span[1] if self.declared_span else 0
        jobs = any(b.start >= since and b.kind == "heading" and not b.section for b in self.blocks)
        if self.declared_count is None or not jobs:
            self.declared_count, self.declared_span = says.count, span
        else:
            self.declared_count += says.count
            self.declared_span = (self.declared_span or span)[0], span[1]

    def _lays_down_rules(self, tier: str) -> bool:
        """Is it an article of a regulation? Those of measures (若干措施) are jobs."""
        if tier == "article":
            return self.regulation or self.mode != "plan"
        return self.regulation

    def _stands_alone(self, mark: Mark | None, rule: str | None, end: int) -> bool:
        """Can a heading be a job where nothing but its own words says so?

        Not a subtitle of the news, a clause of a long sentence, or a point of an argument
        (第一,… 1.…), unless it says what must be done (一要…).
        """
        if mark is None:
            return rule is not None
        if self.text[end : end + 1] in (";", "；"):
            return False
        return mark.is_official or mark.text.endswith("要")
