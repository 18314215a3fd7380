"""Runs of text decoded one byte off, put back.

Where the bytes of a gloss's character reach across two characters, the gloss stands inside the
second one.  Its lead byte is left alone before the parenthesis and lost with it, and all that
follows is read one byte off up to the next ASCII byte: 因?yàn)樗麄 was 因為他們.  The lost byte is
the second one of the gloss's character; with it the run's bytes can be read again.
"""

from typing import NamedTuple

from pipeline.text.glosses import Habit, Mark, decode, gbk

_LOST = "?\ufffd"


class Run(NamedTuple):
    """A run put back: its characters, each with the source offset where its bytes begin."""

    characters: list[tuple[str, int]]
    end: int  # source offset behind the run
    gloss_count: int


def put_back(source: str, first: int, marks: list[Mark], habit: Habit) -> Run | None:
    """Read again the run that begins at `marks[first]`, a gloss whose parenthesis was eaten.

    None where the lost byte cannot be known.  A character that cannot be read is left as the
    sign of loss that stands for it.
    """
    mark = marks[first]
    before = gbk(source[mark.start - 1]) if mark.start else b""
    lost = habit.lost_character(before[1], mark.syllable) if len(before) == 2 else ""
    if not lost:
        return None
    characters: list[tuple[str, int]] = []
    lead, lead_at = gbk(lost)[1:], mark.start
    at, index, glosses = mark.end, first + 1, 1
    while at < len(source):
        while index < len(marks) and marks[index].start < at:
            index += 1
        if index < len(marks) and marks[index].start == at:
            mark = marks[index]
            if mark.base:  # a gloss within the run; its base is the pair that was misread
                glosses, at = glosses + 1, mark.end
                continue
            char = habit.lost_character(lead[0], mark.syllable)
            if char:  # the gloss of a character of the run: the bytes are in step again
                characters.append((char, lead_at))
                return Run(characters, mark.end, glosses + 1)
        bytes_here = b"" if source[at] in _LOST else gbk(source[at])
        char = decode(lead + bytes_here[:1])
        if not char:
            characters.append((_LOST[1], lead_at))
            return Run(characters, at + (source[at] in _LOST), glosses)
        characters.append((char, lead_at))
        if len(bytes_here) == 1:
            return Run(characters, at + 1, glosses)
        if bytes_here[1] < 0x80:
            characters.append((chr(bytes_here[1]), at))
            return Run(characters, at + 1, glosses)
        lead, lead_at, at = bytes_here[1:], at, at + 1
    characters.append((_LOST[1], lead_at))
    return Run(characters, at, glosses)
