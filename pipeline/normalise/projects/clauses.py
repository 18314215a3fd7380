"""Sentences and clauses that may speak of a project, with quoted words made opaque."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.normalise.names.gazetteer import SharedGazetteer
from pipeline.normalise.projects.kinds import bare_head
from pipeline.normalise.projects.lexicon import (
    POWER_LED,
    RAIL_WORKS,
    RIVER_WORKS,
    ROAD_WORKS,
    WATER_LED,
    alternation,
    heads,
    marks,
    searched,
    verbs,
)
from pipeline.records import Outline, Stance

_NUMBERS = re.compile("、(?<=[0-9]、)(?=[0-9])")  # 3、4号机组 is one name
_BETWEEN = re.compile("(?<=[\u4e00-\u9fff])[—－–](?=[\u4e00-\u9fff])")  # 华苑—南站
OPAQUE = "\ue000"  # stands for a character inside quotation marks: no separator, no verb
READ = ("title", "heading", "lead", "paragraph")
_STOP = re.compile("[。;；!！?？\n]")
_TO_LAST_STOP = re.compile(f"(?s:.*){_STOP.pattern}")
_SHORTEST = 2  # characters that may tell anything
_LONGEST = 500  # characters between two commas; what is longer is no prose
_WATER_LED, _POWER_LED = re.compile(WATER_LED), re.compile(POWER_LED)
_RIVER = re.compile(RIVER_WORKS)
_ROAD = re.compile("[GSXYC道][0-9]{1,4}线?(?=[\u4e00-\u9fff])")
# Opens a line of a law, which builds nothing.
_ARTICLE = re.compile(r"第(?<![^\n]第)[一二三四五六七八九十百]{1,6}条")
_ITEM = re.compile("[(（][一二三四五六七八九十]{1,3}[)）]")
_MARKS = ',，:：()（）【】…“”‘’"'
_CLAUSE = re.compile(rf"[^{_MARKS}\s]+(?:\s(?=[A-Za-z0-9])[^{_MARKS}\s]+)*")
_QUOTED = re.compile(r"“[^“”\n]{1,24}”|‘[^‘’\n]{1,24}’|《[^《》\n]{1,60}》|\"[^\"\n]{1,16}\"")
# Longer than a catchword, and no list or count (“七地一屏一通道”).
_CALLED = re.compile(
    r"“(?![^”]*[一二三四五六七八九十][^”]+[一二三四五六七八九十])[^、0-9，。]{7,24}”"
)
# A short place or qualifier in brackets that the name goes on after: 大连石化(西中岛)炼化一体化.
_INSERT = re.compile(
    r"[(（](?<=[\u4e00-\u9fff].)"
    r"(?:[\u4e00-\u9fffA-Za-z0-9]{1,8}[)）](?=[\u4e00-\u9fff、A-Z])|[\u4e00-\u9fff]{1,6}[段区线期][)）])"
)


class Clause(NamedTuple):
    """A stretch between commas; `text` has the length of the original, quotations masked."""

    start: int
    text: str
    after: str  # the mark that ends it
    may_name: bool  # holds a word that a project's name could end with
    tells: bool  # holds a verb of state or the word 项目, be it in quotation marks

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Sentence(NamedTuple):
    text: str  # the document's
    start: int
    end: int
    stance: Stance
    headline: bool  # of the document's title, which has no tense
    told: list[int]  # where it has a verb of state or the word 项目
    hits: list[int]  # where the document has a word that a project's name could end with

    def clauses(self) -> list[Clause]:
        masked = mask(self.text[self.start : self.end])
        clauses = []
        for found in _CLAUSE.finditer(masked):
            own = found[0]
            if len(own) < _SHORTEST:
                continue
            first, last = self.start + found.start(), self.start + found.end()
            named = len(own) <= _LONGEST and _any_in(self.hits, first, last)
            tells = _any_in(self.told, first, last)
            after = masked[found.end() : found.end() + 1]
            clauses.append(Clause(first, own, after, named, tells))
        return clauses


def _any_in(starts: list[int], first: int, last: int) -> bool:
    """Is one of the ascending offsets in text[first:last]?"""
    at = bisect_left(starts, first)
    return at < len(starts) and starts[at] < last


@cache
def _norm() -> re.Pattern[str]:
    """Signs of a sentence that lays down a rule for all cases and speaks of none."""
    return re.compile(f"第[一二三四五六七八九十百]{{1,5}}条|{alternation(marks('norm'))}")


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(searched((*verbs(), "项目")))


@SharedGazetteer
def _triggers() -> dict[str, str]:
    """Words a project's name may end with; phases by their numerals."""
    phases = (f"{n}期" for n in "0123456789一二三四五六七八九十")
    tracks = [f"线{work}" for work in RAIL_WORKS.split("|")]
    tracks += [f"路{work}" for work in ROAD_WORKS.split("|")]
    return {word: word for word in ("项目", "工程", *phases, *tracks, *heads())}


def mask(text: str) -> str:
    """The text with quotations and bracketed insertions inside names made opaque."""
    if "“" in text or "《" in text or "‘" in text or '"' in text:
        text = _QUOTED.sub(_opaque, text)
    if "(" in text or "（" in text:
        text = _INSERT.sub(lambda m: OPAQUE * len(m[0]), text)
    if "、" in text:
        text = _NUMBERS.sub(OPAQUE, text)
    if "—" in text:
        text = _BETWEEN.sub("至", text).replace("—", ",")
    return text


def _opaque(quoted: re.Match[str]) -> str:
    """A quotation made opaque, but for one that is a name to its end: “东山纺织服装商贸中心”."""
    words = quoted[0]
    called = _CALLED.fullmatch(words) and bare_head(words[1:-1])
    return words if called else OPAQUE * len(words)


def sentences(text: str, outline: Outline) -> Iterator[Sentence]:
    """The sentences of prose blocks that hold a word any project name could end with."""
    hits = [start for start, _, _ in _triggers.find(text)]
    hits += [m.start() for m in _WATER_LED.finditer(text)]
    hits += [m.start() for m in _ROAD.finditer(text)]
    hits += [m.start() for m in _RIVER.finditer(text)]
    if "电入" in text or "电送" in text:  # the pattern begins with any character, which is slow
        hits += [m.start() for m in _POWER_LED.finditer(text)]
    hits = sorted(set(hits))
    articles = {m.start() for m in _ARTICLE.finditer(text)}
    law, line, seen = False, 0, 0
    for block in outline.blocks if hits else ():
        if articles:
            line, seen = text.rfind("\n", seen, block.start) + 1 or line, block.start
            law = line in articles or (law and _ITEM.match(text, line) is not None)
        if law or block.kind not in READ:
            continue
        done = block.start
        for hit in hits[bisect_left(hits, block.start) : bisect_left(hits, block.end)]:
            if hit < done:
                continue
            before, stop = _TO_LAST_STOP.match(text, done, hit), _STOP.search(text, hit, block.end)
            start = before.end() if before else done
            done = stop.start() if stop else block.end
            if block.stance == "report" or not _norm().search(text, start, done):
                told = [m.start() for m in _telling().finditer(text, start, done)]
                headline = block.kind == "title"
                yield Sentence(text, start, done, block.stance, headline, told, hits)
