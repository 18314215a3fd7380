"""The patterns of the project grammar, built from the word tables once."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.normalise.projects.lexicon import (
    CAPACITY,
    CLASSIFIER,
    COUNT,
    PHASE,
    QUANTIFIER,
    RAIL_WORKS,
    RIVER_WORKS,
    ROAD_NUMBER,
    ROAD_WORKS,
    TRANSFER,
    adverbs,
    compound_area,
    heads,
    marks,
    one_of,
    opening,
    other_verbs,
    plan_signs,
    verbs,
)

# Where a thing is built: work is under way, be it in a place (在X水库的施工现场).
SITE = re.compile("的?(?:项目)?(?:施工现场|建设现场|(?:建设)?工地)")
# What comes about, be it a circumstance: 随着X项目的投产.
COMES = re.compile(
    "的(?:正式|顺利|全面|相继|陆续|建成)?"
    "(?:投产|投运|投用|竣工|建成|开工|通车|开通|启用|落成|落户|落地)$"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns; each is linear in the clause."""

    lead: re.Pattern[str]
    ban: re.Pattern[str]
    adverb: re.Pattern[str]
    verb: re.Pattern[str]
    chain: re.Pattern[str]
    object: re.Pattern[str]
    head: re.Pattern[str]
    boundary: re.Pattern[str]
    halt: re.Pattern[str]
    conj: re.Pattern[str]
    deng: re.Pattern[str]
    deng_verb: re.Pattern[str]
    counted: re.Pattern[str]
    counted_inside: re.Pattern[str]
    counted_after: re.Pattern[str]
    preposition: re.Pattern[str]
    noun_tail: re.Pattern[str]
    zone: re.Pattern[str]
    quantifier: re.Pattern[str]
    determiner: re.Pattern[str]


