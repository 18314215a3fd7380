"""Repair undoes the corruption: texts, offsets, and what may stay lost."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.repair import repair
from tests.text.corrupt import Decoder, corrupt, rank

PAGE = Path(__file__).with_name("page.txt").read_text("utf-8")
LOST = "\ufffd"
SENTENCES = [line for line in PAGE.replace("；", "。").replace("。", "。\n").splitlines() if line]


@pytest.mark.parametrize("decoder", get_args(Decoder))
@pytest.mark.parametrize("config", ["s2t", "s2tw"])
@pytest.mark.parametrize("count", [0, 23, 60, 110, 153])
def test_a_corrupted_page_comes_back(count: int, config: str, decoder: Decoder) -> None:
    corrupted = corrupt(PAGE, rank(count), config, decoder)
    repaired = repair(corrupted.text)
    assert len(repaired.text) == len(PAGE)
    wrong = [(a, b) for a, b in zip(PAGE, repaired.text, strict=True) if a != b]
    assert {b for _, b in wrong} <= {LOST}
    assert len(wrong) == repaired.damage_count <= 0.003 * len(PAGE)
    assert repaired.gloss_count == corrupted.glosses
    starts = [repaired.source_span(at, at + 1)[0] for at in range(len(PAGE))]
    assert starts == corrupted.offsets


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8),
    st.sampled_from([23, 60, 110, 153]),
    st.sampled_from(get_args(Decoder)),
)
def test_any_sentences_come_back(sentences: list[str], count: int, decoder: Decoder) -> None:
    clean = "\n".join(sentences)
    corrupted = corrupt(clean, rank(count), "s2tw", decoder)
    repaired = repair(corrupted.text)
    if LOST not in repaired.text:
        assert repaired.text == clean
        spans = [repaired.source_span(at, at + 1) for at in range(len(clean))]
        assert [start for start, _ in spans] == corrupted.offsets


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("業產(chǎn)yè發guān關?\ufffd()因樗麄 PL翟dí門men著、\n\0\ud800")))
def test_any_string_is_allowed(source: str) -> None:
    repaired = repair(source)
    spans = [repaired.source_span(at, at + 1) for at in range(len(repaired.text))]
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert repaired.source_span(0, len(repaired.text))[1] == (len(source) if repaired.text else 0)


def test_clean_text_is_unchanged() -> None:
    repaired = repair(PAGE)
    assert (repaired.text, repaired.gloss_count, repaired.damage_count) == (PAGE, 0, 0)
    assert [list(offsets) for way in repaired.way for offsets in way] == [[0], [0]]
