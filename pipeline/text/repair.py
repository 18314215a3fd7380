"""Source text to the text its author wrote: glosses out, misread runs put back, Simplified."""

import re

from pipeline.records import Repaired, Span
from pipeline.text.glosses import find_marks, learn
from pipeline.text.script import tally
from pipeline.text.shift import Shifted
from pipeline.text.simplify import to_simplified

_DAMAGE = re.compile(r"\ufffd|(?<=[一-鿿])\?(?=[一-鿿])")


def repair(source: str) -> Repaired:
    """Repair one document's text; any string is allowed.

    Clean Simplified text comes back unchanged.  `damage_count` counts what is lost for good:
    U+FFFD, and ? between two hanzi.
    """
    out = _Output(source)
    marks = find_marks(source)
    gloss_count = 0
    if marks:
        habit = learn(source, marks)
        shifted = Shifted(source, marks, habit)
        pairs = habit.pairs
        at = 0
        for index, (start, end, syllable, base) in enumerate(marks):
            if start < at:
                continue
            if not base:
                run = shifted.put_back(index)
                if run:
                    out.copy(at, start)
                    for char, offset in run.characters:
                        out.put(char, offset)
                    at = run.end
                    gloss_count += run.gloss_count
            elif (base, syllable) in pairs:
                out.copy(at, start)
                at = end
                gloss_count += 1
        out.copy(at, len(source))
        text, anchors = out.finish()
    else:
        text, anchors = source, ((0, 0),)
    damage_count = len(_DAMAGE.findall(text))
    if tally(text).script != "simplified":
        text = to_simplified(text)
    return Repaired(text, gloss_count, damage_count, anchors)


class _Output:
    """Collects the repaired text and its anchors."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._anchors: list[Span] = []
        self._length = 0
        self._next = -1  # source offset that would need no new anchor

    def copy(self, start: int, end: int) -> None:
        """Append source[start:end]; may be empty."""
        if start < end:
            if start != self._next:
                self._anchors.append((self._length, start))
            self._pieces.append(self._source[start:end])
            self._length += end - start
            self._next = end

    def put(self, char: str, offset: int) -> None:
        """Append one character whose place in the source is `offset`."""
        if offset != self._next:
            self._anchors.append((self._length, offset))
        self._pieces.append(char)
        self._length += 1
        self._next = offset + 1

    def finish(self) -> tuple[str, tuple[Span, ...]]:
        anchors = self._anchors
        if self._next != len(self._source):
            anchors.append((self._length, len(self._source)))
        if anchors[:1] != [(0, 0)]:
            anchors.insert(0, (0, 0))
        return "".join(self._pieces), tuple(anchors)
