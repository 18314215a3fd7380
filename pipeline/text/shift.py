"""Runs of text decoded one byte off, put back.

Where the bytes of a gloss's character reach across two characters, the gloss stands inside the
second one.  Its lead byte is left alone before the parenthesis and lost with it, and all that
follows is read one byte off up to the next ASCII byte: 因?yàn)樗麄 was 因為他們.  The lost byte is
the second one of the gloss's character; with it the run's bytes can be read again.

Bytes that made no character in the misreading are lost there a second time; only the page's own
words can say what they were.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.text.context import Context
from pipeline.text.gbk import decode, encode
from pipeline.text.glosses import Habit, Marks, split_gloss, without_marks

LOST = "\ufffd"
_SIGNS = "?" + LOST
_LOOK_AHEAD = 24


class Run(NamedTuple):
    """A run put back: its characters, and for each the source offset where its bytes begin."""

    characters: list[str]
    offsets: list[int]
    end: int  # source offset behind the run
    gloss_count: int


@dataclass(slots=True)
class _Slot:
    """One character of a run; `char` is empty while a byte of it is missing."""

    char: str
    offset: int
    lead: bytes = b""
    trail: bytes = b""


class _Gloss(NamedTuple):
    end: int
    base: str  # empty where the parenthesis was eaten
    syllable: str


class Shifted:
    """Puts back the misread runs of one page."""

    def __init__(self, source: str, marks: Marks, habit: Habit) -> None:
        self._source = source
        self._all_marks = marks
        self._habit = habit

    @cached_property
    def _marks(self) -> dict[int, _Gloss]:
        """What looks like a gloss, by its start in the source."""
        _, starts, ends, glossed, _ = self._all_marks
        glosses = (_Gloss(end, *split_gloss(g)) for end, g in zip(ends, glossed, strict=True))
        return dict(zip(starts, glosses, strict=True))

    @cached_property
    def _page(self) -> Context:
        return Context(without_marks(self._source))

    def put_back(self, start: int, before: str) -> Run | None:
        """Read again the run that begins with the gloss at `start`, whose parenthesis was eaten.

        `before` is the character whose second byte stands before the gloss's lost byte.
        None where the lost byte cannot be known.  A character that stays lost is U+FFFD.
        """
        if len(pair := encode(before)) != 2:
            return None
        glossed = self._habit.glossed(self._marks[start].syllable, lead=pair[1:])
        if not glossed:
            return None
        slots, end, glosses = self._read(start, encode(glossed)[1:])
        self._fill(slots, before, end)
        characters = [slot.char or LOST for slot in slots]
        return Run(characters, [slot.offset for slot in slots], end, glosses)

    def _read(self, start: int, lead: bytes) -> tuple[list[_Slot], int, int]:
        """The run's slots, its end, its number of glosses; `lead` is the byte that was lost."""
        source = self._source
        slots: list[_Slot] = []
        eats = source[start + 1] != "("  # this decoder loses the ASCII byte with a lone lead byte
        at, glosses = self._marks[start].end, 1
        while at < len(source):
            char, mark = source[at], self._marks.get(at)
            if mark and (mark.base, mark.syllable) in self._habit.pairs:
                # A gloss within the run: its base is the pair that was misread.
                glosses, at = glosses + 1, mark.end
            elif (
                mark
                and not mark.base
                and (glossed := self._habit.glossed(mark.syllable, lead=lead))
            ):
                # A character of the run itself is glossed: the bytes are in step again.
                return [*slots, _Slot(glossed, start)], mark.end, glosses + 1
            elif char in _SIGNS and self._stays_off(at + 1):
                slots.append(_Slot("", start, lead))
                lead, start, at = b"", at, at + 1
            elif char in _SIGNS:
                slots.append(_Slot("", start, lead))
                if eats and char == "?":
                    slots.append(_Slot(LOST, at))
                return slots, at + 1, glosses
            else:
                pair = encode(char)
                if not lead and (found := self._glossed_letter(at)):
                    return [*slots, _Slot(found[0], start)], found[1], glosses + 1
                known = decode(lead + pair[:1]) if lead else ""
                if not pair or (lead and not known):
                    return [*slots, _Slot("", start, lead)], at, glosses
                slots.append(_Slot(known, start, lead, pair[:1]))
                if len(pair) == 1:
                    return slots, at + 1, glosses
                if pair[1] < 0x80:
                    return [*slots, _Slot(chr(pair[1]), at)], at + 1, glosses
                lead, start, at = pair[1:], at, at + 1
        return [*slots, _Slot("", start, lead)], at, glosses

    def _glossed_letter(self, at: int) -> tuple[str, int] | None:
        """The character whose second byte is the ASCII character at `at`, by the gloss behind it,
        and where that gloss ends."""
        if self._source[at : at + 1] < "\x80" and (mark := self._marks.get(at + 1)):
            glossed = self._habit.glossed(mark.syllable, trail=self._source[at].encode())
            return (glossed, mark.end) if glossed else None
        return None

    def _stays_off(self, at: int) -> bool:
        """Whether the text from `at` on reads better when it is still taken as one byte off."""
        if self._glossed_letter(at):
            return True
        mark = self._marks.get(at)
        if mark and not mark.base:
            return bool(self._habit.glossed(mark.syllable))
        as_it_is: list[str] = []
        shifted: list[str] = []
        lead = b""
        for char in self._source[at : at + _LOOK_AHEAD]:
            pair = b"" if char in _SIGNS else encode(char)
            if char < "\x80" and pair:
                break
            if pair:
                as_it_is.append(char)
                if lead:
                    shifted.append(decode(lead + pair[:1]))
            lead = pair[1:]
        return self._page.familiarity(shifted) > self._page.familiarity(as_it_is, seen=1)

    def _fill(self, slots: list[_Slot], before: str, end: int) -> None:
        """Find the unknown characters of a run by the page's own words."""
        if all(slot.char for slot in slots):
            return
        source = self._source
        row = [_Slot(before, -1), *slots, _Slot(source[end : end + 1], end)]
        for _ in range(2):  # the second time with what the first one found
            for left, slot, right in zip(row, row[1:], row[2:], strict=False):
                if not slot.char:
                    next_byte = encode(right.char)[:1] if right.char else right.lead
                    slot.char = self._page.guess(
                        left.char, right.char, slot.lead, slot.trail, next_byte
                    )
