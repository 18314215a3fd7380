"""What a headline or an announcing sentence says of the text below it."""

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.parse.numbers import numeral
from pipeline.parse.verbs import governing_verb
from pipeline.records import Stance
from pipeline.reference import entries, words

# What the passages below a headline hold: jobs to do, a report, the frame of general
# requirements and conditions, or whatever each of them says itself.
Mode = Literal["plan", "report", "frame", "open"]

MAX_TITLE = 60
OPEN_END = "。！？!?;；:：,，、…"  # no headline ends in these
_MODES: dict[str, Mode] = {"plan": "plan", "report": "report", "neutral": "frame"}
_SECTION = {row["word"]: _MODES[row["section"]] for row in entries("head_nouns") if row["section"]}
_HEAD_NOUN = re.compile(rf"(?:{'|'.join(map(re.escape, words('head_nouns')))})$")
# Verbs that stand before a noun like an adjective in titles (发展目标, 实施步骤).
_MODIFIERS = frozenset((*words("action_verbs", noun="yes"), *words("action_verbs", noun="title")))
_MAX_NOUN = len(words("head_nouns")[0])
_LAST = frozenset(word[-1] for word in words("head_nouns"))
_ACTION_NOUNS = words("action_nouns")
_JOBS = {row["word"]: row["jobs"] == "yes" for row in entries("announcements")}
_LISTED = rf"(?P<noun>{'|'.join(map(re.escape, words('announcements')))})"
_NUMBER = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
_COUNTED = re.compile(
    rf"(?:(?:以下|如下|下列|下面)(?:(?P<below>{_NUMBER})|几)?|(?P<count>{_NUMBER})|几)"
    r"(?:(?:个方面|方面|项|个|大|条|点|件|篇|场|类)[一-龥]{0,4}?|的?(?:重点|主要|具体)?)"
    rf"{_LISTED}(?:之一)?$"
)
_BARE = re.compile(rf"{_LISTED}$")
_FOLLOWING = re.compile(rf"{_LISTED}(?:如下|包括|有|是|为)$")
_ENDINGS = (*words("announcements"), "如下", "包括", "有", "是", "为", "之一")
ENDING_CHARS = frozenset(ending[-1] for ending in _ENDINGS)  # rule out most without the words
_DONE = re.compile(r"[一-龥][了过][^,，。;；]{0,16}$|回顾|取得|呈现")
_GENRE = re.compile(
    r"(?:意见|方案|规划|计划|纲要|要点|措施|举措|办法|通知|决定|行动|清单|安排|部署|倡议书?"
    r"|工作思路|工作打算|若干政策|重点(?:工作|任务)|实事)"
    r"(?:[(（][^()（）]{1,12}[)）])?$"
)
_REGULATION = re.compile(
    r"(?:办法|条例|规定|规则|细则|章程|制度)(?:[(（][^()（）]{1,12}[)）])?》?(?:的(?:通知|公告|决定|令))?$"
)
_RULES_END = frozenset("法例定则程度)）》知告令")  # rule out most without the pattern
_LOOKS_BACK = ("过去", "刚刚过去", "回顾")
_SPEECH = re.compile(r"[^,，。:：]{2,20}(?:强调|指出|要求|表示|认为|介绍|透露|提出|说)[,，:：]")
_THIS_YEAR = re.compile(r"20\d\d年|今年|全年|今后|下一步")
_CLAUSE_END = re.compile("[。;；,，]")
_COMMA = re.compile("[,，]")
_PART_END = re.compile("[:：;；]")
_YEAR = re.compile(r"(20\d\d)年")
_TAKES_NOUN = frozenset("见抓求显强促补提")  # verbs of one syllable, with the noun as their object
_MAX_OPENING = 40
_MAX_COUPLET = 16  # characters of each half of a headline in two clauses


@dataclass(frozen=True, slots=True)
class Announcement:
    """A list announced: what its items are, and how many (None where no number is given)."""

    mode: Mode
    count: int | None


