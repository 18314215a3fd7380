"""What differs between two snapshots, and nothing else."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.analyst.diff import diff
from pipeline.cli import cli
from pipeline.publish.retention import runs
from tests.analyst.conftest import PAGES, publish


def told(data: Path, *arguments: str) -> Any:
    ran = CliRunner().invoke(cli, ["diff", *arguments, "--data", str(data), "--json"])
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.output)


def test_a_third_document_shows_its_change_and_nothing_else(followed: Path) -> None:
    found = told(followed)
    assert found["tasks"] == {"new": [], "gone": [], "changed": []}
    assert found["projects"]["new"] == found["projects"]["gone"] == []
    (project,) = found["projects"]["changed"]
    assert project["document"] == "2020.txt"
    assert project["change"] == {
        "status": ["under_construction", "completed"],
        "target_status": ["completed", None],
        "target_end": ["2019-12-31", None],
    }
    assert [row["name"] for row in found["listings"]["new"]] == ["發布時間:2020-05-06"]
    assert found["listings"]["gone"] == found["listings"]["changed"] == []
    assert found["entities"] == {"new": [], "gone": [], "changed": []}


def test_as_text_with_the_counts_last(followed: Path) -> None:
    ran = CliRunner().invoke(cli, ["diff", "--data", str(followed)])
    assert "    status: under_construction → completed\n" in ran.output
    assert json.loads(ran.output.splitlines()[-1])["changes"] == {
        "projects": {"new": 0, "gone": 0, "changed": 1},
        "listings": {"new": 1, "gone": 0, "changed": 0},
    }


def test_backwards_what_was_new_is_gone(followed: Path) -> None:
    first, last = (path.name for path in runs(followed / "snapshots"))
    found = told(followed, last, first)
    assert [row["name"] for row in found["listings"]["gone"]] == ["發布時間:2020-05-06"]
    assert told(followed, last, last)["projects"]["changed"] == []


def test_a_page_fetched_again_shows_the_word_that_changed(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    page = PAGES["2016.txt"] + "举办:2026-03-26 至 2026-03-29\n入驻:2026-02-22\n入驻:2026-02-22\n"
    (seeds / "a.txt").write_text(page, "utf-8")
    publish(seeds, tmp_path / "data")
    (seeds / "a.txt").write_text("热点新闻\n" + page.replace("要加强", "要全面加强"), "utf-8")
    publish(seeds, tmp_path / "data")
    found = diff(*runs(tmp_path / "data" / "snapshots"))
    assert [row.name for row in found["tasks"].new] == ["要全面加强要素保障"]
    assert [row.name for row in found["tasks"].gone] == ["要加强要素保障"]
    rest = [found["tasks"].changed, *vars_of(found, "projects", "listings", "entities")]
    assert not any(rest)


def vars_of(found: dict[str, Any], *tables: str) -> list[Any]:
    return [getattr(found[t], kind) for t in tables for kind in ("new", "gone", "changed")]


def test_the_run_tells_its_changes_last(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    arguments = ["run", "--workers", "0", "--data", str(tmp_path / "data")]
    changes = []
    for name, page in PAGES.items():
        (tmp_path / "seeds" / name).write_text(page, "utf-8")
        ran = CliRunner().invoke(cli, [*arguments, "--seeds", str(tmp_path / "seeds")])
        changes.append(json.loads(ran.output.splitlines()[-1])["changes"])
    assert changes[0] == {}
    assert changes[1]["tasks"] == {"new": 4, "gone": 0, "changed": 0}
    assert changes[2]["projects"] == {"new": 0, "gone": 0, "changed": 1}


def test_a_lost_snapshot_before_it_is_no_failure_of_a_run(followed: Path, tmp_path: Path) -> None:
    from pipeline.cli_analyst import changes

    data = tmp_path / "data"
    shutil.copytree(followed, data, symlinks=True)
    first, last = runs(data / "snapshots")
    shutil.rmtree(first)
    assert changes(data, last.name) is None


@pytest.mark.parametrize("arguments", [["1", "2", "3"], ["no-such-run"]])
def test_wrong_arguments_are_told(followed: Path, arguments: list[str]) -> None:
    ran = CliRunner().invoke(cli, ["diff", *arguments, "--data", str(followed)])
    assert ran.exit_code == 2
    assert "Error: " in ran.output
