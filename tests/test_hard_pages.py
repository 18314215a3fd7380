"""Pages of nothing but what is hard, through the whole core; odd dates through the tables."""

import datetime as dt
import time

import pandas as pd
import pytest

from pipeline import extract
from pipeline.tables.arrow import to_arrow
from tests.test_mutants import SPANNED

SIZE = 50_000  # characters
SECONDS = 10.0  # the time of a process on a slow machine; what is not linear takes minutes
UNITS = {
    "brackets": "(",
    "dates": "2024-03-01",
    "dates in a row": "2024年3月1日、",
    "dates that are none": "13月32日",
    "digits": "9",
    "digits of other scripts": "٣②",
    "glosses": "產(chǎn)業(yè)",
    "glosses alone": "(yè)",
    "lone surrogates": "\ud800",
    "marks in numbers": "2\ufeff0\ufeff24年",
    "nothing printed": "\0",
    "one ligature of eighteen letters": "\ufdfa",
    "other direction": "\u202e年",
    "quotes": "“",
    "spaces": " ",
    "tasks": "一、推进项目建设。\n",
}


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_a_page_of_nothing_else(unit: str) -> None:
    text = "某市简报\n" + unit * (SIZE // len(unit)) + "\n入驻:2024-02-22\n"
    began = time.process_time()
    records = extract(text)
    assert time.process_time() - began < SECONDS
    for table in SPANNED:
        for row in records[table]:
            assert text[row["span_start"] : row["span_end"]] == row["source_text"]


def test_years_beyond_nanoseconds_stay_dates() -> None:
    page = "某地志\n本地建于1600年1月2日，规划至2500年12月31日。\n"
    rows = extract(page)["dates"]
    table = to_arrow("dates", rows)
    starts = table.column("start_date").to_pylist()
    assert dt.date(1600, 1, 2) in starts
    assert pd.DataFrame(table.to_pandas())["start_date"].tolist() == starts


def test_controls_of_direction_stay_in_the_data() -> None:
    page = "某市简报\n\u202e入驻:2024-02-22\u202c\n"
    assert extract(page)["texts"][0]["source_text"] == page
