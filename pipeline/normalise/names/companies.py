"""Companies named in a text: the well-known by name, all others by the grammar of their names.

A legal name ends in its legal form (…有限公司); a group's name is a brand and 集团; a short name
is a brand of two or three characters and a trade word (融科 + 储能).  A brand is no word of the
language: where the characters before the trade word are an ordinary word, there is no name.
Short names are taken only where the sentence treats them as a company or a project of one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.normalise.names.boundary import (
    FUNCTION,
    is_brand,
    is_opener,
    is_ordinary,
    last_opening,
    opens,
)
from pipeline.normalise.names.families import find_families
from pipeline.normalise.names.gazetteer import SharedGazetteer
from pipeline.records import Name, Span
from pipeline.reference import entries, words

_FORMS = (
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "总公司",
    "株式会社",
)
# Words that no legal name contains.
_NOT_INSIDE = frozenset("的了着在被把将由从对向是某该这那与及")
# What a company's legal name may add to its short one: 协鑫光伏(科技有限公司).
_ADDED = re.compile(
    r"(?:科技|股份|实业|集团|控股|技术|发展)?(?:[（(][\u4e00-\u9fff]{2,4}[)）])?"
    rf"(?:{'|'.join(_FORMS)})\Z"
)
_IN_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9&·\-()（）“”]{1,30}\Z")
# What follows a company: a legal form, a stage or kind of project, its officers, its deeds.
_FOLLOWS = re.compile(
    r"(?:集团|公司|股份|控股|有限|等(?:龙头|骨干|重点|知名|一批|大型|多家|企业|公司|央企|民企|项目)"
    r"|[一二三四五六七八九十]期|首期|项目|基地|工厂|生产线|产业园|工业园|科技园"
    r"|董事长|总经理|总裁|副总|负责人|创始人|旗下|投资|计划|宣布|拟|签约|建设|新建|扩建|兴建|技改|合资|牵头|中标|承建)"
)
_COMPANY_NEXT = re.compile(r"集团|公司|股份|有限|[一二三四五六七八九十]期|董事长|总经理|总裁")
# The rest of the clause up to the word that makes it one about projects or companies.
_FRAME = re.compile(
    r"[^,，。;；:：!！?？\n]{0,30}?(?:项目|基地|[一二三四五六七八九十]期|生产线|产业园|工厂|产业化"
    r"|等(?:龙头|骨干|企业))"
)
_WHOLE_TRADE = re.compile(r"行业|产业|市场|企业|工业|协会|网|报|制造|消费|品牌")  # 中国建材行业
# A works or a place of the trade, named after something else: 水清沟热电厂, 浑南科技城.
_WORKS = re.compile(r"[厂站场城园谷港馆村镇]")
_GUARDED_NEXT = re.compile(
    r"(?:集团|公司|汽车|[一二三四五六七八九十]期|项目|基地|工厂|生产线|等(?:龙头|骨干|企业|央企|车企|品牌))"
)
_NO_GROUP = re.compile(
    r"(?:国|企业|产业|国有|大型|教育|医疗|报业|传媒|出版|投资|控股|央企|民营|跨国|利益|犯罪|垄断|"
    r"军事|社会|学科|专业|战略|上市|龙头|骨干|工业|商业|农业|职业|办学|电影|演艺|合作|该|本|大|个|家|各)\Z"
)
_ATTRIBUTIVE = frozenset("性类式型级化基侧系用")  # 颠覆性 + 技术
_ACROSS = frozenset("其集当之程期")  # 其|中…, 集|中…: the next word begins inside


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    industry: str | None


@cache
def known() -> dict[str, Company]:
    """The listed companies by every form of their names."""
    found: dict[str, Company] = {}
    for row in entries("companies"):
        company = Company(row["name"], row["industry"] or None)
        for form in (row["name"], *row["short_names"].split(";"), *row["guarded"].split(";")):
            if form:
                found[form] = company
    return found


@cache
def _guarded() -> frozenset[str]:
    rows = entries("companies")
    return frozenset(form for row in rows for form in row["guarded"].split(";") if form)


@SharedGazetteer
def _listed() -> dict[str, str]:
    return {form: form for form in known()}


@SharedGazetteer
def _endings() -> dict[str, str]:
    """The words a company's name ends in, each with its class: form, group or trade."""
    found = dict.fromkeys(words("trades"), "trade") | dict.fromkeys(words("trade_traps"), "")
    return {**found, "集团": "group", **dict.fromkeys(_FORMS, "form")}


def find_companies(text: str, places: list[Name]) -> list[Name]:
    """The companies of `text`, ascending, not overlapping; `places` are its places."""
    place_ends = {name.span[1]: name for name in places}
    place_starts = {name.span[0]: name for name in places}
    found: list[Name] = []
    for start, end, kind in _endings.find(text):
        if not kind:
            continue
        if kind == "form":
            span = _legal(text, start, end, place_starts)
            rule = "company_legal"
        elif kind == "group":
            span = _branded(text, start, end, place_ends, 5)
            rule = "company_group"
        else:
            span = _branded(text, start, end, place_ends, 3)
            rule = "company_trade"
            if span and not _as_company(text, span, start):
                span = None
        if span and not (kind == "group" and _ends_in_known(text, span)):
            found.append(Name("organisation", text[slice(*span)], span, rule))
    found.extend(find_families(text, place_starts))
    found.extend(_known_names(text, place_starts, place_ends))
    return _under_full_names(_longest(found), text, place_starts)


