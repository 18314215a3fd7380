"""Which verbs and dates govern the projects of a clause."""

import re
from collections.abc import Sequence, Set
from functools import cache

from pipeline.normalise.projects.clauses import Clause
from pipeline.normalise.projects.context import NOTHING, Governor, Scene
from pipeline.normalise.projects.grammar import STANDING, patterns
from pipeline.normalise.projects.lexicon import one_of
from pipeline.normalise.projects.parts import Group
from pipeline.normalise.projects.status import ONCE, State, state, telling, tense
from pipeline.records import DateMention, Stance
from pipeline.reference import entries

_SOON = re.compile("尽早|早日|尽快")  # no date, whatever period the sentence opens with
# A verb with an object of its own: X启用了新航站楼 tells of the terminal, not of X.
_OBJECT = re.compile(
    "[了过]?(?:全新|新建|新的?|一[批个座条项家]|多[个项家]|面向|全国|首[个批条座]|[0-9])|[了过][\u4e00-\u9fff]{2}"
)
_TIME = re.compile("(?:后|之后|以后|时|前|之前)$")
_BEFORE_DATE = re.compile(r"[^,，]{0,2}|\s*(?:力争|确保|争取|计划|预计|要|将|并|到|于|在|拟|推动)+")
_INTENDED = re.compile("将(?!军)|拟|计划")
_SUBJECT_VERB = re.compile("成为|成势|营业收入")
# What acts is at work, whatever it does (科技城成为…).
SUBJECT = Governor(State("operating", None, (), frozenset({"subject"})))
_EVENTS = frozenset({"mile", "build", "cap"})
# What is told of with no word of its state: X位于…, X是…的重大工程.
TOLD = Governor(State("unknown", None, (), frozenset({"subject"})))
_BUILDING = re.compile("建设|在建|[新扩]建|开工|投资|施工|工程|项目|投产|装机|规划")
_STANDS = re.compile("位于|坐落于|地处")
_TELLS_OF = re.compile(
    f"{_STANDS.pattern}|控制性工程|关键性?工程|是[^,，]{{0,30}}(?:工程|项目)(?=$|[,，])"
)


@cache
def _looks_back() -> re.Pattern[str]:
    """Opens a sentence of what has been done, be it inside a plan: 近年来,…相继建成."""
    cues = (r for r in entries("stance_cues") if r["stance"] == "report")
    return re.compile(rf"\s{{0,9}}{one_of(r['word'] for r in cues if r['where'] == 'start')}")


def stance_of(scene: Scene) -> Stance:
    """Report or plan; in a text that does neither, a date to come makes a plan."""
    clause, sentence, context = scene.clause, scene.sentence, scene.context
    looks_back = sentence.stance == "plan" and _looks_back().match(context.text, sentence.start)
    here = tense(clause.text, "report" if looks_back else sentence.stance)
    if here == "report" and sentence.stance != "report" and context.today:
        begin = clause.start
        times = context.dated(sentence.start, clause.start)
        if times and clause.start - times[-1].span[1] <= 1:  # 今年5月底,A全线贯通
            begin = times[-1].span[0]
        ahead = [d.start for d in context.dated(begin, clause.end) if d.start]
        if ahead and ahead[-1] > context.today and "已" not in clause.text:
            return "plan"
    return here


def of_group(scene: Scene, group: Group) -> Governor:
    """The state from the lead, the relative clauses and the predicate of a group."""
    if (
        not scene.clause.tells
        or acts(scene, group)
        or patterns().ban.search(scene.clause.text, *group.lead)
    ):
        return NOTHING
    text = scene.clause.text
    relatives = [(i.relative[0], text[slice(*i.relative)]) for i in group.items if i.relative]
    parts = [
        (group.lead[0], text[slice(*group.lead)]),
        (group.predicate[0], scene.raw(*group.predicate)),
        *relatives,
    ]
    if group.frame and (standing := STANDING.match(group.frame)):
        parts.append((group.predicate[0] - len(group.frame), standing[0]))
    verbs = telling(parts)
    if not verbs:
        return NOTHING
    found = state(verbs, stance_of(scene), plans(scene.clause))
    if "stop" in found.roles and _of_something_else(scene, group, found):
        return NOTHING
    if relatives and found.status == "planned":  # 此次开工的A预计9月投产
        told = state(telling(relatives), "report")
        found = found._replace(status=told.status) if "mile" in told.roles else found
    return dated(found, scene, group)


def acts(scene: Scene, group: Group) -> bool:
    """Is the group the doer of its first verb, which has another object?"""
    text = scene.clause.text
    start, end = group.predicate
    verb = patterns().verb.match(text, start, end)
    if group.frame or not verb or not _OBJECT.match(text, verb.end(), end):
        return False
    return not patterns().verb.search(text, *group.lead)


def _of_something_else(scene: Scene, group: Group, found: State) -> bool:
    """Is what is stopped a noun behind the name: 取消X|入场限制?"""
    rest = scene.clause.text[slice(*group.predicate)]
    if not rest or group.frame or patterns().boundary.match(rest) or patterns().head.match(rest):
        return False
    return found.words[0][0] < group.lead[1]


def of_clause(scene: Scene) -> Governor:
    """The state that the whole clause speaks of."""
    if scene.whole is None:
        clause = scene.clause
        verbs = telling([(0, clause.text)]) if clause.tells else ()
        found = state(verbs, stance_of(scene), plans(clause)) if verbs else None
        scene.whole = dated(found, scene) if found else NOTHING
    return scene.whole


