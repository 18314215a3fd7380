"""One row per undertaking: later mentions join the first and fill in what it leaves open."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.normalise.projects.identity import core, identity
from pipeline.records import Project, Span

_SHORTEST = 4  # characters of a name that may stand for a longer one that ends in it
_WINDOW = 60  # how many earlier projects a shorter form of a name is looked for in


def merge(found: Sequence[Project]) -> list[Project]:
    """Projects in order of first mention, other spellings of one joined to it."""
    out: list[Project] = []
    mentions: list[list[Span]] = []
    index: dict[str, int] = {}
    for project in found:
        key = identity(project) or f"{core(project.name)}#{project.phase}"
        at = index.get(key)
        if at is None:
            at = next((i for i in _recent(out) if same(out[i], project)), None)
        if at is None:
            at = len(out)
            out.append(project)
            mentions.append([])
        else:
            out[at] = fill(out[at], project)
        mentions[at].append(project.span)
        index.setdefault(key, at)
    return [replace(p, mentions=tuple(m)) for p, m in zip(out, mentions, strict=True)]


def _recent(out: Sequence[Project]) -> range:
    return range(len(out) - 1, max(-1, len(out) - 1 - _WINDOW), -1)


def same(first: Project, later: Project) -> bool:
    """Is one name a shorter form of the other (华东基地, 中联重科华东基地)?"""
    if first.phase != later.phase:
        return False
    a, b = core(first.name), core(later.name)
    short, long = sorted((a, b), key=len)
    if len(short) >= _SHORTEST and long.endswith(short) and not (first.owner and later.owner):
        return True
    if not first.owner or not later.owner:
        return False
    mine, other = core(first.owner), core(later.owner)
    if mine not in other and other not in mine:
        return False
    rest = sorted((a.replace(mine, "", 1), b.replace(other, "", 1)), key=len)
    stands = first.name == first.owner and later.kind in ("plant", "base")  # 三菱树脂项目
    return _inside(rest[0], rest[1]) and (bool(rest[0]) or bool(first.phase) or stands)


def _inside(short: str, long: str) -> bool:
    """Do the characters of `short` stand in `long` in the same order?"""
    rest = iter(long)
    return all(c in rest for c in short)


def fill(first: Project, later: Project) -> Project:
    """The first mention decides; what it leaves open the later one fills in."""
    if first.rule == "headline" and later.status != "unknown":
        first = replace(first, status=later.status, target_status=None, rule=later.rule)
    unknown = first.status == "unknown"
    advances = unknown or later.status == first.status
    target = first.target_status or (later.target_status if advances else None)
    dated = target == later.target_status and first.target_end is None
    return replace(
        first,
        status=later.status if unknown else first.status,
        status_text=later.status_text if unknown else first.status_text,
        owner=first.owner or later.owner,
        place=first.place or later.place,
        target_status=target,
        target_start=later.target_start if dated else first.target_start,
        target_end=later.target_end if dated else first.target_end,
        amount_text=first.amount_text or later.amount_text,
        amount_cny_min=(first if first.amount_text else later).amount_cny_min,
        amount_cny_max=(first if first.amount_text else later).amount_cny_max,
    )
