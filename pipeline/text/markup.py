"""Markup left in a text that came as plain: tags and character references, taken out.

Feeds of scraped pages keep the tags of a page's body (<p><strong>…</strong></p>, &nbsp;).  The
end of a block becomes a line break, so that two paragraphs stay two; other tags leave nothing.
"""

import re
from array import array
from dataclasses import replace
from html import unescape

from pipeline.records import Repaired, Stretches

_BLOCK = "p|br|div|li|ul|ol|h[1-6]|hr|table|tbody|tr|section|article|blockquote|center|pre"
_INLINE = "a|abbr|b|em|font|i|img|small|span|strong|sub|sup|td|th|u"
_TAG = re.compile(
    rf"</?(?:(?P<block>{_BLOCK})|{_INLINE})(?:\s[^<>]{{0,500}})?/?>|&(?:[a-z]{{2,8}}|\#[0-9]{{2,6}});",
    re.IGNORECASE,
)


def strip_markup(repaired: Repaired) -> Repaired:
    """The repaired text without tags; its offsets still lead to the same source characters."""
    text = repaired.text
    if "</" not in text and "<br" not in text and "&nbsp;" not in text:
        return repaired
    parts: list[str] = []
    starts, sources = array("I"), array("I")
    length = done = 0

    def put(part: str, source: int) -> None:
        nonlocal length
        parts.append(part)
        starts.append(length)
        sources.append(source)
        length += len(part)

    for tag in _TAG.finditer(text):
        start, end = tag.span()
        sign = "\n" if tag["block"] else unescape(tag[0]) if text[start] == "&" else ""
        if len(sign) > 1:  # no character of that name
            continue
        if start > done:
            put(text[done:start], done)
        done = end
        if sign and not (sign == "\n" and parts and parts[-1].endswith("\n")):
            put(sign, start)
    put(text[done:], done)
    return replace(repaired, text="".join(parts), way=(Stretches(starts, sources), *repaired.way))
