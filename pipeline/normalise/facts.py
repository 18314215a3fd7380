"""What a document says of itself: title, issuer, speaker, when it was written.

The issuer is the body whose tasks these are: the one that heads the title (国务院关于…), whose
government reports (湖北省政府工作报告), that signs, or whose officer sets the tasks in a report
to a meeting.  News about other people's doings has none.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal

from pipeline.normalise.dates import find_dates
from pipeline.normalise.listings import observed_on_or_after, published
from pipeline.records import (
    Block,
    DateMention,
    Facts,
    Listing,
    Name,
    Outline,
    Page,
    Span,
)
from pipeline.reference import entries

Basis = Literal["stated", "inferred"]

_YEAR = r"(?:19|20)\d{2}"
_REPORT = re.compile(rf"(?:{_YEAR}年)?(.{{0,12}}?)(?:{_YEAR}年)?(?:人民)?政府工作报告")
_TITLE_ACT = re.compile(
    r"(?:办公厅|办公室|委员会|党组|、|\s|等[\d一二三四五六七八九十]{0,3}(?:个?部门|部委|单位))*"
    r"(?:[\u4e00-\u9fff、\s]{0,60}?)"
    r"(?:关于|印发|转发|批转|公告|令|通告|公报|决定|通知|办公厅)"
)
_NUMBER = re.compile(rf"[〔\[（(]({_YEAR})[〕\]）)]第?\d{{1,4}}号")
_AGENCY = re.compile(r"\s*([\u4e00-\u9fff]{2,8})\Z")
_ISSUED_BY = re.compile(r"(?:发文|发布|制定|公布)(?:机关|机构|单位)\s?[:：]\s{0,4}")
_DEICTIC = re.compile(
    rf"({_YEAR})年,?(?:既|也|正|将|恰)?是[^。;；\n]{{0,30}}?(?:之年|第一年|起步年|关键(?:一|之)?年|攻坚年|元年)"
)
_YEAR_NAMES = ("之年", "一年", "起步年", "攻坚年", "关键年", "元年")
_OPENING = re.compile(
    r"(?:今年|本年)[^。;；\n]{0,6}是[^。;；\n]{0,20}?[“\"]?([一二三四五六七八九十]{1,3})五[”\"]?"
    r"(?:规划|时期)?[^。;；\n]{0,6}?(开局|起步|启动|收官|最后)"
)
_TITLE_YEAR = re.compile(rf"({_YEAR})年")
_SPEECH_DAY = re.compile(rf"({_YEAR})年(\d{{1,2}})月(\d{{1,2}})日")
_AT_MEETING = re.compile(
    r"[^。\n]{0,12}?(?:在[^。，,\n]{0,20}?(?:报告|讲话|会议|大会|会)[^。，,\n]{0,6})"
    r"[^。，,\n]{0,8}(?:强调|指出|提出|要求|部署|表示|说)"
)
_WORK_MEETING = re.compile(r"工作(?:[^。，,\n]{0,6})?(?:会议|大会)|全会|报告中|工作报告")
_OFFICE_GAP = re.compile(r"[\u4e00-\u9fff、 \u3000]{0,16}\Z")
_OFFICE = re.compile(r"[\u4e00-\u9fff、 \u3000]{2,24}")
_DATELINE = 80  # characters of the prose within which news tell when it happened
_HEAD = 1500  # characters: where a document presents itself and its speaker


def document_date(
    page: Page, text: str, outline: Outline, listings: Sequence[Listing]
) -> tuple[DateMention | None, Basis | None]:
    """When the text was written, and whether the page states it or the text lets one infer it."""
    stated = published(text, outline, listings)
    if stated:
        return stated, "stated"
    inferred = _inferred(text, outline)
    return (inferred, "inferred") if inferred else (None, None)


def document_facts(
    page: Page,
    text: str,
    outline: Outline,
    listings: Sequence[Listing],
    dates: Sequence[DateMention],
    names: Sequence[Name],
    written: DateMention | None,
    basis: Basis | None,
) -> Facts:
    """All facts of the document; `written` and `basis` as `document_date` gave them."""
    title = _title(page, text, outline)
    organisations = [name for name in names if name.kind == "organisation"]
    persons = [name for name in names if name.kind == "person"]
    office = _speaker(text, organisations, persons)
    issuer = _issuer_of_titles(text, outline, organisations)
    speaker = _bylined(text, persons)
    if issuer is None and office:
        issuer, speaker = office
    return Facts(
        title=title,
        issuer=issuer
        or _labelled(text, outline, organisations)
        or _issuer_of_number(text)
        or _signer(text, outline, organisations),
        speaker=speaker,
        published=written,
        published_basis=basis,
        observed_on_or_after=observed_on_or_after(listings),
    )


def _title(page: Page, text: str, outline: Outline) -> str | None:
    title = next((block for block in outline.blocks if block.kind == "title"), None)
    if title:
        return re.sub(r"\s*\n\s*", "", text[title.start : title.end]).strip()
    return page.title.strip() if page.title else None


def _titles(outline: Outline) -> list[Block]:
    return [block for block in outline.blocks if block.kind == "title"]


def _issuer_of_titles(text: str, outline: Outline, organisations: list[Name]) -> str | None:
    """The body at the head of a title: of its report, or before 关于, 印发, 公告."""
    titles = _titles(outline)
    for block in titles:
        heads = [name for name in organisations if block.start <= name.span[0] < block.end]
        if report := _REPORT.match(text, block.start, block.end):
            return _reporting(text, titles, heads, report)
        for name in heads:
            before = text[block.start : name.span[0]]
            if re.fullmatch(rf"(?:{_YEAR}年|《|中华人民共和国)?\s*", before) and _TITLE_ACT.match(
                text, name.span[1], block.end
            ):
                return name.name
    return None


def _reporting(
    text: str, titles: list[Block], heads: list[Name], report: re.Match[str]
) -> str | None:
    """The government whose report it is; 政府工作报告 alone is of the congress named below."""
    if heads:
        return heads[0].name
    if report.group(1) and not re.search(r"国务院|中央", report.group(1)):
        return f"{report.group(1)}人民政府"
    rest = " ".join(text[b.start : b.end] for b in titles)
    place = re.search(
        r"在([\u4e00-\u9fff]{2,12}?[省市县区州盟旗])第?[一二三四五六七八九十]{1,4}届", rest
    )
    if place:
        return f"{place.group(1)}人民政府"
    return "国务院" if "全国人民代表大会" in rest or "国务院" in report.group(1) else None


def _labelled(text: str, outline: Outline, organisations: list[Name]) -> str | None:
    """The body after 发文机关: among the page's furniture, or on the line below."""
    starts = {name.span[0]: name.name for name in organisations}
    for block in outline.blocks:
        if block.kind in ("byline", "chrome", "listing") and (
            label := _ISSUED_BY.search(text, block.start, min(block.end + 4, len(text)))
        ):
            return starts.get(label.end())
    return None


