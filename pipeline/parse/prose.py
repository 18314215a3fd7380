"""Running text: paragraphs, the headlines that open them, the lists that they hold or announce."""

import re

from pipeline.parse.draft import Draft
from pipeline.parse.furniture import salutation_end
from pipeline.parse.numbers import Mark, inline_numbers
from pipeline.parse.stance import opening_stance
from pipeline.parse.titles import (
    ENDING_CHARS,
    announcement,
    is_opening_headline,
    is_reported_speech,
    stance_of,
)
from pipeline.parse.verbs import governing_verb

_SENTENCE_END = re.compile(r"[。！？!?]")
_HEADLINE_END = re.compile(r"[。！？!?;；:：\u3000 ](?:(?<! )| )")  # of blanks, two
_MAX_HEADLINE = 40
_MAX_ANNOUNCEMENT = 60  # characters at the end of a paragraph


def read_prose(draft: Draft, start: int, end: int) -> None:
    """A paragraph on lines of its own."""
    draft.in_body = True
    after = salutation_end(draft.text, start, end)
    if after > start:
        draft.list.stop()
        draft.headings.close_items()
        read_items(draft, after, end)
        return
    if draft.list.awaited:
        close = _awaited_headline(draft, start, end)
    elif draft.headings.mode(draft.mode) == "plan":
        close = _opening_headline(draft, start, end)
    else:
        close = None
    read_items(draft, start if close is None else close + 1, end)


def read_items(draft: Draft, start: int, end: int) -> None:
    """A paragraph, with the items that it counts (一是…;二是…) as headings."""
    start = draft.skip(start, end)
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
        _read_paragraph(draft, draft.skip(close + 1, stop), stop)
    draft.headings.cut(depth)


def headline_end(text: str, start: int, end: int) -> int:
    """Where the headline of an item ends that shares its line with other text."""
    stop = _HEADLINE_END.search(text, start, end)
    if stop and stop[0] not in "。！？!?" and stop.start() - start > _MAX_HEADLINE:
        return _sentence_end(text, start, end)
    return stop.start() if stop else end


def _sentence_end(text: str, start: int, end: int) -> int:
    stop = _SENTENCE_END.search(text, start, end)
    return stop.start() if stop else end


def _awaited_headline(draft: Draft, start: int, end: int) -> int | None:
    """Where the first sentence of a paragraph ends if it names a job of the announced list."""
    close = _sentence_end(draft.text, start, end)
    title = draft.text[start:close]
    if is_reported_speech(title):  # 会议强调,… goes on with the story
        draft.list.stop()
        draft.headings.close_tier("lead")
        return None
    last = draft.blocks[-1]
    bare = last.kind == "heading" and last.rule == "announced_headline"
    if bare or not governing_verb(title) or announcement(title):
        return None
    draft.list.awaited -= 1
    draft.heading("lead", start, close, rule="announced_headline")
    return close


def _opening_headline(draft: Draft, start: int, end: int) -> int | None:
    """Where the first sentence of a paragraph of a plan ends if it can be its headline."""
    close = _sentence_end(draft.text, start, end)
    if close + 1 >= end or not is_opening_headline(draft.text[start:close]):
        return None
    draft.heading("lead", start, close, rule="opening_headline")
    return close


def _headline_follows(draft: Draft) -> bool:
    """Does the next paragraph open with a sentence that can be its headline?"""
    if draft.following is None:
        return False
    start, end, _ = draft.following
    close = draft.text.find("。", start, min(end, start + _MAX_HEADLINE))
    return close > 0 and is_opening_headline(draft.text[start:close])


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
    if start >= end:
        return
    colon = draft.text[end - 1] in ":："
    tail = draft.text[max(start, end - _MAX_ANNOUNCEMENT) : end]
    below = colon or draft.list_follows or "以下" in tail or "如下" in tail
    if not below and draft.text[end - 2] in ENDING_CHARS and _headline_follows(draft):
        says = announcement(tail)
        says = says if says and says.count else None
    else:
        says = announcement(tail) if below else None
    if says is None:
        mode = draft.headings.mode(draft.mode)
        stance = opening_stance(draft.text, start, end) or stance_of(mode)
        draft.block("paragraph", start, end, None, stance)
        return
    draft.block("lead" if colon else "paragraph", start, end, stance=stance_of(says.mode))
    draft.announce(says, (start, end), unnumbered=not draft.list_follows)
