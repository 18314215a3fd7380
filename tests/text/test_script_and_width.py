"""Script and width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.script import script_of
from pipeline.text.width import fold_width


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("加快产业转型，推进项目建设。", "simplified"),
        ("加快產(chǎn)業(yè)轉型，推進項目建設于后里。", "traditional"),
        ("加快产业转型，推進項目建設。", "mixed"),
        ("Policy of 大连, in English", "other"),
        ("", "other"),
        ("2016-03-26", "other"),
        ("著名人士在后里", "simplified"),
    ],
)
def test_script(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("３．２６％", "3.26%"),
        ("２０１６－２０１８年", "2016-2018年"),
        ("ＧＤＰ：增长，（试行）", "GDP：增长，（试行）"),
        ("甲／乙－丙．丁", "甲／乙－丙．丁"),
        ("一\u3000二\xa0三", "一 二 三"),
    ],
)
def test_width(text: str, folded: str) -> None:
    assert fold_width(text) == folded


@given(st.text())
def test_width_keeps_the_length(text: str) -> None:
    assert len(fold_width(text)) == len(text)
