"""Is a noun phrase the name of a particular undertaking, or a class of them?"""

import re
from collections.abc import Iterable
from functools import cache

from pipeline.normalise.projects.fields import Reading
from pipeline.normalise.projects.grammar import COMES, SITE, patterns
from pipeline.normalise.projects.kinds import bare_head
from pipeline.normalise.projects.lexicon import (
    PHASE,
    ROAD_NUMBER,
    TRANSFER,
    alternation,
    heads,
    marks,
)
from pipeline.normalise.projects.parts import Group, Item
from pipeline.normalise.projects.status import State, settlers
from pipeline.normalise.projects.words import tokens

LINES = ("transport", "energy", "water")
_YEAR = re.compile(
    "^[0-9]+(?:项目|工程)|^[0-9.]+[万亿]?[多余]?(?:公里|千米|亩|平方米|平方公里)"
    "|[0-9]{4}年|首批|亿元|(?<=.)全[省市县国]"
)
# What is done about a project as a noun: 推进X水库的建设, 做好Y的前期对接.
_STATE_NOUN = re.compile(
    "的(?:各项|规划|设计|施工|投资|续建|后续)?(?:前期|可研|可行性研究|环评|立项|报批|选址|征迁|征地|建设|施工)"
    "(?:报告|编制|手续|准备|对接|论证|拆迁|扫尾|收尾)?(?:工作|进度|步伐|力度)?(?:$|正|已|全面|进入|进展|有序|顺利)"
)
_INDEFINITE = re.compile("[一两][座条个家项]$")
_FINITE = re.compile(  # a clause, not a name
    "[在把被还它他她这此该]|从(?![化江])|那[些个种里样]|通过|进入|投向|到来|期建设(?!项目|工程|$)"
    "|等(?<![平高中同]等)(?!级)|为其|将(?!军)|开工|[和与]其"
    "|有关|[各多]地|^(?:[是已要使让并]|人们|大家|经(?!济|开|贸|纬)|期待|方可|更多|并称|加上|现有|任凭|呼吁|累计)|诸多"
)
# A name that is all quotation, or ends in a quoted programme: “两重”, “十大工程”.
_PROGRAMME = re.compile(
    "^(?:“[^”]*”[和与]?)+(?:建设)?(?:项目|工程)?$|[“][^”]*(?:工程|行动|计划|战略|专项)”(?:项目)?$|“十[一二三四五]五”"
)
_ABSTRACT = ("体系", "机制", "行动", "计划", "方案", "领域", "政策", "制度")
_SHORT = {"中心", "基地", "平台", "基金", "园区", "园"}
_BODIES = re.compile("(?:公司|政府|委员会|管委会)[和与及]")
# A size is no clause: 总规模20亿元的|母基金.
_SIZE = re.compile(
    "(?:[总首期]{0,2}(?:规模|投资))?(?:约|达)?[0-9.]{1,8}[百千]?[万亿]{1,2}元(?:规模)?"
)
_LONGEST = 60
_PROCESS = 2  # characters of a word that alone names a trade, and no company
_RANK = re.compile("(?:国家|省|自治区)级?(?!级)")
_HELPED = re.compile("企业|高校|院所|园区|各地|各县|各市|单位")
_FIELDS = ("product", "domain", "firm", "ordinary", "unknown")
_WIDE = ("技术", "制造业", "产业", "工程", "科技", "工业", "综合")
_SHORT_PHASE = 5  # characters of a phase of anything: 机场三期
_TWO = re.compile("(?<=[^普涉参])[及与或](?=..)")  # two things in one: 路网及电力封包
_JOINED = re.compile("(?<=.)[和与及或]")


@cache
def _works() -> re.Pattern[str]:
    """Names in 工程 that are works of earth and stone: 引水工程, 三期工程, 扩建工程."""
    return re.compile(
        rf"(?:(?:{alternation((*heads(), *marks('works')))}|{PHASE}|{TRANSFER})工程"
        rf"|(?:{alternation(h for h in heads() if h.endswith('工程'))}))$"
    )


def is_class(clause: str, first: Item) -> bool:
    """Does a quantity open the list (引进了一批…的A、B)? Then none of it is a name."""
    start = first.relative[0] if first.relative else first.start
    return patterns().quantifier.match(clause, start) is not None


def may_be_project(clause: str, raw: str, group: Group, item: Item, own: State) -> bool:
    """What can be told without reading the name: no class, no count, no clause, some verb."""
    masked = clause[item.start : item.end]
    called = raw.endswith("项目") and len(raw) > 4
    sited = "light" in own.roles and SITE.match(clause, item.end) is not None
    sited = sited or COMES.match(clause, item.end) is not None
    if not called and (not own.roles or (item.oblique and not sited)):
        return False
    if raw.removesuffix("项目") in marks("weight"):  # 重大项目
        return False
    if len(raw) > _LONGEST or _FINITE.search(masked) or _PROGRAMME.search(raw):
        return False
    if (
        raw.endswith(_ABSTRACT)
        or _YEAR.search(raw)
        or raw.startswith(("项目", "公司", "工程", "的"))
    ):
        return False
    if patterns().determiner.match(masked) or _BODIES.search(masked + item.back):
        return False
    if patterns().quantifier.match(masked) or patterns().counted_inside.search(masked):
        return False
    if item.relative and patterns().quantifier.search(clause, *item.relative):
        return False
    if group.frame is not None or settlers().match(clause, item.end):
        return True
    if clause.startswith("的", item.end):
        return sited or _STATE_NOUN.match(clause, item.end) is not None
    return patterns().counted_after.match(clause, item.end) is None


