"""The projects of one sentence: noun phrases that name, with the state their verbs give."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.normalise.projects.clauses import Clause, Sentence
from pipeline.normalise.projects.context import NOTHING, Context, Governor, Memory, Scene
from pipeline.normalise.projects.fields import read
from pipeline.normalise.projects.govern import (
    SUBJECT,
    TOLD,
    following,
    inherit,
    is_told_of,
    may_tell_of,
    of_clause,
    of_group,
    performs,
    promises,
    told_next,
    vouch,
)
from pipeline.normalise.projects.judge import is_class, is_project, may_be_project, stands_beside
from pipeline.normalise.projects.kinds import bare_head
from pipeline.normalise.projects.later import (
    ALL,
    EVENTS,
    Later,
    is_content,
    is_single,
    phase_again,
    takes_up_last,
    tells_phase,
    told,
)
from pipeline.normalise.projects.lexicon import PHASE, RIVER_WORKS
from pipeline.normalise.projects.parties import builder, place_around
from pipeline.normalise.projects.parts import Group, Item, Named
from pipeline.normalise.projects.sharing import shared_out
from pipeline.records import Problem, Project

_ANNOUNCES = re.compile("分别|包括|是指|即$|有$")
_ANAPHOR = re.compile(f"(?:该|此|本|此项|这一)?(?:项目|工程)(?!中|的|分)|{ALL.pattern}")
_ADMINISTRATIVE = ("高新区", "开发区", "经开区", "新区", "片区", "工业园区")
_WORKS = ("transport", "energy", "water", "plant", "base", "park", "equipment")
_RIVER_WORKS = re.compile(RIVER_WORKS)  # 清水河治理取得成效 tells of the deed, not of works
_NUMBER = re.compile(r"[0-9]{1,2}[.、．)）]\s?$")
_SOURCE = re.compile("获悉|了解到|介绍|发布会")  # where the news is from, not what happens
_OF_PROJECT = re.compile(f"(?<=..)项目(?={PHASE}$)")  # A项目一期 is A一期
_GENERIC = re.compile("(?<=..)(?:项目|建设|建设项目|工程项目)$")

Found = Project | Problem | Later


def find(sentence: Sentence, context: Context, memory: Memory) -> Iterator[Found]:
    """The projects that a sentence names, problems of its counts, and what it adds to others."""
    governs = sentence.stance != "neutral" or memory.event.state.roles or sentence.told
    if not governs and not may_tell_of(sentence.text, sentence.start, sentence.end):
        return  # nothing governs what it names
    scenes = [Scene(clause, sentence, context) for clause in sentence.clauses()]
    tells = [scene.clause.tells for scene in scenes]
    announced, just, about, in_phase = NOTHING, 0, None, False
    for k, scene in enumerate(scenes):
        text, yielded = scene.clause.text, False
        if spoken := memory.spoken_of:
            about = spoken if takes_up_last(scene, spoken) else about
            in_phase = in_phase or tells_phase(scene)
        announces = _ANNOUNCES.search(text) is not None
        # A verb near may govern what is named; and any class ends what was spoken of.
        governed = scene.clause.may_name and (
            tells[k]
            or _may_inherit(scene, announced, announces, memory)
            or may_tell_of(text, 0, len(text))
            or (any(tells[k + 1 : k + 3]) and (just or about or spoken or following(scenes, k)))
        )
        for n, group in enumerate(scene.groups if governed else ()):
            if (about or in_phase) and is_content(scene, group):
                continue
            if is_class(text, group.items[0]):
                if not is_single(text, group.items[0]):
                    just, about, memory.spoken_of = 0, None, None
                continue
            own = _governor(scenes, k, n, announced, announces, memory)
            projects = _projects(scene, shared_out(scene, group), own)
            yield from projects
            just = len(projects) + just * yielded if projects else just
            yielded = yielded or bool(projects)
            if projects:
                about = memory.spoken_of = projects[0] if len(projects) == 1 else None
            if projects and group.exact and group.stated and group.stated > len(group.items):
                yield _mismatch(scene.clause, group)
        whole = of_clause(scene)
        if not yielded and (taken_up := phase_again(scenes, k, memory)):
            yield taken_up
            yielded, just = True, 1
        if not yielded and (later := told(scene, whole, just, about, memory.spoken_of)):
            yield later
        if whole.state.roles & EVENTS and not (_ANAPHOR.match(text) or _SOURCE.search(text)):
            own_promise = whole.state.target and memory.event.state.roles and promises(scene)
            memory.event = memory.event if own_promise else whole
        if scene.clause.after in ("(", "（", ":", "：") or announces:
            announced = whole if whole.state.roles else memory.event
        elif scene.clause.after == "“":  # 建设“X中心”: said of what is called so, and of no more
            announced = whole
        elif k and scenes[k - 1].clause.after == "“":
            announced = NOTHING


def _governor(
    scenes: list[Scene], k: int, n: int, announced: Governor, announces: bool, memory: Memory
) -> Governor:
    """What governs the group n of the clause k: its own verbs first, then those around it."""
    scene, group = scenes[k], scenes[k].groups[n]
    told = scene.sentence.stance != "neutral"
    in_frame = group.frame is not None and group.frame.endswith("项目")
    if (own := of_group(scene, group)).state.roles:
        return own
    if _goes_on(scene, group) and (own := of_group(scene, scene.groups[n + 1])).state.roles:
        return own
    if _listed(scene, group) and memory.event.state.roles:
        return inherit(memory.event, "listed")
    if (own := following(scenes, k) or announced).state.roles:
        return own
    if (in_frame or announces) and memory.event.state.roles:
        return inherit(memory.event)
    if told and performs(scene, group):
        return SUBJECT
    return told_next(scenes, k) if is_told_of(scene, group) else NOTHING


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


def _goes_on(scene: Scene, group: Group) -> bool:
    """Does the list go on behind the class of these: A等一批枢纽、B等工程加快建设?"""
    ends = group is scene.groups[-1]
    return (
        not ends and group.frame is not None and scene.clause.text[slice(*group.predicate)] == "、"
    )


def _listed(scene: Scene, group: Group) -> bool:
    """Is it the name that opens an item of a numbered list, with no verb of its own?"""
    bare = group.predicate[0] == len(scene.clause.text) and len(group.items) <= 2
    return bare and _numbered(scene)


def _projects(scene: Scene, group: Group, own: Governor) -> list[Project]:
    found = [p for item in group.items if (p := _project(scene, group, item, own))]
    if found and "inherited" in own.state.roles:  # one sure name vouches for its list
        trusted = vouch(own)
        found = [p for item in group.items if (p := _project(scene, group, item, trusted))]
    if found and len(found) < len(group.items):
        names = tuple(p.name for p in found)
        found = [p for item in group.items if (p := _project(scene, group, item, own, names))]
    if len(found) == 1 and group.places:  # 支持沈阳、大连申建X: one in each
        found = [replace(found[0], name=p + found[0].name, place=p) for p in group.places]
    return found


def _whose(scene: Scene, item: Item) -> list[Named]:
    """The names in a front; of 明川电子的|基地 the places, and the company behind them."""
    if item.relative is None or scene.clause.text[slice(*item.relative)] != item.front:
        named = (kind for a, b, kind in scene.named if scene.raw(a, b) == item.front)
        return [(0, len(item.front), kind) for kind in named][:1]
    low, high = item.relative
    known = [(a - low, b - low, kind) for a, b, kind in scene.named if low <= a and b <= high]
    if bare_head(item.front):
        return known
    home = max((b for a, b, kind in known if kind == "place" and a == 0), default=0)
    if home == len(item.front):
        return known
    return [*(n for n in known if n[1] <= home), (home, len(item.front), "org")]


def _project(
    scene: Scene, group: Group, item: Item, own: Governor, beside: tuple[str, ...] = ()
) -> Project | None:
    clause, stance = scene.clause, scene.sentence.stance
    if not (item.has_head or item.back or group.frame is not None or beside):
        return None  # nothing says that it is a thing
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
    if item.front:
        inside = (*_whose(scene, item), *inside)
    name = item.front + words + item.back
    reading = read(name, inside, item.back or None)
    place = reading.place or place_around(scene, group, item)
    led = None if place else scene.context.led_by(clause)
    owner = reading.owner or builder(scene, group, item)
    builds = owner is not None and bool(own.state.roles & {"build", "mile"})
    sited = stance != "neutral" or "mile" in own.state.roles
    called = bool(led) and reading.level != "generic" and (group.frame or raw).endswith("项目")
    subject = builds or (place is not None and sited) or called
    told = subject or stance != "neutral" or bool(own.state.roles & {"keep", "listed"})
    if reading.level in ("plain", "generic") and not told:
        return None  # 搭建交流平台: only where a body reports or plans is it one and its own
    if own is TOLD and (
        not item.has_head or reading.level not in ("proper", "brand") or reading.kind not in _WORKS
    ):
        return None
    if own is SUBJECT and (bare_head(raw) in _ADMINISTRATIVE or _RIVER_WORKS.search(raw)):
        return None
    if not is_project(clause.text, raw, group, item, own.state, reading, subject) and not (
        beside and stands_beside(raw, item, own.state, reading, beside)
    ):
        return None
    return Project(
        name=name,
        kind=reading.kind,
        span=(clause.start + item.start, clause.start + item.end),
        status=own.state.status,
        rule="headline" if scene.sentence.headline else "frame" if group.frame else "phrase",
        status_text=own.words,
        owner=owner,
        place=place or led,
        phase=reading.phase,
        target_status=own.state.target,
        target_start=own.start,
        target_end=own.end,
    )


def _mismatch(clause: Clause, group: Group) -> Problem:
    span = group.stated_span
    return Problem(
        "project_count_differs",
        "the stated number of projects is not the number of names",
        span=(clause.start + span[0], clause.start + span[1]) if span else None,
        expected=str(group.stated),
        observed=str(len(group.items)),
        table_name="projects",
    )
