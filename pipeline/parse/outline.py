"""The outline of a text: titles, headings, announcements, paragraphs and page furniture."""

import re
from dataclasses import dataclass, replace

from pipeline.parse.dated import dated_fields, value_below
from pipeline.parse.furniture import furniture, is_addressee, is_signature, salutation_end
from pipeline.parse.numbers import Mark, inline_numbers, number_at
from pipeline.parse.paragraphs import Paragraph, paragraphs
from pipeline.parse.stance import opening_stance
from pipeline.parse.titles import (
    Announcement,
    Mode,
    announcement,
    document_mode,
    is_job,
    is_opening_headline,
    section_mode,
    stance_of,
)
from pipeline.parse.verbs import governing_verb
from pipeline.records import Block, BlockKind, Outline, Span

_SENTENCE_END = re.compile(r"[。！？!?]")
_HEADLINE_END = re.compile(r"[。！？!?;；:：]|\u3000| {2}")
_OPEN_END = "。！？!?;；:：,，、…"
_SPACE = " \t\u3000\xa0\n\r"
_MAX_TITLE = 60
_MAX_HEADLINE = 40
_NUMBER_GAP = 3  # items a damaged page may have lost between two numbers


def outline(text: str) -> Outline:
    """Lay out repaired text: its blocks in order, and the number of jobs that it announces."""
    reader = _Reader(text)
    found = paragraphs(text)
    for index, paragraph in enumerate(found):
        reader.read(paragraph, found[index + 1] if index + 1 < len(found) else None)
    return reader.outline()


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that still takes what follows."""

    tier: str
    rank: int | None
    block: int
    mode: Mode


class _Reader:
    """Reads paragraphs in order and keeps the headings that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.open: list[_Open] = []
        self.last_value: dict[str, int] = {}
        self.document_mode: Mode = "open"
        self.in_body = False
        self.in_attachments = False
        self.read_to = 0
        self.announced: Announcement | None = None
        self.awaited = 0  # paragraphs that may still open with a headline of the announced list
        self.declared: tuple[int, Span] | None = None

    def outline(self) -> Outline:
        count, span = self.declared or (None, None)
        return Outline(tuple(self._parallel()), count, span)

    def read(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        start, end = paragraph.start, paragraph.end
        if start < self.read_to or self._letterhead(start, end, following):
            return
        mark = number_at(self.text, start, end)
        if mark and self._counts_on(mark):
            self._numbered(mark, end)
        elif not (self._title(start, end) or self._subtitle(start, end, following)):
            self._prose(start, end)

    # -- around the text --------------------------------------------------------------------

    def _letterhead(self, start: int, end: int, following: Paragraph | None) -> bool:
        kind: BlockKind | None = furniture(self.text, start, end)
        if dated := self._dated(start, end, following):
            kind, end = dated
            self.read_to = end
        elif kind is None and self._is_byline(start, end, following):
            kind = "byline"
        if kind is None:
            self.in_attachments = False
            return False
        self.in_attachments = self.text.startswith("附", start) or self.in_attachments
        if self.in_body:
            self.awaited = 0
        self._block(kind, start, end)
        return True

    def _dated(
        self, start: int, end: int, following: Paragraph | None
    ) -> tuple[BlockKind, int] | None:
        """The kind and the end of a line with a date; its value may stand on the next line."""
        below = (following.start, following.end) if following else None
        if below and value_below(self.text, start, end, below):
            return "listing", below[1]
        mark = number_at(self.text, start, end)
        if mark and mark.rank is not None:
            return None
        fields = dated_fields(self.text, start, end)
        if not fields:
            return None
        # A date in words on a line of its own, after the prose, belongs to a signature.
        alone = fields[0].label is None and fields[0].name is None
        signed = alone and self.in_body and "年" in self.text[start:end]
        return "byline" if signed else "listing", end

    def _is_byline(self, start: int, end: int, following: Paragraph | None) -> bool:
        if self.in_attachments:
            mark = number_at(self.text, start, end)
            return bool(mark and mark.tier == "arabic" and self.text[end - 1] not in _OPEN_END)
        if self.blocks and self.blocks[-1].kind == "byline" and end - start <= _MAX_TITLE:
            last = self.blocks[-1]  # 索引号: with its value on the next line
            if self.text[last.end - 1] in ":：" and self.text[end - 1] not in _OPEN_END:
                return True
        if not self.open and is_addressee(self.text, start, end):
            return True
        after = (following.start, following.end) if following else None
        return is_signature(self.text, (start, end), after, self.in_body)

    def _title(self, start: int, end: int) -> bool:
        if end - start > _MAX_TITLE or self.text[end - 1] in _OPEN_END:
            return False
        title = self.text[start:end]
        if self.in_body and not self._is_repeated(title):
            return False
        if self.blocks and (section_mode(title) or announcement(title)):
            return False
        if self.in_body:
            self.open.clear()
            self.in_body = False
        self._block("title", start, end)
        if document_mode(title) == "plan":
            self.document_mode = "plan"
        return True

    def _is_repeated(self, title: str) -> bool:
        """Is this the document's own title once more, at the head of a second copy?"""
        key = "".join(title.split())
        return any(
            key == "".join(self.text[block.start : block.end].split())
            for block in self.blocks[:8]
            if block.kind == "title"
        )

    # -- headings ---------------------------------------------------------------------------

    def _counts_on(self, mark: Mark) -> bool:
        """Is the number the next of its list, or the first of a new one?"""
        if mark.value <= 1 or (mark.rank is not None and mark.rank <= 6):
            return True
        return 0 < mark.value - self.last_value.get(mark.tier, 0) <= _NUMBER_GAP

    def _numbered(self, mark: Mark, end: int) -> None:
        start = self._skip(mark.end, end)
        if start >= end:
            self._block("paragraph", mark.start, end)
            return
        if mark.tier == "bullet" and not self.in_body and self.text[end - 1] not in _OPEN_END:
            self._block("title", mark.start, end)
            return
        close = self._headline_end(start, end)
        title = self.text[start:close]
        says = announcement(title)
        mode = section_mode(title) or (says.mode if says else None)
        self._heading(mark.tier, start, close, mark, mode)
        if says:
            self._announce(says, (start, close))
        self._prose(min(close + 1, end), end, first_of_line=False)

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
        mode = section_mode(title) or (says.mode if says else None)
        if mode:
            self._heading("section", start, end, mode=mode)
            if says:
                self._announce(says, (start, end))
            return True
        if following is None or following.end - following.start <= _MAX_HEADLINE:
            return False
        if number_at(self.text, following.start, following.end):
            return False
        numbered = any(item.rank is not None for item in self.open)
        if numbered and not (self.open[-1].mode == "plan" and governing_verb(title)):
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
    ) -> None:
        announced, self.announced = self.announced, None
        self.in_body = True
        rank = mark.rank if mark else None
        self._close(tier, rank)
        inherited: Mode = self.open[-1].mode if self.open else self.document_mode
        if announced and announced.mode != "plan" and rank is None and mark:
            inherited = announced.mode
            self.announced = announced  # holds for the whole list
        job = mode is None and tier != "条" and is_job(self.text[start:end], inherited)
        if tier == "subtitle" and inherited != "plan":
            job = False
        mode = (inherited if mode in (None, "open") else mode) if not job else "plan"
        self._block(
            "heading",
            start,
            end,
            number=mark.text if mark else None,
            stance=stance_of(mode or inherited),
            section=not job,
            rule=rule or f"heading_{tier}",
        )
        self.open.append(_Open(tier, rank, len(self.blocks) - 1, mode or inherited))
        if mark:
            self.last_value[tier] = mark.value
        if tier != "lead":
            self.awaited = 0

    def _close(self, tier: str, rank: int | None) -> None:
        """Close the open headings that the new one does not stand under."""
        for depth, item in enumerate(self.open):
            lower = rank is not None and (item.rank is not None and item.rank >= rank)
            if item.tier == tier or lower or tier == "section":
                del self.open[depth:]
                return
        while rank is not None and self.open and self.open[-1].rank is None:
            if self.open[-1].tier == "section":
                return
            self.open.pop()

    def _parallel(self) -> list[Block]:
        """Items of a list of jobs are jobs, unless they name a section."""
        siblings: dict[tuple[int | None, str], list[int]] = {}
        for index, block in enumerate(self.blocks):
            if block.kind == "heading" and block.number:
                siblings.setdefault((block.parent, block.rule), []).append(index)
        blocks = list(self.blocks)
        for group in siblings.values():
            jobs = sum(not blocks[index].section for index in group)
            for index in group if jobs >= 2 and 2 * jobs > len(group) else ():
                block = blocks[index]
                title = self.text[block.start : block.end]
                if block.section and block.stance == "plan" and section_mode(title) is None:
                    blocks[index] = replace(block, section=False, rule=f"{block.rule}_parallel")
        return blocks

    # -- prose ------------------------------------------------------------------------------

    def _prose(self, start: int, end: int, first_of_line: bool = True) -> None:
        begin = self._skip(start, end)
        if begin >= end:
            return
        self.in_body = True
        if first_of_line:
            after = salutation_end(self.text, begin, end)
            if after > begin:
                self._end_items()
                begin = self._skip(after, end)
            elif self._lead(begin, end):
                return
        self._items(begin, end)

    def _lead(self, start: int, end: int) -> bool:
        """Take the first sentence of a paragraph as headline where it names a job of a list."""
        stop = _SENTENCE_END.search(self.text, start, end)
        close = stop.start() if stop else end
        title = self.text[start:close]
        if self.awaited:
            if not governing_verb(title) or announcement(title):
                return False
            self.awaited -= 1
            self._heading("lead", start, close, rule="announced_headline")
        elif self.open and self.open[-1].mode == "plan" and close + 1 < end:
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
        self.announced = None
        depth = len(self.open)
        for mark, stop in zip(marks, [*(mark.start for mark in marks[1:]), end], strict=True):
            close = self._headline_end(mark.end, stop)
            del self.open[depth:]
            self._heading(f"inline_{mark.tier}", mark.end, close, mark, rule="inline_item")
            self._paragraph(min(close + 1, stop), stop)
        del self.open[depth:]

    def _lists_jobs(self, start: int, marks: list[Mark]) -> bool:
        before = self.text[max(start, marks[0].start - _MAX_TITLE) : marks[0].start]
        says = announcement(before, listed=True) if before else self.announced
        if says:
            return says.mode == "plan"
        mode = self.open[-1].mode if self.open else self.document_mode
        first = self.text[marks[0].end : marks[1].start]
        return mode == "plan" and governing_verb(first) is not None

    def _paragraph(self, start: int, end: int) -> None:
        start = self._skip(start, end)
        while end > start and self.text[end - 1] in _SPACE:
            end -= 1
        if start >= end:
            return
        mode = self.open[-1].mode if self.open else self.document_mode
        stance = opening_stance(self.text, start, end) or stance_of(mode)
        colon = self.text[end - 1] in ":："
        last = self.text[max(start, end - _MAX_TITLE) : end]
        says = announcement(last) if colon or "以下" in last or "如下" in last else None
        if says is None:
            self._block("paragraph", start, end, stance=stance)
            return
        self._block("lead" if colon else "paragraph", start, end, stance=stance_of(says.mode))
        self._announce(says, (start, end))
        self.awaited = (says.count or 99) if says.mode == "plan" else 0

    # -- state ------------------------------------------------------------------------------

    def _announce(self, says: Announcement, span: Span) -> None:
        self.announced = says
        if says.mode == "plan" and says.count and self.declared is None:
            self.declared = (says.count, span)

    def _end_items(self) -> None:
        """A salutation ends the list that went before it."""
        self.awaited = 0
        while self.open and (self.open[-1].rank is None or self.open[-1].rank > 5):
            if self.open[-1].tier == "section":
                break
            self.open.pop()

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
        stance: str = "neutral",
        section: bool = False,
        rule: str = "",
    ) -> None:
        inside = kind in ("heading", "lead", "paragraph")
        self.blocks.append(
            Block(
                kind,
                start,
                end,
                level=len(self.open) + (kind == "heading") if inside else 0,
                number=number,
                parent=self.open[-1].block if inside and self.open else None,
                stance=stance,  # type: ignore[arg-type]
                section=section,
                rule=rule,
            )
        )
