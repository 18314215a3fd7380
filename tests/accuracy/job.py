"""The whole job over the gold pages, into a temporary folder."""

import shutil
import tempfile
from pathlib import Path

from pipeline.run import run
from pipeline.settings import Settings
from tests.accuracy.gold import Gold, load_all, page
from tests.accuracy.score import Row, Scores, read_tables, score


def run_on(golds: list[Gold]) -> dict[str, list[Row]]:
    """The published tables of the gold files' pages, as rows."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        for gold in golds:
            shutil.copy(page(gold), seeds)
        done = run(seeds, Path(folder, "data"), Settings(), workers=0, scheduler=None)
        return read_tables(done.snapshot)


def measure() -> Scores:
    """Every gold page scored."""
    golds = load_all()
    return score(golds, run_on(golds))
