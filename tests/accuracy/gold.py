"""The gold files: annotations of the pages in tests/gold by hand, with spans in the source.

The pages are written for the purpose: what they report is invented, the names in it included.

A new page: write `tests/gold/NAME.json` with `page` (its path from tests/gold) and rows that quote
their words in `text`, repaired, in the order of the page; `python -m tests.accuracy.gold FILE`
then adds the spans, the positions and parents of tasks, and the page's hash.

Pages marked `held_out` were annotated before any program read them and no rule was mended for them:
they tell what to expect of new pages. Whoever reads their errors takes the mark away.
"""

import hashlib
import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import opencc

GOLD = Path(__file__).parent.parent / "gold"
Gold = dict[str, Any]
GLOSS = re.compile(r"\([a-zà-ǜāăēěīńňōūǎǐǒǔǖǘǚǜ]{1,6}\)")
QUOTED = ("tasks", "projects", "listings", "dates")  # tables whose rows have spans


def load_all() -> list[Gold]:
    """Every gold file, in order of name."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]


def page(gold: Gold) -> Path:
    """The annotated page."""
    return (GOLD / gold["page"]).resolve()


def source_text(gold: Gold) -> str:
    return page(gold).read_bytes().decode("utf-8")


@cache
def plain(source: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The source without glosses, Simplified, and each character's span in the source.

    Cruder than the pipeline's own repair, and independent of it: enough for these pages.
    """
    simplify = opencc.OpenCC("t2s").convert
    characters, spans, at = [], [], 0
    while at < len(source):
        gloss = GLOSS.match(source, at + 1)
        end = gloss.end() if gloss else at + 1
        characters.append(simplify(source[at]))
        spans.append((at, end))
        at = end
    # OpenCC alone keeps the particle and the verb of 着力 Traditional.
    return "".join(characters).replace("著力", "着力"), tuple(spans)


def locate(source: str, words: str, start: int = 0) -> tuple[int, int]:
    """Where the source says these words, from source offset `start` on. Raises ValueError."""
    text, spans = plain(source)
    first = next((i for i, span in enumerate(spans) if span[0] >= start), len(spans))
    at = text.find(words, first)
    if at < 0:
        raise ValueError(f"{words!r} is not in the page after {start}")
    return spans[at][0], spans[at + len(words) - 1][1]


def fill(gold: Gold) -> Gold:
    """The gold with what follows from its quotes: spans, hash, tasks' positions and parents."""
    source = source_text(gold)
    gold["sha256"] = hashlib.sha256(page(gold).read_bytes()).hexdigest()
    for table in QUOTED:
        at = 0
        for row in gold.get(table, []):
            row["span"] = list(locate(source, row["text"], at))
            at = row["span"][0 if table == "projects" else 1]
    above: dict[int, list[int]] = {}
    siblings: dict[tuple[int, ...], int] = {}
    for row in gold.get("tasks", []):
        if "level" not in row:
            continue
        parent = above.get(row["level"] - 1)
        siblings[key] = siblings.get(key := tuple(parent or ()), 0) + 1
        row |= {"position": siblings[key], "parent_span": parent}
        if row["kind"] == "heading":
            above = {level: s for level, s in above.items() if level < row["level"]}
            above[row["level"]] = row["span"]
    return gold


def write(path: Path, gold: Gold) -> None:
    """The file, one row a line."""
    sections = []
    for key, value in gold.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value)
            sections.append(f'  "{key}": [\n{rows}\n  ]')
        else:
            sections.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    path.write_text("{\n" + ",\n".join(sections) + "\n}\n", "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write(Path(name), fill(json.loads(Path(name).read_text("utf-8"))))
