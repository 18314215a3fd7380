"""What only the whole outline settles: which headings are jobs, and which are headings."""

import re
from collections import Counter
from itertools import pairwise

from pipeline.parse.draft import Draft
from pipeline.parse.titles import section_mode
from pipeline.parse.verbs import governing_verb
from pipeline.records import Block

_OF_JOBS = ("任务", "举措", "工作", "重点", "安排", "打算")  # 申报要求 and the like head conditions
_MAX_TOPIC = 20  # characters
_MAX_SENTENCE = 120
_PAUSE = re.compile("[,，;；:：]")


def settled(draft: Draft) -> tuple[Block, ...]:
    """The blocks of a text that has been read to its end."""
    return tuple(_without_lone_openings(_as_wholes(draft.text, draft.blocks, draft.unsure)))


def _as_wholes(text: str, blocks: list[Block], unsure: set[int]) -> list[Block]:
    """The blocks, with lists settled as wholes: their items are jobs together or not at all.

    `unsure` are headings that only their own words make jobs; most of such a list must be.
    """
    numbered = [i for i, block in enumerate(blocks) if block.number]
    if all(blocks[index].section for index in numbered):  # no list holds a job
        return blocks
    lists: dict[tuple[int | None, str], list[int]] = {}
    divided: set[int | None] = set()  # headings with sections of a report or plan under them
    for index in numbered:
        block = blocks[index]
        if section_mode(text[block.start : block.end]) is None:
            lists.setdefault((block.parent, block.rule), []).append(index)
        else:
            divided.add(block.parent)
    kept = list(blocks)
    topics = _topics(text, blocks)
    for (parent, _), items in lists.items():
        jobs = sum(not blocks[index].section or index in topics for index in items)
        alone = jobs == 1 and parent not in divided and unsure.issuperset(items)
        listed = 2 * jobs > len(items) and not alone
        for index in items:
            block = blocks[index]
            if 2 * jobs >= len(items) and not alone and block.section and block.stance == "plan":
                kept[index] = block._replace(section=False, rule=f"{block.rule}_parallel")
            elif not listed and index in unsure:
                kept[index] = block._replace(section=True)
    return kept


def _topics(text: str, blocks: list[Block]) -> set[int]:
    """The items under a job or a section of jobs that name one by its topic: no verb governs the
    headline (新兴产业), but the text right below it directs (建设氢能产业园)."""
    found = set()
    for index, (block, below) in enumerate(pairwise(blocks)):
        if not block.section or block.stance != "plan" or block.parent is None or not block.number:
            continue
        if block.end - block.start > _MAX_TOPIC or _PAUSE.search(text, block.start, block.end):
            continue
        above = blocks[block.parent]
        of_jobs = not above.section or text.endswith(_OF_JOBS, above.start, above.end)
        if of_jobs and below.kind == "paragraph" and below.parent == index:
            opening = text[below.start : min(below.end, below.start + _MAX_SENTENCE)]
            if governing_verb(opening.partition("。")[0]):
                found.add(index)
    return found


def _without_lone_openings(blocks: list[Block]) -> list[Block]:
    """The blocks, with a short first sentence taken for a headline only beside another one.

    Headlines that open paragraphs come in rows; a single one is the paragraph's first measure.
    """
    openings = [i for i, block in enumerate(blocks) if block.rule == "opening_headline"]
    if not openings:
        return blocks
    rows = Counter(blocks[index].parent for index in openings)
    lone = {index: blocks[index].parent for index in openings if rows[blocks[index].parent] == 1}
    kept = list(blocks)
    for index, block in enumerate(blocks):
        if index in lone:
            kept[index] = block._replace(kind="paragraph", level=block.level - 1, rule="")
        elif block.parent in lone:
            kept[index] = block._replace(parent=lone[block.parent], level=block.level - 1)
    return kept
