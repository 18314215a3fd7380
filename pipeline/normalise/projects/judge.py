"""Is a noun phrase the name of a particular undertaking, or a class of them?"""

import re
from functools import cache

from pipeline.normalise.projects.fields import Reading
from pipeline.normalise.projects.grammar import patterns
from pipeline.normalise.projects.lexicon import PHASE, alternation, heads
from pipeline.normalise.projects.parts import Group, Item
from pipeline.normalise.projects.status import State

LINES = ("transport", "energy", "water")
_YEAR = re.compile("[0-9]{4}年|首批|亿元")
_JOINED = re.compile("[和与及或]")


@cache
def _works() -> re.Pattern[str]:
    """Names in 工程 that are works of earth and stone: 引水工程, 三期工程, 扩建工程."""
    return re.compile(
        rf"(?:(?:{alternation(heads())}|扩建|改造|改扩建|迁建|{PHASE})工程"
        rf"|(?:{alternation(h for h in heads() if h.endswith('工程'))}))$"
    )


def bare_head(name: str) -> str:
    """The head noun that ends a name; empty where none does."""
    for size in range(min(9, len(name)), 0, -1):
        if name[-size:] in heads():
            return name[-size:]
    return ""


def is_project(
    clause: str, raw: str, group: Group, item: Item, own: State, reading: Reading, subject: bool
) -> bool:
    """Judge the words `raw` of an item by its reading, its frame and its verbs.

    `subject` tells that the clause names the place or company that builds it.
    """
    masked = clause[item.start : item.end]
    if _is_class(clause, raw, masked, group, item, own, reading):
        return False
    called = raw.endswith("项目") and len(raw) > 4
    head = bare_head(raw)
    if item.has_head and not item.front and not (subject and len(raw) >= 4):
        tails = [m for m in patterns().head.finditer(masked) if m.end() == len(masked)]
        if tails and tails[0].start() == 0:
            return False
    if item.oblique and not called:
        return False
    known = reading.level == "proper" or (subject and head != "中心")
    guess = known or reading.level == "brand"
    if group.frame is not None:
        if len(group.items) == 1 and item.back and reading.place == raw:  # 东北等老工业基地
            return False
        if item.back:
            return (known or (guess and reading.kind in LINES)) and bool(own.roles)
        return (guess or (item.has_head and reading.level == "plain")) and bool(own.roles)
    if not item.has_head:
        return bool(item.back) and known and bool(own.roles)
    need = heads()[head].need if head else ""
    if need == "more" and len(reading.place or "") + len(head) >= len(raw):
        return False
    if (known and called) or (known and own.roles):
        return True
    if guess and own.roles and not _JOINED.search(raw):
        return True
    builds = bool(own.roles & {"build", "cap"})
    return builds and (need == "any" or (reading.level == "plain" and need == "plain"))


def _is_class(
    clause: str, raw: str, masked: str, group: Group, item: Item, own: State, reading: Reading
) -> bool:
    """Counts, classes, programmes, and nouns that only modify another."""
    if patterns().quantifier.match(masked) or patterns().counted_inside.search(masked):
        return True
    if _YEAR.search(raw) or re.match("项目|公司|工程", raw):
        return True
    if item.relative and patterns().quantifier.search(clause, *item.relative):
        return True
    if raw.endswith("工程") and not _works().search(raw):
        return reading.level not in ("proper", "brand") or "mile" not in own.roles
    if group.frame is None and raw.endswith("项目") and not reading.specific:
        return True
    return group.frame is None and bool(
        patterns().counted_after.match(clause, item.end) or clause.startswith("的", item.end)
    )
