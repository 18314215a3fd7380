"""Coordination: what the items of a list share, a class noun, a head, a front, a count."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.normalise.projects.grammar import (
    STANDING,
    bare_phase,
    ends_with_head,
    patterns,
    tail_class,
)
from pipeline.normalise.projects.lexicon import PHASE, alternation, marks
from pipeline.normalise.projects.parts import Group, Item, Named, Piece
from pipeline.normalise.projects.words import tokens

_FUSED = re.compile("[\u4e00-\u9fff]{2,4}")  # two or more places in one word: 京津塘
_LINE = re.compile(r"[\u4e00-\u9fff]{2,4}(?P<head>高速公路|高速|高铁|城际铁路|铁路|公路)(?:项目)?")
_CLASS = re.compile("(?:项目|工程)$")
_NAMING = ("unknown", "place", "org", "quote")


def number(numeral: str | None) -> int | None:
    """两 -> 2, 18 -> 18, 十二 -> 12; None for 1.1 and other things that count no list."""
    if not numeral or not re.fullmatch("[0-9]{1,2}|[一二两三四五六七八九十]{1,2}", numeral):
        return None
    if numeral.isdecimal():
        return int(numeral)
    digits = {d: i for i, d in enumerate("一二三四五六七八九", 1)} | {"两": 2}
    tens, ten, ones = numeral.rpartition("十")
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)


def close(text: str, pieces: list[Piece], named: Sequence[Named], limit: int) -> list[Group]:
    """One group of the pieces, with frame, shared heads and shared fronts."""
    items = [p.item for p in pieces if p.item]
    if not items:
        return []
    last = pieces[-1]
    if last.item and (whole := _joint_builders(text, pieces, last.item)):
        items = [whole]
    frame, count, span, exact, rest = None, None, None, False, last.rest
    deng = tail_class(text, last.rest - 1, last.end) if last.item else None
    counted = patterns().counted.match(text, last.rest, last.end)
    if frame is None and not all(i.has_head for i in items) and items[-1].has_head:
        items = _share_head(text, items, named)
    if len(items) > 1 and _are_bare(items[:-1], named) and _is_called(text, items[-1]):
        frame = "项目"  # A、B项目开工: the last word is the class of all
    elif last.item and not deng and patterns().deng_verb.match(text, last.rest):
        frame, rest = "项目", last.rest + 1  # 等建设: the class noun is left out
    elif found := deng or counted:
        frame, rest = found["class"], found.end()
        count, exact = number(found["n"]), deng is None
        span = found.span("n") if found["n"] else None
    if exact and count == len(items) + 1:
        items = _split_once(text, items)
    if exact and len(items) == 1:  # 创新港14个项目落户: no list, the count opens the predicate
        frame, count, span, exact, rest = None, None, None, False, last.rest
    if frame:
        back = class_noun(frame)
        if back:
            items = [i if _is_whole(text, i) else i._replace(back=back) for i in items]
    items = _share_front(text, items)
    return [
        Group(
            tuple(items),
            (pieces[0].lead_start, pieces[0].start),
            (rest, max(rest, limit)),
            frame,
            count,
            span,
            exact,
            tuple(s for p in pieces for s in p.subjects),
        )
    ]


def _is_whole(text: str, item: Item) -> bool:
    """Does the item have a head noun of its own, more than a phase (华能四期)?"""
    if not item.has_head:
        return False
    found = [m for m in patterns().head.finditer(text, item.start, item.end) if m.end() == item.end]
    return not found or not bare_phase(found[-1][0])


def _are_bare(items: list[Item], named: Sequence[Named]) -> bool:
    """Does each begin with a known name and have no head noun?"""
    starts = {a for a, _, _ in named}
    return all(not i.has_head and i.start in starts for i in items)


def _is_called(text: str, item: Item) -> bool:
    """Is the item a name that ends in 项目, with no clause before it?"""
    return (
        item.end - item.start > 4
        and text.endswith("项目", item.start, item.end)
        and not patterns().verb.search(text, item.start, item.end - 2)
    )


def _joint_builders(text: str, pieces: list[Piece], item: Item) -> Item | None:
    """中煤集团、国电集团等央企投资建设的A: the pieces before are builders, not projects."""
    if len(pieces) < 2 or not item.relative or "等" not in text[slice(*item.relative)]:
        return None
    return item._replace(relative=(pieces[0].start, item.relative[1]))


@cache
def _weights() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternation(marks('weight'))})+的?")


def class_noun(frame: str) -> str:
    """What a class adds to the names under it: 重大煤电项目 -> 煤电, 重大项目 -> ''."""
    core = _weights().sub("", _CLASS.sub("", STANDING.sub("", frame)))
    return core if ends_with_head(core, 0, len(core)) else ""


def _share_head(text: str, items: list[Item], named: Sequence[Named]) -> list[Item]:
    """沈阳、大连国家物流枢纽: bare places before a last name that begins with a place."""
    last = items[-1]
    if len(items) < 2:
        return items
    if last.relative and (*last.relative, "place") in named and last.front:  # 黟县、祁门县的|水厂
        back = text[last.start : last.end]
        return [i._replace(back=back) if (i.start, i.end, "place") in named else i for i in items]
    line = _LINE.fullmatch(text, last.start, last.end)
    if line:  # 雄忻、石雄铁路
        short = (_FUSED.fullmatch(text, i.start, i.end) and not i.has_head for i in items[:-1])
        if all(short):
            return [*(i._replace(back=line["head"]) for i in items[:-1]), last]
    begin = place_end(text, last.start, last.end, named)
    if begin is None or text.startswith("等", begin):  # 四川、陕西等地粮库
        return items
    back = text[begin : last.end]
    return [
        i._replace(back=back)
        if not i.has_head and place_end(text, i.start, i.end, named) == i.end
        else i
        for i in items
    ]


def place_end(text: str, start: int, end: int, named: Sequence[Named]) -> int | None:
    """Where the place ends that leads text[start:end], a known one or a landform."""
    ends = [b for a, b, kind in named if a == start and b <= end and kind == "place"]
    if ends:
        best = max(ends)
        return best + 2 if text.startswith("地区", best) else best
    found = re.compile("[\u4e00-\u9fff]{1,3}?(?:地区|[山岭岛湾江河湖峡口])").match(text, start, end)
    return found.end() if found else None


def _share_front(text: str, items: list[Item]) -> list[Item]:
    """恒力石化产业园三期及聚酯园: a bare later phase or part takes the front of the one before."""
    if len(items) < 2:
        return items
    out: list[Item] = []
    for item in items:
        before = out[-1] if out else None
        own = text[item.start : item.end]
        if before:
            whole = before.front + text[before.start : before.end]
            phase = re.search(PHASE, whole)
            joined = text[before.end : item.start] in ("及", "和", "与")
            bare = re.fullmatch(rf"{PHASE}(?:项目|工程)?", own) or (
                joined and item.has_head and all(t.kind not in _NAMING for t in tokens(own, ()))
            )
            if phase and phase.start() and bare:
                item = item._replace(front=whole[: phase.start()])
        out.append(item)
    return out


def _split_once(text: str, items: list[Item]) -> list[Item]:
    """A和B两个基地: the count asks for one more, a conjunction stands inside one item."""
    for k, item in enumerate(items):
        found = patterns().conj.search(text, item.start + 2, item.end - 1)
        if found:
            left = item._replace(
                end=found.start(), has_head=ends_with_head(text, item.start, found.start())
            )
            right = item._replace(start=found.end(), relative=None)
            return [*items[:k], left, right, *items[k + 1 :]]
    return items
