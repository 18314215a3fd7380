"""Sentences and clauses that may speak of a project, with quoted words made opaque."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.normalise.projects.lexicon import PHASE, alternation, heads, marks
from pipeline.records import Outline, Stance

OPAQUE = "\ue000"  # stands for a character inside quotation marks: no separator, no verb
READ = ("title", "heading", "lead", "paragraph")
_SENTENCE = re.compile(r"[^。;；!！?？\n]+")
_MARKS = ',，:：()（）—…“”‘’"'
_CLAUSE = re.compile(rf"[^{_MARKS}\s]+(?:\s(?=[A-Za-z0-9])[^{_MARKS}\s]+)*")
_QUOTED = re.compile(r"“[^“”\n]{1,24}”|‘[^‘’\n]{1,24}’|《[^《》\n]{1,60}》|\"[^\"\n]{1,16}\"")
# A short place or qualifier in brackets that the name goes on after: 大连石化(西中岛)炼化一体化.
_INSERT = re.compile(
    r"(?<=[\u4e00-\u9fff])[(（][\u4e00-\u9fffA-Za-z0-9]{1,8}[)）](?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])[(（][\u4e00-\u9fff]{1,6}[段区线期][)）]"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas; `text` has the length of the original, quotations masked."""

    start: int
    text: str
    after: str  # the mark that ends it

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    stance: Stance
    clauses: tuple[Clause, ...]


@cache
def _norm() -> re.Pattern[str]:
    """Signs of a sentence that lays down a rule for all cases and speaks of none."""
    return re.compile(alternation(marks("norm")))


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(f"项目|工程|{PHASE}|{alternation(heads())}")


def mask(text: str) -> str:
    """The text with quotations and bracketed insertions inside names made opaque."""
    if "“" in text or "《" in text or "‘" in text or '"' in text:
        text = _QUOTED.sub(lambda m: OPAQUE * len(m[0]), text)
    if "(" in text or "（" in text:
        text = _INSERT.sub(lambda m: OPAQUE * len(m[0]), text)
    return text


def sentences(text: str, outline: Outline) -> Iterator[Sentence]:
    """The sentences of prose blocks that hold a word any project name could end with."""
    for block in outline.blocks:
        if block.kind not in READ:
            continue
        for found in _SENTENCE.finditer(text, block.start, block.end):
            if not _trigger().search(text, found.start(), found.end()):
                continue
            if block.stance != "report" and _norm().search(text, found.start(), found.end()):
                continue
            masked = mask(found[0])
            start = found.start()
            clauses = tuple(
                Clause(start + c.start(), c[0], masked[c.end() : c.end() + 1])
                for c in _CLAUSE.finditer(masked)
            )
            yield Sentence(start, found.end(), block.stance, clauses)
