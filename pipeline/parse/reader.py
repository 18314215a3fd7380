"""Reading paragraphs in order: each becomes blocks under the headings that are open."""

import re

from pipeline.parse.dated import dated_fields, value_below
from pipeline.parse.furniture import furniture, is_addressee, is_signature, salutation_end
from pipeline.parse.headings import AnnouncedList, Headings, OpenHeading
from pipeline.parse.numbers import Mark, inline_numbers, number_at
from pipeline.parse.paragraphs import Paragraph
from pipeline.parse.stance import opening_stance
from pipeline.parse.titles import (
    Announcement,
    Mode,
    announcement,
    document_mode,
    is_job,
    is_opening_headline,
    is_reported_speech,
    latest_year,
    section_mode,
    stance_of,
)
from pipeline.parse.verbs import governing_verb
from pipeline.records import Block, BlockKind, Span, Stance

_SENTENCE_END = re.compile(r"[。！？!?]")
_HEADLINE_END = re.compile(r"[。！？!?;；:：]|\u3000| {2}")
_OPEN_END = "。！？!?;；:：,，、…"
_SPACE = " \t\u3000\xa0\n\r"
_MAX_TITLE = 60
_MAX_TITLES = 4  # lines a page's own title and subtitles may take
_MAX_HEADLINE = 40


