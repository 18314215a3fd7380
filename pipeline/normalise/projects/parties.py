"""Who builds a project and where it comes to stand, told around its name."""

import re

from pipeline.normalise.projects.context import Scene
from pipeline.normalise.projects.grammar import patterns
from pipeline.normalise.projects.parts import Group, Item

# 公司在科技城投资…扩建: a zone that no table of places has.
_SITE = re.compile(
    "在(?P<place>[\u4e00-\u9fff]{1,10}?(?:新区|开发区|高新区|科技城|科学城|工业园区?|产业园区?))"
    "内?(?=(?:总?投资|新建|兴建|扩建|建设|建立|投建)[^的]{0,12}$)"
)
_SETTLES = re.compile("(?:落户|落地|位于|在)$")
_LEADS_TO = re.compile("(?:项目)?(?:将|已|拟)?(?:落户|落地|选址|位于)[于在]?")
_INVESTS = re.compile("[投斥出]资[约近超]?$")
_BUILDS = re.compile("[投斥出捐]资|援建|捐建|[承兴新扩组创申投共筹]建|建设|建立|[设成]立|打造")
_BUILDERS = re.compile("等(?=.{0,8}(?:投资|建设|援建|承建))")
# A与B签约X, and 与B签约X where A was told before.
_SIGNED = re.compile(
    "(?:^|的)(?P<one>[^的与同和]{0,20})[与同和](?P<other>[^与同和的]{2,16}?)"
    "(?:正式|成功|现场)?签(?:约|下|订|署)了?$"
)
_OFFICE = re.compile("[省市县区旗州]$|政府$|委员会$|管委会$|[局厅部]$")
_UNDERSTOOD = re.compile("公司|企业|该公司|主要|计划|将|拟|此次|为")


def place_around(scene: Scene, group: Group, item: Item) -> str | None:
    """Where it comes to stand (落户沈阳, 在江阴建设) or the place that builds it (支持沈阳建设)."""
    clause = scene.clause
    begin, end = group.predicate
    low, high = item.relative or (begin, end)
    for a, b, kind in scene.named:
        within = begin <= a < end or low <= a < high
        if kind == "place" and within and _SETTLES.search(clause.text[:a]):
            wider = (d for c, d, k in scene.named if c == b and k == "place")  # 安徽|桐城
            return scene.raw(a, next(wider, b))
    site = _SITE.search(clause.text[: item.start])
    if site and not any(kind == "place" and a >= site.start() for a, _, kind in scene.named):
        return site["place"]
    places = [s for s in group.subjects if s[2] == "place" and s[1] <= item.start]
    return scene.raw(places[-1][0], places[-1][1]) if places else None


def told_later(scene: Scene) -> tuple[str | None, str | None]:
    """Owner and place that a clause adds to what was named before it.

    由A投资5000万元建设, 落户B; None for what the clause does not tell.
    """
    text, owner, place = scene.clause.text, None, None
    for a, b, kind in scene.named:
        if kind == "org" and text[:a] == "由" and _BUILDS.search(text, b):
            owner = scene.raw(a, b)
        if kind == "place" and _LEADS_TO.fullmatch(text[:a]):
            zone = patterns().zone.match(text, b)
            place = scene.raw(a, zone.end() if zone else b)
    return owner, place


def _partner(scene: Scene, signed: re.Match[str]) -> str | None:
    """The company of the two that sign (东山区与鼎泰药业签约X): neither a place nor its office."""
    for start, end in (signed.span("other"), signed.span("one")):
        place = any(b == end and kind == "place" for _, b, kind in scene.named)
        if start < end and not place and not _OFFICE.search(scene.clause.text, start, end):
            return scene.raw(start, end)
    return None


def builder(scene: Scene, group: Group, item: Item) -> str | None:
    """The body before the verb that builds it: 由A投资建设的B, A拟在C建设B, A、D等投资的B.

    Where the builder is only called 公司 or left out, it is the company last spoken of.
    """
    text = scene.clause.text
    low, high = item.relative or group.lead
    if item.relative and _INVESTS.search(text, 0, low):  # A投资|2亿元|的B
        low = group.lead[0]
    if item.relative and (several := _BUILDERS.search(text[low:high])):
        return scene.raw(low, low + several.start()).removeprefix("还有")
    doers = [*scene.named, *group.subjects]
    bodies = [(a, b) for a, b, kind in doers if kind == "org" and low <= a and b <= high]
    if bodies and _BUILDS.search(text[bodies[-1][1] : high]):
        return scene.raw(*bodies[-1])
    if signed := _SIGNED.search(text[: item.start]):
        return _partner(scene, signed)
    bare = _UNDERSTOOD.match(text) or item.start < 3
    if bare and scene.sentence.stance != "plan":
        return scene.context.topic(scene.clause.start)
    return None
