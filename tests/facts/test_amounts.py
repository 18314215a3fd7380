"""Amounts of money in all their spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.amounts import find_amounts


@pytest.mark.parametrize(
    ("text", "written", "low", "high"),
    [
        ("总投资22.63亿元的项目", "22.63亿元", 2.263e9, 2.263e9),
        ("近百亿元投资", "近百亿元", None, 1e10),
        ("总投资超过100亿元", "超过100亿元", 1e10, None),
        ("投资1,200万元", "1,200万元", 1.2e7, 1.2e7),
        ("引来十几亿元投资", "十几亿元", 1.1e9, 1.9e9),
        ("数十亿元", "数十亿元", 2e9, 9.9e9),
        ("合计总投资37.7亿,", "37.7亿", 3.77e9, 3.77e9),
        ("投资约15亿元", "约15亿元", 1.35e9, 1.65e9),
        ("不低于3亿元", "不低于3亿元", 3e8, None),
        ("100多亿元", "100多亿元", 1e10, None),
        ("3至5亿元", "3至5亿元", 3e8, 5e8),
        ("两千万元", "两千万元", 2e7, 2e7),
        ("1亿2000万元", "1亿2000万元", 1.2e8, 1.2e8),
        ("十二亿三千万元", "十二亿三千万元", 1.23e9, 1.23e9),
        ("8000万元以上", "8000万元以上", 8e7, None),
        ("近万亿元", "近万亿元", None, 1e12),
    ],
)
def test_yuan(text: str, written: str, low: float | None, high: float | None) -> None:
    (amount,) = find_amounts(text)
    assert (amount.text, amount.cny_min, amount.cny_max) == (written, low, high)
    assert text[slice(*amount.span)] == written
    assert amount.currency == "CNY"


@pytest.mark.parametrize(
    ("text", "currency"), [("5000万美元", "美元"), ("3.3亿美元", "美元"), ("220亿日元", "日元")]
)
def test_other_currencies_have_no_yuan(text: str, currency: str) -> None:
    (amount,) = find_amounts(text)
    assert (amount.cny_min, amount.cny_max, amount.currency) == (None, None, currency)


@pytest.mark.parametrize(
    "text", ["年产1.62亿片", "人口3亿", "第8.5代", "增长1.8倍", "亿元以上项目"]
)
def test_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


@given(st.text("0123456789.,近约超百千万亿元几数十多至-美", max_size=60))
def test_spans_hold(text: str) -> None:
    last = 0
    for amount in find_amounts(text):
        assert text[slice(*amount.span)] == amount.text
        assert amount.span[0] >= last
        last = amount.span[1]
