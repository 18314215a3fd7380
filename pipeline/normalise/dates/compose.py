"""From atoms to expressions: 2016年|3月|26日 至 29日|前."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.normalise.dates.grammar import Atom, Scale
from pipeline.normalise.dates.periods import NOTHING, Period
from pipeline.records import Basis

_HABIT = re.compile("每[年月季周]?$|逢$")
_TITLE = re.compile("《[^《》\n]{1,100}》")


@dataclass(slots=True)
class Expression:
    """Atoms that stand together and name one period."""

    atoms: list[Atom]
    end: int
    period: Period = NOTHING

    @property
    def start(self) -> int:
        return self.atoms[0].start

    @property
    def within(self) -> Scale | None:
        return self.atoms[0].rule.within

    @property
    def basis(self) -> Basis:
        return self.atoms[0].rule.basis


def expressions(text: str, atoms: Iterator[Atom]) -> list[Expression]:
    """Join the atoms that belong together; drop those that mean nothing alone."""
    titles = [m.span() for m in _TITLE.finditer(text)] if "《" in text else []
    title = 0
    found: list[Expression] = []
    for atom in atoms:
        while title < len(titles) and titles[title][1] <= atom.start:
            title += 1
        if title < len(titles) and titles[title][0] < atom.start:
            continue
        last = found[-1] if found else None
        if last is not None and _joins(text, last.atoms[-1], atom):
            last.atoms.append(atom)
            last.end = atom.end
        elif not atom.rule.inner and not _HABIT.search(text, max(0, atom.start - 2), atom.start):
            found.append(Expression([atom], atom.end))
    return found


def _joins(text: str, last: Atom, atom: Atom) -> bool:
    if atom.start - last.end > 2 or last.rule.closed or atom.rule.within is None:
        return False
    if last.rule.scale >= atom.rule.scale or last.rule.name == "within_year":
        return False
    gap = text[last.end : atom.start].strip()
    if gap in ("", "的"):
        return True
    if atom.rule.scale == Scale.WEEKDAY:
        return gap in (",", "，", "(", "（") and last.rule.scale == Scale.DAY
    return gap in (",", "，") and last.rule.name.startswith("year") and atom.rule.name == "month"
