"""Kind and phase of a project, by the words of its name."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.normalise.projects.lexicon import (
    PHASE,
    RAIL_WORKS,
    ROAD_NUMBER,
    ROAD_WORKS,
    TRANSFER,
    alternation,
    heads,
    marks,
)
from pipeline.normalise.projects.words import Token
from pipeline.records import ProjectKind

_PHASE, LED = re.compile(PHASE), re.compile(TRANSFER)
FROM_TO = re.compile(
    r"^(?:[A-Z]|[国省县乡]道)?\d{0,4}线?(?:[^至到]{0,6}(?:高速公路|高速|高铁|铁路|公路|国道))?"
    r"(?P<start>[^至到]{2,8}?)(?:经(?![开济贸])[^至到]{1,8})?[至到][^至到]{2,8}"
)
_TRACK = re.compile(
    f"{ROAD_NUMBER}(?=[\u4e00-\u9fff])"
    f"|[\u4e00-\u9fff]{{2,4}}(?:线(?={RAIL_WORKS})|路(?={ROAD_WORKS}))"
)
# Works on a river and on what is led from it: 清水河综合治理二期, 川中引水二期.
_WATER = re.compile(
    "[河江湖溪渠沟](?:[\u4e00-\u9fff]{1,4}段)?(?:水环境|流域|综合|水?生态|水系)*(?:治理|整治|清淤|疏浚|连通|修复)"
    f"|(?:[引供调输补排取]水|灌溉|防洪|排涝)(?=$|{PHASE}|工程)"
)
STREET = re.compile(
    "[\u4e00-\u9fff]{2}(?:[东西南北中]?路|大道|大街|[东西南北]街)(?!面|段|口|灯|网|基|况)"
)
_DIGIT = {d: n for n, d in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


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


@cache
def _done_to() -> re.Pattern[str]:
    """What is done to a building, behind its name: 羽毛球馆|改造."""
    return re.compile(f"(?:{alternation((*marks('works'), *marks('extension')))}){{1,2}}$")


def bare_head(name: str) -> str:
    """The longest head noun that ends a name; empty where none does."""
    return next((name[-n:] for n in range(min(9, len(name)), 0, -1) if name[-n:] in heads()), "")


def kind_of(name: str, cut: Sequence[Token], head: str | None) -> ProjectKind:
    """What sort of thing a name, cut into tokens, calls; `head` is a head noun it shares."""
    if led := LED.match(name):
        return "water" if led[0].startswith("引") else "energy"
    # 引水一期工程: the phase may stand inside the head.
    works = bare_head(_PHASE.sub("", name)) or bare_head(_done_to().sub("", name))
    if len(cut) > 1 and cut[-1].kind == "phase" and cut[-2].kind in ("org", "firm", "product"):
        works = ""  # 协鑫光伏|二期: a trade, and the company's whole name
    if name.endswith("工程") and _WATER.search(name):
        return "water"
    if name.endswith("工程") and (_TRACK.match(name) or STREET.match(name)):
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
    if FROM_TO.match(name) or _TRACK.match(name):
        return "transport"
    if _WATER.search(name):
        return "water"
    if any(t.kind in ("product", "corp", "firm", "number", "unknown", "org") for t in cut):
        return "plant"
    return "plant" if any(t.kind == "activity" for t in cut) and len(cut) > 1 else "other"
