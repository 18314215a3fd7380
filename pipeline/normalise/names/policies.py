"""Cited policies and named programmes.

《…》 is a policy where its last word is the name of a kind of document; a bare kind (《意见》)
refers back to the last title of that kind.  Plans named without marks stand after a verb of
carrying out (实施软件创新中心成长计划); a programme is such a name that ends in 工程 or 行动.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.normalise.names.gazetteer import SharedGazetteer
from pipeline.records import Name, Span
from pipeline.reference import words

_TITLE = re.compile(r"《([^《》\n]{2,80})》")
_TAIL = re.compile(r"(?:[（(][^（）()]{0,14}[）)]|[(（]\d{4}[—\-－~至]{1,2}\d{4}年?[)）])*\Z")
_DEFINED = re.compile(r"[，,\s]{0,2}[（(]?(?:以下)?(?:简称|下称)[:：]?《([^《》\n]{2,20})》")
_QUOTED_PLAN = re.compile(r"“([^“”\n]{2,16}(?:计划|行动|工程))”")
_VERBS = ("落实", "实施", "推进", "启动", "推动", "出台", "印发", "发布", "开展")
_ACT_BEFORE = re.compile(r"(?:实施|推进|启动|开展|落实|加快|深化|推出|发起)[^，。；]{0,5}\Z")
_ACT_AFTER = re.compile(r"的?(?:实施|启动|开展|推进|落地|工作)")
_PLAN = re.compile(
    r"((?:[\u4e00-\u9fffA-Za-z0-9+·—\-]|“[^“”\n]{1,12}”){3,26}?"
    r"(行动计划|成长计划|专项计划|三年计划|跨越计划|倍增计划|培育计划|发展计划|攻坚计划|英才计划|项目计划"
    r"|实施意见|指导意见|发展规划|专项规划|规划纲要|实施方案|行动方案|工作方案|管理办法|实施细则))"
    r"(?![\u4e00-\u9fff]{0,1}(?:编制|制定|内))"
)
_PROGRAMME = re.compile(
    r"((?:[\u4e00-\u9fffA-Za-z0-9+·]|“[^“”\n]{1,12}”){2,14}?(?:工程|专项行动|行动))"
    r"(?![\u4e00-\u9fff]{0,2}(?:建设|项目|设计|质量|造价|技术|机械|进度|投资|计划|方案|能力))"
)
_HEAD = re.compile(r"(?:工程|专项行动|行动)\Z")
_BREAK = re.compile(
    r"[的了和与及在为]|加快|推进|实施|落实|支持|推动|制定|出台|编制|组织|进一步"
    r"|构建|打造|完成|提出|一批|重点|重大|各项|有关|相关"
)
# Plans of any place or year, and ranks instead of names: 本市…规划, 十大工程, 形象工程.
_GENERIC_PLAN = re.compile(r"(?:本|该|年度|全省|全市|全区|各|\d{1,4}个|标准)")
_RANK = re.compile(r"[一二三四五六七八九十百\d]{1,3}[大项号个]|头号|首个")
# 中国制造2025: a strategy by the year of its goal.
_BY_YEAR = re.compile(
    r"(?:中国|制造|现代化|战略|发展|行动|计划|规划|纲要|愿景|目标|倡议|议程|强[国省市])”?20[2-6][05]\Z"
)
_NO_LAW = tuple(f"{which}法" for which in "方兵书说手用语疗做看想玩技章")


@SharedGazetteer
def _verbs() -> dict[str, None]:
    return dict.fromkeys(_VERBS)


@cache
def _kinds() -> tuple[dict[str, int], frozenset[int]]:
    """The kinds of document with their places in the table, and their lengths."""
    places = {kind: at for at, kind in enumerate(words("policy_kinds", "kind"))}
    return places, frozenset(map(len, places))


def find_policies(text: str) -> list[Name]:
    """The policies and programmes of `text`, ascending, not overlapping within a kind."""
    found = list(_titled(text))
    taken = {at for name in found for at in range(*name.span)}
    for name in (*_quoted(text), *_unmarked(text)):
        if taken.isdisjoint(range(*name.span)):
            taken.update(range(*name.span))
            found.append(name)
    return sorted(found, key=lambda name: name.span)


def kind_of(title: str) -> str | None:
    """The kind of document a title ends in (意见, 规划 …), or None: no policy."""
    core = _without_tail(title)
    return _kind(core, _endings(core))


def _kind(core: str, endings: list[str]) -> str | None:
    if core.endswith(_NO_LAW):
        return None
    if core.endswith(("0", "5")) and _BY_YEAR.search(core):
        return "战略"
    return endings[0] if endings else None


def _without_tail(title: str) -> str:
    core = _TAIL.sub("", title) if title.endswith((")", "）")) else title
    return core.removesuffix("草案")


def _endings(core: str) -> list[str]:
    """The kinds that the core of a title ends in, in the order of their table."""
    places, sizes = _kinds()
    return sorted({core[-n:] for n in sizes if core[-n:] in places}, key=places.__getitem__)


def _titled(text: str) -> Iterator[Name]:
    last_of: dict[str, str] = {}
    for match in _TITLE.finditer(text):
        title = match.group(1)
        core = _without_tail(title)
        endings = _endings(core)
        kind = _kind(core, endings)
        if kind is None:
            continue
        if core == kind or title in last_of or core in last_of:
            full = last_of.get(title) or last_of.get(core) or last_of.get(kind)
            if full:
                yield Name("policy", full, match.span(1), "policy_back_reference")
            continue
        last_of.update(dict.fromkeys(endings, title))
        if defined := _DEFINED.match(text, match.end()):
            last_of[defined.group(1)] = title
            last_of[_without_tail(defined.group(1))] = title
        yield Name("policy", title, match.span(1), "policy_title")


def _quoted(text: str) -> Iterator[Name]:
    for match in _QUOTED_PLAN.finditer(text):
        body = match.group(1)[:-2]
        if "的" in body or _RANK.match(body) or body.startswith(_VERBS):
            continue
        if len(body) == 2 and not _carried_out(text, match.span()):
            continue
        kind = "policy" if match.group(1).endswith("计划") else "programme"
        yield Name(kind, match.group(1), match.span(1), f"{kind}_quoted")  # type: ignore[arg-type]


def _carried_out(text: str, span: Span) -> bool:
    """Does somebody carry the quoted plan out? 加快“育龙计划”的实施, not “面子工程”."""
    start, end = span
    return bool(_ACT_BEFORE.search(text, max(0, start - 8), start) or _ACT_AFTER.match(text, end))


def _unmarked(text: str) -> Iterator[Name]:
    for _, end, _ in _verbs.find(text):
        after = end + text.startswith("好", end)
        if plan := _PLAN.match(text, after):
            span = _own_words(text, plan.span(1))
            named = span[1] - span[0] - len(plan.group(2)) >= 4
            if named and not _GENERIC_PLAN.match(text, span[0]):
                yield Name("policy", text[slice(*span)], span, "policy_after_verb")
        if programme := _PROGRAMME.match(text, after):
            start, end = _own_words(text, programme.span(1))
            body = _HEAD.sub("", text[start:end])
            acts = _programme_acts(text.endswith("工程", start, end))
            if len(body) >= 4 and body[-2:] in acts and not _GENERIC_PLAN.match(body):
                yield Name("programme", text[start:end], (start, end), "programme_after_verb")


def _own_words(text: str, span: Span) -> Span:
    """The span from after the last word that cannot stand inside a name."""
    start = span[0]
    for broken in _BREAK.finditer(text, span[0], span[1] - 4):
        start = broken.end()
    return start, span[1]


@cache
def _programme_acts(works: bool) -> frozenset[str]:
    """Verbal nouns before 行动; before 工程 not those that also make it a building site."""
    return frozenset(words("programme_acts", works="") if works else words("programme_acts"))
