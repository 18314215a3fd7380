"""What the name of a project says of it, and how particular it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline.normalise.projects.kinds import LED, STREET, kind_of, phase_number
from pipeline.normalise.projects.lexicon import adverbs, heads, marks, other_verbs
from pipeline.normalise.projects.owners import owner_tokens
from pipeline.normalise.projects.sites import LANDFORM, ZONES, place_of
from pipeline.normalise.projects.words import Token, TokenKind, tokens
from pipeline.records import ProjectKind

Level = Literal["proper", "brand", "plain", "generic"]
_EPITHET = re.compile("(?<=..)[大小新老]$")  # a quality of what is made, taken for the brand's end
_NATURAL = "山岭岛湾河江湖峡沟坝堡寨洲滩溪泉峪坪岩"
_INSTRUMENT = tuple("器机仪炉剂")  # a verb before them only tells what the thing does: 连接器


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name says of its project."""

    level: Level
    kind: ProjectKind
    owner: str | None
    place: str | None
    phase: int | None
    bare: bool  # a place and a head noun, at most qualified (东山高等级公路)
    sure: bool  # the owner is a known body or a brand with its trade
    finite: bool  # holds a verb or an adverb that no name holds: a clause was taken for it
    epithet: bool  # one common word and a head noun (和平水库)
    specific: bool  # ends in a product, a thing made or done, not in a word like 重点 or 合作


@lru_cache(maxsize=4096)
def read(
    name: str, named: tuple[tuple[int, int, TokenKind], ...], head: str | None = None
) -> Reading:
    """Read a name; `named` are the places and bodies known in it, `head` a head noun it shares."""
    cut = tokens(name, [n for n in named if n[2] != "org" or not _cut_short(name, n[1])])
    kind = kind_of(name, cut, head)
    first, owner_end = owner_tokens(name, cut, kind)
    owner = name[cut[first].start : cut[owner_end - 1].end] if owner_end else None
    if owner and owner_end - first == 1 and cut[first].kind == "unknown":
        owner = _EPITHET.sub("", owner)
    if kind == "other" and name.endswith("工程"):
        owner = None
    place = place_of(name, [*cut[:first], *cut[owner_end:]], kind)
    if place is None and kind == "building":  # a hospital is owner, and its place the name's
        place = next((name[:b] for a, b, k in named if a == 0 and k == "place"), None)
    sure = _sure(cut, first, owner_end)
    placed = _zoned(name, cut) or LED.match(name) is not None
    return Reading(
        _level(cut, kind, sure, placed),
        kind,
        owner,
        place,
        phase_number(name),
        _bare(cut),
        owner is not None and sure,
        _finite(name, cut),
        [t.kind for t in cut] == ["ordinary", "head"] and cut[0].end == 2,
        _specific(name, cut, owner is not None and sure),
    )


def _cut_short(name: str, end: int) -> bool:
    """Does a head noun begin before `end` and go on after it (柯拉光伏|电站)?"""
    return any(
        name[at:stop] in heads()
        for at in range(max(0, end - 3), end)
        for stop in range(end + 1, min(len(name), at + 9) + 1)
        if at
    )


def _level(cut: Sequence[Token], kind: ProjectKind, owned: bool, placed: bool) -> Level:
    kinds = {t.kind for t in cut}
    if owned or placed or kinds & {"place", "org", "quote", "number", "region", "self"}:
        return "proper"
    runs = [i for i, t in enumerate(cut) if t.kind == "unknown" and t.end - t.start >= 2]
    if len(runs) == 2 and kind in ("transport", "energy") and runs[0] == 0:
        return "brand"  # 呼南高铁|襄荆段
    lone = cut[runs[0]] if len(runs) == 1 else None
    leads = lone and (runs[0] == 0 or cut[runs[0] - 1].kind in ("head", "quality"))
    if len(runs) > 1 and runs[0] == 0 and _made(cut):
        return "brand"  # 海德|光学|镜头
    if lone and leads and lone.end - lone.start <= 6:  # 沿江高铁|武宜段
        return "brand"
    if "phase" in kinds and kinds & {"head"} and cut[0].kind == "head" and len(cut) == 2:
        return "brand"  # 机场三期: particular only where the document tells whose
    if cut[-1].kind == "phase" and "head" in kinds and kinds <= {"phase", "quality", "head"}:
        return "brand"  # 临港|污水处理厂|一期: one phase is of one work
    if "phase" in kinds and len(cut) > 1 and not kinds <= {"phase", "generic", "quality", "head"}:
        return "proper"
    return "plain" if kinds & {"product", "domain", "region", "firm"} else "generic"