class Reader:
    """What has been read of a text, as blocks, and what it says of the paragraphs to come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.unsure: set[int] = set()
        self.declared_count: int | None = None
        self.declared_span: Span | None = None
        self._headings = Headings()
        self._list = AnnouncedList()
        self._mode: Mode = "open"  # of the whole document, by its title
        self._year: int | None = None  # of a report, by its title
        self._titles: list[str] = []
        self._in_body = False
        self._in_attachments = False
        self._read_to = 0
        self._list_follows = False  # the next paragraph opens with a number

    def read(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        """Read one paragraph; `following` is the next one, still unread."""
        start, end = paragraph.start, paragraph.end
        if start < self._read_to:
            return
        mark = number_at(self.text, start, end)
        if self._letterhead(start, end, mark, following):
            return
        self._list_follows = following is not None and bool(
            number_at(self.text, following.start, following.end)
        )
        if mark and self._headings.counts_on(mark):
            self._numbered(mark, end)
        elif not (self._title(start, end) or self._subtitle(start, end, following)):
            self._prose(start, end)

    # -- around the text --------------------------------------------------------------------

    def _letterhead(
        self, start: int, end: int, mark: Mark | None, following: Paragraph | None
    ) -> bool:
        kind: BlockKind | None
        if dated := self._dated(start, end, mark, following):
            kind, end = dated
            self._read_to = end
        else:
            kind = furniture(self.text, start, end)
            if kind is None and self._is_byline(start, end, mark, following):
                kind = "byline"
        if kind is None:
            self._in_attachments = False
            return False
        self._in_attachments = self.text.startswith("附", start) or self._in_attachments
        if self._in_body:
            self._list.stop()
        self._block(kind, start, end)
        return True

    def _dated(
        self, start: int, end: int, mark: Mark | None, following: Paragraph | None
    ) -> tuple[BlockKind, int] | None:
        """The kind and the end of a line with a date; its value may stand on the next line."""
        if following and self.text[end - 1] in ":：":
            below = (following.start, following.end)
            if value_below(self.text, start, end, below):
                return "listing", below[1]
        if mark and mark.rank is not None:
            return None
        fields = dated_fields(self.text[start:end])
        if not fields:
            return None
        # A date in words on a line of its own, after the prose, belongs to a signature.
        alone = fields[0].label is None and fields[0].name is None
        signed = alone and self._in_body and "年" in self.text[start:end]
        return "byline" if signed else "listing", end

    def _is_byline(
        self, start: int, end: int, mark: Mark | None, following: Paragraph | None
    ) -> bool:
        if self._in_body and self._titles and self._plain(start, end) in self._titles:
            return False
        ends_open = self.text[end - 1] in _OPEN_END
        if self._in_attachments and mark and mark.tier == "arabic":
            return not ends_open
        last = self.blocks[-1] if self.blocks else None
        if last and last.kind == "byline" and self.text[last.end - 1] in ":：" and not ends_open:
            return end - start <= _MAX_TITLE  # 索引号: with its value on the next line
        if not self._headings.path and is_addressee(self.text, start, end):
            return True
        after = (following.start, following.end) if following else None
        return is_signature(self.text, (start, end), after, self._in_body)

    def _title(self, start: int, end: int) -> bool:
        if end - start > _MAX_TITLE or self.text[end - 1] in _OPEN_END:
            return False
        title = self._plain(start, end)
        repeated = self._in_body and title in self._titles
        if not repeated and (self._in_body or not self._may_be_title(title)):
            return False
        if repeated:  # the same text once more
            self._headings.cut()
            self._in_body = False
        self._titles.append(title)
        self._block("title", start, end)
        if document_mode(title) == "plan":
            self._mode = "plan"
        self._year = self._year or latest_year(title)
        return True

    def _may_be_title(self, title: str) -> bool:
        opens_section = self.blocks and (section_mode(title) or announcement(title))
        return len(self._titles) < _MAX_TITLES and not opens_section

    # -- headings ---------------------------------------------------------------------------

    def _numbered(self, mark: Mark, end: int) -> None:
        """An item, or several of one list on one line (一是…。二是…。)."""
        marks = [mark, *inline_numbers(self.text, mark.end, end, after=mark)]
        for item, stop in zip(marks, [*(mark.start for mark in marks[1:]), end], strict=True):
            self._item(item, stop)

    def _item(self, mark: Mark, end: int) -> None:
        start = self._skip(mark.end, end)
        if start >= end:
            self._block("paragraph", mark.start, end)
            return
        if mark.tier == "bullet" and not self._in_body and self.text[end - 1] not in _OPEN_END:
            self._block("title", mark.start, end)
            return
        close = self._headline_end(start, end)
        if close == start:
            self._items(start, end)
            return
        title = self.text[start:close]
        says = announcement(title)
        mode = section_mode(title, self._year) or (says.mode if says else None)
        self._heading(mark.tier, start, close, mark, mode)
        if says:
            self._announce(says, (start, close), unnumbered=False)
        self._prose(min(close + 1, end), end, own_line=False)

    def _headline_end(self, start: int, end: int) -> int:
        """Where the headline of an item ends that shares its line with other text."""
        stop = _HEADLINE_END.search(self.text, start, end)
        if stop and stop[0] not in "。！？!?" and stop.start() - start > _MAX_HEADLINE:
            stop = _SENTENCE_END.search(self.text, start, end)
        return stop.start() if stop else end

    def _subtitle(self, start: int, end: int, following: Paragraph | None) -> bool:
        """A headline on a line of its own, without a number."""
        if end - start > _MAX_HEADLINE or self.text[end - 1] in _OPEN_END:
            return False
        title = self.text[start:end]
        says = announcement(title)
        mode = section_mode(title, self._year) or (says.mode if says else None)
        if mode:
            self._heading("section", start, end, mode=mode)
            if says:
                self._announce(says, (start, end), unnumbered=False)
            return True
        if self._list.awaited and governing_verb(title):
            self._list.awaited -= 1
            self._heading("lead", start, end, rule="announced_headline")
            return True
        if following is None or following.end - following.start <= _MAX_HEADLINE:
            return False
        if self._list_follows:
            return False
        plan = self._headings.mode("open") == "plan"
        if self._headings.numbered and not (plan and governing_verb(title)):
            return False
        self._heading("subtitle", start, end)
        return True

    def _heading(
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
        self._in_body = True
        rank = mark.rank if mark and rule is None else None
        listed = self._list.mode_of(mark, self.blocks[-1].end) if mark and self.blocks else None
        self._headings.close_for(tier, rank)
        if inherited is None:
            inherited = self._headings.mode(self._mode)
            if listed and inherited != "report":
                inherited = listed
        if listed is None and tier not in ("lead", "subtitle"):
            self._list.stop()
        if tier == "article" and mode is None:
            mode = "frame"  # the articles of a regulation lay down rules, not jobs
        job = mode is None and is_job(self.text[start:end], inherited)
        if inherited == "open" and not self._stands_alone(mark, rule, end):
            job = False
        if job:
            mode = "plan"
            if inherited == "open":
                self.unsure.add(len(self.blocks))
        elif mode is None or mode == "open":
            mode = inherited
        self._block(
            "heading",
            start,
            end,
            number=mark.text if mark else None,
            stance=stance_of(mode),
            section=not job,
            rule=rule or f"heading_{tier}",
        )
        self._headings.open(OpenHeading(tier, rank, len(self.blocks) - 1, mode), mark)

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

    # -- prose ------------------------------------------------------------------------------

    def _prose(self, start: int, end: int, own_line: bool = True) -> None:
        begin = self._skip(start, end)
        if begin >= end:
            return
        self._in_body = True
        if own_line:
            after = salutation_end(self.text, begin, end)
            if after > begin:
                self._list.stop()
                self._headings.close_items()
                begin = self._skip(after, end)
            elif self._lead(begin, end):
                return
        self._items(begin, end)

    def _lead(self, start: int, end: int) -> bool:
        """Take the first sentence of a paragraph as headline where it names a job of a list."""
        stop = _SENTENCE_END.search(self.text, start, end)
        close = stop.start() if stop else end
        title = self.text[start:close]
        if self._list.awaited:
            if is_reported_speech(title):  # 会议强调,… goes on with the story
                self._list.stop()
                self._headings.close_tier("lead")
                return False
            bare = (
                self.blocks[-1].kind == "heading" and self.blocks[-1].rule == "announced_headline"
            )
            if bare or not governing_verb(title) or announcement(title):
                return False
            self._list.awaited -= 1
            self._heading("lead", start, close, rule="announced_headline")
        elif close + 1 < end and self._headings.mode("open") == "plan":
            if not is_opening_headline(title):
                return False
            self._heading("lead", start, close, rule="opening_headline")
        else:
            return False
        self._items(self._skip(min(close + 1, end), end), end)
        return True

    def _items(self, start: int, end: int) -> None:
        """A paragraph, with the items that it counts (一是…;二是…) as headings."""
        marks = inline_numbers(self.text, start, end)
        if not marks or not self._lists_jobs(start, marks):
            self._paragraph(start, end)
            return
        self._paragraph(start, marks[0].start)
        depth = len(self._headings)
        for mark, stop in zip(marks, [*(mark.start for mark in marks[1:]), end], strict=True):
            start = self._skip(mark.end, stop)
            close = self._headline_end(start, stop)
            self._headings.cut(depth)
            if start < close:
                tier = f"inline_{mark.tier}"
                self._heading(tier, start, close, mark, rule="inline_item", inherited="plan")
            self._paragraph(min(close + 1, stop), stop)
        self._headings.cut(depth)

    def _lists_jobs(self, start: int, marks: list[Mark]) -> bool:
        mode = self._headings.mode(self._mode)
        if mode == "report" and opening_stance(self.text, start, marks[0].end) != "plan":
            return False
        before = self.text[max(start, marks[0].start - _MAX_TITLE) : marks[0].start]
        if says := announcement(before, listed=True):
            return says.mode == "plan"
        first = self.text[marks[0].end : marks[1].start]
        return mode == "plan" and governing_verb(first) is not None

    def _paragraph(self, start: int, end: int) -> None:
        start = self._skip(start, end)
        if start >= end:
            return
        mode = self._headings.mode(self._mode)
        stance = opening_stance(self.text, start, end) or stance_of(mode)
        colon = self.text[end - 1] in ":："
        last = self.text[max(start, end - _MAX_TITLE) : end]
        below = "以下" in last or "如下" in last
        says = announcement(last) if colon or below or self._list_follows else None
        if says is None:
            self._block("paragraph", start, end, stance=stance)
            return
        self._block("lead" if colon else "paragraph", start, end, stance=stance_of(says.mode))
        self._announce(says, (start, end), unnumbered=(colon or below) and not self._list_follows)

    # -- state ------------------------------------------------------------------------------

    def _announce(self, says: Announcement, span: Span, unnumbered: bool) -> None:
        self._list.start(says, span[1], unnumbered)
        above = self._headings.parent
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

    def _plain(self, start: int, end: int) -> str:
        """A title as one line, however it was broken."""
        return "".join(self.text[start:end].split()) if end - start <= _MAX_TITLE else ""

    def _skip(self, start: int, end: int) -> int:
        while start < end and self.text[start] in _SPACE:
            start += 1
        return start

    def _block(
        self,
        kind: BlockKind,
        start: int,
        end: int,
        number: str | None = None,
        stance: Stance = "neutral",
        section: bool = False,
        rule: str = "",
    ) -> None:
        while self.text[end - 1] in _SPACE:
            end -= 1
        inside = kind in ("heading", "lead", "paragraph")
        self.blocks.append(
            Block(
                kind,
                start,
                end,
                level=len(self._headings) + (kind == "heading") if inside else 0,
                number=number,
                parent=self._headings.parent if inside else None,
                stance=stance,
                section=section,
                rule=rule,
            )
        )
