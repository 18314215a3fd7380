"""The gold files are sound, the scorer counts right, and every figure holds its floor."""

import copy
import hashlib

import pytest

from tests.accuracy import floors
from tests.accuracy.gold import GOLD, QUOTED, Gold, fill, load_all, page, plain, source_text
from tests.accuracy.job import figures
from tests.accuracy.score import score

GOLDS = load_all()


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: page(gold).stem)
def test_annotations_stand_in_their_page(gold: Gold) -> None:
    assert gold["sha256"] == hashlib.sha256(page(gold).read_bytes()).hexdigest()
    source = source_text(gold)
    for row in (row for table in QUOTED for row in gold[table]):
        assert plain(source[slice(*row["span"])])[0] == row["text"]
    for entity in gold["entities"]:
        assert any(surface in plain(source)[0] for surface in entity["surfaces"]), entity
    assert fill(copy.deepcopy(gold)) == gold


def test_every_page_is_annotated() -> None:
    pages = {path.resolve() for path in (GOLD / "pages").iterdir()}
    assert pages <= {page(gold) for gold in GOLDS}
    assert len(GOLDS) >= 7


def as_tables(gold: Gold) -> dict[str, list[dict[str, object]]]:
    """Tables that say what the annotation says, and nothing else."""
    tables: dict[str, list[dict[str, object]]] = {}
    for table in QUOTED:
        tables[table] = [
            {
                "document_id": "d",
                "task_id": str(row["span"]),
                "parent_task_id": row.get("parent_span") and str(row["parent_span"]),
                "span_start": row["span"][0],
                "span_end": row["span"][1],
                "basis": "absolute",
                "amount_cny_min": None,
                "amount_cny_max": row.get("amount_cny"),
            }
            | row
            for row in gold[table]
        ]
    tables["entities"] = [
        {"entity_id": str(i), "aliases": row["surfaces"]} | row
        for i, row in enumerate(gold["entities"])
    ]
    tables["mentions"] = [
        {"document_id": "d", "entity_id": row["entity_id"]} for row in tables["entities"]
    ]
    document = {"document_id": "d", "source": "page", "source_sha256": gold["sha256"]}
    tables["documents"] = [{**document, **gold["document"]}]
    return tables


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: page(gold).stem)
def test_the_annotation_itself_scores_full(gold: Gold) -> None:
    scores = score([copy.deepcopy(gold)], as_tables(gold))
    assert scores.errors == []
    assert all(value == 1 for _, _, value, _ in scores.measures())


def test_the_scorer_counts_misses_false_rows_and_wrong_fields() -> None:
    gold = copy.deepcopy(next(gold for gold in GOLDS if page(gold).stem == "provincial_projects"))
    tables = as_tables(gold)
    count = len(gold["projects"])
    tables["projects"][0] |= {"span_start": 0, "span_end": 3, "name": "别的"}
    tables["projects"][1]["status"] = "unknown"
    values = {(table, name): value for table, name, value, _ in score([gold], tables).measures()}
    assert values["projects", "precision"] == pytest.approx((count - 1) / count)
    assert values["projects", "recall"] == pytest.approx((count - 1) / count)
    assert values["projects", "strict_f1"] == pytest.approx((count - 2) / count)
    assert values["projects.status", "accuracy"] == pytest.approx((count - 2) / (count - 1))


def test_floors_only_rise_and_hold() -> None:
    held = {("dates", "f1"): 0.9, ("dates", "recall"): 0.5}
    found = [("dates", "f1", 0.8, 10), ("dates", "recall", 0.6789, 10)]
    assert floors.broken(found, held) == ["dates f1 is 0.800, its floor 0.900"]
    assert floors.raised(found, held) == {("dates", "f1"): 0.9, ("dates", "recall"): 0.678}
    assert floors.broken(found[:1], held)[1:] == ["dates recall has a floor, but is not measured"]
    assert floors.broken(found, {}) == [
        "dates f1 has no floor: run with --raise",
        "dates recall has no floor: run with --raise",
    ]


def test_every_figure_holds_its_floor() -> None:
    assert floors.broken(figures(), floors.load()) == []
