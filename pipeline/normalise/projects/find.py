"""The projects of one sentence: noun phrases that name, with the state their verbs give."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.normalise.projects.anaphora import takes_up
from pipeline.normalise.projects.clauses import Clause, Sentence
from pipeline.normalise.projects.context import Context, Governor, Memory, Scene
from pipeline.normalise.projects.fields import bare_head, phase_number, read
from pipeline.normalise.projects.govern import (
    SUBJECT,
    following,
    inherit,
    of_clause,
    of_group,
    performs,
    promises,
    vouch,
)
from pipeline.normalise.projects.grammar import patterns
from pipeline.normalise.projects.judge import is_class, is_project, may_be_project
from pipeline.normalise.projects.lexicon import PHASE
from pipeline.normalise.projects.parties import builder, place_around, told_later
from pipeline.normalise.projects.parts import Group, Item
from pipeline.normalise.projects.status import ONCE
from pipeline.records import Problem, Project

_ANNOUNCES = re.compile("分别|包括|是指|[即有]$")
_ALL = re.compile("(?:上述|这些|这批)项目")
_ANAPHOR = re.compile(f"(?:该|此|本|此项|这一)?(?:项目|工程)(?!中|的|分)|{_ALL.pattern}")
_ADMINISTRATIVE = ("高新区", "开发区", "经开区", "新区", "片区", "工业园区")
_OPENS_PHASE = re.compile(f"(?:其中|项目)?(?P<phase>{PHASE})(?:项目|工程)?")
_EVENTS = frozenset({"mile", "cap"})
_SITED = re.compile("在|位于")
_SINGLE = re.compile("一(?!批|大批|系列|些)")
_CAPACITY = re.compile("[年月日][产处]|[0-9]")
_NEAR = 200  # characters over which a project stays the one whose phases are told
_NUMBER = re.compile(r"[0-9]{1,2}[.、．)）]\s?$")
_SOURCE = re.compile("获悉|了解到|介绍|发布会")  # where the news is from, not what happens
_OF_PROJECT = re.compile(f"(?<=..)项目(?={PHASE}$)")  # A项目一期 is A一期
_GENERIC = re.compile("(?<=..)(?:项目|建设|建设项目|工程项目)$")
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


Found = Project | Problem | Later


def find(sentence: Sentence, context: Context, memory: Memory) -> Iterator[Found]:
    """The projects that a sentence names, problems of its counts, and what it adds to others."""
    tells = [clause.tells for clause in sentence.clauses]
    if sentence.stance == "neutral" and not memory.event.state.roles and not any(tells):
        return  # nothing governs what it names
    scenes = [Scene(clause, sentence, context) for clause in sentence.clauses]
    announced, just, about = Governor(), 0, None
    for k, scene in enumerate(scenes):
        text, yielded = scene.clause.text, False
        spoken = memory.spoken_of
        if spoken and _near(scene, spoken) and takes_up(text, spoken):
            about = spoken
        announces = _ANNOUNCES.search(text) is not None
        governed = any(tells[k : k + 3]) or _may_inherit(scene, announced, announces, memory)
        for group in scene.groups if governed else ():
            if about and _is_content(scene, group):
                continue
            if is_class(text, group.items[0]):
                if not _SINGLE.match(text, group.items[0].start):
                    just, about, memory.spoken_of = 0, None, None
                continue
            own = of_group(scene, group)
            if not own.state.roles and _listed(scene, group):
                own = inherit(memory.event)
            if not own.state.roles:
                own = following(scenes[k + 1 : k + 3]) or announced
            in_frame = group.frame is not None and group.frame.endswith("项目")
            if not own.state.roles and (in_frame or announces):
                own = inherit(memory.event)
            if not own.state.roles and sentence.stance != "neutral" and performs(scene, group):
                own = SUBJECT
            projects = _projects(scene, group, own)
            yield from projects
            just = len(projects) + just * yielded if projects else just
            yielded = yielded or bool(projects)
            if projects:
                about = memory.spoken_of = projects[0] if len(projects) == 1 else None
            if projects and group.exact and group.count and group.count > len(group.items):
                yield _mismatch(scene.clause, group)
        whole = of_clause(scene)
        if not yielded and memory.spoken_of and (phase := _phase(scenes, k, memory.spoken_of)):
            yield phase
            yielded, just = True, 1
        if not yielded and (later := _later(scene, whole, just, about, memory.spoken_of)):
            yield later
        if whole.state.roles & _EVENTS and not (_ANAPHOR.match(text) or _SOURCE.search(text)):
            memory.event = whole
        if scene.clause.after in ("(", "（", ":", "：") or announces:
            announced = whole if whole.state.roles else memory.event


def _may_inherit(scene: Scene, announced: Governor, announces: bool, memory: Memory) -> bool:
    """Could names with no verb of state near them have one? If not, the clause is not parsed."""
    return bool(
        scene.sentence.stance != "neutral"
        or announced.state.roles
        or (memory.event.state.roles and (announces or _numbered(scene)))
    )


def _numbered(scene: Scene) -> bool:
    """Does the clause open an item of a numbered list?"""
    start = scene.clause.start
    return _NUMBER.search(scene.context.text[max(0, start - 5) : start]) is not None


def _listed(scene: Scene, group: Group) -> bool:
    """Is it the name that opens an item of a numbered list, with no verb of its own?"""
    bare = group.predicate[0] == len(scene.clause.text) and len(group.items) == 1
    return bare and _numbered(scene)


def _near(scene: Scene, spoken: Project) -> bool:
    return scene.clause.start - spoken.span[1] <= _NEAR


def _is_content(scene: Scene, group: Group) -> bool:
    """Is it what the project spoken of consists of: 总投资5亿元,新建年产3万吨聚酯生产线?"""
    text, item = scene.clause.text, group.items[0]
    bare = not group.subjects and patterns().chain.match(text) is not None
    return bare and (_CAPACITY.match(text, item.start) is not None or is_class(text, item))


def _later(
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
    if _ALL.match(scene.clause.text):
        return Later(whole, everything=True)
    intends = whole.end and scene.sentence.stance != "plan" and _INTENDS.match(scene.clause.text)
    if about and (intends or takes_up(scene.clause.text, about) or promises(scene)):
        return Later(whole, of=about)
    if not intends:
        return None
    if topic := scene.context.topic(scene.clause.start):
        return Later(whole, owner=topic)
    return Later(whole, of=spoken) if spoken else None


def _projects(scene: Scene, group: Group, own: Governor) -> list[Project]:
    found = [p for item in group.items if (p := _project(scene, group, item, own))]
    if found and "inherited" in own.state.roles:  # one sure name vouches for its list
        trusted = vouch(own)
        found = [p for item in group.items if (p := _project(scene, group, item, trusted))]
    return found


def _project(scene: Scene, group: Group, item: Item, own: Governor) -> Project | None:
    clause, stance = scene.clause, scene.sentence.stance
    raw = scene.raw(item.start, item.end)
    if not may_be_project(clause.text, raw, group, item, own.state):
        return None
    words = _OF_PROJECT.sub("", _GENERIC.sub("", raw))
    shift = len(item.front) - item.start
    inside = tuple(
        (a + shift, b + shift, kind)
        for a, b, kind in scene.named
        if item.start <= a and b <= item.start + len(words)
    )
    name = item.front + words + item.back
    reading = read(name, inside, item.back or None)
    place = reading.place or place_around(scene, group, item)
    owner = reading.owner or builder(scene, group, item)
    builds = owner is not None and bool(own.state.roles & {"build", "mile"})
    sited = stance != "neutral" or "mile" in own.state.roles
    subject = builds or (place is not None and sited)
    told = subject or stance != "neutral" or "keep" in own.state.roles
    if reading.level in ("plain", "generic") and not told:
        return None  # 搭建交流平台: only where a body reports or plans is it one and its own
    if own is SUBJECT and bare_head(raw) in _ADMINISTRATIVE:
        return None
    if not is_project(clause.text, raw, group, item, own.state, reading, subject):
        return None
    return Project(
        name=name,
        kind=reading.kind,
        span=(clause.start + item.start, clause.start + item.end),
        status=own.state.status,
        rule="headline" if scene.sentence.headline else "frame" if group.frame else "phrase",
        status_text="".join(clause.text[a:b] for a, b in own.state.words) or None,
        owner=owner,
        place=place,
        phase=reading.phase,
        target_status=own.state.target,
        target_start=own.start,
        target_end=own.end,
    )


def _phase(scenes: Sequence[Scene], k: int, whole: Project) -> Project | None:
    """A phase taken up again, of the one project spoken of: 分两期建设,一期计划9月投产."""
    first = scenes[k].clause
    opened = _OPENS_PHASE.match(first.text)
    if not opened or first.start - whole.span[1] > _NEAR:
        return None
    if k and _SITED.match(scenes[k - 1].clause.text):  # 在东山基地,二期: of another
        return None
    for scene in scenes[k:]:
        if scene is not scenes[k] and _OPENS_PHASE.match(scene.clause.text):
            break
        own = of_clause(scene)
        if own.state.roles & _EVENTS:
            start, end = opened.span("phase")
            return replace(
                whole,
                name=re.sub(f"{PHASE}$", "", whole.name) + opened["phase"],
                span=(first.start + start, first.start + end),
                phase=phase_number(opened["phase"]),
                status=own.state.status,
                status_text="".join(scene.clause.text[a:b] for a, b in own.state.words),
                rule="phrase",
                target_status=own.state.target,
                target_start=own.start,
                target_end=own.end,
            )
    return None


def _mismatch(clause: Clause, group: Group) -> Problem:
    span = group.count_span
    return Problem(
        "project_count_differs",
        "the stated number of projects is not the number of names",
        span=(clause.start + span[0], clause.start + span[1]) if span else None,
        expected=str(group.count),
        observed=str(len(group.items)),
        table_name="projects",
    )


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
