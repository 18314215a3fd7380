"""What is known around a clause: the document's places, bodies and dates, and who is spoken of."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.normalise.projects.clauses import Clause, Sentence
from pipeline.normalise.projects.parts import Group, Named
from pipeline.normalise.projects.phrases import groups
from pipeline.normalise.projects.status import State
from pipeline.records import DateMention, Name, Project, Span


class Governor(NamedTuple):
    """The state that a clause gives its projects, and the dates by which it promises more.

    `text` is that clause, in which the words of the state stand.
    """

    state: State = State()
    start: dt.date | None = None
    end: dt.date | None = None
    text: str = ""

    @property
    def words(self) -> str | None:
        """The verbs that say so, as the clause has them."""
        return "".join(self.text[a:b] for a, b in self.state.words) or None


NOTHING = Governor()


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave open for the next: the last event, the last lone project."""

    event: Governor = NOTHING
    spoken_of: Project | None = None


class Context:
    """The document's text with its names and dates in order of their start."""

    def __init__(self, text: str, names: Sequence[Name], dates: Sequence[DateMention]) -> None:
        self.text, self._told, self._given = text, names, dates

    @cached_property
    def _names(self) -> list[Name]:
        # An institution is a building too, whose words make names: 启动县人民医院整体搬迁.
        told = (n for n in self._told if n.kind in _KINDS and n.rule != "institution")
        return sorted(told, key=lambda n: n.span)

    @cached_property
    def _dates(self) -> list[DateMention]:
        if not self._given:
            return []
        inside = set().union(*(range(n.span[0] + 1, n.span[1]) for n in self._names))
        return sorted((d for d in self._given if d.span[0] not in inside), key=lambda d: d.span)

    @cached_property
    def _name_starts(self) -> list[int]:
        return [n.span[0] for n in self._names]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [d.span[0] for d in self._dates]

    @cached_property
    def today(self) -> dt.date | None:
        return next((d.anchor for d in self._dates if d.anchor), None)

    @cached_property
    def _topics(self) -> list[Span]:
        return [
            n.span
            for n in self._names
            if _COMPANY.search(self.text, *n.span) and _opens(self.text, n.span[0])
        ]

    def named(self, clause: Clause) -> list[Named]:
        """Places and bodies inside the clause, as spans in it."""
        out: list[Named] = []
        for i in range(bisect_left(self._name_starts, clause.start), len(self._names)):
            start, end = self._names[i].span
            if start >= clause.end:
                break
            if end <= clause.end and self.text[start:end] not in _NOWHERE:
                out.append((start - clause.start, end - clause.start, _KINDS[self._names[i].kind]))
        return sorted(out)

    def led_by(self, clause: Clause) -> str | None:
        """The place in which the clause is set: 在葫芦岛,X项目开工."""
        before = clause.start - 1
        for i in range(bisect_left(self._name_starts, before) - 1, -1, -1):
            (start, end), kind = self._names[i].span, self._names[i].kind
            if end < before - 2:
                return None
            if end == before and kind == "place" and self.text.startswith("在", start - 1):
                return self.text[start:end]
        return None

    def topic(self, offset: int) -> str | None:
        """The company that last opened a sentence before `offset`, if not long ago."""
        at = bisect_left(self._topics, (offset + 1, 0)) - 1
        if at < 0 or offset - self._topics[at][0] > _REMEMBERED:
            return None
        return self.text[slice(*self._topics[at])]

    def dated(self, start: int, end: int) -> list[DateMention]:
        """Date mentions inside text[start:end]."""
        low = bisect_left(self._date_starts, start)
        high = bisect_left(self._date_starts, end)
        return [d for d in self._dates[low:high] if d.span[1] <= end]


_COMPANY = re.compile("公司|集团")
_REMEMBERED = 400  # characters over which a company stays the one spoken of


def _opens(text: str, offset: int) -> bool:
    return text[max(0, offset - 40) : offset].rstrip()[-1:] in ("", "。", ";", "；", ")")


class Scene:
    """A clause with what is known in it and around it, found when it is first asked for."""

    def __init__(self, clause: Clause, sentence: Sentence, context: Context) -> None:
        self.clause, self.sentence, self.context = clause, sentence, context
        self.whole: Governor | None = None  # the state that it speaks of, once asked for

    @cached_property
    def named(self) -> list[Named]:
        """Places and bodies inside the clause, as spans in it."""
        return self.context.named(self.clause)

    def dated(self) -> list[DateMention]:
        """Date mentions inside the clause."""
        return self.context.dated(self.clause.start, self.clause.end)

    @cached_property
    def groups(self) -> list[Group]:
        """The noun phrases of the clause that may name projects."""
        if not self.clause.may_name:
            return []
        begin = self.clause.start
        dates = [(d.span[0] - begin, d.span[1] - begin) for d in self.dated()]
        return groups(self.clause.text, self.named, dates)

    def raw(self, start: int, end: int) -> str:
        """The words at these offsets of the clause, quotations unmasked."""
        return self.context.text[self.clause.start + start : self.clause.start + end]


_KINDS = {"place": "place", "organisation": "org"}
_NOWHERE = ("中国", "我国")  # names no place inside the country
