"""Markup in a text is gone from what is read, and every span still leads to its source."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.markup import strip_markup
from pipeline.text.repair import repair

SOURCE = (
    "<p><strong>東海高鐵開通</strong></p><p>產(chǎn)業(yè)園&nbsp;建成。<br>全長30公里<40公里</p>"
)


def test_blocks_become_lines_and_other_tags_nothing() -> None:
    read = strip_markup(repair(SOURCE))
    assert read.text == "\n东海高铁开通\n产业园\u00a0建成。\n全长30公里<40公里\n"
    assert read.gloss_count == 2


def test_spans_lead_to_their_words_without_the_tags_around_them() -> None:
    read = strip_markup(repair(SOURCE))
    for words, source in (
        ("东海高铁", "東海高鐵"),
        ("产业园", "產(chǎn)業(yè)園"),
        ("建成。", "建成。"),
    ):
        at = read.text.index(words)
        start, end = read.source_span(at, at + len(words))
        assert SOURCE[start:end] == source


def test_text_without_markup_is_left_alone() -> None:
    plain = repair("投资<3亿元，R&D;占2%")
    assert strip_markup(plain) is plain


@given(st.text(alphabet="产业(chan)<p></br>&nbsp;。a", max_size=60))
def test_characters_keep_their_source(source: str) -> None:
    read = strip_markup(repair(source))
    offsets = [read.source_span(i, i)[0] for i in range(len(read.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] <= len(source)
    for character, at in zip(read.text, offsets, strict=False):
        assert source[at] == character or (character in "\n\xa0" and source[at] in "<&")


@given(st.text(alphabet="业產(chǎn)發fā<p></br>&nbsp;。a", max_size=60))
def test_the_way_back_is_the_way_there(source: str) -> None:
    read = strip_markup(repair(source))
    for at in range(len(read.text)):
        assert read.text_span(*read.source_span(at, at + 1)) == (at, at + 1)
    reached = [read.text_span(offset, offset)[0] for offset in range(len(source) + 1)]
    assert reached == sorted(reached)
    assert set(reached) <= set(range(len(read.text) + 1))
