"""Every example of every rule, and of the word tables, through the whole grammar."""

import pytest

from pipeline.normalise.dates import find_dates
from pipeline.normalise.dates import scanner as _scanner  # noqa: F401  (registers the rules)
from pipeline.normalise.dates.grammar import ANCHOR, RULES
from pipeline.records import DateMention
from pipeline.reference import entries


def _told(mention: DateMention) -> str:
    return f"{mention.start}/{mention.end}"


_YES = [(r.name, s, w) for r in RULES.values() for s, w in r.examples]
_NO = [(r.name, s) for r in RULES.values() for s in r.counters]
_WORDS = [(r["example"], r["expected"]) for r in entries("dates_relative")]
_ERAS = [(r["example"], r["expected"]) for r in entries("dates_eras")]


@pytest.mark.parametrize(("name", "sentence", "wanted"), _YES)
def test_example(name: str, sentence: str, wanted: str) -> None:
    assert " ".join(_told(m) for m in find_dates(sentence, ANCHOR)) == wanted


@pytest.mark.parametrize(("name", "sentence"), _NO)
def test_counter_example(name: str, sentence: str) -> None:
    assert [sentence[slice(*m.span)] for m in find_dates(sentence, ANCHOR)] == []


@pytest.mark.parametrize(("sentence", "wanted"), _WORDS + _ERAS)
def test_word(sentence: str, wanted: str) -> None:
    assert " ".join(_told(m) for m in find_dates(sentence, ANCHOR)) == wanted


@pytest.mark.parametrize("row", entries("dates_holidays"), ids=lambda r: r["word"])
def test_holiday(row: dict[str, str]) -> None:
    (mention,) = find_dates(row["example"], ANCHOR)
    assert mention.precision == "day"
    assert mention.start is not None and mention.start.year in (2016, 2017)


@pytest.mark.parametrize("row", entries("dates_fuzzy"), ids=lambda r: r["word"])
def test_fuzzy(row: dict[str, str]) -> None:
    (mention,) = find_dates(row["example"], ANCHOR)
    assert (mention.basis, mention.start, mention.end) == ("fuzzy", None, None)
