"""Dated lines of page furniture: what each date is of, when, and what else the line says."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from pipeline.parse.dated import dated_fields
from pipeline.parse.written_dates import WrittenDate, written_dates
from pipeline.records import DateMention, Listing, ListingKind, Outline, Precision, Problem, Span
from pipeline.reference import Entry, entries

_LABELS: dict[str, Entry] = {row["label"]: row for row in entries("listing_labels")}
_ENTRY = r"\s?[:：]\s?([^\s,，;；|]{2,40})"
_VENUE = re.compile(rf"(?:地点|场馆|展馆|举办地|会场){_ENTRY}")
_ORGANIZER = re.compile(rf"(?:主办单位|主办方|主办|承办单位|组织单位){_ENTRY}")
# What an unknown label is taken for, by the first part that it has: 标准 before 标.
_PARTS = {row["part"]: cast(ListingKind, row["kind"]) for row in entries("listing_parts")}
_UNRANKED = 9  # below every line with a label

Days = tuple[dt.date | None, dt.date | None]


class _Line(NamedTuple):
    """A date of a line of furniture and what else its stretch of the line says.

    `days` are those of the date by itself, as `_calendar` gives them.
    """

    value: WrittenDate
    days: Days | None
    span: Span
    label: str
    name: str | None
    venue: str | None
    organizer: str | None


def find_listings(
    text: str, outline: Outline, anchor: dt.date | None = None
) -> tuple[list[Listing], list[Problem]]:
    """The dated lines of the page in order, repeats kept, and what is wrong with them.

    A date without a year takes the year of `anchor`, or else of the page's own publication line
    or else of the first dated link; without these its ends are None.  A date that no calendar
    has is a problem, not a listing.
    """
    body = _body(outline)
    lines = [
        (block.start, line)
        for block in outline.blocks
        if block.kind == "listing"
        for line in _lines(text[block.start : block.end])
    ]
    read = [_listing(at, line, line.days, body) for at, line in lines]
    if anchor is None and not all(line.value.has_year for _, line in lines):
        known = [
            listing
            for listing, (_, line) in zip(read, lines, strict=True)
            if listing and line.value.has_year
        ]
        stated = published(text, outline, known)
        links = (listing.start for listing in known if _is_link(listing))
        anchor = stated.start if stated else next(links, None)
    listings: list[Listing] = []
    problems: list[Problem] = []
    reported: set[str] = set()
    for listing, (at, line) in zip(read, lines, strict=True):
        if anchor and not line.value.has_year:
            listing = _listing(at, line, _calendar(line.value, anchor), body)
        if listing is None:
            problems.append(_impossible(text, at + line.value.start, at + line.value.end))
            continue
        listings.append(listing)
        if listing.label and listing.label not in _LABELS and listing.label not in reported:
            reported.add(listing.label)
            problems.append(_unknown_label(text, listing))
    return listings, problems


def published(text: str, outline: Outline, listings: Sequence[Listing]) -> DateMention | None:
    """The date that the page states for its own text; None where it states none.

    A signing date (成文日期) goes before a publication date (发布日期), that before a date without
    a telling label at the head of the page, and that before the date under a signature.
    """
    body = _body(outline)
    ranked = []
    for position, listing in enumerate(listings):
        if listing.kind != "publication" or listing.start is None:
            continue
        rank = int(_LABELS[listing.label]["rank"]) if listing.label in _LABELS else _UNRANKED
        own = listing.span[0] < body and not listing.name  # no headline of another page
        if rank < _UNRANKED or own:
            ranked.append((rank, position))
    if not ranked:
        return _signed(text, outline)
    best = listings[min(ranked)[1]]
    return DateMention(
        best.start, best.end, best.precision, "absolute", best.span, "publication_line"
    )


def _signed(text: str, outline: Outline) -> DateMention | None:
    bylines = [block.span for block in reversed(outline.blocks) if block.kind == "byline"]
    # The date under the signature goes before that of the printing: 2024年3月1日印发.
    for start, end in sorted(bylines, key=lambda span: text[span[1] - 1] in "印发制"):
        for value in written_dates(text, start, end):
            dates = _calendar(value, None)
            if dates and dates[0]:
                span = (value.start, value.end)
                fine = _precision(value)
                return DateMention(*dates, fine, "absolute", span, "signature_date")
    return None


def observed_on_or_after(listings: Sequence[Listing]) -> dt.date | None:
    """The newest date of things past on the page's furniture; None where it has none.

    Exhibitions, deadlines and the like may lie ahead of the page and tell nothing of its age.
    """
    past = (x.start if x.precision == "month" else x.end for x in listings if _is_past(x))
    return max((day for day in past if day), default=None)


def _is_past(listing: Listing) -> bool:
    row = _LABELS.get(listing.label)
    if row:
        return row["past"] == "yes"
    return listing.kind == "publication" or _is_link(listing)


def _is_link(listing: Listing) -> bool:
    """A headline of another page, with the date of its publication."""
    return not listing.label and listing.name is not None


def _body(outline: Outline) -> int:
    """Where the prose begins; the end of the outline where there is none."""
    prose = (b.start for b in outline.blocks if b.kind in ("paragraph", "lead", "heading"))
    return next(prose, outline.blocks[-1].end if outline.blocks else 0)


@lru_cache(maxsize=4096)  # pages of one site repeat their lines
def _lines(line: str) -> tuple[_Line, ...]:
    """The dates of one line of furniture; spans are offsets into it."""
    fields = dated_fields(line)
    found = []
    for value, label, name in fields:
        field = (label[0] if label else value.start, value.end)
        around = field if len(fields) > 1 and label else (0, len(line))
        venue, organizer = _VENUE.search(line, *around), _ORGANIZER.search(line, *around)
        found.append(
            _Line(
                value,
                _calendar(value, None),
                # What else stands in a line that names nothing (来源, 字号) is not of the listing.
                around if name or venue or organizer else field,
                label=_label(line[slice(*label)]) if label else "",
                name=line[slice(*name)] if name else None,
                venue=venue[1] if venue else None,
                organizer=organizer[1] if organizer else None,
            )
        )
    return tuple(found)


def _label(written: str) -> str:
    """A label without the spaces inside, which in English part its words."""
    return (" " if written.isascii() else "").join(written.split())


def _listing(at: int, line: _Line, days: Days | None, body: int) -> Listing | None:
    """The listing of a line whose block starts at an offset; None for an impossible date."""
    if days is None:
        return None
    span = (at + line.span[0], at + line.span[1])
    return Listing(
        kind=_kind(line.label, own=line.name is None and span[0] < body),
        label=line.label,
        start=days[0],
        end=days[1],
        precision=_precision(line.value) if days[0] else "unknown",
        span=span,
        rule="labelled_line" if line.label else "dated_headline",
        name=line.name,
        venue=line.venue,
        organizer=line.organizer,
    )


def _kind(label: str, own: bool) -> ListingKind:
    if label in _LABELS:
        return cast(ListingKind, _LABELS[label]["kind"])
    if not label:  # the date under the title is the page's own, that of a link another page's
        return "publication" if own else "other"
    return next((kind for part, kind in _PARTS.items() if part in label), "other")


def _calendar(value: WrittenDate, anchor: dt.date | None) -> Days | None:
    """First and last day; (None, None) where no year is known; None where no such day exists."""
    first, last = value.first, value.last or value.first
    month = last.month or first.month
    if first.month is None or month is None:
        return None
    crosses = month < first.month  # 12月30日至1月2日
    year = first.year or last.year or (anchor.year if anchor else None)
    if year is None:
        exists = _day(2000, first.month, first.day) and _day(2000, month, last.day)
        return (None, None) if exists else None
    start_year = year - 1 if crosses and first.year is None and last.year else year
    start = _day(start_year, first.month, first.day)
    end = _day(last.year or start_year + crosses, month, last.day, closes=True)
    return (start, end) if start and end and start <= end else None


def _day(year: int, month: int, day: int | None, closes: bool = False) -> dt.date | None:
    """The day, or the first or last one of a month; None where no calendar has it."""
    try:
        return dt.date(year, month, day or (monthrange(year, month)[1] if closes else 1))
    except ValueError:
        return None


def _precision(value: WrittenDate) -> Precision:
    return "month" if value.first.day is None else "day"


def _impossible(text: str, start: int, end: int) -> Problem:
    written = text[start:end]
    return Problem(
        "impossible_date",
        f"no calendar has this date: {written}",
        span=(start, end),
        observed=written,
        table_name="listings",
    )


def _unknown_label(text: str, listing: Listing) -> Problem:
    example = " ".join(text[slice(*listing.span)].split())
    row = f"{listing.label},{listing.kind},,,{example}"
    return Problem(
        "unknown_listing_label",
        f"add to pipeline/reference/listing_labels.csv: {row}",
        span=listing.span,
        observed=listing.label,
        table_name="listings",
    )