def _ends_in_known(text: str, span: Span) -> bool:
    """Does a listed name end the supposed one? 表彰 + 海尔集团."""
    return any(text[at : span[1]] in known() for at in range(span[0] + 1, span[1] - 3))


def _as_company(text: str, span: Span, trade: int) -> bool:
    """Does the sentence treat brand and trade word as a company or as a project of one?"""
    brand, end = text[span[0] : trade], span[1]
    if brand in known() and brand not in _guarded() and not _COMPANY_NEXT.match(text, end):
        return False  # the listed name alone: 华晨 in 华晨专用车基地
    if _WORKS.match(text, end) or brand[-1] in _ATTRIBUTIVE:
        return False
    if len(brand) > 2 and not _COMPANY_NEXT.match(text, end):
        return False
    return bool(_FOLLOWS.match(text, end) or _FRAME.match(text, end))


def _known_names(
    text: str, place_starts: dict[int, Name], place_ends: dict[int, Name]
) -> Iterator[Name]:
    matches = list(_listed.find(text))
    starts, ends = {match[0] for match in matches}, {match[1] for match in matches}
    for start, end, form in matches:
        if form[0] == "中" and start and text[start - 1] in _ACROSS:
            continue
        if start in place_starts and start in ends:
            continue  # 一重 + 大连 + 石化装备: the place follows another company
        if form.startswith("中国") and _WHOLE_TRADE.match(text, end):
            continue
        if form in _guarded():
            beside = end in place_starts or _GUARDED_NEXT.match(text, end)
            listed = (text[start - 1 : start] == "、" and start - 1 in ends) or (
                text[end : end + 1] == "、" and end + 1 in starts
            )
            if not (beside or listed) or not (opens(text, start) or start in place_ends):
                continue
        elif len(form) == 2 and form[1] == "汽" and text[end : end + 1] == "车":
            continue
        yield Name("organisation", known()[form].name, (start, end), "company_known")


def _legal(text: str, form: int, end: int, place_starts: dict[int, Name]) -> Span | None:
    """The legal name form..end closes: back to a mark, a function word or the seat."""
    window = _IN_NAME.search(text, max(0, form - 28), form)
    if not window:
        return None
    low = window.start()
    start = last_opening(text, low, form)
    for at in range(form, start, -1):
        if text[at - 1] in _NOT_INSIDE or (text[at - 1] in "和同" and at in place_starts):
            start = at
            break
    seats = [at for at in range(start, form) if at in place_starts and text[at - 1] not in "（("]
    if seats and seats[0] - start > 4:
        start = seats[0]
    while start < form and text[start] in "()（）“”·-":
        start += 1
    core = text[start:form]
    named = len(core) >= 2 and (
        start in place_starts or core[0].isascii() or core[:2] == "中国" or is_brand(core[:2])
    )
    return (start, end) if named and text[start - 1 : start] != "某" else None


def _branded(
    text: str, start: int, end: int, place_ends: dict[int, Name], longest: int
) -> Span | None:
    """A brand of 2..`longest` characters right before `start`, itself at the edge of a word."""
    if is_ordinary(text[max(0, start - 2) : start]):
        return None  # no brand ends in one
    for size in range(1, longest + 1):
        low = start - size
        if low < 0 or not "\u4e00" <= text[low] <= "\u9fff" or text[low] in FUNCTION:
            return None
        if size == 1:
            continue
        brand = text[low:start]
        if not is_brand(brand):
            continue
        at_place = low in place_ends
        if not (at_place or opens(text, low)):
            continue
        if size > 3 and not at_place and low and text[low - 1].isalnum():
            continue  # a long brand only after a mark: 被送往梗阳集团
        if size > 3 and is_opener(brand[:2]):
            continue
        if not _NO_GROUP.search(brand) and start not in place_ends:
            seat = place_ends.get(low)  # 北京合展集团, but of 英国力拓集团 the name alone
            seated = seat and seat.code and text.endswith("集团", start, end)
            return (seat.span[0] if seat and seated else low), end
    return None


def _under_full_names(names: list[Name], text: str, place_starts: dict[int, Name]) -> list[Name]:
    """Short names under the legal name that the document also gives, both under a listed one."""
    full: dict[str, str] = {}
    for name in names:
        if name.rule == "company_legal":
            start, end = name.span
            seat = place_starts.get(start)
            core = text[seat.span[1] if seat else start : end]
            short = _ADDED.sub("", core)
            listed = known().get(short) if short not in _guarded() else None
            full.setdefault(short, listed.name if listed else name.name)
            full[name.name] = full[short]
    return [
        name._replace(name=full[name.name])
        if name.rule != "company_known" and name.name in full
        else name
        for name in names
    ]


def _longest(names: list[Name]) -> list[Name]:
    """Of overlapping names the longest, a listed one before one of equal length."""
    taken: list[Name] = []
    order = sorted(names, key=lambda n: (n.span[0] - n.span[1], n.rule != "company_known", n.span))
    covered: set[int] = set()
    for name in order:
        if covered.isdisjoint(range(*name.span)):
            covered.update(range(*name.span))
            taken.append(name)
    return sorted(taken, key=lambda n: n.span)
