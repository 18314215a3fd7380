"""Characters that are lost for good, and question marks that are not."""

import re
from functools import cache
from itertools import pairwise

from pipeline.reference import words

_HAN = re.compile("[一-鿿]")
_SENTENCE_END = re.compile("[。！？!\n\ufffd]")
_LONGEST = 80  # characters of a sentence that are looked at
_CHOICE = re.compile(r"([一-鿿]{1,2})[不没沒]\1")  # 是不是, 喜欢不喜欢


@cache
def _question_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("question_words"))))


def count_damage(text: str) -> int:
    """The number of U+FFFD in `text`, and of ? between hanzi that close no question."""
    pieces = text.split("?")
    return text.count("\ufffd") + sum(
        1
        for before, after in pairwise(pieces)
        if _HAN.match(before[-1:]) and _HAN.match(after[:1]) and not _is_question(before)
    )


def _is_question(text: str) -> bool:
    sentence = _SENTENCE_END.split(text[-_LONGEST:])[-1]
    return bool(_question_words().search(sentence) or _CHOICE.search(sentence))
