"""What a document says of itself: title, issuer, speaker, when it was written."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal

from pipeline.normalise.dates import find_dates
from pipeline.normalise.issuers import issuer_and_speaker
from pipeline.normalise.letterhead import YEAR, document_number, titles
from pipeline.normalise.listings import observed_on_or_after, published
from pipeline.records import Block, DateMention, Document, Facts, Listing, Name, Outline, Span

Basis = Literal["stated", "inferred"]

_DEICTIC = re.compile(
    rf"({YEAR})年,?(?:既|也|正|将|恰)?是[^。;；\n]{{0,30}}?"
    "(?:之年|第一年|起步年|关键(?:一|之)?年|攻坚年|元年|“[^“”\n]{2,8}年”)"
)
_CALLED = re.compile(r"年,?[既也正将恰]?是")  # in every such phrase, and soon looked for
_OPENING = re.compile(
    r"(?:今年|本年)[^。;；\n]{0,6}是[^。;；\n]{0,20}?[“\"]?([一二三四五六七八九十]{1,3})五[”\"]?"
    r"(?:规划|时期)?[^。;；\n]{0,6}?(开局|起步|启动|收官|最后)"
)
_TITLE_YEAR = re.compile(rf"({YEAR})年")
# A plan for one year, or a report that plans it: 某县2024年重点工作安排.
_TITLE_PLAN = re.compile(
    rf"[^\n]{{0,30}}?(?<![—\-至到])({YEAR})年度?(?:(?!\d{{4}})[^\n—]){{0,12}}?"
    r"(?:政府工作报告|工作要点|工作安排|工作计划|工作部署|重点工作|重点任务)(?:的通知)?\s*\Z"
)
# 2024年,我们将…: the year that a sentence gives itself before 我们 and a promise.
_PROMISED = re.compile(
    rf"(?:在)?({YEAR})年[,，]?(?:里[,，]?)?(?:我们|全[省市县区州]|我[省市县区州])[将要]"
)
_SPEECH_DAY = re.compile(rf"({YEAR})年(\d{{1,2}})月(\d{{1,2}})日")
_DATELINE = 80  # characters of the prose within which news tell when it happened


def document_date(
    text: str, outline: Outline, listings: Sequence[Listing]
) -> tuple[DateMention | None, Basis | None]:
    """When the text was written, and whether the page states it or the text lets one infer it."""
    stated = published(text, outline, listings)
    if stated:
        return stated, "stated"
    inferred = _inferred(text, outline)
    return (inferred, "inferred") if inferred else (None, None)


def document_facts(
    document: Document,
    listings: Sequence[Listing],
    names: Sequence[Name],
    written: DateMention | None,
    basis: Basis | None,
) -> Facts:
    """All facts of the document; `written` and `basis` as `document_date` gave them."""
    issuer, speaker = issuer_and_speaker(document.text, document.outline, names)
    return Facts(
        title=_title(document),
        issuer=issuer,
        speaker=speaker,
        published=written,
        published_basis=basis,
        observed_on_or_after=observed_on_or_after(listings),
    )


def _title(document: Document) -> str | None:
    for title in titles(document.outline):
        return re.sub(r"\s*\n\s*", "", document.text[title.start : title.end]).strip()
    return document.page.title.strip() if document.page.title else None


def _inferred(text: str, outline: Outline) -> DateMention | None:
    """The day or year that title, document number or the text's own 今年 give away."""
    for block in titles(outline):
        if (day := _SPEECH_DAY.search(text, block.start, block.end)) and (
            date := _day(*map(int, day.groups()))
        ):
            return DateMention(date, date, "day", "absolute", day.span(), "day_of_speech")
    if number := document_number(text):
        return _year(int(number[1].group(1)), number[1].span(1), "year_of_number")
    if _CALLED.search(text) and (deictic := _DEICTIC.search(text)):
        return _year(int(deictic.group(1)), deictic.span(1), "year_called_this_year")
    this_year = "今年" in text or "本年" in text
    if this_year and (opening := _OPENING.search(text)):
        for plan in find_dates(f"“{opening.group(1)}五”"):
            side = plan.end if opening.group(2) in ("收官", "最后") else plan.start
            return _year(side.year, opening.span(), "year_of_plan") if side else None
    for block in titles(outline):
        titled = _TITLE_YEAR.match(text, block.start, block.end)
        if titled := titled or _TITLE_PLAN.match(text, block.start, block.end):
            return _year(int(titled.group(1)), titled.span(1), "year_of_title")
    return _of_prose(text, [b for b in outline.blocks if b.kind in ("paragraph", "lead")])


def _of_prose(text: str, prose: list[Block]) -> DateMention | None:
    """The year of a promise (2024年,我们将…), or the day or year of the news' first lines."""
    for block in prose:
        if promised := _PROMISED.match(text, block.start, block.end):
            return _year(int(promised.group(1)), promised.span(1), "year_of_promise")
    if not prose:
        return None
    dateline = min(prose[0].start + _DATELINE, prose[0].end)
    if told := _SPEECH_DAY.search(text, prose[0].start, dateline):
        day = _day(*map(int, told.groups()))
        if day and text.startswith(("讯", "电", "消息"), told.end()):
            return DateMention(day, day, "day", "absolute", told.span(), "day_of_dateline")
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
