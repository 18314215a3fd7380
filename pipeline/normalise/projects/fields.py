"""Owner, place, phase and kind of a project, read off its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from pipeline.normalise.projects.lexicon import (
    PHASE,
    RAIL_WORKS,
    ROAD_NUMBER,
    ROAD_WORKS,
    TRANSFER,
    adverbs,
    alternation,
    heads,
    marks,
    other_verbs,
    words,
)
from pipeline.normalise.projects.words import Token, TokenKind, tokens
from pipeline.records import ProjectKind

Level = Literal["proper", "brand", "plain", "generic"]
ZONES = {
    "新区",
    "开发区",
    "高新区",
    "经开区",
    "片区",
    "新城",
    "都市圈",
    "地区",
    "自贸区",
    "半岛",
    "科技城",
    "科学城",
}
BUILT_IN_PLACE = {"transport", "energy", "water", "zone", "centre"}
_NAMED_BY_PLACE = {"transport", "energy", "water", "zone", "building"}
OWNED = {"plant", "base", "park", "equipment"}
_PHASE, _TRANSFER = re.compile(PHASE), re.compile(TRANSFER)
_LINE = re.compile(
    "(?:[东西南北中内外][线环])?(?:高速公路|高速|高铁|铁路|城际|公路|通道|走廊|创新带)"
)
_FROM_TO = re.compile(
    r"^(?:[A-Z]|[国省县乡]道)?\d{0,4}线?(?:[^至到]{0,6}(?:高速公路|高速|高铁|铁路|公路|国道))?"
    r"(?P<start>[^至到]{2,8}?)(?:经(?![开济贸])[^至到]{1,8})?[至到][^至到]{2,8}"
)
_TRACK = re.compile(
    f"{ROAD_NUMBER}(?=[\u4e00-\u9fff])"
    f"|[\u4e00-\u9fff]{{2,4}}(?:线(?={RAIL_WORKS})|路(?={ROAD_WORKS}))"
)
# The part of a numbered or named line that lies in a place: 1号线|东川|段.
_SECTION = re.compile(
    "(?:号线|[国省县]道|快速路|[0-9])(?P<place>[\u4e00-\u9fff]{2})(?<![东西南北中首末一二])段$"
)
_EPITHET = re.compile("(?<=..)[大小新老]$")  # a quality of what is made, taken for the brand's end
# Works on a river and on what is led from it: 清水河综合治理二期, 川中引水二期.
_WATER = re.compile(
    "[河江湖溪渠沟](?:[\u4e00-\u9fff]{1,4}段)?(?:水环境|流域|综合|水?生态|水系)*(?:治理|整治|清淤|疏浚|连通|修复)"
    f"|(?:[引供调输补排取]水|灌溉|防洪|排涝)(?=$|{PHASE}|工程)"
)
_STREET = re.compile(
    "[\u4e00-\u9fff]{2}(?:[东西南北中]?路|大道|大街|[东西南北]街)(?!面|段|口|灯|网|基|况)"
)
_LANDFORM = "省市县区镇乡盟旗州岛山岭湾河江湖港口堡沟寨坝峡关屯庄洲滩塘浦"
_DIVISION = re.compile("(?<=..)[省市县区镇乡旗]$|县$")  # closes a place: 泸西县|板桥河水库
_NATURAL = "山岭岛湾河江湖峡沟坝堡寨洲滩溪泉峪坪岩"
_INSTRUMENT = tuple("器机仪炉剂")  # a verb before them only tells what the thing does: 连接器
_DIGIT = {d: n for n, d in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


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


def phase_number(name: str) -> int | None:
    """三期 -> 3, 第12期 -> 12, 十一期 -> 11; None without a phase."""
    found = _PHASE.search(name)
    if not found:
        return None
    numeral = found[0].strip("第期")
    if numeral.isdecimal():
        return int(numeral)
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return _DIGIT.get(tens, 1) * 10 + _DIGIT.get(ones, 0)
    return _DIGIT.get(numeral)


@lru_cache(maxsize=4096)
def read(
    name: str, named: tuple[tuple[int, int, TokenKind], ...], head: str | None = None
) -> Reading:
    """Read a name; `named` are the places and bodies known in it, `head` a head noun it shares."""
    cut = tokens(name, [n for n in named if n[2] != "org" or not _cut_short(name, n[1])])
    kind = _kind(name, cut, head)
    first, owner_end = _owner(name, cut, kind)
    owner = name[cut[first].start : cut[owner_end - 1].end] if owner_end else None
    if owner and owner_end - first == 1 and cut[first].kind == "unknown":
        owner = _EPITHET.sub("", owner)
    if kind == "other" and name.endswith("工程"):
        owner = None
    place = _place(name, [*cut[:first], *cut[owner_end:]], kind)
    if place is None and kind == "building":  # a hospital is owner, and its place the name's
        place = next((name[:b] for a, b, k in named if a == 0 and k == "place"), None)
    sure = _sure(cut, first, owner_end)
    placed = _zoned(name, cut) or _TRANSFER.match(name) is not None
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


@cache
def _done_to() -> re.Pattern[str]:
    """What is done to a building, behind its name: 羽毛球馆|改造."""
    return re.compile(f"(?:{alternation((*marks('works'), *marks('extension')))}){{1,2}}$")


def bare_head(name: str) -> str:
    """The longest head noun that ends a name; empty where none does."""
    return next((name[-n:] for n in range(min(9, len(name)), 0, -1) if name[-n:] in heads()), "")


def _kind(name: str, cut: Sequence[Token], head: str | None) -> ProjectKind:
    if led := _TRANSFER.match(name):
        return "water" if led[0].startswith("引") else "energy"
    # 引水一期工程: the phase may stand inside the head.
    works = bare_head(_PHASE.sub("", name)) or bare_head(_done_to().sub("", name))
    if len(cut) > 1 and cut[-1].kind == "phase" and cut[-2].kind in ("org", "firm", "product"):
        works = ""  # 协鑫光伏|二期: a trade, and the company's whole name
    if name.endswith("工程") and _WATER.search(name):
        return "water"
    if name.endswith("工程") and (_TRACK.match(name) or _STREET.match(name)):
        return "transport"
    if name.endswith("工程") and not works and not any(t.kind == "head" for t in cut):
        return "other"
    known = [name[t.start : t.end] for t in cut if t.kind == "head"]
    if known and not head and cut[-1].kind == "product":  # 新材料园区|聚碳酸酯
        return "plant"
    if not known and works:
        known.append(works)
    if head in heads():
        known.append(head)
    if known:
        return heads()[known[-1]].kind
    if _FROM_TO.match(name) or _TRACK.match(name):
        return "transport"
    if _WATER.search(name):
        return "water"
    if any(t.kind in ("product", "corp", "firm", "number", "unknown", "org") for t in cut):
        return "plant"
    return "plant" if any(t.kind == "activity" for t in cut) and len(cut) > 1 else "other"


def _owner(name: str, cut: Sequence[Token], kind: ProjectKind) -> tuple[int, int]:
    """The tokens [first, end) that name the owner; (0, 0) when none do."""
    last = len(cut) - 1
    if _FROM_TO.match(name):
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
        if two.kind == "unknown" and kind in OWNED and _branded(cut[1:]):
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
    if two.kind == "place" or (two.kind == "region" and kind in OWNED):
        return (0, int(one.end >= 2))
    if last >= 2 and two.kind == "product" and _traded(cut[2:]):
        return (0, 2)  # 瑞鼎模具|轻量化外壳
    if kind == "park" and last == 1:  # 沈抚|科创园: no product stands between
        return (0, 0)
    placed = name[one.end - 1] in _LANDFORM and not (kind == "plant" and one.end == 2)
    return (0, int(kind in OWNED and one.end >= 2 and not placed))


def _traded(rest: Sequence[Token]) -> bool:
    """Does a quality or an amount follow a product? What it makes comes after: that was a trade."""
    return rest[0].kind in ("quality", "number") and all(t.kind != "activity" for t in rest)


def _branded(cut: Sequence[Token]) -> bool:
    """Does a brand with its trade open the name, and what it makes follow (洪都|液压|高端油缸)?"""
    if len(cut) < 3 or cut[1].kind not in ("corp", "firm"):
        return False
    return 2 <= cut[0].end - cut[0].start <= 3 and cut[2].kind != "head"


def _place(name: str, cut: Sequence[Token], kind: ProjectKind) -> str | None:
    if found := _FROM_TO.match(name):
        return found["start"]
    if _TRANSFER.match(name):
        cut = [t for t in cut if t.kind == "place"]
    for i, token in enumerate(cut):
        if token.kind == "place":
            end = i + 1
            while end < len(cut) - 1 and (
                cut[end].kind == "place"
                or (
                    kind in BUILT_IN_PLACE
                    and not _DIVISION.search(name, 2, cut[end].start)
                    and cut[end].kind == "unknown"
                    and not _LINE.match(name, cut[end].end)
                    and re.fullmatch(
                        "(?!新)[\u4e00-\u9fff]{1,3}(?<!级)", name[cut[end].start : cut[end].end]
                    )
                )
            ):
                end += 1
            return name[token.start : cut[end - 1].end]
    at = next((i for i, t in enumerate(cut[:2]) if t.kind == "region"), None)
    if at is not None and len(cut) > 1:
        wider = name[cut[at].end : cut[min(at + 1, len(cut) - 1)].end] in ZONES  # 辽东|半岛
        return name[cut[at].start : cut[at + wider].end]
    if kind == "transport" and (section := _SECTION.search(name)):
        return section["place"]
    for i, token in enumerate(cut[:-1]):  # 普湾新区|储能装备基地
        if i <= 2 and name[token.start : token.end] in ZONES:
            return name[cut[0].start : token.end]
    if len(cut) > 1 and cut[0].kind == "unknown":
        run = name[cut[0].start : cut[0].end]
        if run[-1] == "线":  # a line is no place: 东川线电气化改造
            return None
        if run[-1] not in "岭山峡湾岛江河湖" and _LINE.match(
            name, cut[0].end
        ):  # 新阜高速: two places fused into one word
            return None
        lone = kind == "park" and len(cut) == 2  # 沈抚|科创园
        if lone or (len(run) > 1 and kind in _NAMED_BY_PLACE) or run[-1] in _LANDFORM:
            return run
    return None


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
    if cut[0].kind == "ordinary" and _STREET.match(name):
        return True  # a street is named by any word: 人民路, 解放大道
    lead = [name[t.start : t.end] for t in cut[:3]]
    if len(cut) > 2 and cut[1].end - cut[1].start == 1 and lead[1] in _NATURAL:
        return True  # 桃花|峪|水库: a landform whose name is a common word
    return any(word in ZONES for word in lead[1:-1]) or (
        len(cut) > 1 and cut[0].kind == "unknown" and lead[0][-1] in _LANDFORM and len(lead[0]) > 2
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
