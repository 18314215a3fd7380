"""The whole job over the gold pages, into a temporary folder."""

import shutil
import tempfile
from copy import deepcopy
from functools import cache
from pathlib import Path

from pipeline.run import run
from pipeline.settings import Settings
from tests.accuracy.floors import Measures
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


def measure(held_out: bool = False) -> Scores:
    """The gold pages that rules were mended on scored, or else the held-out ones."""
    golds = [gold for gold in load_all() if gold.get("held_out", False) is held_out]
    return score(golds, deepcopy(tables()))


def figures() -> Measures:
    """All figures, those of the held-out pages under `held-out TABLE`."""
    held_out = ((f"held-out {table}", *rest) for table, *rest in measure(True).measures())
    return [*measure().measures(), *held_out]
