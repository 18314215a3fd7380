"""The floors under the accuracy figures: tests/gold/floors.csv, which only rise.

More pages make other measures: who adds some deletes the file's rows and runs with --raise, in
the same commit as the pages.
"""

import csv
import math

from tests.accuracy.gold import GOLD

FLOORS = GOLD / "floors.csv"
Floors = dict[tuple[str, str], float]
Measures = list[tuple[str, str, float, int]]


def load() -> Floors:
    with FLOORS.open(encoding="utf-8", newline="") as file:
        return {(r["table"], r["measure"]): float(r["floor"]) for r in csv.DictReader(file)}


def broken(measures: Measures, floors: Floors) -> list[str]:
    """What is wrong, in words: figures below their floor, figures and floors without the other."""
    values = {(table, measure): value for table, measure, value, _ in measures}
    below = [
        f"{table} {measure} is {values[table, measure]:.3f}, its floor {floor:.3f}"
        for (table, measure), floor in floors.items()
        if (table, measure) in values and values[table, measure] < floor
    ]
    lost = [
        f"{table} {measure} has a floor, but is not measured"
        for table, measure in floors
        if (table, measure) not in values
    ]
    new = [
        f"{table} {measure} has no floor: run with --raise"
        for table, measure in values
        if (table, measure) not in floors
    ]
    return below + lost + new


def raised(measures: Measures, floors: Floors) -> Floors:
    """The floors lifted to the figures, cut off at three decimals; none is lowered."""
    figures = {(table, measure): value for table, measure, value, _ in measures}
    return {
        key: max(floors.get(key, 0.0), math.floor(figures.get(key, 0.0) * 1000) / 1000)
        for key in sorted(floors.keys() | figures.keys())
    }


def save(floors: Floors) -> None:
    with FLOORS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "measure", "floor"))
        writer.writerows((*key, f"{floor:.3f}") for key, floor in floors.items())
