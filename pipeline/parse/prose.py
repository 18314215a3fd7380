"""Running text: paragraphs, the headlines that open them, the lists that they hold or announce."""

import re

from pipeline.parse.draft import Draft
from pipeline.parse.furniture import salutation_end
from pipeline.parse.numbers import Mark, inline_numbers
from pipeline.parse.stance import opening_stance
from pipeline.parse.titles import announcement, is_opening_headline, is_reported_speech, stance_of
from pipeline.parse.verbs import governing_verb

_SENTENCE_END = re.compile(r"[。！？!?]")
_HEADLINE_END = re.compile(r"[。！？!?;；:：]|\u3000| {2}")
_MAX_HEADLINE = 40
_MAX_ANNOUNCEMENT = 60  # characters at the end of a paragraph


def read_prose(draft: Draft, start: int, end: int, own_line: bool = True) -> None:
    """A paragraph (`own_line`), or the text behind a headline on the same line."""
    begin = draft.skip(start, end)
    if begin >= end:
        return
    draft.in_body = True
    if own_line:
        after = salutation_end(draft.text, begin, end)
        if after > begin:
            draft.list.stop()
            draft.headings.close_items()
            begin = draft.skip(after, end)
        elif _read_lead(draft, begin, end):
            return
    read_items(draft, begin, end)


def read_items(draft: Draft, start: int, end: int) -> None:
    """A paragraph, with the items that it counts (一是…;二是…) as headings."""
    marks = inline_numbers(draft.text, start, end)
    if not marks or not _lists_jobs(draft, start, marks):
        _read_paragraph(draft, start, end)
        return
    _read_paragraph(draft, start, marks[0].start)
    depth = len(draft.headings)
    for mark, stop in zip(marks, [*(mark.start for mark in marks[1:]), end], strict=True):
        start = draft.skip(mark.end, stop)
        close = headline_end(draft.text, start, stop)
        draft.headings.cut(depth)
        if start < close:
            tier = f"inline_{mark.tier}"
            draft.heading(tier, start, close, mark, rule="inline_item", inherited="plan")
        _read_paragraph(draft, min(close + 1, stop), stop)
    draft.headings.cut(depth)


def headline_end(text: str, start: int, end: int) -> int:
    """Where the headline of an item ends that shares its line with other text."""
    stop = _HEADLINE_END.search(text, start, end)
    if stop and stop[0] not in "。！？!?" and stop.start() - start > _MAX_HEADLINE:
        stop = _SENTENCE_END.search(text, start, end)
    return stop.start() if stop else end


def _read_lead(draft: Draft, start: int, end: int) -> bool:
    """Take the first sentence of a paragraph as headline where it names a job of a list."""
    stop = _SENTENCE_END.search(draft.text, start, end)
    close = stop.start() if stop else end
    title = draft.text[start:close]
    if draft.list.awaited:
        if is_reported_speech(title):  # 会议强调,… goes on with the story
            draft.list.stop()
            draft.headings.close_tier("lead")
            return False
        last = draft.blocks[-1]
        bare = last.kind == "heading" and last.rule == "announced_headline"
        if bare or not governing_verb(title) or announcement(title):
            return False
        draft.list.awaited -= 1
        draft.heading("lead", start, close, rule="announced_headline")
    elif close + 1 < end and draft.headings.mode("open") == "plan":
        if not is_opening_headline(title):
            return False
        draft.heading("lead", start, close, rule="opening_headline")
    else:
        return False
    read_items(draft, draft.skip(min(close + 1, end), end), end)
    return True


def _lists_jobs(draft: Draft, start: int, marks: list[Mark]) -> bool:
    text = draft.text
    mode = draft.headings.mode(draft.mode)
    if mode == "report" and opening_stance(text, start, marks[0].end) != "plan":
        return False
    before = text[max(start, marks[0].start - _MAX_ANNOUNCEMENT) : marks[0].start]
    if says := announcement(before, listed=True):
        return says.mode == "plan"
    first = text[marks[0].end : marks[1].start]
    return mode == "plan" and governing_verb(first) is not None


def _read_paragraph(draft: Draft, start: int, end: int) -> None:
    start = draft.skip(start, end)
    if start >= end:
        return
    mode = draft.headings.mode(draft.mode)
    stance = opening_stance(draft.text, start, end) or stance_of(mode)
    colon = draft.text[end - 1] in ":："
    last = draft.text[max(start, end - _MAX_ANNOUNCEMENT) : end]
    below = "以下" in last or "如下" in last
    says = announcement(last) if colon or below or draft.list_follows else None
    if says is None:
        draft.block("paragraph", start, end, stance=stance)
        return
    draft.block("lead" if colon else "paragraph", start, end, stance=stance_of(says.mode))
    draft.announce(says, (start, end), unnumbered=(colon or below) and not draft.list_follows)