def announcement(text: str, listed: bool = False) -> Announcement | None:
    """What the last clause of a text announces (要重点抓好以下几项工作:); None for nothing.

    With `listed` a list is known to follow; then its noun needs no number (主要指标:一是…).
    """
    text = text.rstrip(":：。,，;； \u3000")
    if text[-1:] not in ENDING_CHARS or not text.endswith(_ENDINGS):
        return None
    tail = _CLAUSE_END.split(text)[-1][-_MAX_OPENING:]
    match = _COUNTED.search(tail) or _FOLLOWING.search(tail) or (listed and _BARE.search(tail))
    if not match:
        return None
    groups = match.groupdict()
    count = numeral(groups.get("below") or groups.get("count") or "") or None
    if count == 1:
        return None
    if _DONE.search(tail):
        return Announcement("report", count)
    if not _JOBS[match["noun"]]:
        return Announcement("frame", count)
    # 主要表现在以下方面 announces no jobs: nothing in it directs.
    directs = governing_verb(tail) or _SECTION.get(match["noun"]) == "plan"
    return Announcement("plan", count) if directs else None


def one_line(text: str, start: int, end: int) -> str:
    """A title as one line, however it was broken; empty for what is too long to be a title."""
    return "".join(text[start:end].split()) if end - start <= MAX_TITLE else ""


def section_mode(title: str, report_year: int | None = None) -> Mode | None:
    """How the section below a title is to be read; None for a title that names a job or a topic.

    Titles of sections end in a noun for a kind of text (工作回顾, 总体要求, 重点任务) that no verb
    governs: 保障措施 opens a section, 完善保障措施 is a job.  A section on a year before that of
    the report (2025年主要工作 in a report of 2026) looks back.
    """
    if title.startswith("关于"):
        return "open"
    if title.startswith(_LOOKS_BACK):
        return "report"
    year = latest_year(title) if report_year else None
    if year and report_year and year < report_year and governing_verb(title) is None:
        return "report"
    if title[-1:] not in _LAST:
        return None
    match = _HEAD_NOUN.search(title, max(len(title) - _MAX_NOUN, 0))
    if not match or match[0] not in _SECTION:
        return None
    if title[match.start() - 1 : match.start()] in _TAKES_NOUN:  # 乡村建设见成效
        return None
    verb = governing_verb(title[: match.start()])
    if verb is None or verb in _MODIFIERS:
        return _SECTION[match[0]]
    # 完成2026年目标任务 has a verb, but names no job.
    return "plan" if _SECTION[match[0]] == "plan" and _THIS_YEAR.search(title) else None


def is_job(title: str, mode: Mode) -> bool:
    """Does the headline of an outline item name a job, in a passage of this mode?"""
    if mode in ("report", "frame") or title.endswith("的"):
        return False
    if governing_verb(title) is not None:
        return True
    return mode == "plan" and title.endswith(_ACTION_NOUNS)


def is_opening_headline(sentence: str) -> bool:
    """Can the first sentence of a paragraph be its headline: short, one clause or a couplet?"""
    if len(sentence) > _MAX_OPENING or _PART_END.search(sentence):
        return False
    clauses = _COMMA.split(sentence)
    if len(clauses) > 2:
        return False
    if len(clauses) == 2 and max(map(len, clauses)) > _MAX_COUPLET:
        return False
    return governing_verb(clauses[0]) is not None


def is_reported_speech(sentence: str) -> bool:
    """Does the sentence open by saying who spoke (会议强调,…)?"""
    return _SPEECH.match(sentence) is not None


def latest_year(title: str) -> int | None:
    """The last of the years that a title names; None where it names none."""
    return max((int(year) for year in _YEAR.findall(title)), default=None)


def document_mode(title: str) -> Mode:
    """How a text is to be read by its title: plans and orders hold jobs throughout."""
    return "plan" if _GENRE.search(title) else "open"


def is_regulation(title: str) -> bool:
    """Is it the title of a text whose articles lay down rules (管理办法, 实施细则)?"""
    return title[-1:] in _RULES_END and _REGULATION.search(title) is not None


def stance_of(mode: Mode) -> Stance:
    """What a passage of this mode is taken for where it does not say so itself."""
    return mode if mode == "plan" or mode == "report" else "neutral"
