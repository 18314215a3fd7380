"""The README's questions, asked of the seed's snapshot: `python -m tests.readme` writes their
answers anew."""

import contextlib
import csv
import io
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.publish.open import open_snapshot
from pipeline.run import run
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_QUESTION = re.compile(
    r"```sql\n(?P<sql>.*?)```\n\n```python\n(?P<pandas>.*?)```\n\n```text\n(?P<answer>.*?)```",
    re.DOTALL,
)
_START = re.compile(r"```python\n(import pandas.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Question:
    """A query in SQL, the same in pandas, and the answer that the README gives."""

    sql: str
    pandas: str
    answer: str


def questions(text: str) -> list[Question]:
    return [Question(**found.groupdict()) for found in _QUESTION.finditer(text)]


def publish_seed(folder: Path) -> None:
    """The seed's snapshot in `folder/data`."""
    (folder / "seeds").mkdir()
    shutil.copy(next((ROOT / "seeds").glob("*.txt")), folder / "seeds")
    run(folder / "seeds", folder / "data", Settings(), 0, None)


def by_sql(question: Question, folder: Path) -> str:
    """What `duckdb -csv -init data/latest/views.sql` prints."""
    answer = open_snapshot(folder / "data").duckdb().execute(question.sql)
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(column[0] for column in answer.description or ())
    lines.writerows(answer.fetchall())
    return out.getvalue()


def by_pandas(question: Question, folder: Path, text: str) -> str:
    """What the Python code prints, run beside the data folder."""
    start = _START.search(text)
    assert start
    names: dict[str, Any] = {}
    out = io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out):
            exec(start[1] + question.pandas, names)
    finally:
        os.chdir(before)
    return out.getvalue()


def main() -> None:
    text = README.read_text("utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        publish_seed(Path(scratch))
        answers = iter([by_sql(question, Path(scratch)) for question in questions(text)])

    def answered(match: re.Match[str]) -> str:
        at = match.start("answer") - match.start(), match.end("answer") - match.start()
        return match[0][: at[0]] + next(answers) + match[0][at[1] :]

    README.write_text(_QUESTION.sub(answered, text), "utf-8")


if __name__ == "__main__":
    main()
