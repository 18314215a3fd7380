"""What is invested in a project, as its own sentence or the ones behind it say."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.normalise.amounts import Amount, find_amounts
from pipeline.normalise.projects.anaphora import takes_up
from pipeline.records import Project

_INVESTED = re.compile("投资|造价|[耗斥出]资|规模")
_NEAR = 8  # characters from the word to its amount
_LONGEST = 40  # characters from it to the amount's end
_SEQUEL = re.compile(r"[。;；]?\n?\s{0,4}(?P<told>[^。;；\n]{4,200})")
_SEQUELS = 2  # sentences behind its own that may go on about a project
_PART = re.compile("其中|[首一二三四]期")  # from here on an amount is not the whole's


def invested(text: str) -> Amount | None:
    """The first amount that a word of investing precedes: 总投资约22亿元."""
    for word in _INVESTED.finditer(text):
        amounts = find_amounts(text[word.start() : word.end() + _LONGEST])
        if amounts and amounts[0].span[0] <= _NEAR:
            return amounts[0]
    return None


def with_amount(projects: Sequence[Project], text: str, start: int, end: int) -> list[Project]:
    """The projects of the sentence text[start:end]; an amount only where one alone can have it."""
    whole = [p for p in projects if p.rule != "phase"]  # a phase has its amount or none
    if len(whole) != 1:
        return list(projects)
    phases = min((p.span[0] for p in projects if p.rule == "phase"), default=end)
    amount = invested(text[start : max(phases, whole[0].span[1])])
    amount = amount or _told_after(whole[0], text, end)
    return [endow(p, amount) if p is whole[0] else p for p in projects]


def _told_after(project: Project, text: str, end: int) -> Amount | None:
    """What the next sentences say of it, as long as it stays their subject: 该项目总投资…."""
    for _ in range(_SEQUELS):
        sequel = _SEQUEL.match(text, end)
        if not sequel or not takes_up(sequel["told"], project):
            return None
        if amount := invested(_PART.split(sequel["told"])[0]):
            return amount
        end = sequel.end()
    return None


def endow(project: Project, amount: Amount | None) -> Project:
    if amount is None or project.amount_text:
        return project
    return replace(
        project,
        amount_text=amount.text,
        amount_cny_min=amount.cny_min,
        amount_cny_max=amount.cny_max,
    )
