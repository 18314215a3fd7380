"""Where a project is, by the words of its name."""

import re
from collections.abc import Sequence

from pipeline.normalise.projects.kinds import FROM_TO, LED
from pipeline.normalise.projects.words import Token
from pipeline.records import ProjectKind

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
_BUILT_IN_PLACE = {"transport", "energy", "water", "zone", "centre"}
_NAMED_BY_PLACE = {"transport", "energy", "water", "zone", "building"}
_LINE = re.compile(
    "(?:[东西南北中内外][线环])?(?:高速公路|高速|高铁|铁路|城际|公路|通道|走廊|创新带)"
)
# The part of a numbered or named line that lies in a place: 1号线|东川|段.
_SECTION = re.compile(
    "(?:号线|[国省县]道|快速路|[0-9])(?P<place>[\u4e00-\u9fff]{2})(?<![东西南北中首末一二])段$"
)
# Ends the name of a place.
LANDFORM = "省市县区镇乡盟旗州岛山岭湾河江湖港口堡沟寨坝峡关屯庄洲滩塘浦"
_DIVISION = re.compile("(?<=..)[省市县区镇乡旗]$|县$")  # closes a place: 泸西县|板桥河水库


def place_of(name: str, cut: Sequence[Token], kind: ProjectKind) -> str | None:
    """The place that a name, cut into tokens without its owner, tells."""
    if found := FROM_TO.match(name):
        return found["start"]
    if LED.match(name):
        cut = [t for t in cut if t.kind == "place"]
    for i, token in enumerate(cut):
        if token.kind == "place":
            end = i + 1
            while end < len(cut) - 1 and (
                cut[end].kind == "place"
                or (
                    kind in _BUILT_IN_PLACE
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
        if lone or (len(run) > 1 and kind in _NAMED_BY_PLACE) or run[-1] in LANDFORM:
            return run
    return None
