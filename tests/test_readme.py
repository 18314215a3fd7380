"""The README is current: its queries, its commands, its targets and the files it names."""

import re
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.publish.open import open_snapshot
from pipeline.settings import load
from tests.readme import README, ROOT, by_pandas, by_sql, publish_seed, questions

TEXT = README.read_text("utf-8")
QUESTIONS = questions(TEXT)
COMMANDS = re.findall(r"(?m)python -m (pipeline [^`#\n|]*?)\s*(?:[`#|\n]|$)", TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    publish_seed(folder)
    return folder


def test_it_asks_five_questions() -> None:
    assert len(QUESTIONS) == 5


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_sql_and_pandas_give_the_answer_that_is_shown(number: int, folder: Path) -> None:
    question = QUESTIONS[number]
    assert by_sql(question, folder) == question.answer, "run `python -m tests.readme`"
    assert by_pandas(question, folder, TEXT) == question.answer


@pytest.mark.parametrize("line", sorted(set(COMMANDS)))
def test_every_command_takes_what_is_shown(line: str) -> None:
    _, name, *arguments = line.split()
    command = cli.commands[name]
    assert isinstance(command, Command)
    known = {option for parameter in command.params for option in parameter.opts}
    assert {a.partition("=")[0] for a in arguments if a.startswith("--")} <= known
    assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0


def test_every_target_is_one() -> None:
    targets = re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"))
    for line in re.findall(r"\bmake ((?:[a-z]+ ?)+)(?=[`\n=A-Z#])", TEXT):
        assert set(line.split()) <= set(targets), line


def test_every_file_it_names_is_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)|`((?:pipeline|tests|data|seeds)/[\w./]+)`", TEXT)
    made = re.compile(r"data/(?:latest|snapshots|reports|exports|quarantine)")
    for path in {a or b for a, b in named}:
        assert made.match(path) or (ROOT / path).exists(), path


def test_every_setting_it_names_is_one(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "settings.toml").write_text(shown, "utf-8")
    load(tmp_path / "settings.toml")


def test_every_view_is_named(folder: Path) -> None:
    for view in ("project_history", "project_overdue", "open_tasks", "upcoming_listings"):
        assert view in TEXT
        open_snapshot(folder / "data").duckdb().execute(f"FROM {view}")


def test_the_row_it_explains_is_there(folder: Path) -> None:
    for wanted in re.findall(r"pipeline explain (\S+)", TEXT):
        data = str(folder / "data")
        assert CliRunner().invoke(cli, ["explain", wanted, "--data", data]).exit_code == 0


def test_the_python_api_gives_what_is_told() -> None:
    (shown,) = re.findall(r"```python\nimport datetime\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    lines = [line.partition("  # ") for line in shown.splitlines() if "  # " in line]
    exec("import datetime, pipeline", names)
    repaired, dates, rows = (eval(code, names) for code, _, _ in lines)  # as the README says
    assert repaired == lines[0][2]
    assert f"{dates[0].start} to {dates[0].end}" == lines[1][2]
    assert len(rows) == 2
