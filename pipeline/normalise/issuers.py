"""Whose tasks a document holds: its issuer, and who speaks.

The issuer is the body that heads the title (国务院关于…), whose government reports
(湖北省政府工作报告), that signs, or whose officer sets the tasks in a report to a meeting.
News about other people's doings has none.
"""

import re
from collections.abc import Sequence

from pipeline.normalise.letterhead import (
    HEAD,
    YEAR,
    issuer_of_number,
    labelled_issuer,
    signing_issuer,
    titles,
)
from pipeline.normalise.names.organisations import setting
from pipeline.records import Block, Name, Outline

_REPORT = re.compile(rf"(?:{YEAR}年)?(.{{0,12}}?)(?:{YEAR}年)?(?:人民)?政府工作报告")
_TITLE_ACT = re.compile(
    r"[\u4e00-\u9fff、\s\d]{0,60}?(?:关于|印发|转发|批转)"
    r"|[^\n]{0,60}?(?:公告|令|通告|公报|决定|通知|意见)\s*\Z"
    # A body's plan or report for a year: 青山市水利局2024年工作要点.
    rf"|{YEAR}年度?[^\n，,。]{{0,16}}(?:要点|计划|安排|方案|任务|工作|报告|总结)\s*\Z"
    r"|(?:工作报告|工作要点|工作计划|工作总结)\s*\Z"
)
_PAPER = re.compile(r"(?:报告|计划|规划|要点|总结|方案)(?:[(（][^()（）\n]{1,12}[)）])?\s*(?=\n)")
_AT_MEETING = re.compile(
    r"[^。\n]{0,12}?(?:在[^。，,\n]{0,20}?(?:报告|讲话|会议|大会|会)[^。，,\n]{0,6})"
    r"[^。，,\n]{0,8}(?:强调|指出|提出|要求|部署|表示|说)"
)
_WORK_MEETING = re.compile(r"工作(?:[^。，,\n]{0,6})?(?:会议|大会)|全会|报告中|工作报告")
# 强调, 出席会议并强调, 在调度会上要求: how news tell who sets the jobs that follow.
_SETS = re.compile(
    r"(?:[^。，,\n]{0,12}并)?(?:在[^。\n]{1,30}?[会上中时][，,]?)?\s?(?:强调|指出|要求|提出|表示|部署)"
)
_REACH = 300  # characters between the speaker and the first of the jobs
# Between a place and the name of the one who governs it: (柳州)市委副书记、市长, 县长.
_GOVERNOR = re.compile(
    r"(?:[省市县区州盟旗]?委[^。，,\n]{0,6}、)?(?:代理?)?"
    r"(?P<seat>[省市县区州盟旗])?长[ \u3000]{0,2}\Z"
)
_OFFICE_GAP = re.compile(r"[\u4e00-\u9fff、 \u3000]{0,16}\Z")
_LONGEST_OFFICE = 16
_OFFICE = re.compile(r"[\u4e00-\u9fff、 \u3000]{2,24}")


def issuer_and_speaker(
    text: str, outline: Outline, names: Sequence[Name]
) -> tuple[str | None, str | None]:
    """Canonical names of the body and the person; None where the document has none."""
    organisations = [name for name in names if name.kind == "organisation"]
    persons = [name for name in names if name.kind == "person"]
    issuer, speaker = _issuer_of_titles(text, outline, organisations), _bylined(text, persons)
    office = _speaker(text, organisations, persons) or _speaker_of_jobs(text, outline, names)
    if issuer is None and office:
        return office
    return (
        issuer
        or labelled_issuer(text, outline, organisations)
        or issuer_of_number(text)
        or signing_issuer(text, outline, organisations)
        or (speaker and _body_of(text, speaker, names))
    ), speaker


def _issuer_of_titles(text: str, outline: Outline, organisations: list[Name]) -> str | None:
    """The body at the head of a title: of its report, or before 关于, 印发, 公告."""
    blocks = titles(outline)
    for block in blocks:
        heads = [name for name in organisations if block.start <= name.span[0] < block.end]
        if report := _REPORT.match(text, block.start, block.end):
            return _reporting(text, blocks, heads, report)
        for name in heads:
            before = text[block.start : name.span[0]]
            if re.fullmatch(rf"(?:{YEAR}年|《|中华人民共和国)?\s*", before) and _TITLE_ACT.match(
                text, name.span[1], block.end
            ):
                return name.name
        for name in heads:
            if _signs_below(text, name, blocks[0]):
                return name.name
    return None


