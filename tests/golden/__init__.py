"""The published tables of the seed page as JSON Lines: one file per table, one row a line."""

import json
import tempfile
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.run import run
from pipeline.settings import Settings
from pipeline.tables import TABLES

FOLDER = Path(__file__).parent
SEEDS = FOLDER.parent.parent / "seeds"


@cache
def made() -> dict[str, str]:
    """What the job makes of the seed now: table -> the text of its golden file."""
    with tempfile.TemporaryDirectory() as data:
        snapshot = run(SEEDS, Path(data), Settings(), workers=0, scheduler=None).snapshot
        rows = {name: pq.read_table(snapshot / f"{name}.parquet").to_pylist() for name in TABLES}
    return {
        name: "".join(
            json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) + "\n" for row in some
        )
        for name, some in rows.items()
    }


def path(table: str) -> Path:
    return FOLDER / f"{table}.jsonl"


def write(table: str) -> None:
    path(table).write_text(made()[table], "utf-8")
