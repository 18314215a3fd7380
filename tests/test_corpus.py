"""What must hold of the tables whatever the pages say, on the gold pages and on spoiled ones."""

import random
import re
from collections import Counter
from itertools import pairwise

import pytest

import pipeline
from pipeline.records import Row
from tests.accuracy.gold import load_all, page, source_text
from tests.accuracy.job import tables

GLOSS = re.compile(r"[㐀-鿿]\([a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*\)")
REPAIRED = {
    "texts": ("text",),
    "tasks": ("text", "action", "issuer", "speaker"),
    "projects": ("name", "owner", "place", "status_text"),
    "listings": ("label", "name", "venue", "organizer"),
    "dates": ("text",),
    "entities": ("name",),
    "mentions": ("text",),
    "documents": ("title", "issuer"),
}
SOURCES = {page(gold).name: source_text(gold) for gold in load_all()}


def check_spans(rows: dict[str, list[Row]], sources: dict[str, str]) -> None:
    """Every row with a span holds the words that stand there."""
    for name in ("tasks", "projects", "listings", "dates", "mentions"):
        for row in rows[name]:
            start, end = row["span_start"], row["span_end"]
            text = sources[row["document_id"]]
            assert 0 <= start < end <= len(text), (name, row)
            assert text[start:end] == row["source_text"], (name, row)


def check_tasks(tasks: list[Row]) -> None:
    """Levels grow by one from parent to child, and siblings are counted from one."""
    levels = {task["task_id"]: task["level"] for task in tasks}
    siblings: Counter[object] = Counter()
    for task in tasks:
        parent = task["parent_task_id"]
        assert task["level"] > levels[parent] if parent else task["level"] >= 1
        siblings[task["document_id"], parent] += 1
        assert task["position"] == siblings[task["document_id"], parent]


def test_texts_are_the_pages_as_they_came() -> None:
    names = {row["document_id"]: row["source"] for row in tables()["documents"]}
    assert set(names.values()) == set(SOURCES)
    for row in tables()["texts"]:
        assert row["source_text"] == SOURCES[names[row["document_id"]]]


def test_spans_hold() -> None:
    check_spans(tables(), {r["document_id"]: r["source_text"] for r in tables()["texts"]})


def test_no_gloss_is_left_in_repaired_columns() -> None:
    for table, columns in REPAIRED.items():
        for row in tables()[table]:
            assert not any(GLOSS.search(row[column] or "") for column in columns)


def test_no_row_of_the_pipelines_own_is_refused() -> None:
    assert not [row for row in tables()["quality"] if row["severity"] == "rejected"]


def test_tasks_are_trees() -> None:
    check_tasks(tables()["tasks"])


def test_a_project_stands_once_in_a_document_and_inside_its_task() -> None:
    spans = {task["task_id"]: (task["span_start"], task["span_end"]) for task in tables()["tasks"]}
    projects = tables()["projects"]
    assert len({(p["document_id"], p["project_id"]) for p in projects}) == len(projects)
    for project in projects:
        if project["task_id"]:
            start, end = spans[project["task_id"]]
            assert start <= project["span_start"] < project["span_end"] <= end


def test_days_are_in_order_and_precise_as_told() -> None:
    for row in [*tables()["dates"], *tables()["listings"]]:
        start, end = row["start_date"], row["end_date"]
        if row["precision"] == "open":
            assert start is None or end is None
        elif start and end:
            assert start <= end
        if row["precision"] == "unknown":
            assert start is None
            assert end is None


def test_counts_are_those_of_the_rows() -> None:
    found = tables()
    for column, table in (("project_count", "projects"), ("listing_count", "listings")):
        counts = Counter(row["document_id"] for row in found[table])
        assert all(row[column] == counts[row["document_id"]] for row in found["documents"])
    mentions = Counter(row["entity_id"] for row in found["mentions"])
    assert {row["entity_id"]: row["mention_count"] for row in found["entities"]} == mentions


def test_equal_lines_point_to_the_first_of_them() -> None:
    lines = [row for row in tables()["listings"] if row["duplicate_of"]]
    by_id = {row["listing_id"]: row for row in tables()["listings"]}
    assert len(lines) == 4  # two of the seed, one of each page with an equal pair
    for line in lines:
        first = by_id[line["duplicate_of"]]
        assert first["source_text"] == line["source_text"]
        assert first["position"] < line["position"]
        assert first["duplicate_of"] is None


def test_a_documents_rows_do_not_depend_on_the_others() -> None:
    for name, source in SOURCES.items():
        alone = pipeline.extract(source, path=name)
        document = alone["documents"][0]["source"]
        ids = {row["document_id"] for row in tables()["documents"] if row["source"] == document}
        for table in ("tasks", "dates", "listings", "mentions"):
            key = f"{table[:-1]}_id"
            together = [r[key] for r in tables()[table] if r["document_id"] in ids]
            assert len(together) == len(alone[table])


def spoiled(source: str, seed: int) -> str:
    """The page after some accidents: cuts, repeats, swapped lines, stray signs, lost breaks."""
    chance = random.Random(seed)
    text = source
    for _ in range(chance.randint(1, 6)):
        a, b = sorted(chance.choices(range(len(text) + 1), k=2))
        b = min(b, a + 200)
        lines = text.split("\n")
        stray = "。;:,、《》“”()（）?\ufffd\u3000\n一二(1)十三五年月日0123456789期A\x00\ud800"
        text = (
            chance.choice(
                [
                    text[:a] + text[b:],
                    text[:a] + text[a:b] * 2 + text[b:],
                    text[:a] + "".join(chance.choices(stray, k=8)) + text[a:],
                    "\n".join(chance.sample(lines, len(lines))),
                    text[:a] + text[a:b].replace("\n", "") + text[b:],
                    text[:a] + text[a:b].replace("。", "") + text[b:],
                    text[a:] + text[:a],
                ]
            )
            or source
        )
    return text


@pytest.mark.parametrize(
    "count",
    [pytest.param(150, id="small"), pytest.param(20_000, id="full", marks=pytest.mark.torture)],
)
def test_spoiled_pages_keep_the_invariants(count: int) -> None:
    sources = list(SOURCES.values())
    for seed in range(count):
        source = spoiled(sources[seed % len(sources)], seed)
        rows = pipeline.extract(source).tables
        check_spans(rows, {rows["documents"][0]["document_id"]: source})
        check_tasks(rows["tasks"])


def test_spoiled_pages_differ() -> None:
    source = next(iter(SOURCES.values()))
    made = [spoiled(source, seed) for seed in range(50)]
    assert len(set(made)) == 50
    assert not any(a == b for a, b in pairwise(made))
