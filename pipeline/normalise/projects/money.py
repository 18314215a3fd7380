"""What is invested in a project, as far as its sentence says so."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.normalise.amounts import Amount, find_amounts
from pipeline.records import Project

_INVESTED = ("投资", "造价", "耗资", "斥资", "出资", "规模")
_NEAR = 8  # characters between the word and its amount


def invested(text: str) -> Amount | None:
    """The first amount that a word of investing precedes: 总投资约22亿元."""
    if not any(word in text for word in _INVESTED):
        return None
    for amount in find_amounts(text):
        start = amount.span[0]
        if any(word in text[max(0, start - _NEAR) : start + 3] for word in _INVESTED):
            return amount
    return None


def with_amount(projects: Sequence[Project], text: str) -> list[Project]:
    """The projects of one sentence; the amount is told only where it can be but one project's."""
    amount = invested(text) if len(projects) == 1 else None
    return [endow(p, amount) for p in projects]


def endow(project: Project, amount: Amount | None) -> Project:
    if amount is None or project.amount_text:
        return project
    return replace(
        project,
        amount_text=amount.text,
        amount_cny_min=amount.cny_min,
        amount_cny_max=amount.cny_max,
    )