def _number(text: str) -> tuple[str, re.Match[str]] | None:
    """Agency and year of the document number that fills a line near the top."""
    for number in _NUMBER.finditer(text, 0, _HEAD):
        line = text.rfind("\n", 0, number.start()) + 1
        agency = _AGENCY.fullmatch(text, line, number.start())
        if agency and not text[number.end() : number.end() + 1].strip():
            return agency.group(1), number
    return None


def _issuer_of_number(text: str) -> str | None:
    """The body whose abbreviation begins the document number: 国发 is the State Council."""
    number = _number(text)
    if number is None:
        return None
    rows = sorted(entries("document_numbers"), key=lambda row: -len(row["prefix"]))
    return next((row["issuer"] for row in rows if number[0].startswith(row["prefix"])), None)


def _signer(text: str, outline: Outline, organisations: list[Name]) -> str | None:
    """The body that fills a line of its own after the prose, as signatures do."""
    prose = [block.end for block in outline.blocks if block.kind == "paragraph"]
    if not prose:
        return None
    spans = {name.span: name.name for name in organisations}
    for block in outline.blocks:
        if block.kind == "byline" and block.start >= prose[-1]:
            stripped = _trim(text, block.span)
            if stripped in spans:
                return spans[stripped]
    return None


def _trim(text: str, span: Span) -> Span:
    part = text[slice(*span)]
    start = span[0] + len(part) - len(part.lstrip())
    return start, start + len(part.strip())


def _bylined(text: str, persons: list[Name]) -> str | None:
    """The person who fills a line near the top together with an office: 省长 李殿勋."""
    for person in persons:
        start, end = person.span
        if start > _HEAD:
            return None
        line = text[text.rfind("\n", 0, start) + 1 : start].strip()
        if line and _OFFICE.fullmatch(line) and not text[end : end + 1].strip():
            return person.name
    return None


def _speaker(text: str, organisations: list[Name], persons: list[Name]) -> tuple[str, str] | None:
    """Body and name of the officer who sets the tasks in a report to a working meeting."""
    for person in persons:
        start, end = person.span
        if start > _HEAD:
            return None
        if not _AT_MEETING.match(text, end) or not _WORK_MEETING.search(
            text, text.rfind("。", 0, start) + 1, end + 40
        ):
            continue
        for body in organisations:
            if body.span[1] <= start and _OFFICE_GAP.fullmatch(text, body.span[1], start):
                return body.name, person.name
    return None


def _inferred(text: str, outline: Outline) -> DateMention | None:
    """The day or year that title, document number or the text's own 今年 give away."""
    for block in _titles(outline):
        if (day := _SPEECH_DAY.search(text, block.start, block.end)) and (
            date := _day(*map(int, day.groups()))
        ):
            return DateMention(date, date, "day", "absolute", day.span(), "day_of_speech")
    if number := _number(text):
        return _year(int(number[1].group(1)), number[1].span(1), "year_of_number")
    called = any(word in text for word in _YEAR_NAMES)
    if called and (deictic := _DEICTIC.search(text)):
        return _year(int(deictic.group(1)), deictic.span(1), "year_called_this_year")
    if "五" in text and (opening := _OPENING.search(text)):
        for plan in find_dates(f"“{opening.group(1)}五”"):
            side = plan.end if opening.group(2) in ("收官", "最后") else plan.start
            return _year(side.year, opening.span(), "year_of_plan") if side else None
    for block in _titles(outline):
        if titled := _TITLE_YEAR.match(text, block.start, block.end):
            return _year(int(titled.group(1)), titled.span(1), "year_of_title")
    prose = next((b.start for b in outline.blocks if b.kind in ("paragraph", "lead")), None)
    if prose is not None and (told := _SPEECH_DAY.search(text, prose, prose + _DATELINE)):
        return _year(int(told.group(1)), told.span(1), "year_of_dateline")
    return None


def _year(year: int, span: Span, rule: str) -> DateMention:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return DateMention(first, last, "year", "absolute", span, rule)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
