"""The state of a project, from its verbs and from whether the passage reports or plans."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pipeline.normalise.projects.lexicon import Verb, compound_area, plan_signs, searched, verbs
from pipeline.records import ProjectStatus, Stance

_STAGES: tuple[ProjectStatus, ...] = (
    "unknown",
    "proposed",
    "planned",
    "under_construction",
    "completed",
    "operating",
)


class State(NamedTuple):
    status: ProjectStatus = "unknown"
    target: ProjectStatus | None = None
    words: tuple[tuple[int, int], ...] = ()  # the verbs that say so
    roles: frozenset[str] = frozenset()


Told = tuple[int, int, Verb]  # a verb and where it stands


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            rf"{searched(verbs())}(?!(?<=交工)艺|率(?!先|领)|(?<=工地)(?:食堂|安全|扬尘|围挡|拖欠|工人|临建)|(?<=现场)(?:会|发生|违法|检查)|(?<=施工)现场(?:发生|违法|检查)|(?<=运行)(?:时间|速度|里程)|用地|银行|兵团|部门|单位|者|局|厅|委|期|{compound_area()})"
        ),
        re.compile(plan_signs()),
    )


@cache
def settlers() -> re.Pattern[str]:
    """Others settle in the project: 科技城落户87个项目, 14个项目落户科创园."""
    return re.compile("落户[0-9]|[0-9]{1,5}个[^0-9]{0,4}(?:项目|企业)落户")


_PART = re.compile("主体|桩基|基础工程|路基|路面|土建|基坑|主塔|钢结构")
# How far the work is: 完成70%, 完成投资5亿元, 完成过半.
_PROGRESS = re.compile(
    r"了?(?:[0-9][0-9.]{0,6}%|[近过大]?半|[一二三四五六七八九]成"
    "|(?:年度|总)?(?:投资|产值|工程量|工作量))"
)
# 停工 has no object; what 暂停 and 取消 stop may be another thing.
_STOPPED = re.compile(
    "(?<=停工)|(?<=[停缓]建)|了?(?:$|[^\u4e00-\u9fff]|项目|工程|建设|施工|实施|推进|开工|整改)"
)
_NEAR = 9  # characters between a part and the verb that tells of it
_DONE = re.compile("已(?!签约)|业已")
_MUST = re.compile("要(?<![主重需首]要)(?:开工|建设|建成|新建|实现|完成|加快|推进)")
ONCE = re.compile("(?:建成|竣工|投产|投运|投用|通车|达产|完工)后")  # a time that has not come


def tense(text: str, stance: Stance) -> Stance:
    """Report or plan: the clause's own signs before the block's stance; news reports."""
    if "已" in text:
        return "plan" if stance == "plan" and not _DONE.search(text) else "report"
    _, plan = _patterns()
    ahead = stance == "plan" or ONCE.search(text) or plan.search(text) or _MUST.search(text)
    return "plan" if ahead else "report"


def telling(parts: list[tuple[int, str]]) -> list[Told]:
    """The verbs in `parts` (offset, text) that tell a state."""
    found: list[Told] = []
    known, (verb_pattern, _) = verbs(), _patterns()
    for k, (offset, text) in enumerate(parts):
        for m in verb_pattern.finditer(text):
            verb = known[m[0]]
            if verb.role == "done" and _PROGRESS.match(text, m.end()):
                verb = verbs()["施工"]
            if verb.role == "stop" and not _STOPPED.match(text, m.end()):
                continue  # 暂停起降航班: something else
            if verb.role == "done" and (k or len(parts) == 1):
                continue  # 完成 tells of what it governs, not of 投资 behind a name
            if m[0] == "落户" and settlers().search(text, max(0, m.start() - 12), m.end() + 1):
                verb = verbs()["集聚"]
            if (
                verb.role == "mile"
                and not verb.takes_object
                and text.startswith(("项目", "工程"), m.end())
            ):
                continue  # 并网发电项目: the verb only modifies
            if verb.role == "mile" and _PART.search(text, max(0, m.start() - _NEAR), m.start()):
                # What is finished is a part: 主体结构已经完工.
                verb = replace(verb, report="under_construction", target=None)
            found.append((offset + m.start(), offset + m.end(), verb))
    return found


def state(found: Sequence[Told], stance: Stance, intended: bool = False) -> State:
    """The state that the verbs found give a project between them.

    `intended` marks a building that has not begun (将建设…).
    """
    if not found:
        return State()
    spans = tuple((a, b) for a, b, _ in found)
    entries = [v for _, _, v in found]
    roles = frozenset(v.role for v in entries)
    stops = [v for v in entries if v.role == "stop"]
    if stops:
        return State(stops[-1].report, None, spans, roles)
    caps = [v for v in entries if v.role == "cap"]
    if caps:  # 完成X可行性研究: the study is done
        entries = [v for v in entries if v.role != "done"]
    reached = [v for v in entries if v.role in ("mile", "oper", "done")]
    steps = [v for v in reached if stance == "report" or v.target]
    if stance == "report":
        if not steps and caps:
            return State(_last(v.report for v in caps), None, spans, roles)
        return State(_last(v.report for v in entries), None, spans, roles)
    if steps and steps[0].target == "under_construction":  # 10月开工、明年底并网: the next step
        begun_at = next(k for k, (_, _, v) in enumerate(found) if v is steps[0])
        return State(steps[0].plan, steps[0].target, spans[: begun_at + 1], roles)
    if steps:
        target = _last(v.target for v in steps if v.target)
        first = min((v.plan for v in steps), key=_STAGES.index)
        return State(first, target, spans, roles)
    if caps:
        return State(min((v.plan for v in caps), key=_STAGES.index), None, spans, roles)
    begun = any(v.role == "light" for v in entries)
    if intended and stance == "plan" and not begun and "build" in roles:
        return State("planned", None, spans, roles)
    builds = [v.plan for v in entries if v.role in ("build", "none")]
    lights = [v.plan for v in entries if v.role in ("light", "oper", "keep")]
    return State(_last(builds or lights or [v.report for v in entries]), None, spans, roles)


def _last(states: object) -> ProjectStatus:
    """The latest stage of several."""
    return max(states, key=_STAGES.index)  # type: ignore[call-overload, no-any-return]
