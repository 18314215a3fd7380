"""Tasks: what a body undertakes, orders or urges, as headings and the measures under them."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.normalise.industries import divisions
from pipeline.parse.furniture import furniture
from pipeline.parse.speech import FAREWELL
from pipeline.parse.verbs import governing_verb
from pipeline.records import Block, DateMention, Name, Outline, Span, Task

# Marks inside brackets, quotation marks and titles end no measure; the bounds keep a bracket that
# was never closed from swallowing the text.  It is the leading set that is searched for.
_MARK = re.compile(
    r"[《“(（。;；！？!?:：](?:(?<=《)[^《》]{0,120}》|(?<=“)[^“”]{0,300}”"
    r"|(?<=[(（])[^()（）]{0,300}[)）]|(?P<stop>(?<=[。;；！？!?]))|(?P<colon>(?<=[:：])(?![\d/])))"
)
_NOTE = re.compile(r"[(（][^()（）]*[)）]|〔[^〔〕]*〕|\[[^][]*\]")  # (某部门负责)
# 本意见自…起施行, 感谢您对…的支持, 特此通知: how a text comes into force or ends.
_CLOSING = re.compile(
    r"本\w{2,6}(?:自|从|由|有效期)|(?:衷心|诚挚|再次|最后)?地?感谢[您你各]|此致|特此|由\w{2,12}负责解释"
    rf"|{FAREWELL}"
)
_ORDERED = re.compile(
    r"\A请|务必|不得|不再|不予|不准|严禁|禁止|一律"
)  # orders without a directive verb
_ALREADY = re.compile(r"已经?|取得了|完成了|实现了")
_PLAN = re.compile(r"[一二三四五六七八九十]{1,3}(?=五)|第([一二三四五六七八九十]{1,3})个五年")
_EDGE = " \t\u3000\xa0\n\r,，、”’)）—"


def find_tasks(
    text: str, outline: Outline, dates: Sequence[DateMention], names: Sequence[Name]
) -> list[Task]:
    """The tasks of a document in the order of the text; `parent` points into the same list.

    A heading that only opens a section or a report is none, and what stands under it neither.
    `dates` gives the plan periods that a task names, `names` the policies it cites.
    """
    if not any(block.kind == "heading" for block in outline.blocks):
        return []  # every task is a heading or stands under one
    cited = _Cited(text, dates, names)
    index_of: dict[int, int] = {}  # a heading's block -> its task
    children: dict[int | None, int] = {}
    tasks: list[Task] = []
    for piece in _pieces(text, outline.blocks):
        parent = None if piece.parent is None else index_of[piece.parent]
        children[parent] = children.get(parent, 0) + 1
        if piece.heading is not None:
            index_of[piece.heading] = len(tasks)
        words = "".join(text[slice(*piece.span)].split())  # wrapped lines put together
        label, start, end = cited.period(piece.span)
        tasks.append(
            Task(
                kind="measure" if piece.heading is None else "heading",
                level=1 if parent is None else tasks[parent].level + 1,
                position=children[parent],
                parent=parent,
                span=piece.span,
                action=governing_verb(words),
                rule=piece.rule,
                period_label=label,
                period_start=start,
                period_end=end,
                policies=cited.policies(piece.span),
                industries=divisions(words),
            )
        )
    return tasks


@dataclass(frozen=True, slots=True)
class _Piece:
    """A task with its place in the outline: `heading` is its own block, None for a measure."""

    span: Span
    heading: int | None
    parent: int | None
    rule: str


def _pieces(text: str, blocks: Sequence[Block]) -> Iterator[_Piece]:
    plain = _plain_sections(blocks)
    for index, block in enumerate(blocks):
        above = None if block.parent is None else blocks[block.parent]
        if block.kind == "heading" and not block.section:
            yield _Piece(block.span, index, _job_above(blocks, block.parent), block.rule)
        elif block.kind == "paragraph" and above and block.stance != "report":
            if above.section and not (block.parent in plain and block.stance == "plan"):
                continue
            parent = _job_above(blocks, block.parent)
            for span, rule in _measures(text, block.start, block.end):
                words = text[slice(*span)]
                if not above.section or governing_verb(words) or _ORDERED.search(words):
                    yield _Piece(span, None, parent, rule)


def _plain_sections(blocks: Sequence[Block]) -> set[int]:
    """The numbered sections with orders in plain sentences: no headings stand under them."""
    grouping = {block.parent for block in blocks if block.kind in ("heading", "lead")}
    return {
        index
        for index, block in enumerate(blocks)
        if block.section and block.number and block.stance == "plan" and index not in grouping
    }


def _job_above(blocks: Sequence[Block], index: int | None) -> int | None:
    """The nearest heading from `index` upwards that is a job, past those that only group."""
    while index is not None and blocks[index].section:
        index = blocks[index].parent
    return index


def _measures(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """The stretches of text[start:end] that are measures: up to a stop, or a directive lead."""
    begin = sentence = start
    for mark in _MARK.finditer(text, start, end):
        if mark.lastgroup == "stop":
            if furniture(text, sentence, mark.start()) is None:  # 责任单位:某局
                yield from _measure(text, begin, mark.start(), "measure")
            begin = sentence = mark.end()
        elif mark.lastgroup == "colon":
            label = furniture(text, begin, mark.end()) is not None  # 牵头单位:某局
            if not label and governing_verb(text[begin : mark.start()]):
                yield from _measure(text, begin, mark.start(), "measure_lead")
            begin = mark.end()
    if sentence < end and furniture(text, sentence, end) is None:
        yield from _measure(text, begin, end, "measure")


def _measure(text: str, start: int, end: int, rule: str) -> Iterator[tuple[Span, str]]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start < 4 or _NOTE.fullmatch(text, start, end):
        return
    if _CLOSING.match(text, start, end):
        return
    # What has already happened is no task, unless a directive governs it (对已建成的加强管理).
    if _ALREADY.search(text, start, end):
        words = text[start:end]
        if governing_verb(words) is None and not _ORDERED.search(words):
            return
    yield (start, end), rule


class _Cited:
    """What stands inside a span: plan periods and policies."""

    def __init__(self, text: str, dates: Sequence[DateMention], names: Sequence[Name]) -> None:
        self.text = text
        self.plans = sorted((d for d in dates if d.basis == "plan_period"), key=lambda d: d.span)
        self.names = sorted((n for n in names if n.kind == "policy"), key=lambda n: n.span)
        self.plan_starts = [plan.span[0] for plan in self.plans]
        self.name_starts = [name.span[0] for name in self.names]

    def period(self, span: Span) -> tuple[str | None, dt.date | None, dt.date | None]:
        """Label, first and last day of the first plan period named in the span."""
        at = bisect_left(self.plan_starts, span[0])
        if at == len(self.plans) or self.plan_starts[at] >= span[1]:
            return None, None, None
        plan = self.plans[at]
        match = _PLAN.search(self.text, *plan.span)
        label = f"{match[1] or match[0]}五" if match else self.text[slice(*plan.span)].strip("“”")
        return label, plan.start, plan.end

    def policies(self, span: Span) -> tuple[str, ...]:
        """The policies named in the span, each once, in order."""
        first = bisect_left(self.name_starts, span[0])
        last = bisect_left(self.name_starts, span[1])
        return tuple(dict.fromkeys(name.name for name in self.names[first:last]))
