"""Persons, by the grammar of office and name: 主任 + 张 + 乙明, then the same name without office.

A Chinese name is a surname and one or two characters; where it ends shows in what follows: a mark
or a word that can follow a subject.  A foreign name has a dot inside.  Bylines (记者, 编辑) and
what anybody can be (村民, 代表) are offices too, with stricter ends: 代表 also stands before
ordinary words.  Names may follow each other: 副市长甲、乙、丙; 记者 甲 乙.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Literal

from pipeline.normalise.names.boundary import is_brand, is_opener, is_ordinary
from pipeline.normalise.names.gazetteer import SharedGazetteer
from pipeline.records import Name, Span
from pipeline.reference import entries, words

_GAP = re.compile(r"[ \u3000]{0,2}")
_BYLINE_GAP = re.compile(r"[ \u3000：:]{0,3}")
_DOT = re.compile("[·•]")
_NEXT = {"": re.compile("、"), "byline": re.compile(r"、|[ \u3000]{1,3}")}
_DOTTED = re.compile(
    r"(?!的)[\u4e00-\u9fff]{1,7}(?:[·•](?:(?![的和与在等是])[\u4e00-\u9fff]){1,6}){1,3}"
)
# Verbs and prepositions that are no second given character: 李强将作, 袁跃认为.
_NOT_LAST = frozenset("将认陪称说作任对向同就率赴在并接也还已又则")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SPACED = re.compile(r"([\u4e00-\u9fff])[ \u3000]{1,2}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_MARK = re.compile(r"\Z|[^\u4e00-\u9fffA-Za-z0-9·]")
_SPEAKS = re.compile("[说称]")
_AFTER_LONG = "从在对就"
# What ends a name: any sequel; a mark or, after short names, a verb; after short names a mark.
_Closing = Literal["", "verb", "mark"]
_IN_GIVEN = frozenset("向和之从")  # function words that begin given names too: 向东, 和平
# Ends of things and offices that begin with a surname: 管理员, 满意度, 金融办.
_THINGS = frozenset(
    "度率感期证单表户帽值性制权费款额量类者员券卡票店厂站点线路校所街社网报台刊组处科办队方团历节"
)
_NO_NAME = re.compile(r"[的了是在和与等们年月日市省县区委部局会第各某该本我他]")
# 联系人:马晓燕, 联系人及电话:水运局 陈立: the person stands behind the label or the office.
_CONTACT = re.compile(
    r"(?:联\s{0,2}系\s{0,2}人|经\s{0,2}办\s{0,2}人|责\s{0,2}任\s{0,2}人)(?:[及和与、][^:：\s]{1,6})?\s?[:：]\s?"
    r"(?:[\u4e00-\u9fff]{1,12}[局处科室部院心办司][ \u3000]{1,2})?"
)
# 李卫东委员: as a line of its own, the addressee of a letter.
_ADDRESSEE = re.compile(
    r"^[ \t\u3000]{0,4}(?P<name>[\u4e00-\u9fff]{2,4})(?:委员|代表|同志|先生|女士)(?:等)?[:：]",
    re.MULTILINE,
)
# The ends of such labels, which few pages have.
_CONTACT_END = re.compile(r"人(?:[及和与、][^:：\s]{1,6})?\s?[:：]")
_ADDRESSEE_ENDS = tuple(re.compile(f"{colon}(?<=[员表志生士等].)") for colon in ":：")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(words("surnames", "surname"))


@SharedGazetteer
def _titles() -> dict[str, str]:
    """The titles, each with its role: an office, a byline, or what anybody can be (common)."""
    return {row["title"]: row["role"] for row in entries("titles")}


@cache
def _first() -> frozenset[str]:
    """The characters a surname, or a gap before it, begins with."""
    return frozenset([" ", "\u3000", ":", "：", *(n[0] for n in words("surnames", "surname"))])


@cache
def _titles_alone() -> frozenset[str]:
    return frozenset(words("titles", "title"))


@cache
def _sequel() -> re.Pattern[str]:
    marks = r"[^\u4e00-\u9fffA-Za-z0-9·]"
    return re.compile(rf"\Z|{marks}|" + "|".join(map(re.escape, words("person_sequels"))))


@cache
def _verb() -> re.Pattern[str]:
    """A word of two or more characters that follows a subject."""
    return re.compile("|".join(w for w in map(re.escape, words("person_sequels")) if len(w) > 1))


def find_persons(text: str, places: list[Name], bodies: Collection[int]) -> list[Name]:
    """The persons of `text`, ascending: every later mention of a name that once had an office.

    `places` are its places, `bodies` the offsets that its public bodies cover.
    """
    spans: dict[int, Span] = {}
    known: dict[str, str] = {}
    seats = {name.span[0] for name in places}
    first, dotted = _first(), "·" in text or "•" in text
    for _, end, role in _titles.find(text):
        if text[end : end + 1] not in first and not (dotted and _DOT.search(text, end, end + 9)):
            continue
        for span in _after_title(text, end, role, seats):
            if span[0] not in spans and span[0] not in bodies:
                spans[span[0]] = span
                known.setdefault(text[slice(*span)], _without_spaces(text[slice(*span)]))
    for span in _by_label(text):
        if span[0] not in spans:
            spans[span[0]] = span
            known.setdefault(text[slice(*span)], _without_spaces(text[slice(*span)]))
    found = [
        Name("person", known[text[slice(*span)]], span, "person_after_office")
        for span in spans.values()
    ]
    found.extend(_again(text, known, spans))
    return sorted(found, key=lambda name: name.span)


def _after_title(text: str, end: int, role: str, seats: Collection[int]) -> Iterator[Span]:
    """The name after a title, and those that follow it in a list."""
    if role == "address":
        return
    if role == "common":
        span = _name_at(text, end)
        if span and end not in seats and _is_closed(text, span):
            yield span
        return
    gap = _BYLINE_GAP.match(text, end) if role == "byline" else None
    at = gap.end() if gap else end
    by_gap = bool(gap and gap.group().isspace())
    if gap and at == end and text[end - 1] not in "者员生":
        return  # 审核 and 编辑 are verbs too
    span = _name_at(text, at, "verb" if gap else "", may_be_word=by_gap and text[end - 1] in "者员")
    while span and (span[0] == end or span[0] not in seats):
        yield span
        following = _NEXT[role].match(text, span[1])
        closing: _Closing = "verb" if following and following.group() == "、" else "mark"
        span = _name_at(text, following.end(), closing) if following else None


def _is_closed(text: str, span: Span) -> bool:
    """Does a name of three characters end with a mark, or any with a word of speech?"""
    start, end = span
    if is_ordinary(text[end - 2 : end]) or text[start] == "区":
        return False  # 职工方|协商, 居民区
    if _SPEAKS.match(text, end) or _verb().match(text, end):
        return True
    return end - start > 2 and bool(_MARK.match(text, end)) and text[end - 1] not in _THINGS


def _by_label(text: str) -> Iterator[Span]:
    """Contact persons and addressees."""
    for contact in _CONTACT.finditer(text) if _CONTACT_END.search(text) else ():
        if span := _name_at(text, contact.end()):
            yield span
    if any(end.search(text) for end in _ADDRESSEE_ENDS):
        for addressee in _ADDRESSEE.finditer(text):
            if addressee["name"].startswith(words("surnames", "surname")):
                yield addressee.span("name")


def _again(text: str, known: dict[str, str], spans: dict[int, Span]) -> Iterator[Name]:
    forms = {form: name for form, name in known.items() if len(name) >= 2}
    done = 0
    for start, end in _mentions(text, forms):
        if start < done:
            continue
        done = end
        if start not in spans and _sequel().match(text, end):
            yield Name("person", forms[text[start:end]], (start, end), "person_again")


def _mentions(text: str, forms: Collection[str]) -> list[Span]:
    """The longest form wherever one begins: by its first character, of which there are few."""
    sizes = sorted({len(form) for form in forms}, reverse=True)
    found = []
    for first in {form[0] for form in forms}:
        start = text.find(first)
        while start >= 0:
            if size := next((n for n in sizes if text[start : start + n] in forms), 0):
                found.append((start, start + size))
            start = text.find(first, start + 1)
    return sorted(found)


def _name_at(
    text: str, at: int, closing: _Closing = "", *, may_be_word: bool = False
) -> Span | None:
    """The name that begins at `at`, after an optional gap.

    `may_be_word` allows what an ordinary word begins (高兴元), as after 记者 and a gap.
    """
    space = _GAP.match(text, at)
    start = space.end() if space else at
    if dotted := _DOTTED.match(text, start):
        last = text.rfind("·", start, dotted.end())
        ends = (at for at in range(last + 3, dotted.end()) if _verb().match(text, at))
        end = next(ends, dotted.end())
        return start, end - (end - last > 3 and text[end - 1] in "说称")
    run = _HAN_RUN.match(text, start)
    if not run:
        spaced = _SPACED.match(text, start)
        return spaced.span() if spaced and spaced.group(1) in _surnames() else None
    head = 2 if run.group()[:2] in _surnames() else 1 if run.group()[0] in _surnames() else 0
    if not head:
        return None
    for end in (start + head + 2, start + head + 1):
        name, given = text[start:end], text[start + head : end]
        marked = bool(_MARK.match(text, end))
        if end > start + len(run.group()) or not _may_be_given(given, marked):
            continue
        if closing and not (marked or _closes(text, end, name, closing)):
            continue
        if closing and given[-1] in _THINGS:
            continue
        word = _is_word(name, given, marked)
        if word and not (may_be_word and marked and _begins_with_word(name, given)):
            continue
        if _sequel().match(text, end):
            return start, end
    return None


def _closes(text: str, end: int, name: str, closing: _Closing) -> bool:
    if len(name) == 2 and closing == "mark":
        return False
    return bool(_verb().match(text, end)) or (len(name) > 2 and text[end] in _AFTER_LONG)


def _may_be_given(given: str, marked: bool) -> bool:
    if len(given) == 2 and given[1] in _NOT_LAST:
        return False
    return not _NO_NAME.search(given[1:] if marked and given[0] in _IN_GIVEN else given)


def _is_word(name: str, given: str, marked: bool) -> bool:
    """Is the supposed name a word (强调), or its given part a verb or an office (焦经理)?"""
    named = is_brand(name[:2]) or (marked and len(given) == 2 and given[0] in _IN_GIVEN)
    return (
        not named
        or name[0] == name[1]
        or is_opener(given)
        or bool(_verb().fullmatch(given))
        or given in _titles_alone()
    )


def _begins_with_word(name: str, given: str) -> bool:
    """Three characters that begin with an ordinary word but end with none: 高兴元."""
    return len(name) == 3 and not is_ordinary(given) and given not in _titles_alone()


def _without_spaces(name: str) -> str:
    return re.sub(r"\s", "", name)
