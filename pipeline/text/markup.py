"""Markup left in a text that came as plain: tags and character references, taken out.

Feeds of scraped pages keep the tags of a page's body (<p><strong>…</strong></p>, &nbsp;).  The
end of a block becomes a line break, so that two paragraphs stay two; other tags leave nothing.
"""

import re
from html import unescape

from pipeline.records import Repaired

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
    anchors: list[tuple[int, int]] = []
    length = done = 0
    inner = iter([*repaired.anchors, (len(text) + 1, 0)])
    anchor = next(inner)

    def keep(start: int, end: int) -> None:
        nonlocal length, anchor
        anchors.append((length, repaired.source_span(start, start)[0]))
        while anchor[0] <= start:
            anchor = next(inner)
        while anchor[0] < end:
            anchors.append((length + anchor[0] - start, anchor[1]))
            anchor = next(inner)
        parts.append(text[start:end])
        length += end - start

    for tag in _TAG.finditer(text):
        sign = unescape(tag[0]) if tag[0].startswith("&") else "\n" if tag["block"] else ""
        if len(sign) > 1:  # no character of that name
            continue
        if tag.start() > done:
            keep(done, tag.start())
        done = tag.end()
        if sign and not (sign == "\n" and parts and parts[-1].endswith("\n")):
            anchors.append((length, repaired.source_span(tag.start(), tag.start())[0]))
            parts.append(sign)
            length += 1
    if done < len(text) or not anchors:
        keep(done, len(text))
    elif length:
        anchors.append((length, repaired.source_span(done, done)[0]))
    return Repaired("".join(parts), repaired.gloss_count, repaired.damage_count, tuple(anchors))
