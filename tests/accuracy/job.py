"""The whole job over the gold pages, into a temporary folder."""

import shutil
import tempfile
from copy import deepcopy
from functools import cache
from pathlib import Path

from pipeline.run import run
from pipeline.settings import Settings
from tests.accuracy.gold import load_all, page
from tests.accuracy.score import Row, Scores, read_tables, score


@cache
def tables() -> dict[str, list[Row]]:
    """The published tables of the gold pages, as rows."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        for gold in load_all():
            shutil.copy(page(gold), seeds)
        done = run(seeds, Path(folder, "data"), Settings(), workers=0, scheduler=None)
        return read_tables(done.snapshot)


def measure() -> Scores:
    """Every gold page scored."""
    return score(load_all(), deepcopy(tables()))
