"""Seeds folders and runs of the whole job, small."""

import contextlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow.parquet as pq
import pytest

from pipeline import cli

SEED = Path(__file__).parents[2] / "seeds" / "000_7057a50cc066646d.txt"
ROOT = SEED.parents[1]
TABLES = (
    *("documents", "texts", "tasks", "projects", "listings"),
    *("dates", "entities", "mentions", "quality"),
)


@dataclass
class Job:
    """One data folder and what the command line says when it is run on it."""

    seeds: Path
    data: Path

    def __call__(self, *arguments: str, code: int = 0, command: str = "run", **env: str) -> Any:
        """Run a command; its last line as JSON. Fails where it does not end with `code`."""
        ended, stdout, stderr = self.run(command, *arguments, **env)
        assert ended == code, stdout[-2000:] + stderr[-4000:]
        return json.loads(stdout.splitlines()[-1])

    def run(self, command: str, *arguments: str, **env: str) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of a command. It is run in this process, which has all
        imported, unless it needs processes of its own or another environment."""
        folders = ["--data", str(self.data)]
        if command in ("run", "parse", "replay"):
            folders += ["--seeds", str(self.seeds)]
        argv = [command, *folders, *arguments]
        if not env and not {"--workers", "--scheduler"} & set(arguments):
            return _here(argv)
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", *argv],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **env},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, done.stderr

    def rows(self, table: str) -> list[dict[str, Any]]:
        return pq.read_table(self.data / "latest" / f"{table}.parquet").to_pylist()

    def bytes(self) -> dict[str, bytes]:
        """Every published table, byte for byte."""
        latest = self.data / "latest"
        return {table: (latest / f"{table}.parquet").read_bytes() for table in TABLES}


def _here(argv: list[str]) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["pipeline", *argv]),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
    ):
        try:
            cli.main()
        except SystemExit as end:
            return int(str(end.code or 0)), stdout.getvalue(), stderr.getvalue()
    return 0, stdout.getvalue(), stderr.getvalue()


@pytest.fixture
def job(tmp_path: Path) -> Job:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    shutil.copy(SEED, seeds)
    return Job(seeds, tmp_path / "data")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """The seed, published once; only to be read."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "seeds").mkdir()
    shutil.copy(SEED, folder / "seeds")
    job = Job(folder / "seeds", folder / "data")
    job()
    return job


@pytest.fixture
def many(tmp_path: Path) -> Callable[..., Job]:
    """A job on so many small pages of JSON Lines, no two alike."""

    def make(pages: int, name: str = "pages.jsonl") -> Job:
        seeds = tmp_path / "seeds"
        seeds.mkdir(exist_ok=True)
        lines = (json.dumps({"text": page(number)}, ensure_ascii=False) for number in range(pages))
        (seeds / name).write_text("\n".join(lines) + "\n", "utf-8")
        return Job(seeds, tmp_path / "data")

    return make


def page(number: int) -> str:
    """A small page of its own."""
    return (
        f"某市第{number}号简报\n发布时间:2024-03-{number % 28 + 1:02}\n"
        f"2024年，全市将加快推进青石港第{number}码头项目建设，力争年底前建成投产。\n"
        f"入驻:2024-02-{number % 28 + 1:02}\n"
    )
