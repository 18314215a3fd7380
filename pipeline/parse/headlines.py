"""Headlines on lines of their own: the page's titles, numbered items, subtitles."""

from pipeline.parse.draft import Draft
from pipeline.parse.numbers import Mark, inline_numbers
from pipeline.parse.paragraphs import Paragraph
from pipeline.parse.prose import headline_end, read_items
from pipeline.parse.titles import (
    MAX_TITLE,
    OPEN_END,
    announcement,
    document_mode,
    is_regulation,
    latest_year,
    one_line,
    section_mode,
)
from pipeline.parse.verbs import governing_verb

_MAX_TITLES = 4  # lines a page's own title and subtitles may take
_MAX_HEADLINE = 40


def read_title(draft: Draft, start: int, end: int) -> bool:
    """Take a line for the page's own title, if it can be one."""
    if end - start > MAX_TITLE or draft.text[end - 1] in OPEN_END:
        return False
    title = one_line(draft.text, start, end)
    repeated = draft.in_body and title in draft.titles
    if not repeated and (draft.in_body or not _may_be_title(draft, title)):
        return False
    if repeated:  # the same text once more
        draft.headings.cut()
        draft.in_body = False
    draft.titles[title] += 1
    draft.aside("title", start, end)
    if document_mode(title) == "plan":
        draft.mode = "plan"
    draft.regulation = draft.regulation or is_regulation(title)
    draft.year = draft.year or latest_year(title)
    return True


def read_numbered(draft: Draft, mark: Mark, end: int) -> None:
    """An item, or several of one list on one line (一是…。二是…。)."""
    for following in inline_numbers(draft.text, mark.end, end, after=mark):
        _read_item(draft, mark, following.start)
        mark = following
    _read_item(draft, mark, end)


def read_subtitle(draft: Draft, start: int, end: int, following: Paragraph | None) -> bool:
    """Take a line without a number for a headline, if it can be one."""
    if end - start > _MAX_HEADLINE or draft.text[end - 1] in OPEN_END:
        return False
    title = draft.text[start:end]
    says = announcement(title)
    mode = section_mode(title, draft.year) or (says.mode if says else None)
    if mode:
        draft.heading("section", start, end, mode=mode)
        if says:
            draft.announce(says, (start, end), unnumbered=False)
        return True
    if draft.list.awaited and governing_verb(title):
        draft.list.awaited -= 1
        draft.heading("lead", start, end, rule="announced_headline")
        return True
    if following is None or following.end - following.start <= _MAX_HEADLINE:
        return False
    if draft.list_follows:
        return False
    plan = draft.headings.mode("open") == "plan"
    if draft.headings.numbered and not (plan and governing_verb(title)):
        return False
    draft.heading("subtitle", start, end)
    return True


def _may_be_title(draft: Draft, title: str) -> bool:
    if title.startswith("关于") and document_mode(title) == "plan":
        return draft.titles.total() < _MAX_TITLES
    opens_section = draft.blocks and (section_mode(title) or announcement(title))
    return draft.titles.total() < _MAX_TITLES and not opens_section


def _read_item(draft: Draft, mark: Mark, end: int) -> None:
    text = draft.text
    start = draft.skip(mark.end, end)
    if start >= end:
        draft.block("paragraph", mark.start, end)
        return
    if mark.tier == "bullet" and not draft.in_body and text[end - 1] not in OPEN_END:
        draft.aside("title", mark.start, end)
        return
    close = headline_end(text, start, end)
    if close == start:
        read_items(draft, start, end)
        return
    title = text[start:close]
    says = announcement(title)
    mode = section_mode(title, draft.year) or (says.mode if says else None)
    draft.heading(mark.tier, start, close, mark, mode)
    if says:
        draft.announce(says, (start, close), unnumbered=False)
    read_items(draft, close + 1, end)
