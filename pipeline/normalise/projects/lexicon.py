"""The word tables of the project grammar, loaded once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast

from pipeline.records import ProjectKind, ProjectStatus
from pipeline.reference import entries
from pipeline.reference import words as reference_words


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that ends the name of a project; `need` tells how particular the name must be."""

    kind: ProjectKind
    need: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that governs projects.

    `role` is its grammar (build, light, mile, done, cap, oper, keep, stop, none), `takes_object`
    whether its project may follow it anywhere in a clause; then the state it gives in a report
    and in a plan, and the state a plan promises by it.
    """

    role: str
    takes_object: bool
    report: ProjectStatus
    plan: ProjectStatus
    target: ProjectStatus | None


_PARTS = 8  # branches tried one after the other


def alternation(words: Iterable[str]) -> str:
    """A regex of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))


def one_of(words: Iterable[str]) -> str:
    """As `alternation`, a group, for many words and for places where few of them stand.

    `re` tries one branch after the other: looks at the first character spare it most of them.
    """
    branches = _by_first(words)
    return f"(?:{opening(branches)}(?:{_parted(sorted(branches.items()))}))"


def opening(words: Iterable[str]) -> str:
    """A look at whether one of the words could begin here."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}])"


def _parted(branches: list[tuple[str, str]]) -> str:
    """Branches in order of their first characters, again and again parted in few ranges of them."""
    if len(branches) <= _PARTS:
        return "|".join(branch for _, branch in branches)
    size = -(-len(branches) // _PARTS)
    parts = [branches[at : at + size] for at in range(0, len(branches), size)]
    ranges = (f"{re.escape(part[0][0])}-{re.escape(part[-1][0])}" for part in parts)
    return "|".join(
        f"(?=[{reach}])(?:{_parted(part)})" for reach, part in zip(ranges, parts, strict=True)
    )


def searched(words: Iterable[str]) -> str:
    """As `one_of`, for a pattern that is searched for: it begins with plain characters."""
    return f"(?:{'|'.join(_by_first(words).values())})"


def _by_first(words: Iterable[str]) -> dict[str, str]:
    """The branches of an alternation by their first character."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return {first: f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()}


@cache
def heads() -> dict[str, Head]:
    return {
        r["head"]: Head(cast(ProjectKind, r["kind"]), r["need"]) for r in entries("project_heads")
    }


@cache
def verbs() -> dict[str, Verb]:
    return {
        r["verb"]: Verb(
            r["role"],
            r["object"] == "yes",
            cast(ProjectStatus, r["report"]),
            cast(ProjectStatus, r["plan"]),
            cast(ProjectStatus, r["target"]) if r["target"] else None,
        )
        for r in entries("project_verbs")
    }


@cache
def marks(role: str) -> tuple[str, ...]:
    """The little words of one role: adverbs, signs of plan and report, prepositions."""
    return tuple(
        w for r in entries("project_marks") if r["role"] == role for w in r["marks"].split()
    )


@cache
def plan_signs() -> str:
    """The branches of a regex of the signs of a plan, not of 虚拟, 模拟 and 将军.

    They begin with plain characters, which `re` is quick to look for.
    """
    signs = sorted(marks("plan"), key=lambda w: (-len(w), w))
    return "|".join(f"{w[0]}(?<![虚模].)(?!(?<=将)军){w[1:]}" for w in signs)


@cache
def words() -> dict[str, str]:
    """Words that describe instead of naming, each with its group (the first that lists it)."""
    table = dict.fromkeys(reference_words("ordinary_words"), "ordinary")
    table |= dict.fromkeys(reference_words("trades"), "firm")
    own = reversed(entries("project_words"))
    return table | {w: r["group"] for r in own for w in r["words"].split()}


@cache
def bodies() -> tuple[str, ...]:
    """Nouns that end the name of a body that can act: 大学, 医院, 公司."""
    return tuple(word for word, group in words().items() if group == "body")


@cache
def other_verbs() -> tuple[str, ...]:
    """Verbs that govern a project without telling its state."""
    known = (*marks("other"), *reference_words("action_verbs"))
    return tuple(v for v in known if len(v) > 1 and v not in verbs())


@cache
def adverbs() -> tuple[str, ...]:
    return tuple(w for w in (*marks("adverb"), *reference_words("adverbs")) if len(w) > 1)


@cache
def compound_area() -> str:
    """A regex of 区 behind a verb (建成区), but not of the district whose institution follows."""
    return f"区(?!域|(?<=[建设成进快好施持]区){one_of(marks('public'))})"


# Water or power led from one region to another: 引江济淮, 引滦入津, 陕电入豫.
WATER_LED = "引[\u4e00-\u9fff][济入补][\u4e00-\u9fff]"
POWER_LED = "[\u4e00-\u9fff]电[入送][\u4e00-\u9fff]"
TRANSFER = f"{WATER_LED}|{POWER_LED}"
ROAD_NUMBER = "(?:[GSXYC]|[国省县乡]道)[0-9]{1,4}线?"
RAIL_WORKS = "电气化|扩能|提速|增建|复线|双线"  # what is done to a line: 钦港线电气化改造
# What is done to a street: 育红路延伸段, 人民路拓宽.
ROAD_WORKS = "延伸|延长|东延|南延|西延|北延|拓宽|改扩建|快速化|改造|大修|改线"
# What is done to a river or a lake: 清水河综合治理, 青山湖水生态修复.
RIVER_WORKS = (
    "[河湖江溪](?<![江河湖大小内界境村镇乡].)(?:水?(?:生态|环境)|综合|系统){0,3}"
    "(?:治理|整治|修复|清淤|疏浚|连通)"
)
PHASE = "第?[0-9一二三四五六七八九十两]{1,3}期"
# What a phase can make or give: 600MW, 2×100万千瓦, 1.5万吨.
CAPACITY = (
    "[0-9][0-9.×]{0,7}"
    "(?:[MGK]Wh?|[万亿百]{0,2}(?:千瓦时?|吨|立方米|平方米|片|套|台|辆)|兆瓦时?|吉瓦时?)"
)
COUNT = "(?:[0-9][0-9,.]{0,6}|[一二两三四五六七八九十百千]{1,4})[万亿]?[多余几]?"
CLASSIFIER = "项(?!目)|[个家条座处批所只支台套艘栋]|大(?![学桥道走])"
QUANTIFIER = (
    f"(?:一大批|一批|一系列|若干|多个|各类|各级|各种|一些|部分|每个|几个|{COUNT}(?:{CLASSIFIER}))"
)
