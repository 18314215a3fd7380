"""A table of contents: headlines that stand once more before the text itself."""

import re

from pipeline.parse.paragraphs import Paragraph

_CONTENTS = re.compile(r"(目[ \u3000]{0,6}录)[ \u3000]{0,6}$", re.MULTILINE)
_HEAD = 1500  # characters in which a table of contents begins
_MAX_LEADER = 60  # characters of a line of contents


def contents_end(text: str, found: list[Paragraph]) -> tuple[int, int]:
    """The lines of contents (目录) as a slice of `found`, if the text repeats the first of them."""
    if text.find("录", 0, _HEAD) < 0:
        return 0, 0
    heading = _CONTENTS.search(text, 0, _HEAD)
    for index, line in enumerate(found[:-2] if heading else ()):
        if heading is None or line.start != heading.start(1):
            continue
        first = found[index + 1]
        opening = _title(text, first)
        for later in range(index + 2, len(found)):
            if len(opening) > 2 and _title(text, found[later]) == opening:
                last = max(n for n in range(index, later) if n == index or _listed(text, found[n]))
                return index, last + 1
            if found[later].end - found[later].start > _MAX_LEADER:
                break
    return 0, 0


def _listed(text: str, line: Paragraph) -> bool:
    return line.mark is not None or text[line.end - 1].isdigit()


def _title(text: str, line: Paragraph) -> str:
    """A headline without blanks, leaders and its page number."""
    return "".join(text[line.start : line.end].split()).rstrip("0123456789.…·-—()（）")
