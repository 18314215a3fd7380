"""The character table with OpenCC's words gives what OpenCC gives, and needs no more of it."""

import subprocess
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reference import entries
from pipeline.text import simplify

IN_WORDS = entries("simplified_in_words")
# Words whose characters meet in ways that no dictionary foresaw, between other characters.
PIECES = st.sampled_from([row["example"] for row in IN_WORDS]) | st.text(max_size=3)


def of_opencc(text: str) -> str:
    return opencc.OpenCC("t2s").convert(text)


def phrases(folder: Path) -> list[str]:
    """The words of OpenCC's own dictionary, unpacked by its own tool."""
    package = Path(opencc.__file__).parent / "clib"
    dictionary = package / "share" / "opencc" / "TSPhrases.ocd2"
    unpacked = folder / "phrases.txt"
    tool = [package / "bin" / "opencc_dict", "-f", "ocd2", "-t", "text"]
    subprocess.run([*tool, "-i", dictionary, "-o", unpacked], check=True)
    return [line.split("\t")[0] for line in unpacked.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", IN_WORDS, ids=lambda row: row["character"])
def test_each_has_a_word_that_is_more_than_its_characters(row: dict[str, str]) -> None:
    assert row["character"] in row["example"]
    assert of_opencc(row["example"]) == row["simplified"]
    assert "".join(map(of_opencc, row["example"])) != row["simplified"]


def test_each_such_word_has_one(tmp_path: Path) -> None:
    listed = {row["character"] for row in IN_WORDS}
    words = phrases(tmp_path)
    assert len(words) > 400
    for word in words:
        assert len(of_opencc(word)) == len(word)
        assert of_opencc(word) == "".join(map(of_opencc, word)) or listed.intersection(word), word


@given(st.lists(PIECES).map("".join))
def test_as_opencc(text: str) -> None:
    known = text.encode("utf-8", "replace").decode("utf-8")  # it cannot read lone surrogates
    assert simplify._convert(known) == of_opencc(known)


def test_every_character_alone() -> None:
    codes = [*range(0xD800), *range(0xE000, 0x110000)]
    text = "\n".join(map(chr, codes))
    assert simplify._convert(text) == of_opencc(text)