def _made(cut: Sequence[Token]) -> bool:
    """Does a brand open the name and a thing end it (海德|光学|镜头), with no deed between?

    Four characters are brand and trade, though no list holds the trade (力劲压铸|大型|压铸机).
    """
    first, between = cut[0], [t.kind for t in cut[1:-1]]
    things = ("ordinary", "firm", "product", "corp", *["quality"][: first.end == 4])
    return (
        first.kind == "unknown"
        and 2 <= first.end <= 4
        and "activity" not in between
        and any(kind in things for kind in between)
    )


def _zoned(name: str, cut: Sequence[Token]) -> bool:
    """Does an unknown name of a zone, a landform or a street lead (辽西地区|…, 松木岛|…)?"""
    if cut[0].kind == "ordinary" and STREET.match(name):
        return True  # a street is named by any word: 人民路, 解放大道
    lead = [name[t.start : t.end] for t in cut[:3]]
    if len(cut) > 2 and cut[1].end - cut[1].start == 1 and lead[1] in _NATURAL:
        return True  # 桃花|峪|水库: a landform whose name is a common word
    return any(word in ZONES for word in lead[1:-1]) or (
        len(cut) > 1 and cut[0].kind == "unknown" and lead[0][-1] in LANDFORM and len(lead[0]) > 2
    )


def _sure(cut: Sequence[Token], first: int, end: int) -> bool:
    """Is the owner a known body, or a brand with its trade (恒力|石化), and not a guess?"""
    owner = cut[first:end]
    return any(t.kind in ("org", "place") for t in owner) or len(owner) > 1


def _bare(cut: Sequence[Token]) -> bool:
    kinds = [t.kind for t in cut]
    return kinds.count("head") == 1 and set(kinds) <= {
        "place",
        "quality",
        "head",
        "scope",
        "ordinary",
    }


def _finite(name: str, cut: Sequence[Token]) -> bool:
    if len(cut) > 1 and cut[0].kind == "ordinary" and cut[1].kind in ("place", "org"):
        return True
    return any(
        t.kind == "ordinary"
        and name[t.start : t.end] in _clausal()
        and name[t.end : t.end + 1] not in _INSTRUMENT
        for t in cut
    )


@cache
def _clausal() -> frozenset[str]:
    return frozenset((*other_verbs(), *adverbs())) - {"联合", "提升", "转化", "改革"}


def _specific(name: str, cut: Sequence[Token], owned: bool) -> bool:
    """Before 项目: 羊绒衫加工, 铁路专用线, 二期; not 重点, 合作, 产业.

    A word no list holds is a product behind an owner (恒泰微电子|封测), and what is done to a
    plant tells which project of its owner's it is (双星轮胎|搬迁).
    """
    at = len(cut) - 1 - int(cut[-1].kind == "generic" and len(cut) > 1)
    last = cut[at]
    if last.kind in ("unknown", "place"):  # a company's project in a place, a stated output
        alone = last.kind == "unknown" and (at == 0 or _made(cut[: at + 1]))
        return alone or owned or any(t.kind in ("org", "number") for t in cut[:at])
    if owned and name[last.start : last.end] in marks("works"):
        return True
    return last.kind in (
        "product",
        "head",
        "phase",
        "number",
        "unknown",
        "org",
        "corp",
        "quote",
    ) or (last.kind in ("activity", "firm", "domain") and len(cut) > 2)
