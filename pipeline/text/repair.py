"""Source text to the text its author wrote: glosses out, misread runs put back, Simplified."""

from pipeline.records import Repaired, Span
from pipeline.text.damage import count_damage
from pipeline.text.glosses import find_marks, learn
from pipeline.text.script import is_simplified
from pipeline.text.shift import Shifted
from pipeline.text.simplify import to_simplified


def repair(source: str) -> Repaired:
    """Repair one document's text; any string is allowed.

    Clean Simplified text comes back unchanged.  `damage_count` counts the characters of the text
    that are lost for good: U+FFFD, and ? where no question is asked.
    """
    text, anchors, gloss_count = _without_glosses(source)
    damage_count = count_damage(text)
    if not is_simplified(text):
        text = to_simplified(text)
    return Repaired(text, gloss_count, damage_count, anchors)


def _without_glosses(source: str) -> tuple[str, tuple[Span, ...], int]:
    """The text without glosses, its anchors, the number of glosses."""
    marks = find_marks(source)
    habit = learn(source, marks)
    shifted = Shifted(source, marks, habit)
    pairs = habit.pairs
    pieces: list[str] = []
    anchors: list[Span] = [(0, 0)]
    at = length = gloss_count = 0
    before = ""  # the last character that was kept
    for start, end, syllable, base in marks:
        if start < at:
            continue
        if start > at:
            before = source[start - 1]
        if not base and source[start] == "(":  # behind a run that was put back
            base = before
        if (base, syllable) in pairs:
            pieces.append(source[at:start])
            length += start - at
            gloss_count += 1
        elif not base and (run := shifted.put_back(start, before)):
            pieces.append(source[at:start])
            length += start - at
            expected = -1
            for before, offset in run.characters:
                if offset != expected:
                    anchors.append((length, offset))
                pieces.append(before)
                length, expected = length + 1, offset + 1
            end = run.end
            gloss_count += run.gloss_count
        else:
            continue
        anchors.append((length, end))
        at = end
    pieces.append(source[at:])
    return "".join(pieces), tuple(anchors), gloss_count