def is_project(
    clause: str, raw: str, group: Group, item: Item, own: State, reading: Reading, subject: bool
) -> bool:
    """Judge the words `raw` of an item by its reading, its frame and its verbs.

    `subject` tells that the clause names the place or company that builds it.
    """
    if reading.finite or ("inherited" in own.roles and not (reading.sure or reading.place)):
        return False
    if not item.back and reading.place == raw:
        return False
    if clause.startswith("的", item.end) and reading.level in ("plain", "generic"):
        return False
    if "listed" in own.roles and item.has_head:  # 4.鼎泰电气产业园
        return reading.level in ("proper", "brand") or raw.endswith("项目")
    if raw.endswith("工程") and not _works().search(raw):
        return reading.level in ("proper", "brand") and "mile" in own.roles
    head = bare_head(raw)
    if item.has_head and not item.front and not (subject and len(raw) >= 4):
        whole = patterns().head.fullmatch(clause, item.start, item.end)
        # 人才公寓三期, not 机场三期
        phased = whole and reading.phase is not None and len(whole[0]) > _SHORT_PHASE
        if whole and not phased and not re.match(f"{TRANSFER}|{ROAD_NUMBER}", whole[0]):
            return False
    known = reading.level == "proper" or (subject and head != "中心")
    guess = known or reading.level == "brand"
    if group.frame is not None:
        return _in_frame(raw, group, item, own, reading, known, guess)
    if raw.endswith("项目"):
        if _is_named_by_deed(clause, item, own, reading, subject):
            return True
        raw = raw.removesuffix("项目")
        head = bare_head(raw)  # 平陆运河项目 is 平陆运河
        if not head:
            return False
    if not known and _INDEFINITE.search(clause[: item.start]):
        return False
    if not item.has_head:
        line = guess and reading.kind in LINES
        return bool(item.back) and (known or line) and bool(own.roles)
    need = heads()[head].need if head else ""
    if need == "more" and reading.bare:
        return False
    if known:
        return True
    if own.status == "proposed" and (rank := _RANK.match(raw)):
        return _competed_for(clause[: item.start], raw, rank.end())
    if _JOINED.search(raw):
        return False
    if guess and own.roles:
        return head not in _SHORT or len(raw) > 6
    if "keep" in own.roles or (need == "any" and "oper" in own.roles):
        return True
    builds = bool(own.roles & {"build", "cap"}) and len(group.items) <= 2
    builds = builds and (not item.relative or bool(_SIZE.fullmatch(clause, *item.relative)))
    described = reading.level == "plain" and len(raw) > len(head) + 2  # 实训基地 is a class
    return builds and (need == "any" or (need == "plain" and described))


def _is_named_by_deed(clause: str, item: Item, own: State, reading: Reading, subject: bool) -> bool:
    """Is it named by what is made or done, and 项目?"""
    if subject and item.relative and _SIZE.search(clause, *item.relative):
        return reading.level in ("proper", "brand")  # A投资2亿元的陶粒项目
    event = reading.level == "brand" and bool(own.roles & {"mile", "cap"})
    return reading.specific and (
        reading.level == "proper" or event or (subject and "build" in own.roles)
    )


def stands_beside(
    raw: str, item: Item, own: State, reading: Reading, beside: Iterable[str]
) -> bool:
    """Do the names in the same list make one of it?

    A common word before their head noun (青年枢纽、石门枢纽); a brand with its product, where they
    begin to build or to produce (鼎泰硅片、华川切片三期达产).
    """
    if reading.finite:
        return False
    if not item.has_head:
        begins = bool(own.roles & {"mile", "cap", "oper"})
        made = reading.owner is not None and reading.owner != raw and reading.specific
        return begins and made and reading.level == "brand"
    head = bare_head(raw)
    alike = reading.epithet and heads()[head].need == "proper"
    return alike and any(name.endswith(head) for name in beside)


def _competed_for(lead: str, raw: str, field: int) -> bool:
    """Is it the one centre of its rank and field (from offset `field`) that a place competes for?

    争创国家虚拟现实创新中心; no class (国家制造业创新中心), and not what others are helped to win.
    """
    if _HELPED.search(lead):
        return False
    words = raw[field : len(raw) - len(bare_head(raw))]
    return any(t.kind in _FIELDS and words[t.start : t.end] not in _WIDE for t in tokens(words, ()))


def _in_frame(
    raw: str, group: Group, item: Item, own: State, reading: Reading, known: bool, guess: bool
) -> bool:
    """A、B等项目: the frame makes a name of what a brand or a place opens."""
    if len(group.items) == 1 and item.back and reading.place == raw:  # 东北等老工业基地
        return False
    if str(group.frame).endswith("工程") and not (
        known or item.has_head or item.back or (guess and reading.kind in LINES)
    ):
        return False
    if not own.roles or (reading.level == "brand" and _TWO.search(raw)):
        return False
    if reading.level == "generic" and not (item.has_head or item.back):  # 植树造林、水系治理
        return False
    if not known and raw == reading.owner and len(raw) <= _PROCESS:  # 电镀、炼焦等项目
        return False
    if item.back:
        guess = reading.level == "brand" and (group.exact or reading.kind in LINES)
        return reading.level == "proper" or guess
    return guess or (item.has_head and reading.level == "plain")
