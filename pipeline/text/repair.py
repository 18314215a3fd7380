"""Source text to the text its author wrote: glosses out, misread runs put back, Simplified."""

from array import array
from itertools import accumulate

from pipeline.records import Repaired, Stretches
from pipeline.text.damage import count_damage
from pipeline.text.glosses import find_marks, learn, split_gloss
from pipeline.text.script import is_simplified
from pipeline.text.shift import Run, Shifted
from pipeline.text.simplify import to_simplified


def repair(source: str) -> Repaired:
    """Repair one document's text; any string is allowed.

    Clean Simplified text comes back unchanged.  `damage_count` counts the characters of the text
    that are lost for good: U+FFFD, and ? where no question is asked.
    """
    texts, sources, gloss_count = _without_glosses(source)
    text = "".join(texts)
    damage_count = count_damage(text)
    if not is_simplified(text):
        text = to_simplified(text)
    starts = array("I", accumulate(map(len, texts[:-1]), initial=0))
    way = Stretches(starts, array("I", sources))
    return Repaired(text, gloss_count, damage_count, (way,))


def _without_glosses(source: str) -> tuple[list[str], list[int], int]:
    """The stretches of text between glosses, their source offsets, the number of glosses."""
    marks = find_marks(source)
    habit = learn(source, marks)
    written = habit.written
    if written >= marks.kinds:  # most pages: nothing else looks like a gloss
        return marks.texts, [0, *marks.ends], len(marks.ends)
    shifted = Shifted(source, marks, habit)
    texts: list[str] = []
    sources = [0]
    at = gloss_count = 0
    for start, end, glossed in zip(marks.starts, marks.ends, marks.glossed, strict=True):
        if start < at:  # within a run that was put back
            continue
        if glossed in written:
            texts.append(source[at:start])
            sources.append(end)
            at = end
            gloss_count += 1
            continue
        base, syllable = split_gloss(glossed)
        if base:
            continue
        # The last character that was kept.
        before = source[start - 1] if start > at else next(filter(None, reversed(texts)), "")[-1:]
        if source[start] != "(":
            run = shifted.put_back(start, before)
        elif (before, syllable) in habit.pairs:  # behind a run that was put back
            run = Run([], [], end, 1)
        else:
            continue
        if run:
            texts += [source[at:start], *run.characters]
            sources += [*run.offsets, run.end]
            at = run.end
            gloss_count += run.gloss_count
    texts.append(source[at:])
    return texts, sources, gloss_count
