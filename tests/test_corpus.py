"""What must hold of the tables whatever the pages say, on the gold pages."""

import re
from collections import Counter

import pipeline
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


def test_texts_are_the_pages_as_they_came() -> None:
    names = {row["document_id"]: row["source"] for row in tables()["documents"]}
    assert set(names.values()) == set(SOURCES)
    for row in tables()["texts"]:
        assert row["source_text"] == SOURCES[names[row["document_id"]]]


def test_spans_hold_the_words_of_their_rows() -> None:
    sources = {row["document_id"]: row["source_text"] for row in tables()["texts"]}
    for name in ("tasks", "projects", "listings", "dates", "mentions"):
        for row in tables()[name]:
            start, end = row["span_start"], row["span_end"]
            assert 0 <= start < end
            assert sources[row["document_id"]][start:end] == row["source_text"]


def test_no_gloss_is_left_in_repaired_columns() -> None:
    for table, columns in REPAIRED.items():
        for row in tables()[table]:
            assert not any(GLOSS.search(row[column] or "") for column in columns)


def test_no_row_of_the_pipelines_own_is_refused() -> None:
    assert not [row for row in tables()["quality"] if row["severity"] == "rejected"]


def test_tasks_are_trees_with_their_siblings_counted_from_one() -> None:
    levels = {task["task_id"]: task["level"] for task in tables()["tasks"]}
    siblings: Counter[object] = Counter()
    for task in tables()["tasks"]:
        parent = task["parent_task_id"]
        assert task["level"] == (levels[parent] + 1 if parent else 1)
        siblings[task["document_id"], parent] += 1
        assert task["position"] == siblings[task["document_id"], parent]


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
    assert len(lines) >= 4  # two of the seed alone
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
