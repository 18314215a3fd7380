"""Whose a project is, by the words of its name."""

from collections.abc import Sequence

from pipeline.normalise.projects.kinds import FROM_TO
from pipeline.normalise.projects.lexicon import words
from pipeline.normalise.projects.sites import LANDFORM
from pipeline.normalise.projects.words import Token
from pipeline.records import ProjectKind

_OWNED = {"plant", "base", "park", "equipment"}


def owner_tokens(name: str, cut: Sequence[Token], kind: ProjectKind) -> tuple[int, int]:
    """The tokens [first, end) that name the owner; (0, 0) when none do."""
    last = len(cut) - 1
    if FROM_TO.match(name):
        return (0, 0)
    if last == 0:
        return (0, int(cut[0].kind in ("unknown", "org") and kind == "plant"))
    for i, token in enumerate(cut[:last]):  # 中国海洋科学院|东山基地
        if words().get(name[token.start : token.end]) == "body" and token.end <= 16:
            return (0, i + 1)
        if token.kind in ("phase", "number", "quote"):
            break
    one, two = cut[0], cut[1]
    if one.kind == "org" or words().get(name[: one.end]) == "body":
        return (0, 2 if two.kind == "corp" and last > 1 else 1)
    if one.kind == "place":
        if two.kind == "corp" and last >= 2:  # 大连石化|炼化一体化
            return (0, 2)
        if two.kind == "unknown" and kind in _OWNED and _branded(cut[1:]):
            return (1, 3)  # 江西|洪都液压|高端油缸
        return (1, 2) if two.kind == "org" and last >= 2 else (0, 0)
    if one.kind != "unknown" or one.end > 6 or name[one.end - 1] in "及与":
        return (0, 0)
    if kind in ("transport", "water", "zone"):
        return (0, 0)
    if one.end in (4, 5) and two.kind == "firm" and last >= 2:
        return (0, 1)  # 宏达精机|汽车部件: brand and trade are there already
    if two.kind in ("corp", "firm") and last >= 2:
        return (0, 3 if cut[2].kind == "corp" and last >= 3 else 2)
    if two.kind == "corp":  # a company's name stands for its project
        return (0, 2)
    if two.kind == "place" or (two.kind == "region" and kind in _OWNED):
        return (0, int(one.end >= 2))
    if last >= 2 and two.kind == "product" and _traded(cut[2:]):
        return (0, 2)  # 瑞鼎模具|轻量化外壳
    if kind == "park" and last == 1:  # 沈抚|科创园: no product stands between
        return (0, 0)
    placed = name[one.end - 1] in LANDFORM and not (kind == "plant" and one.end == 2)
    return (0, int(kind in _OWNED and one.end >= 2 and not placed))


def _traded(rest: Sequence[Token]) -> bool:
    """Does a quality or an amount follow a product? What it makes comes after: that was a trade."""
    return rest[0].kind in ("quality", "number") and all(t.kind != "activity" for t in rest)


def _branded(cut: Sequence[Token]) -> bool:
    """Does a brand with its trade open the name, and what it makes follow (洪都|液压|高端油缸)?"""
    if len(cut) < 3 or cut[1].kind not in ("corp", "firm"):
        return False
    return 2 <= cut[0].end - cut[0].start <= 3 and cut[2].kind != "head"
