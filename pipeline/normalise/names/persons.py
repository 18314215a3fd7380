"""Persons, by the grammar of office and name: 主任 + 张 + 乙明, then the same name without office.

A Chinese name is a surname and one or two characters; where it ends shows in what follows: a mark
or a word that can follow a subject.  A foreign name has a dot inside.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache

from pipeline.normalise.names.boundary import is_brand, is_opener
from pipeline.normalise.names.gazetteer import SharedGazetteer
from pipeline.records import Name, Span
from pipeline.reference import words

_GAP = re.compile(r"[ \u3000]{0,2}")
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,7}(?:[·•](?:(?![的和与在等是])[\u4e00-\u9fff]){1,6}){1,3}")
# Verbs and prepositions that are no second given character: 李强将作, 袁跃认为.
_NOT_LAST = frozenset("将认陪称说作任对向同就率赴在并接也还已又则")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SPACED = re.compile(r"([\u4e00-\u9fff])[ \u3000]{1,2}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
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
# The end of every such label, which few pages have.
_LABEL_END = re.compile(r"[人员表志生士](?:[及和与、][^:：\s]{1,6}|等)?\s?[:：]")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(words("surnames", "surname"))


@SharedGazetteer
def _titles() -> dict[str, str]:
    return {title: title for title in words("titles", "title")}


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


def find_persons(text: str) -> list[Name]:
    """The persons of `text`, ascending: every later mention of a name that once had an office."""
    spans: dict[int, Span] = {}
    known: dict[str, str] = {}
    for _, end, _ in _titles.find(text):
        span = _name_at(text, end)
        if span and span[0] not in spans:
            spans[span[0]] = span
            form = text[slice(*span)]
            if form not in known:
                known[form] = _without_spaces(form)
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


def _by_label(text: str) -> Iterator[Span]:
    """Contact persons and addressees."""
    if not _LABEL_END.search(text):
        return
    for contact in _CONTACT.finditer(text):
        if span := _name_at(text, contact.end()):
            yield span
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


def _name_at(text: str, at: int) -> Span | None:
    """The name that begins at `at`, after an optional gap."""
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    if dotted := _DOTTED.match(text, start):
        last = text.rfind("·", start, dotted.end())
        ends = (at for at in range(last + 3, dotted.end()) if _verb().match(text, at))
        return start, next(ends, dotted.end())
    run = _HAN_RUN.match(text, start)
    if not run:
        spaced = _SPACED.match(text, start)
        return spaced.span() if spaced and spaced.group(1) in _surnames() else None
    head = 2 if run.group()[:2] in _surnames() else 1 if run.group()[0] in _surnames() else 0
    if not head:
        return None
    for end in (start + head + 2, start + head + 1):
        given = text[start + head : end]
        if end > start + len(run.group()) or _NO_NAME.search(given):
            continue
        if (len(given) == 2 and given[1] in _NOT_LAST) or _is_word(text[start:end], given):
            continue
        if _sequel().match(text, end):
            return start, end
    return None


def _is_word(name: str, given: str) -> bool:
    """Is the supposed name a word (强调), or its given part a verb or an office (焦经理)?"""
    return (
        not is_brand(name[:2])
        or is_opener(given)
        or bool(_verb().fullmatch(given))
        or given in _titles_alone()
    )


def _without_spaces(name: str) -> str:
    return re.sub(r"\s", "", name)
