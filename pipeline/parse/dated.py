"""Lines of page furniture that carry a date."""

import re

_DATE = r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?)"
_TIME = r"(?:\s?\d{1,2}:\d\d(?::\d\d)?)?"
_LINE = re.compile(
    rf"(?:[^\d\s,，。:：]{{2,16}}[:：]\s?)?{_DATE}{_TIME}(?:\s?(?:至|-|—|~)\s?{_DATE})?"
)


def is_dated_line(text: str, start: int, end: int) -> bool:
    """Is text[start:end] a label with a date, or with a range of dates?"""
    if end - start > 120 or "年" in text[start : start + 5]:
        return False
    return _LINE.fullmatch(text, start, end) is not None
