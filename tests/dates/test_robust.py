"""Bad input never crashes the date grammar, and any text is read in linear time."""

import datetime as dt
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalise.dates import find_dates
from pipeline.normalise.dates.grammar import RULES

ANCHOR = dt.date(2016, 6, 15)
_PIECES = sorted({c for rule in RULES.values() for s, _ in rule.examples for c in s})


@given(st.text(st.sampled_from(_PIECES), max_size=60))
@settings(max_examples=300, deadline=None)
def test_spans_are_in_order_and_dates_are_intervals(text: str) -> None:
    end = 0
    for mention in find_dates(text, ANCHOR):
        assert end <= mention.span[0] < mention.span[1] <= len(text)
        end = mention.span[1]
        if mention.start and mention.end:
            assert mention.start <= mention.end


@pytest.mark.parametrize(
    "text",
    [
        "0年",
        "0000年1月1日",
        "10000年",
        "9999年12月31日之后",
        "公元前1年",
        "9" * 5000 + "年",
        "一" * 5000 + "年",
        "1" * 5000 + "月" + "1" * 5000 + "日",
        "9999年后9999年前9999个月后9999天内",
        "0001年1月1日之前",
        "农历十三月初一",
        "民国九九年",
        "二百世纪",
        "\ud800年\x00月",
        "第0周",
        "2016年第99周",
        "99季度",
        "11月至2月",
        "28日至2日",
        "2月28日至29日",
        "周五到上周三",
        "过去9999年,未来9999年,近9999个月",
    ],
)
@pytest.mark.parametrize("anchor", [None, ANCHOR, dt.date.min, dt.date.max])
def test_odd_dates_do_not_crash(text: str, anchor: dt.date | None) -> None:
    find_dates(text, anchor)


def _seconds(text: str) -> float:
    began = time.process_time()
    find_dates(text, ANCHOR)
    return time.process_time() - began


@pytest.mark.parametrize(
    "piece", ["1", "年", "一", "上", "前", "至", " ", "“", "《", "1年", "1-", "国庆"]
)
def test_time_is_linear_in_repetitions(piece: str) -> None:
    # Ten times the text may take ten times as long, with room for a busy machine.
    small = max(_seconds(piece * (20_000 // len(piece))), 0.002)
    assert _seconds(piece * (200_000 // len(piece))) < 40 * small


def test_random_digits_and_units() -> None:
    text = "".join(random.Random(1).choices("0123456789年月日", k=200_000))
    assert _seconds(text) < 2
