"""What the shared pass over a text remembers."""

from pipeline.normalise.names import gazetteer


def test_matches_are_remembered_by_the_size_of_their_texts() -> None:
    passes, count = gazetteer._Passes(), len(gazetteer._SHARED)
    texts = [f"{number}北京市" + "　" * 999_996 for number in range(6)]
    first = passes.of(texts[0], count)
    assert passes.of(texts[0], count) is first
    for text in texts[1:]:
        passes.of(text, count)
    assert sum(len(text) for text, _ in passes._found) <= gazetteer._KEPT
    again = passes.of(texts[0], count)
    assert again is not first
    assert again == first
