"""Pinyin glosses: where they may stand, and which of them a machine put there.

Some Traditional characters of these pages are followed by their reading: 產(chǎn)業(yè).
The glosses went in on the level of GBK bytes, so the character glossed is found in the bytes
before the gloss: in 宏P(guān)LC the second byte of 宏 and the letter P make 關.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from operator import add, itemgetter
from typing import NamedTuple

from pipeline.reference import entries
from pipeline.text.gbk import decode, encode
from pipeline.text.readings import readings, toneless, toneless_readings
from pipeline.text.script import is_traditional

SYLLABLE = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}"
# Where the parenthesis was eaten by a lone byte before it, ? or U+FFFD stands instead: ?yàn).
_PLAIN_MARK = re.compile(rf"(\( ?{SYLLABLE} ?\))")
_MARK = re.compile(rf"((?:\?\(?|\ufffd\(?|\( ?){SYLLABLE} ?\))")
_AROUND = "?\ufffd( )"
_LAST = itemgetter(slice(-1, None))
_FEW = 256
_ENOUGH = 3  # known characters glossed on a page, from which on glosses are its habit


Pair = tuple[str, str]  # a character and its gloss


class Marks(NamedTuple):
    """What looks like a gloss on a page, in order: a list for each of its parts.

    `texts` are those between the marks, before the first and behind the last.  `glossed` is the
    gloss as it stands behind the character before it by the bytes (產(chǎn)); that is missing
    where the parenthesis was eaten; `kinds` are the same, each once.
    """

    texts: list[str]
    starts: list[int]
    ends: list[int]
    glossed: list[str]
    kinds: set[str]


def find_marks(source: str) -> Marks:
    """Everything in `source` that could be a gloss, in order."""
    # The plain pattern is faster, and most pages have no sign of loss.
    pattern = _MARK if "?" in source or "\ufffd" in source else _PLAIN_MARK
    pieces = pattern.split(source)  # text, gloss, text, gloss, …, text
    texts, glosses = pieces[::2], pieces[1::2]
    glossed = list(map(add, map(_LAST, texts), glosses))
    if pattern is _MARK:
        glossed = [
            gloss if gloss > ")" else words for gloss, words in zip(glosses, glossed, strict=True)
        ]
    ends = list(accumulate(map(len, pieces)))  # of texts and glosses in turn
    for number in [n for n, words in enumerate(glossed) if words < "\x80"]:
        if (gloss := glosses[number]) > ")":
            continue
        if number and not texts[number]:  # a doubled gloss, 廈門(men)(men), keeps its base
            base = split_gloss(glossed[number - 1])[0]
        else:
            base = _across_letter(source, ends[2 * number])
        glossed[number] = base + gloss
    return Marks(texts, ends[:-1:2], ends[1::2], glossed, set(glossed))


@lru_cache(maxsize=1 << 12)
def split_gloss(glossed: str) -> Pair:
    """The character, empty if it is missing, and the syllable of 產(chǎn)."""
    first = glossed[0]
    return "" if first in _AROUND else first, glossed[1:].strip(_AROUND)


def _across_letter(source: str, start: int) -> str:
    """The character made of the second byte before an ASCII character and that character."""
    if start < 2 or len(before := encode(source[start - 2])) != 2:
        return ""
    return decode(before[1:] + source[start - 1].encode())


def without_marks(source: str) -> str:
    """`source` without anything that could be a gloss."""
    return _MARK.sub("", source)


@cache
def known_glosses() -> dict[str, str]:
    """The characters measured on real pages and the gloss each has there."""
    return {row["character"]: row["gloss"] for row in entries("glossed_characters")}


class Habit:
    """What one page glosses: the (character, gloss) pairs a machine put there.

    `written` are the same as they stand on the page: 網(wǎng), 網(wǎng ).
    """

    def __init__(self, pairs: Set[Pair], written: Set[str]) -> None:
        self.pairs = pairs
        self.written = written

    def glossed(self, syllable: str, lead: bytes = b"", trail: bytes = b"") -> str:
        """The glossed character of this gloss and this GBK byte; empty if none or several."""
        for by_gloss in (self._by_gloss, _known_by_gloss()):
            found = [
                char
                for char in by_gloss[syllable]
                if encode(char).startswith(lead) and encode(char).endswith(trail)
            ]
            if found:
                return found[0] if len(found) == 1 else ""
        return ""

    @cached_property
    def _by_gloss(self) -> defaultdict[str, list[str]]:
        return _group(self.pairs)


@cache
def _known_by_gloss() -> defaultdict[str, list[str]]:
    return _group(known_glosses().items())


def _group(pairs: Iterable[Pair]) -> defaultdict[str, list[str]]:
    """The characters of each gloss."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for char, gloss in pairs:
        groups[gloss].append(char)
    return groups


def learn(source: str, marks: Marks) -> Habit:
    """Tell the page's glosses from its author's parentheses: (GDP), 翟(dí), 六(lu)安.

    A machine's gloss is a reading of its base, and it stands at every place of that character on
    the page.  A character measured on other pages needs no more than that; any other one must be
    Traditional, on a page that glosses three measured ones.
    """
    written = {glossed: split_gloss(glossed) for glossed in marks.kinds}
    found = set(written.values())
    toned_pairs, plain_pairs = _measured()
    measured = found & toned_pairs
    toned, plain = len(measured), len(found & plain_pairs)
    sure = measured if toned >= _ENOUGH else set()
    if sure == found:
        return Habit(sure, written.keys())
    counts = Counter(written[glossed] for glossed in marks.glossed)
    doubled = {
        written[second]
        for first, text, second in zip(
            marks.glossed if ")(" in source else (),
            marks.texts[1:],
            marks.glossed[1:],
            strict=False,
        )
        if not text and written[first][1] == written[second][1]
    }

    # One by one a few characters are counted faster than by counting all.
    frequency = source.count if len(counts) <= _FEW else Counter(source).__getitem__

    def mostly(base: str, syllable: str) -> bool:
        return counts[base, syllable] * 2 >= frequency(base)

    def is_machine(base: str, syllable: str) -> bool:
        if (base, syllable) in measured:
            return is_traditional(base) and mostly(base, syllable)
        if syllable in readings(base) and syllable != toneless(syllable):
            return toned >= _ENOUGH and is_traditional(base) and mostly(base, syllable)
        if syllable in toneless_readings(base):
            return (base, syllable) in doubled or (
                plain >= _ENOUGH and (is_traditional(base) or mostly(base, syllable))
            )
        return False

    pairs = sure | {p for p in found - sure if p[0] and is_machine(*p)}
    return Habit(pairs, {glossed for glossed, pair in written.items() if pair in pairs})


@cache
def _measured() -> tuple[frozenset[Pair], frozenset[Pair]]:
    """The measured characters with their glosses, and with those without tone marks."""
    known = known_glosses().items()
    return frozenset(known), frozenset((char, toneless(gloss)) for char, gloss in known)
