"""The tables as CSV, as a workbook and as a calendar."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.analyst import export
from pipeline.analyst.calendar import to_ics
from pipeline.cli import cli
from pipeline.publish.open import Snapshot, open_snapshot
from tests.analyst.conftest import publish


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A page whose listing and file name would be formulas."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "seeds").mkdir()
    page = (
        "=cmd|'/C calc'!A0 2026-02-22\n举办:2026-03-26 至 2026-03-29\n加快建设青石港集装箱码头。\n"
    )
    (folder / "seeds" / "=1+1.txt").write_text(page, "utf-8")
    return publish(folder / "seeds", folder / "data")


def test_csv_holds_every_row(seed: Snapshot, tmp_path: Path) -> None:
    for path in export.to_csv(seed, tmp_path):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        table = seed.table(path.stem)
        assert head == table.column_names
        assert len(rows) == table.num_rows
    with (tmp_path / "texts.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["source_text"] == seed.table("texts")["source_text"][0].as_py()


def test_the_workbook_holds_every_table_but_the_texts(seed: Snapshot, tmp_path: Path) -> None:
    (path,) = export.to_xlsx(seed, tmp_path)
    book = load_workbook(path, read_only=True)
    assert set(book.sheetnames) == set(seed.tables) - {"texts"}
    for sheet in book:
        head, *rows = sheet.iter_rows(values_only=True)
        assert list(head) == seed.table(sheet.title).column_names
        assert len(rows) == seed.table(sheet.title).num_rows
    book.close()


def test_no_cell_is_a_formula(hostile: Snapshot, tmp_path: Path) -> None:
    export.to_csv(hostile, tmp_path)
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert not [c for row in csv.reader(file) for c in row if c.startswith(("=", "@", "+"))]
    (path,) = export.to_xlsx(hostile, tmp_path)
    for sheet in load_workbook(path):
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert "'=1+1.txt" in (tmp_path / "documents.csv").read_text("utf-8")


@given(st.text(max_size=6))
def test_what_is_defused_begins_no_formula(text: str) -> None:
    cell = export.defused(text)
    assert cell.strip()[:1] not in tuple("=+-@＝＋－＠")
    assert cell in (text, f"'{text}")


def test_the_calendar(hostile: Snapshot, followed: Path, tmp_path: Path) -> None:
    (path,) = to_ics(hostile, tmp_path)
    raw = path.read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    at = lines.index("DTSTART;VALUE=DATE:20260326")
    assert lines[at + 1] == "DTEND;VALUE=DATE:20260330"  # the day after the last, as RFC 5545 says
    assert lines[at + 2] == "SUMMARY:举办"
    (promised,) = to_ics(open_snapshot(followed), tmp_path)
    unfolded = promised.read_text("utf-8").replace("\n ", "")
    assert "DTSTART;VALUE=DATE:20171231" in unfolded
    assert "SUMMARY:大连海岳石化产业园三期: completed" in unfolded


def test_a_sheet_too_small_is_told(
    seed: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MAX_ROWS", 3)
    data = str(seed.path.parents[1])
    arguments = ["export", "--data", data, "--to", str(tmp_path)]
    ran = CliRunner().invoke(cli, [*arguments, "--format", "xlsx"])
    assert ran.exit_code == 2
    assert "export it as csv" in ran.output
    ran = CliRunner().invoke(cli, [*arguments, "--format", "csv"])
    assert ran.exit_code == 0
    told = json.loads(ran.output.splitlines()[-1])
    assert len(told["exported"]) == len(seed.tables)
