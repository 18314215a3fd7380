"""What only the whole outline settles: which headings are jobs, and which are headings."""

from collections import Counter

from pipeline.parse.draft import Draft
from pipeline.parse.titles import section_mode
from pipeline.records import Block


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
    for (parent, _), items in lists.items():
        jobs = sum(not blocks[index].section for index in items)
        alone = jobs == 1 and parent not in divided and unsure.issuperset(items)
        listed = 2 * jobs > len(items) and not alone
        for index in items:
            block = blocks[index]
            if 2 * jobs >= len(items) and not alone and block.section and block.stance == "plan":
                kept[index] = block._replace(section=False, rule=f"{block.rule}_parallel")
            elif not listed and index in unsure:
                kept[index] = block._replace(section=True)
    return kept


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
