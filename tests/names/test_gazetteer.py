"""What the shared pass over a text remembers."""

import pytest

from pipeline.normalise.names import gazetteer

COUNT = len(gazetteer._SHARED)


@pytest.fixture
def gone_through(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts gone through, in order."""
    through: list[str] = []
    matches = gazetteer._matches

    def noted(text: str, count: int) -> list[list[gazetteer.Match[object]]]:
        through.append(text)
        return matches(text, count)

    monkeypatch.setattr(gazetteer, "_matches", noted)
    return through


def test_all_gazetteers_take_their_matches_from_one_pass(gone_through: list[str]) -> None:
    passes = gazetteer._Passes()
    text = "北京市市长和上海市政府"
    own = [passes.take(text, number, COUNT) for number in range(COUNT)]
    assert own == gazetteer._matches(text, COUNT)
    assert any(own)
    assert gone_through == [text, text]
    assert (passes._left, passes._size) == ({}, 0)


def test_matches_taken_already_are_found_again(gone_through: list[str]) -> None:
    passes = gazetteer._Passes()
    first = [passes.take("北京市", 0, COUNT) for _ in range(3)]
    assert first[0] == first[1] == first[2]
    assert len(gone_through) == 3
    assert passes._size == 3


def test_matches_not_taken_are_kept_by_the_size_of_their_texts(gone_through: list[str]) -> None:
    passes = gazetteer._Passes()
    texts = [f"{number}北京市" + "　" * 999_996 for number in range(6)]
    for text in texts:
        passes.take(text, 0, COUNT)
    assert 0 < sum(len(text) for text, _ in passes._left) == passes._size <= gazetteer._KEPT
    passes.take(texts[-1], 1, COUNT)
    assert gone_through == texts
    passes.take(texts[0], 1, COUNT)
    assert gone_through == [*texts, texts[0]]