@cache
def patterns() -> Patterns:
    verb = one_of((*verbs(), *other_verbs()))
    adverb = one_of((*adverbs(), *marks("past")))
    adverb += f"|{plan_signs()}|提前[0-9一二三四五六七八九十两半]{{1,3}}(?:天|个月|年)"
    noun = one_of((*heads(), "工程"))
    noun = (
        f"(?:{noun})(?<![家校田花果庄茶菜]园)(?<![使事宾旅饭茶餐酒场]馆)(?<![搭架鹊陆动]桥)(?<!科学院)(?<![副市主]中心)(?<![医社]保基金)(?!(?<=新线)[上下]|(?<=处理场)[所地]|(?<=[理水]站)点|(?<=水电工程)(?:建设)?局)(?!(?<=中心)城[市区镇])"
        "(?<!联互通)(?<!危桥)(?!(?<=[国省]道)[0-9]|(?<=库)[存容]|(?<=港)口|(?<=渠)系|(?<=[河江海湖]堤)防)"
    )
    head = f"(?:项目|{noun})"
    stop = "用地|银行|兵团|部门|单位|者|局|厅|委|机(?![场构关器制会遇动车组])"
    stop = f"(?:{stop}|{compound_area()})"
    adverbial = f"(?:{adverb})"
    extension = (
        rf"(?:[\ue000]{{3,10}}(?!期间|时期)|[东西南北]?[一二三四五六](?:线(?!城)|环)|{one_of(marks('extension'))}(?!升级)|{PHASE}"
        r"|[\u4e00-\u9fff]{1,12}?(?:路段|支线|(?<![阶手时地片])段))"
    )
    spent = (
        r"(?:计划|总|预计|共)?(?:投资|耗资|斥资|出资)[^,，、]{0,3}?[0-9.]{1,9}[万亿]{0,2}[日美欧]?元"
        r"的?|[0-9.]{1,9}[万亿]{1,2}元?(?=扩建|新建|建设)"
    )
    number = "(?P<n>[2-9]|[1-9][0-9]|[二两三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
    # A part of what is named, where no other name goes on behind it.
    part = f"{one_of(marks('part'))}(?![^,，、]{{0,10}}(?:项目|工程|[厂站园桥库坝]))"
    then = one_of((*marks("noun_tail"), *marks("next"), *marks("plan"), *marks("past")))
    boundary = (
        rf"$|等|的|[是为在于与和及将已以由从也向拟被获因受]|{adverbial}{{0,4}}新?(?:{verb})"
        rf"|{adverbial}{{1,3}}[在于将由被]|{one_of(marks('modal'))}|正(?={adverbial})|{then}|{part}|{COUNT}(?:{CLASSIFIER})|(?:20)?[0-9]{{2}}年|[0-9]{{1,2}}月|[今明后]年|[上下]半年|年[内底]"
        r"|首[台批套组](?!.{0,12}项目)"
    )
    return Patterns(
        adverb=re.compile(adverbial),
        ban=re.compile(one_of(marks("ban"))),
        lead=re.compile(
            rf"{adverbial}{{0,6}}新?(?:{verb})(?!{stop})(?:[了着好过]|并|和|、(?={verb}))?|{spent}"
            rf"|{one_of(marks('time'))}|{plan_signs()}"
            r"|仅?用[0-9一二三四五六七八九十百]{1,4}(?:天|个月|年)(?:时间)?|[0-9]{1,2}[.、](?![0-9])"
            r"|[一两][座条个家项](?!批)|以及|(?:重点)?(?:包括|即|是指|分别是|分别为)"
        ),
        chain=re.compile(rf"{adverbial}{{0,6}}{one_of(verbs())}(?!{stop})[了着好过]?|{spent}"),
        verb=re.compile(rf"{adverbial}{{0,4}}新?(?:{verb})(?!{stop})"),
        object=re.compile(
            rf"{opening((*verbs(), *other_verbs(), *'标是包把被对使从让'))}"
            rf"(?:{one_of(v for v, e in verbs().items() if e.takes_object)}(?!{stop})[了好]?"
            rf"|(?:{verb})了|标志着|是指|包括(?!括)|[把被]|对(?!外|口|接|标|俄|台|虾)|使(?!用|命|馆)|从(?![事江化])|让(?!利))"
        ),
        head=re.compile(
            rf"(?:{noun}|{TRANSFER}|{RIVER_WORKS}){extension}{{0,3}}|项目(?:{PHASE})?"
            rf"|{PHASE}(?:{CAPACITY})?(?:{extension}){{0,2}}"
            rf"|(?<![A-Z0-9]){ROAD_NUMBER}{extension}{{1,2}}"
            rf"|线(?<=[\u4e00-\u9fff]{{3}})(?={RAIL_WORKS}){extension}{{1,2}}"
            rf"|路(?<=[\u4e00-\u9fff]{{3}})(?<![道线电网管马思套丝一回公铁水气油出老旧小大新]路)(?<!断头路)(?={ROAD_WORKS}){extension}{{1,2}}"
        ),
        boundary=re.compile(boundary),
        halt=re.compile(rf"将[于在会]|已|{plan_signs()}|在(?!线)|于(?!线)|是(?!线)"),
        conj=re.compile("以及|和(?!平|谐|美|我)|及(?!时)|与(?!我)|暨"),
        deng=re.compile(
            rf"等(?<![平高中同一二三均对相初]等)(?!级|候|同|待|离|额|于|效|地(?![下铁热面方区]))"
            rf"(?P<n>{COUNT}(?=(?:{CLASSIFIER})))?(?:多?(?:{CLASSIFIER})|一大批|一批|一系列|多)?的?"
            rf"(?P<class>[^等、,，]{{0,9}}?(?:{head}))(?!{head})(?={boundary})"
        ),
        deng_verb=re.compile("等(?=(?:加快)?(?:建设|建成|开工|投产|竣工|投用|落地|签约))"),
        counted=re.compile(
            rf"(?=[1-9二两三四五六七八九十])(?<![0-9.第]){number}(?:[个家条座项处所只支台套]|大(?![学桥道走]))(?P<class>[^等、,，]{{0,8}}?(?:{head}))(?!{head})"
        ),
        counted_inside=re.compile(
            rf"{COUNT}(?<![万亿])(?:{CLASSIFIER})|[两三四五]级|亿元以上|以[上下]"
        ),
        counted_after=re.compile(rf"(?:达到?|超过?|增至|共)?{COUNT}(?:{CLASSIFIER})"),
        preposition=re.compile(one_of(marks("preposition"))),
        noun_tail=re.compile(r"(?:情况介绍|情况|建设)$"),
        zone=re.compile("片区|新区|开发区|高新区|经开区|都市圈|地区|新城"),
        quantifier=re.compile(QUANTIFIER),
        determiner=re.compile(one_of(marks("determiner"))),
    )


_PHASE = re.compile(PHASE)
# Verbs that stand before a class: 等在建项目, 等签约项目.
STANDING = re.compile(
    "^(?:重点)?(?:配套|[在新续拟]建|新?签约|新?开工|竣工|投产|落地|储备|谋划|引进)"
)


def bare_phase(words: str) -> bool:
    """Is it a phase and nothing else (二期)?"""
    return _PHASE.fullmatch(words) is not None


def ends_with_head(text: str, start: int, end: int) -> bool:
    """Does a head noun, with its extensions, end at `end`?"""
    tail = patterns().noun_tail.search(text, start, end)
    end -= len(tail[0]) if tail else 0
    return any(m.end() == end for m in patterns().head.finditer(text, start, end))


def tail_class(text: str, pos: int, end: int) -> re.Match[str] | None:
    """等 with a class noun that ends there: 等项目, 等5条高速; not 等老工业基地振兴."""
    found = patterns().deng.search(text, pos + 1, end)
    if found and patterns().verb.search(STANDING.sub("", found["class"])):  # 等方式支持项目
        return None
    return found
