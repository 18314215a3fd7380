"""Characters that are lost for good, and question marks that are not."""

import re
from functools import cache

from pipeline.reference import words

# A ? between two hanzi, with the sentence before it.
_SIGN = re.compile(r"(?<=[一-鿿])\?(?=[一-鿿])")
_SENTENCE_END = re.compile("[。！？!?\n\ufffd]")
_LONGEST = 80  # characters of a sentence that are looked at
_CHOICE = re.compile(r"([一-鿿]{1,2})[不没沒]\1")  # 是不是, 喜欢不喜欢


@cache
def _question_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("question_words"))))


def count_damage(text: str) -> int:
    """The number of U+FFFD in `text`, and of ? between hanzi that close no question."""
    count = text.count("\ufffd")
    if "?" in text:
        count += sum(not _is_question(text, sign.start()) for sign in _SIGN.finditer(text))
    return count


def _is_question(text: str, at: int) -> bool:
    sentence = _SENTENCE_END.split(text[max(0, at - _LONGEST) : at])[-1]
    return bool(_question_words().search(sentence) or _CHOICE.search(sentence))
