"""Listings and project targets as a calendar (RFC 5545), for any program that shows one."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pipeline.analyst.find import Row, rows
from pipeline.analyst.shown import shown
from pipeline.publish.open import Snapshot

_WIDTH = 75  # octets of a line, after which it is folded


def to_ics(snapshot: Snapshot, folder: Path) -> list[Path]:
    """`RUN.ics`: an all-day event for each listing that is no repeat, and one on the last day by
    which a project's next step is promised."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{snapshot.run}.ics"
    text = "".join(f"{folded}\r\n" for line in _lines(snapshot) for folded in _folded(line))
    path.write_text(text, "utf-8", newline="")
    return [path]


def _lines(snapshot: Snapshot) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//policy-pipeline//{snapshot.manifest['version']}//EN"
    for event in rows(snapshot.duckdb(), _EVENTS):
        yield from _event(event)
    yield "END:VCALENDAR"


def _event(event: Row) -> Iterator[str]:
    day = "%Y%m%d"
    behind = event["last"] + dt.timedelta(days=1) if event["last"] < dt.date.max else event["last"]
    yield "BEGIN:VEVENT"
    yield f"UID:{event['uid']}@policy-pipeline"
    # No clock: the stamp of an event is its own first day.
    yield f"DTSTAMP:{event['first'].strftime(day):0>8}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event['first'].strftime(day):0>8}"
    yield f"DTEND;VALUE=DATE:{behind.strftime(day):0>8}"
    for name in ("summary", "location", "description", "categories"):
        if event[name]:
            yield f"{name.upper()}:{_escaped(event[name])}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return shown(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut, each but the first indented."""
    piece, size = "", 0
    for char in line:
        size += len(char.encode())
        if size > _WIDTH:
            yield piece
            piece, size = " ", 1 + len(char.encode())
        piece += char
    yield piece


_EVENTS = """
SELECT listing_id AS uid, start_date AS first, coalesce(end_date, start_date) AS last,
       concat_ws(' ', label, name) AS summary, venue AS location,
       concat_ws(' · ', organizer, source) AS description, listings.kind AS categories
FROM listings JOIN documents USING (document_id)
WHERE start_date IS NOT NULL AND listings.duplicate_of IS NULL
  AND documents.duplicate_of IS NULL
UNION ALL
SELECT concat(project_id, '-', document_id), target_end, target_end,
       concat(name, ': ', coalesce(target_status, 'target')), place,
       concat_ws(' · ', owner, source), 'project'
FROM projects JOIN documents USING (document_id)
WHERE target_end IS NOT NULL AND documents.duplicate_of IS NULL
ORDER BY first, uid"""
