"""A page whose text and name hold what harms a shell, a query, a sheet, a page or a terminal."""

import csv
import json
from pathlib import Path

import pytest

from pipeline import open_snapshot
from tests.engine.conftest import Job

HARM = "<script>alert(1)</script>\"'); DROP TABLE tasks;-- =cmd|'/C calc'!A0 \x1b[31m红\x1b[0m"
NAME = '=cmd|\'); DROP VIEW tasks;--<script>\x1b[31m\n{"exit": 0}.txt'
TEXT = (
    "某市2024年工作要点\n"
    f"一、推进青石港建设。加快推进青石港第三码头项目建设，{HARM}。\n"
    f"二、优化服务。{HARM}推进南山水库项目建设。\n"
    f"=cmd|'/C calc'!A0{HARM}:2024-02-22\n举办:2024-03-26 至 2024-03-29\n"
)
UNREADABLE = "\x1b]0;x\x07<script>\n.txt"  # rejected, so that its name is told


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, str, str]:
    """The job on such a page and such a name, its stdout and stderr."""
    folder = tmp_path_factory.mktemp("hostile")
    job = Job(folder / "seeds", folder / "data")
    job.seeds.mkdir()
    (job.seeds / NAME).write_text(TEXT, "utf-8")
    (job.seeds / UNREADABLE).write_bytes(b"")
    code, stdout, stderr = job.run("run", PYTHONUNBUFFERED="1")
    assert code == 3
    return job, stdout, stderr


def controls(text: str) -> set[str]:
    return {c for c in text if c != "\n" and (ord(c) < 32 or ord(c) == 127)}


def test_tables_and_views_hold_it_unharmed(hostile: tuple[Job, str, str]) -> None:
    job, _, _ = hostile
    connection = open_snapshot(job.data).duckdb()
    ((source,),) = connection.sql("SELECT source_text FROM texts").fetchall()
    assert HARM in source and source.strip() == TEXT.strip()
    for table in ("tasks", "projects", "listings", "dates", "mentions"):
        spans = f"SELECT span_start, span_end, source_text FROM {table}"
        rows = connection.sql(spans).fetchall()
        assert rows and all(source[start:end] == words for start, end, words in rows)
    (told,) = connection.sql("SELECT DISTINCT source FROM documents").fetchall()
    assert "DROP VIEW" in told[0] and r"\n" in told[0] and not controls(told[0])
    assert "\n" not in told[0]
    for view in connection.sql(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal"
    ).fetchall():
        connection.sql(f"FROM {view[0]}").fetchall()


def test_logs_are_lines_of_their_own(hostile: tuple[Job, str, str]) -> None:
    _, stdout, stderr = hostile
    summary, last = stdout.splitlines()
    assert summary.startswith("Published") and json.loads(last)["exit"] == 3
    assert not controls(stdout + stderr)
    assert all(json.loads(line)["event"] for line in stderr.splitlines() if line.startswith("{"))
    assert HARM[:20] not in stdout + stderr


@pytest.mark.parametrize("command", ["explain", "diff", "verify"])
def test_what_is_shown_holds_no_controls(hostile: tuple[Job, str, str], command: str) -> None:
    job, _, _ = hostile
    wanted = [job.rows("tasks")[0]["task_id"]] if command == "explain" else []
    _, stdout, stderr = job.run(command, *wanted)
    assert not controls(stdout + stderr)


def test_exports_are_harmless(hostile: tuple[Job, str, str], tmp_path: Path) -> None:
    job, _, _ = hostile
    for form in ("csv", "xlsx", "ics"):
        job("--format", form, "--to", str(tmp_path), command="export")
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert "<script>alert(1)</script>" in (tmp_path / "texts.csv").read_text("utf-8-sig")


def test_the_report_holds_no_script_of_a_page(hostile: tuple[Job, str, str]) -> None:
    job, _, _ = hostile
    told = job(command="report")
    page = Path(told["report"]).read_text("utf-8")
    assert "alert(1)" in page and "<script>alert" not in page and "\x1b" not in page
