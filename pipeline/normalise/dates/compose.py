"""From atoms to expressions: 2016年|3月|26日 至 29日|前."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.normalise.dates import bounds
from pipeline.normalise.dates.grammar import Atom, Rule, Scale
from pipeline.reference import words

_HABIT = re.compile("每[年月季周]?$|逢$")
_TITLE = re.compile("《[^《》\n]{1,100}》")
_LINE = 80  # characters of the longest line that is the title of a paper
# 2023年工作要点, …规划(2021-2025年): the line ends with the kind of paper, no act is told of it.
_PAPER = words("policy_kinds", "kind")
_BRACKET = re.compile(r"[（(][^（()）]{1,14}[）)]\Z")
_ACT = re.compile(
    "[，。；：！？,;:!?…“”]|将|拟|已|出台|公布|发布|发表|召开|审议|通过|编制|制定|启动|实施|落实|执行|完成|获|再|正式|首"
)
_FINER = re.compile("[0-9一二三四五六七八九十上下春夏秋冬第初底末前后起以]")


@dataclass(slots=True)
class Expression:
    """Atoms that stand together and name one period."""

    atoms: list[Atom]
    rule: Rule  # of the first
    start: int
    end: int
    edge: int = 0  # its beginning (1), middle (2) or end (3) is meant


def expressions(text: str, atoms: Iterable[Atom]) -> Iterator[Expression]:
    """Join the atoms that belong together; drop those that mean nothing alone."""
    last: Expression | None = None
    for atom in atoms:
        if last is not None and atom.start - last.end <= 2 and _joins(text, last, atom):
            last.atoms.append(atom)
            # 14日(星期五): the bracket that opened before the weekday closes after it
            bracket = text[atom.start - 1] in "(（" and text[atom.end : atom.end + 1] in (")", "）")
            last.end = atom.end + bracket
        elif atom.rule.inner or _is_habit(text, atom.start):
            continue
        else:
            if last is not None:
                yield last
            last = Expression([atom], atom.rule, atom.start, atom.end)
        if atom.rule.has_edges:
            last.edge, last.end = bounds.edge(text, last.end)
    if last is not None:
        yield last


def outside_titles(text: str, atoms: Iterable[Atom]) -> Iterator[Atom]:
    """The atoms that do not stand in a title: 2016年工作要点, a line or in 《》, names a paper."""
    titles = (m.span() for m in _TITLE.finditer(text))
    nowhere = len(text), len(text) + 1  # behind the last
    start, end = next(titles, nowhere)
    for atom in atoms:
        while end <= atom.start:
            start, end = next(titles, nowhere)
        if atom.start < start and not (atom.rule.absolute_year and _in_title_line(text, atom)):
            yield atom


def _in_title_line(text: str, atom: Atom) -> bool:
    """Is the year, told no finer, on a line of its own that is the title of a paper?"""
    if _FINER.match(text, atom.end):
        return False
    end = text.find("\n", atom.end, atom.end + _LINE)
    start = max(text.rfind("\n", 0, atom.start) + 1, end - _LINE)
    if end < 0 or not _BRACKET.sub("", text[start:end].rstrip()).endswith(_PAPER):
        return False
    return not _ACT.search(text, start, end)


def _is_habit(text: str, at: int) -> bool:
    """Whether 每, 每年 … stand before it."""
    return (
        at > 0
        and text[at - 1] in "每年月季周逢\n"
        and _HABIT.search(text, max(0, at - 2), at) is not None
    )


def _joins(text: str, expression: Expression, atom: Atom) -> bool:
    last = expression.atoms[-1]
    if expression.edge or last.rule.closed or atom.rule.within is None:
        return False
    if last.rule.scale >= atom.rule.scale or last.rule.name == "within_year":
        return False
    gap = text[expression.end : atom.start].strip()
    if gap in ("", "的"):
        return True
    if atom.rule.scale == Scale.WEEKDAY:
        return gap in (",", "，", "(", "（") and last.rule.scale == Scale.DAY
    return gap in (",", "，") and last.rule.name.startswith("year") and atom.rule.name == "month"