def plans(clause: Clause) -> bool:
    """Is what is built only intended (将投资…扩建, 拟在…建设)?"""
    return _INTENDED.search(clause.text) is not None


def dated(found: State, scene: Scene, group: Group | None = None) -> Governor:
    """What the verbs found say, with the date by which the target is promised.

    It is the last one before or in the clause; in a clause of several groups, a date behind the
    name of one is not another's: A上半年开工、B全线开工.
    """
    clause, context = scene.clause, scene.context
    text = clause.text
    if not found.target:
        return Governor(found, text=text)
    once = ONCE.search(clause.text)
    if once and not _INTENDED.search(clause.text, 0, once.start()):
        return Governor(found._replace(target=None), text=text)
    if _SOON.search(clause.text):
        return Governor(found, text=text)
    here = scene.dated()
    if group and group is not scene.groups[0]:
        first, own = scene.groups[0].items[0].start, group.lead[0]
        here = [d for d in here if not first < d.span[0] - clause.start < own]
    verb = clause.start + (found.words[-1][0] if found.words else 0)
    before = [d for d in here if d.span[0] < verb] or here
    mention = before[-1] if before else _earlier(scene)
    if mention is None or mention.end is None or (context.today and mention.end < context.today):
        return Governor(found, text=text)
    return Governor(found, mention.start, mention.end, text)


def _earlier(scene: Scene) -> DateMention | None:
    """The last date before the clause, if it opens its own; behind a name it is told of that.

    年底前建成A,开工建设B; but not A年底前建成,开工建设B.
    """
    text, begin = scene.context.text, scene.sentence.start
    dates = scene.context.dated(begin, scene.clause.start)
    if not dates:
        return None
    start = dates[-1].span[0]
    opens = max(begin, *(text.rfind(mark, begin, start) + 1 for mark in ",，:："))
    return dates[-1] if _BEFORE_DATE.fullmatch(text, opens, start) else None


def following(scenes: Sequence[Scene], k: int, roles: Set[str] = _EVENTS) -> Governor | None:
    """What the two clauses after scenes[k] say of a name left without a verb: X段,预计11月底贯通.

    `roles` are those of the verbs that can say it.
    """
    rest = scenes[k + 1 : k + 3]
    for at, scene in enumerate(rest):
        if _TIME.search(scene.clause.text) and not ONCE.search(scene.clause.text):
            continue  # 经论证后: not yet what became of it
        here = of_clause(scene)
        verb = patterns().verb.match(scene.clause.text)
        if verb and _OBJECT.match(scene.clause.text, verb.end()):
            return None  # 车站,开通了新服务: what it does
        tells = here.state.roles & roles
        if tells or ("stop" in here.state.roles and promises(scene)):
            return None if any(map(_names, rest[: at + 1])) else here
    return None


def _names(scene: Scene) -> bool:
    """Does a noun phrase of the clause have a head noun?"""
    return any(i.has_head for g in scene.groups for i in g.items)


def promises(scene: Scene) -> bool:
    """Does the clause, of which no subject is told, go on about what was named before it?

    新建A、B,第四季度投入使用.
    """
    clause, pos = scene.clause, 0
    if _names(scene):
        return False
    dates = {d.span[0]: d.span[1] for d in scene.dated()}
    while not patterns().chain.match(clause.text, pos):
        adverb = patterns().adverb.match(clause.text, pos)
        date_end = dates.get(clause.start + pos, clause.start + pos) - clause.start
        step = max(adverb.end() if adverb else pos, date_end)
        if step == pos:
            return False
        pos = step
    return True


def inherit(event: Governor, how: str = "inherited") -> Governor:
    """An event of an earlier sentence, for names that stand without a verb."""
    if not event.state.roles:
        return event
    return event._replace(state=event.state._replace(roles=event.state.roles | {how}))


def vouch(own: Governor) -> Governor:
    """The inherited event as if it were the clause's own."""
    return own._replace(state=own.state._replace(roles=own.state.roles - {"inherited"}))


def is_told_of(scene: Scene, group: Group) -> bool:
    """Does the clause say where the group, its subject, stands or what it is?

    X位于Y; 位于Y的X.
    """
    text, first = scene.clause.text, group.items[0]
    if first.start == 0 and _TELLS_OF.match(text, group.predicate[0]):
        return True
    return group.predicate[0] == len(text) and _STANDS.match(text, *group.lead) is not None


def told_next(scenes: Sequence[Scene], k: int) -> Governor:
    """What the next clauses say of such a subject: X是重大工程,眼下正在施工.

    Where the sentence has no word of building, it is a sight or an address (X位于Y,游人如织).
    """
    said = following(scenes, k, _EVENTS | {"light"})
    sentence = scenes[k].sentence
    built = _BUILDING.search(sentence.text, sentence.start, sentence.end)
    return said or (TOLD if built else NOTHING)


def may_tell_of(text: str, start: int, end: int) -> bool:
    """Could text[start:end] say so?"""
    return _TELLS_OF.search(text, start, end) is not None


def performs(scene: Scene, group: Group) -> bool:
    """Does the group open its clause as the subject of some verb (X成为…, X打通…)?"""
    text, first = scene.clause.text, group.items[0]
    opens = first.start == 0 or text[first.start - 1] == "的"
    return opens and bool(
        patterns().verb.match(text, *group.predicate) or _SUBJECT_VERB.match(text, *group.predicate)
    )
