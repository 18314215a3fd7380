"""The projects of one sentence: noun phrases that name, with the state their verbs give."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.normalise.projects.clauses import Clause, Sentence
from pipeline.normalise.projects.context import Context, Governor, Memory
from pipeline.normalise.projects.fields import bare_head, read
from pipeline.normalise.projects.govern import (
    following,
    inherit,
    of_clause,
    of_group,
    performs,
    vouch,
)
from pipeline.normalise.projects.judge import is_class, is_project, may_be_project
from pipeline.normalise.projects.parts import Group, Item, Named
from pipeline.normalise.projects.phrases import groups
from pipeline.normalise.projects.status import State
from pipeline.records import Problem, Project

_ANNOUNCES = re.compile("分别|包括|是指|[即有]$")
_ANAPHOR = re.compile(
    "(?:该|此|本|此项|这一)?(?:项目|工程)(?!中|的|分)|(?P<all>上述|这些|这批)项目"
)
_ADMINISTRATIVE = ("高新区", "开发区", "经开区", "新区", "片区", "工业园区")
# 公司在科技城投资…扩建: a zone that no table of places has.
_SITE = re.compile(
    "在(?P<place>[\u4e00-\u9fff]{1,10}?(?:新区|开发区|高新区|科技城|科学城|工业园区?|产业园区?))"
    "内?(?=(?:总?投资|新建|兴建|扩建|建设|建立|投建)[^的]{0,12}$)"
)
_SOURCE = re.compile("获悉|了解到|介绍|发布会")  # where the news is from, not what happens
_INTENDS = re.compile("(?:预计|计划|力争|有望|将)")


@dataclass(frozen=True, slots=True)
class Later:
    """What a later clause adds to the project last named, or to all of the last sentence."""

    governor: Governor
    everything: bool
    owner: str | None  # whose project, where the clause speaks of a company


Found = Project | Problem | Later


def find(sentence: Sentence, context: Context, memory: Memory) -> Iterator[Found]:
    """The projects that a sentence names, problems of its counts, and what it adds to others."""
    announced = Governor()
    parsed: list[tuple[Clause, list[Group]]] = []
    names: list[list[Named]] = []
    for clause in sentence.clauses:
        named = context.named(clause)
        names.append(named)
        if not clause.may_name:
            parsed.append((clause, []))
            continue
        dates = [
            (d.span[0] - clause.start, d.span[1] - clause.start)
            for d in context.dated(clause.start, clause.end)
        ]
        parsed.append((clause, groups(clause.text, named, dates)))
    for k, (clause, found) in enumerate(parsed):
        whole = of_clause(clause, sentence, context)
        yielded = False
        for group in found:
            if is_class(clause.text, group.items[0]):
                continue
            own = of_group(clause, group, sentence, context)
            if not own.state.roles:
                own = following(parsed[k + 1 : k + 3], sentence, context) or announced
            in_frame = group.frame and group.frame.endswith("项目")
            if not own.state.roles and (in_frame or _ANNOUNCES.search(clause.text)):
                own = inherit(memory.event)
            if not own.state.roles and sentence.stance != "neutral" and performs(clause, group):
                own = Governor(State("operating", None, (), frozenset({"subject"})))
            projects = [
                p
                for item in group.items
                if (p := _project(clause, group, item, own, names[k], context, sentence))
            ]
            if projects and "inherited" in own.state.roles:  # one sure name vouches for its list
                trusted = vouch(own)
                projects = [
                    p
                    for item in group.items
                    if (p := _project(clause, group, item, trusted, names[k], context, sentence))
                ]
            yield from projects
            yielded = yielded or bool(projects)
            if projects and group.exact and group.count and group.count > len(group.items):
                yield _mismatch(clause, group)
        anaphor = _ANAPHOR.match(clause.text)
        if anaphor and not yielded and whole.state.target:
            yield Later(whole, anaphor["all"] is not None, None)
        elif (
            whole.end and not yielded and sentence.stance != "plan" and _INTENDS.match(clause.text)
        ):
            yield Later(whole, False, context.topic(clause.start))
        if whole.state.roles & {"mile", "cap"} and not anaphor and not _SOURCE.search(clause.text):
            memory.event = whole
        if clause.after in ("(", "（", ":", "：") or _ANNOUNCES.search(clause.text):
            announced = whole if whole.state.roles else memory.event


def _project(
    clause: Clause,
    group: Group,
    item: Item,
    own: Governor,
    named: Sequence[Named],
    context: Context,
    sentence: Sentence,
) -> Project | None:
    start, end = clause.start + item.start, clause.start + item.end
    raw = context.text[start:end]
    if not may_be_project(clause.text, raw, group, item, own.state):
        return None
    words = re.sub("(?<=..)(?:项目|建设|建设项目|工程项目)$", "", raw)
    name = item.front + words + item.back
    shift = len(item.front) - item.start
    inside = tuple(
        (a + shift, b + shift, kind)
        for a, b, kind in named
        if item.start <= a and b <= item.start + len(words)
    )
    reading = read(name, inside, item.back or None)
    place = reading.place or _place_around(clause, group, item, named, context.text)
    owner = reading.owner or _builder(clause, group, item, named, context.text)
    if not owner and sentence.stance != "plan" and _is_bare_subject(clause, item):
        owner = context.topic(clause.start)
    named_place = place is not None and sentence.stance != "neutral"
    subject = named_place or (owner is not None and bool(own.state.roles & {"build", "mile"}))
    if reading.level in ("plain", "generic") and not subject and sentence.stance == "neutral":
        return None  # 搭建交流平台: only where a body reports or plans is it one and its own
    if "subject" in own.state.roles and bare_head(raw) in _ADMINISTRATIVE:
        return None
    if not is_project(clause.text, raw, group, item, own.state, reading, subject):
        return None
    return Project(
        name=name,
        kind=reading.kind,
        span=(start, end),
        status=own.state.status,
        rule="headline" if sentence.headline else "frame" if group.frame else "phrase",
        status_text="".join(clause.text[a:b] for a, b in own.state.words) or None,
        owner=owner,
        place=place,
        phase=reading.phase,
        target_status=own.state.target,
        target_start=own.start,
        target_end=own.end,
    )


def _place_around(
    clause: Clause, group: Group, item: Item, named: Sequence[Named], text: str
) -> str | None:
    """Where it comes to stand (落户沈阳, 在江阴建设) or the place that builds it (支持沈阳建设)."""
    begin, end = group.predicate
    for a, b, kind in named:
        low, high = item.relative or (begin, end)
        within = begin <= a < end or low <= a < high
        settled = within and re.search("(?:落户|落地|位于|在)$", clause.text[:a])
        if kind == "place" and settled:
            wider = (d for c, d, k in named if c == b and k == "place")  # 安徽|桐城
            return text[clause.start + a : clause.start + next(wider, b)]
    inside = _SITE.search(clause.text[: item.start])
    if inside and not any(kind == "place" and a >= inside.start() for a, _, kind in named):
        return inside["place"]
    places = [s for s in group.subjects if s[2] == "place" and s[1] <= item.start]
    if not places:
        return None
    a, b, _ = places[-1]
    return text[clause.start + a : clause.start + b]


def _builder(
    clause: Clause, group: Group, item: Item, named: Sequence[Named], text: str
) -> str | None:
    """The body before the verb that builds it: 由A投资建设的B, A拟在C建设B, A、D等投资的B."""
    low, high = item.relative or group.lead
    if item.relative and (
        found := re.search("等(?=.{0,8}(?:投资|建设|援建|承建))", clause.text[low:high])
    ):
        return text[clause.start + low : clause.start + low + found.start()].removeprefix("还有")
    bodies = [(a, b) for a, b, kind in named if kind == "org" and low <= a and b <= high]
    if not bodies:
        return None
    a, b = bodies[-1]
    if not re.search(
        "投资|援建|捐建|捐资|承建|兴建|新建|扩建|建设|建立|打造|投建", clause.text[b:high]
    ):
        return None
    return text[clause.start + a : clause.start + b]


def _is_bare_subject(clause: Clause, item: Item) -> bool:
    """Is the builder understood or only called 公司 (公司在科技城扩建…)?"""
    return (
        re.match("公司|企业|该公司|主要|计划|将|拟|此次|为", clause.text) is not None
        or item.start < 3
    )


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
    """The project with the target that a later clause promises, where it has none."""
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