def _signs_below(text: str, name: Name, title: Block) -> bool:
    """Does the body fill a line of its own under the title of a report or a plan?"""
    start, end = name.span
    line = text.rfind("\n", title.start, start)
    return (
        line > 0
        and not text[line:start].strip()
        and not text[end : end + 40].partition("\n")[0].strip()
        and _PAPER.search(text, title.start, line + 1) is not None
    )


def _reporting(
    text: str, blocks: list[Block], heads: list[Name], report: re.Match[str]
) -> str | None:
    """The government whose report it is; 政府工作报告 alone is of the congress named below."""
    if heads:
        return heads[0].name
    if report.group(1) and not re.search(r"国务院|中央", report.group(1)):
        return f"{report.group(1)}人民政府"
    rest = " ".join(text[b.start : b.end] for b in blocks)
    place = re.search(
        r"在([\u4e00-\u9fff]{2,12}?[省市县区州盟旗])第?[一二三四五六七八九十]{1,4}届", rest
    )
    if place:
        return f"{place.group(1)}人民政府"
    return "国务院" if "全国人民代表大会" in rest or "国务院" in report.group(1) else None


def _bylined(text: str, persons: list[Name]) -> str | None:
    """The person who fills a line near the top together with an office: 省长 李殿勋."""
    for person in persons:
        start, end = person.span
        if start > HEAD:
            return None
        line = text[text.rfind("\n", 0, start) + 1 : start].strip()
        if line and _OFFICE.fullmatch(line) and not text[end : end + 1].strip():
            return person.name
    return None


def _speaker(text: str, organisations: list[Name], persons: list[Name]) -> tuple[str, str] | None:
    """Body and name of the officer who sets the tasks in a report to a working meeting."""
    for person in persons:
        start, end = person.span
        if start > HEAD:
            return None
        if not _AT_MEETING.match(text, end) or not _WORK_MEETING.search(
            text, text.rfind("。", 0, start) + 1, end + 40
        ):
            continue
        for body in organisations:
            if body.span[1] <= start and _OFFICE_GAP.fullmatch(text, body.span[1], start):
                return body.name, person.name
    return None


def _speaker_of_jobs(text: str, outline: Outline, names: Sequence[Name]) -> tuple[str, str] | None:
    """Body and name of the officer whose words lead to the first of the jobs.

    In the news these are told (周明强调,…), in the minutes of a press conference given by turns
    (周明:各位记者,…).
    """
    jobs = (
        block.start for block in outline.blocks if block.kind == "heading" and not block.section
    )
    first = next(jobs, None)
    if first is None:
        return None
    for person in reversed(names):
        start, end = person.span
        if person.kind != "person" or end > first:
            continue
        turn = (
            text[end : end + 1] in (":", "：") and not text[:start].rstrip(" \u3000")[-1:].strip()
        )
        if turn or (end > first - _REACH and _SETS.match(text, end)):
            body = _body_of(text, person.name, names)
            return (body, person.name) if body else None
    return None


def _body_of(text: str, person: str, names: Sequence[Name]) -> str | None:
    """The body, or the government, whose office stands before one of the person's mentions."""
    starts = [name.span[0] for name in names if name.kind == "person" and name.name == person]
    offices = [
        (name, start)
        for start in starts
        for name in names
        if start - _LONGEST_OFFICE <= name.span[1] <= start
    ]
    for name, start in offices:
        seat = name.kind == "place" and name.code
        if seat and _GOVERNOR.fullmatch(text, name.span[1], start):
            return f"{name.name}人民政府"
    for name, start in offices:
        if name.kind == "organisation" and _OFFICE_GAP.fullmatch(text, name.span[1], start):
            return name.name
    where = setting([name for name in names if name.kind == "place"], text)
    for start in starts:
        if governor := _GOVERNOR.search(text, max(0, start - _LONGEST_OFFICE), start):
            place = where.of_class(governor["seat"] or "")
            return f"{place}人民政府" if place and governor["seat"] else None
    return None
