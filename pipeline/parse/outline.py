"""The outline of a text: its paragraphs in order, each read as what it is, then lists settled."""

from itertools import zip_longest

from pipeline.parse.contents import contents_end
from pipeline.parse.draft import Draft
from pipeline.parse.headlines import read_numbered, read_subtitle, read_title
from pipeline.parse.letterhead import read_letterhead
from pipeline.parse.paragraphs import Paragraph, paragraphs
from pipeline.parse.prose import read_prose
from pipeline.parse.settle import settled
from pipeline.parse.speech import ends_speech
from pipeline.records import Outline


def outline(text: str) -> Outline:
    """Lay out repaired text: its blocks in order, and the number of jobs that it announces."""
    draft = Draft(text)
    found = paragraphs(text)
    read_to = 0
    first, body = contents_end(text, found)
    for line in found[first:body]:
        draft.aside("chrome", line.start, line.end)
    del found[first:body]
    for paragraph, following in zip_longest(found, found[1:]):
        if paragraph.start >= read_to:
            read_to = _read(draft, paragraph, following)
    return Outline(settled(draft), draft.declared_count, draft.declared_span)


def _read(draft: Draft, paragraph: Paragraph, following: Paragraph | None) -> int:
    """Read one paragraph, and the next one where that is its value; where it was read to."""
    start, end, mark = paragraph
    path = draft.headings.path
    if not mark and path and path[-1].mode == "plan" and ends_speech(draft.text, start, end):
        draft.list.stop()
        draft.headings.cut()
    read_to = read_letterhead(draft, start, end, mark, following)
    if read_to is not None:
        return read_to
    draft.following = following
    if mark and draft.headings.counts_on(mark):
        read_numbered(draft, mark, end)
    elif not (read_title(draft, start, end) or read_subtitle(draft, start, end, following)):
        read_prose(draft, start, end)
    return end
