"""What stands around the prose: page furniture, dated lines, bylines, signatures."""

from pipeline.parse.dated import dated_fields, value_below
from pipeline.parse.draft import Draft
from pipeline.parse.furniture import furniture, is_addressee, is_signature
from pipeline.parse.numbers import Mark
from pipeline.parse.paragraphs import Paragraph
from pipeline.parse.titles import OPEN_END, one_line
from pipeline.records import BlockKind

_MAX_VALUE = 60  # characters of a byline's value on a line of its own


def read_letterhead(
    draft: Draft, start: int, end: int, mark: Mark | None, following: Paragraph | None
) -> int | None:
    """Where a line of letterhead ends, with its value on the next line; None where it is none."""
    kind: BlockKind | None
    if dated := _dated(draft, start, end, mark, following):
        kind, end = dated
    else:
        kind = furniture(draft.text, start, end)
        if kind is None and _is_byline(draft, start, end, mark, following):
            repeated = draft.in_body and one_line(draft.text, start, end) in draft.titles
            kind = None if repeated else "byline"
    if kind is None:
        draft.in_attachments = False
        return None
    draft.in_attachments = draft.text.startswith("附", start) or draft.in_attachments
    if draft.in_body:
        draft.list.stop()
    draft.aside(kind, start, end)
    return end


def _dated(
    draft: Draft, start: int, end: int, mark: Mark | None, following: Paragraph | None
) -> tuple[BlockKind, int] | None:
    """The kind and the end of a line with a date; its value may stand on the next line."""
    if following and draft.text[end - 1] in ":：":
        below = (following.start, following.end)
        if value_below(draft.text, start, end, below):
            return "listing", below[1]
    if mark and mark.rank is not None:
        return None
    fields = dated_fields(draft.text[start:end])
    if not fields:
        return None
    # A date in words on a line of its own, after the prose, belongs to a signature.
    alone = fields[0].label is None and fields[0].name is None
    signed = alone and draft.in_body and "年" in draft.text[start:end]
    return "byline" if signed else "listing", end


def _is_byline(
    draft: Draft, start: int, end: int, mark: Mark | None, following: Paragraph | None
) -> bool:
    text = draft.text
    last = text[end - 1]
    if draft.in_attachments and mark and mark.tier == "arabic":
        return last not in OPEN_END
    if last in ":：":
        return not draft.headings.path and is_addressee(text, start, end)
    above = draft.blocks[-1] if draft.blocks else None
    if above and above.kind == "byline" and text[above.end - 1] in ":：" and last not in OPEN_END:
        # 索引号: with its value on the next line
        bodies = is_addressee(text, above.start, above.end)
        return mark is None and not bodies and end - start <= _MAX_VALUE
    after = (following.start, following.end) if following else None
    return is_signature(text, (start, end), after, draft.in_body)
