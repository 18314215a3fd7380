"""Where a row's words stand: in the source as it came, and in the repaired text beside it."""

import re
from dataclasses import dataclass

from pipeline.records import Span
from pipeline.text.markup import strip_markup
from pipeline.text.repair import repair

_STOP = re.compile(r"[。;；!！?？\n]")
_REACH = 300  # characters of the sentence that are shown on either side, at most


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with the words of a row in it."""

    before: str
    words: str
    after: str


class Evidence:
    """One document's source and repaired text, and the way from offsets of one to the other."""

    def __init__(self, source: str, text: str) -> None:
        self.source = source
        self.text = text
        repaired = strip_markup(repair(source))
        # A snapshot of other rules than today's may hold a text that was repaired otherwise.
        self._repaired = repaired if len(repaired.text) == len(text) else None

    def in_source(self, span: Span) -> Marked:
        """The sentence of the source around a span of it."""
        return _sentence(self.source, span)

    def in_text(self, span: Span) -> Marked | None:
        """The repaired sentence around a span of the source; None where the way is lost."""
        found = self.text_span(span)
        return found and _sentence(self.text, found)

    def text_span(self, span: Span) -> Span | None:
        """A span of the source as one of the repaired text."""
        return self._repaired.text_span(*span) if self._repaired else None


def _sentence(text: str, span: Span) -> Marked:
    start, end = span
    low = max(0, start - _REACH)
    stops = [match.end() for match in _STOP.finditer(text, low, start)]
    stop = _STOP.search(text, end, end + _REACH)
    behind = min(len(text), end + _REACH) if stop is None else stop.end()
    begin = stops[-1] if stops else low
    return Marked(text[begin:start].lstrip(), text[start:end], text[end:behind].rstrip())
