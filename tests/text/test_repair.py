"""Repair: glosses out, the author's parentheses kept, offsets right."""

import pytest

from pipeline.reference import entries
from pipeline.text.repair import repair


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("產(chǎn)業(yè)", "产业"),
        ("宏P(guān)LC", "宏PLC"),
        ("因?yàn)樗麄?,", "因为他\ufffd\ufffd,"),
        ("廈門(men)(men)港", "厦门港"),
    ],
)
def test_glosses_are_removed(source: str, text: str) -> None:
    assert repair(source).text == text


@pytest.mark.parametrize("row", entries("simplified_phrases"), ids=lambda row: row["word"])
def test_each_phrase(row: dict[str, str]) -> None:
    assert repair("這裡發" + row["example"].replace("着", "著")).text == "这里发" + row["example"]
