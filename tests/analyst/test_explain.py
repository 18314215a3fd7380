"""A row of every table explained, on a terminal and away from one."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import extract
from pipeline.analyst.explain import explain
from pipeline.analyst.find import KEYS
from pipeline.analyst.rules import meaning
from pipeline.cli import cli
from pipeline.publish.open import Snapshot
from pipeline.reference import entries
from tests.analyst.conftest import publish

GOLD = Path(__file__).parents[1] / "gold" / "pages"


def told(snapshot: Snapshot, wanted: str, colour: bool = False) -> str:
    return "\n".join(explain(snapshot.duckdb(), wanted, colour))


@pytest.mark.parametrize("table", KEYS)
def test_a_row_of_every_table(seed: Snapshot, table: str) -> None:
    row = seed.table(table).to_pylist()[0]
    said = told(seed, row[KEYS[table]])
    assert said.startswith(f"{table}  {row[KEYS[table]]}")
    if row.get("span_start") is not None:
        assert "source     " in said
        words = seed.table("texts").to_pylist()[0]["source_text"]
        assert f"⟦{words[row['span_start'] : row['span_end']]}⟧" in said
    if "rule" in row:
        assert f"rule       {row['rule']}: {meaning(row['rule'])}" in said
    if table == "entities":
        assert "mentions   " in said


def test_a_projects_words_its_repaired_text_and_its_measure(seed: Snapshot) -> None:
    rows = seed.table("projects").to_pylist()
    (row,) = (r for r in rows if r["name"] == "恒力石化产业园聚酯园")
    said = told(seed, row["project_id"])
    assert "恒力石化產(chǎn)業(yè)園三期及⟦聚酯園⟧等項目盡早開工建設" in said
    assert "恒力石化产业园三期及⟦聚酯园⟧等项目尽早开工建设" in said
    assert "加快重点工业项目建设" in said
    assert "\x1b[7m聚酯園\x1b[0m" in told(seed, row["project_id"], colour=True)


def test_a_whole_document(seed: Snapshot) -> None:
    said = told(seed, "000_7057a50cc066646d.txt")
    for table in ("tasks", "projects", "listings", "dates", "quality"):
        assert all(row[KEYS[table]] in said for row in seed.table(table).to_pylist())
    assert "announces 10 key jobs, 6 are found" in said


def test_an_unknown_id_is_refused_with_what_is_near(seed: Snapshot) -> None:
    task = seed.table("tasks").to_pylist()[0]["task_id"]
    data = str(seed.path.parents[1])
    known = ((task[:-2] + "zz", task), ("000_7057a50cc066646d", "646d.txt"), ("聚酯", "聚酯园)"))
    for wanted, near in known:
        ran = CliRunner().invoke(cli, ["explain", wanted, "--data", data])
        assert ran.exit_code == 2
        assert near in ran.output


def test_no_snapshot_is_told_in_one_line(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["explain", "x", "--data", str(tmp_path)])
    assert ran.exit_code == 2
    assert "python -m pipeline run" in ran.output


def test_a_damaged_snapshot_is_told(seed: Snapshot, tmp_path: Path) -> None:
    shutil.copytree(seed.path.parents[1], tmp_path / "data", symlinks=True)
    with (tmp_path / "data" / "latest" / "manifest.json").open("a") as file:
        file.write(" ")
    ran = CliRunner().invoke(cli, ["explain", "x", "--data", str(tmp_path / "data")])
    assert ran.exit_code == 1
    assert "manifest is damaged" in ran.output


def test_nothing_in_a_text_steers_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    page = (
        "一般情况" * 200 + "。\n推进\x1b[31m青石港\u202e码头、白云湖水厂等项目建设。\x07\n"
        "入驻:2026-02-23\x1b]0;x\x07\n"
    )
    (tmp_path / "seeds" / "a\x1b[2J.txt").write_text(page, "utf-8")
    snapshot = publish(tmp_path / "seeds", tmp_path / "data")
    said = "".join(
        told(snapshot, row[key], colour=False)
        for table, key in KEYS.items()
        for row in snapshot.table(table).to_pylist()
    )
    assert said
    assert not {c for c in said if c != "\n" and not c.isprintable() and c != "\u3000"}


@pytest.mark.parametrize("row", entries("rules"), ids=lambda row: row["rule"])
def test_the_example_of_a_rule_is_one(row: dict[str, str]) -> None:
    made = extract(row["example"].replace("|", "\n")).tables.values()
    words = [r["source_text"] for rows in made for r in rows if r.get("rule") == row["rule"]]
    assert row["word"] in words


def test_every_rule_that_occurs_has_a_meaning(seed: Snapshot) -> None:
    pages = [path.read_text("utf-8") for path in sorted(GOLD.iterdir())]
    pages += [row["source_text"] for row in seed.table("texts").to_pylist()]
    made = [r for page in pages for rows in extract(page).tables.values() for r in rows]
    assert {r["rule"] for r in made if "rule" in r and meaning(r["rule"]) is None} == set()


def test_a_list_settled_as_a_whole_is_told() -> None:
    said = meaning("heading_hanzi_parallel")
    assert said and said.endswith("whose other items are jobs")
    assert meaning("no_such_rule") is None
