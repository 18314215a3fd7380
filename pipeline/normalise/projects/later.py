"""What later clauses tell of projects named before: targets, builders, phases taken up again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from pipeline.normalise.projects.anaphora import takes_up
from pipeline.normalise.projects.context import Governor, Memory, Scene
from pipeline.normalise.projects.govern import of_clause, promises
from pipeline.normalise.projects.grammar import patterns
from pipeline.normalise.projects.judge import is_class
from pipeline.normalise.projects.kinds import phase_number
from pipeline.normalise.projects.lexicon import CAPACITY, PHASE
from pipeline.normalise.projects.money import endow, invested
from pipeline.normalise.projects.parties import told_later
from pipeline.normalise.projects.parts import Group, Item
from pipeline.normalise.projects.status import ONCE
from pipeline.records import Project

ALL = re.compile("(?:上述|这些|这批)项目")
EVENTS = frozenset({"mile", "cap"})
_REACHED = EVENTS | {"oper"}
_UNDER_WAY = {"light", "build"}
_PHASE = f"(?P<phase>{PHASE})(?:项目|工程)?(?P<size>{CAPACITY})?"
_OPENS_PHASE = re.compile(f"(?:其中|项目|[此本]次)?{_PHASE}")
_COMPANYS_PHASE = re.compile(f"(?:(?:该?公司|集团|企业)的?|(?={PHASE}(?:项目|工程))){_PHASE}")
_SITED = re.compile("在|位于")
_SINGLE = re.compile("一(?!批|大批|系列|些)")
_CAPACITY = re.compile("[年月日][产处]|[0-9]")
_NEAR = 200  # characters over which a project stays the one whose phases are told
_OPENING = 12  # characters in which a clause opens with a phase
_INTENDS = re.compile("(?:预计|计划|力争|有望|将)")


@dataclass(frozen=True, slots=True)
class Later:
    """What a later clause adds to the project last named, or to all of the last sentence."""

    governor: Governor
    everything: bool = False
    owner: str | None = None  # whose project, where the clause speaks of a company
    count: int = 0  # of the projects just named that the clause goes on about
    builder: str | None = None
    place: str | None = None
    of: Project | None = None  # the one project that it takes up


def takes_up_last(scene: Scene, spoken: Project) -> bool:
    """Is the project named last, not long ago, the subject of the clause?"""
    near = scene.clause.start - spoken.span[1] <= _NEAR
    return near and takes_up(scene.clause.text, spoken)


def tells_phase(scene: Scene) -> bool:
    """Does the clause open with a phase (其中一期投资12亿元)?"""
    return _OPENS_PHASE.match(scene.clause.text) is not None


def is_single(clause: str, item: Item) -> bool:
    """Does a class stand for one thing (一条生产线), be it the project itself?"""
    return _SINGLE.match(clause, item.start) is not None


def is_content(scene: Scene, group: Group) -> bool:
    """Is it what the project spoken of consists of: 总投资5亿元,新建年产3万吨聚酯生产线?"""
    text, item = scene.clause.text, group.items[0]
    bare = not group.subjects and patterns().chain.match(text) is not None
    return bare and (_CAPACITY.match(text, item.start) is not None or is_class(text, item))


def told(
    scene: Scene, whole: Governor, just: int, about: Project | None, spoken: Project | None
) -> Later | None:
    """What a clause adds to the `just` so many projects before it, or to others spoken of.

    该项目预计…投产, 上述项目…, or 预计…投产 of the company spoken of; `about` is the one project
    that the sentence has named or taken up, `spoken` the one that was last named at all.
    """
    promised = whole.state.target and not ONCE.search(scene.clause.text)
    if just and promised and promises(scene):
        return Later(whole, count=just)
    if just and any(told := told_later(scene)):
        return Later(Governor(), count=just, builder=told[0], place=told[1])
    if not promised:
        return None
    if ALL.match(scene.clause.text):
        return Later(whole, everything=True)
    intends = whole.end and scene.sentence.stance != "plan" and _INTENDS.match(scene.clause.text)
    if about and (intends or takes_up(scene.clause.text, about) or promises(scene)):
        return Later(whole, of=about)
    if not intends:
        return None
    if topic := scene.context.topic(scene.clause.start):
        return Later(whole, owner=topic)
    return Later(whole, of=spoken) if spoken else None


def phase_again(scenes: Sequence[Scene], k: int, memory: Memory) -> Project | None:
    """A phase taken up again, of the one project spoken of or of the company that is the topic.

    分两期建设,一期计划9月投产; 公司的一期600MW已投产.
    """
    first, spoken = scenes[k].clause, memory.spoken_of
    if "期" not in first.text[:_OPENING]:
        return None
    opened = _OPENS_PHASE.match(first.text)
    if opened and k and _SITED.match(scenes[k - 1].clause.text):  # 在东山基地,二期: of another
        return None
    if not opened or spoken is None or first.start - spoken.span[1] > _NEAR:
        spoken, opened = _company(scenes[k])
        memory.spoken_of = spoken or memory.spoken_of
    if not opened or not spoken:
        return None
    told = list(takewhile(lambda s: not _OPENS_PHASE.match(s.clause.text), scenes[k + 1 :]))
    governed = ((s, own) for s in (scenes[k], *told) if _tells(s, own := of_clause(s)))
    scene, own = next(governed, (None, Governor()))
    if scene is None:
        return None
    start, end = opened.span("phase")
    phase = replace(
        spoken,
        name=_undivided(spoken.name) + opened["phase"] + (opened["size"] or ""),
        span=(first.start + start, first.start + max(end, opened.end("size"))),
        phase=phase_number(opened["phase"]),
        status=own.state.status,
        status_text=own.words,
        rule="phase",
        target_status=own.state.target,
        target_start=own.start,
        target_end=own.end,
    )
    last = [scenes[k], *told][-1].clause
    return endow(phase, invested(scene.context.text[first.start : last.end]))


def _undivided(name: str) -> str:
    """The name without a phase of its own: 聚酯项目一期生产线 -> 聚酯."""
    before = re.split(PHASE, name)[0]
    return before.removesuffix("项目") or name


def _tells(scene: Scene, own: Governor) -> bool:
    """Is it the state of the phase, and not what it consists of (一期建设10条生产线)?"""
    ends = bool(own.state.words) and own.state.words[-1][1] >= len(scene.clause.text) - 1
    return bool(own.state.roles & _REACHED) or (ends and bool(own.state.roles & _UNDER_WAY))


def _company(scene: Scene) -> tuple[Project | None, re.Match[str] | None]:
    """The works of the company that is the topic, where the clause opens with a phase of them."""
    text = scene.clause.text
    opened = _COMPANYS_PHASE.match(text)
    if not opened or not _goes_on(scene, opened.end()):
        return None, None
    owner = scene.context.topic(scene.clause.start)
    if owner is None:
        return None, None
    start = scene.clause.start
    return Project(owner, "plant", (start, start + 1), "unknown", "phase", owner=owner), opened


def _goes_on(scene: Scene, end: int) -> bool:
    """Does a verb or a date follow, and no noun (一期员工)?"""
    dated = any(d.span[0] == scene.clause.start + end for d in scene.dated())
    return dated or patterns().boundary.match(scene.clause.text, end) is not None


def extend(project: Project, later: Later) -> Project:
    """The project with the target, builder or place that a later clause tells of it."""
    if later.builder or later.place:
        owner, place = later.builder or project.owner, project.place or later.place
        return replace(project, owner=owner, place=place)
    if project.target_end or (
        project.target_status and project.target_status != later.governor.state.target
    ):
        return project
    return replace(
        project,
        status=later.governor.state.status if project.status == "unknown" else project.status,
        target_status=later.governor.state.target,
        target_start=later.governor.start,
        target_end=later.governor.end,
    )
