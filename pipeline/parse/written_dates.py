"""Dates as page furniture writes them: numeric, with times of day, single or as a range."""

import re
from typing import Literal, NamedTuple

from pipeline.parse.numbers import numeral

_DATE = (
    r"(?:(?P<y{n}>\d{{4}})\s?(?:[-/.]|年)\s?(?P<m{n}>\d{{1,2}})\s?(?:[-/.]|月)\s?(?P<d{n}>\d{{1,2}})(?:\s?[日号])?"
    r"|(?P<dd{n}>\d{{1,2}})(?P<s{n}>[/.])(?P<dm{n}>\d{{1,2}})(?P=s{n})(?P<dy{n}>\d{{4}})"
    r"|(?P<mm{n}>\d{{1,2}})\s?月\s?(?P<md{n}>\d{{1,2}})(?:\s?[日号])?"
    r"|(?P<sm{n}>\d{{2}})-(?P<sd{n}>\d{{2}})(?![-\d:]))"
)
_WEEKDAY = r"(?:\s?[(（](?:周|星期|礼拜)[一二三四五六日天][)）])?"
_CLOCK = r"\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2}(?:\.\d{1,6})?)?|[时点](?:\d{1,2}分)?)"
_TIME = (
    r"(?:\s{0,2}T?(?:[上下中]午|晚上?|早上?|凌晨)?\s?"
    rf"{_CLOCK}(?:\s?[-—~～至]{{1,2}}\s?{_CLOCK})?)?"
)
_TO = r"\s?(?:至|到|--?|——?|–|~|～|－|to\b)\s?"
# The end of a range that leaves out what its start has said: -10.30, -30, -30日.
_REST = (
    r"(?:(?P<rest_month>\d{1,2})[./])?(?P<rest_day>\d{1,2})"
    r"(?:\s?[日号]|(?=\Z|[\s)）\]】,，;；|]))"
)
_VALUE = re.compile(
    # The look-ahead says nothing new, but spares most places the forms of a date.
    rf"(?=\d)(?<![\d/.-]){_DATE.format(n=1)}{_WEEKDAY}{_TIME}"
    rf"(?:{_TO}(?:{_DATE.format(n=2)}|{_REST})(?!\d){_WEEKDAY}{_TIME})?"
)
# Months, and dates in Chinese numerals: 2016年3月, 二〇一六年三月十日, 2024年3月至5月.
_HAN_YEAR = "〇○零一二三四五六七八九"
_HAN = "一二三四五六七八九十"
_WORDS = re.compile(
    rf"(?P<y1>\d{{4}}|[{_HAN_YEAR}]{{4}})\s?(?:年\s?|[-./](?=\d{{1,2}}(?:\Z|\s)))"
    rf"(?P<m1>\d{{1,2}}|[{_HAN}]{{1,3}})(?:\s?月(?:\s?(?P<d1>[{_HAN}]{{1,3}})\s?[日号])?)?"
    rf"(?:{_TO}(?:(?P<y2>\d{{4}}|[{_HAN_YEAR}]{{4}})\s?年\s?)?"
    rf"(?P<m2>\d{{1,2}}|[{_HAN}]{{1,3}})\s?月(?:\s?(?P<d2>[{_HAN}]{{1,3}})\s?[日号])?)?"
)
# What joins two parts of any of these dates: few lines have it, and it is soon looked for.
JOINT = re.compile(rf"[-/.年月](?<=[\d\s{_HAN_YEAR}].)\s?[\d{_HAN_YEAR}十]")
_FIGURES = str.maketrans(_HAN_YEAR, "000123456789")

# The groups of year, month and day in each form of the pattern, for either date.
_FORMS = {
    n: tuple(
        tuple(f"{part}{n}" for part in form)
        for form in (("y", "m", "d"), ("mm", "md"), ("sm", "sd"), ("dy", "dm", "dd"))
    )
    for n in (1, 2)
}


class Parts(NamedTuple):
    """A date as written; None for a part that is not."""

    year: int | None
    month: int | None
    day: int | None


class WrittenDate(NamedTuple):
    """A date or a range of dates (`last` None for a single one) and where it stands."""

    first: Parts
    last: Parts | None
    start: int
    end: int

    @property
    def has_year(self) -> bool:
        return self.first.year is not None or (self.last is not None and self.last.year is not None)


def written_dates(text: str, start: int, end: int) -> list[WrittenDate]:
    """The dates and ranges in text[start:end], in order; months only where no day is written."""
    return [
        WrittenDate(_parts(match, 1), _last(match), *match.span())
        for match in _VALUE.finditer(text, start, end)
    ] or [
        WrittenDate(
            _in_words(match, 1), _in_words(match, 2) if match["m2"] else None, *match.span()
        )
        for match in _WORDS.finditer(text, start, end)
    ]


def _in_words(match: re.Match[str], n: Literal[1, 2]) -> Parts:
    year, month, day = match.group(f"y{n}", f"m{n}", f"d{n}")
    return Parts(
        int(year.translate(_FIGURES)) if year else None,
        numeral(month),
        numeral(day) if day else None,
    )


def _last(match: re.Match[str]) -> Parts | None:
    if match["rest_day"]:
        month = match["rest_month"]
        return Parts(None, int(month) if month else None, int(match["rest_day"]))
    return _parts(match, 2) if any(match.group("m2", "dm2", "mm2", "sm2")) else None


def _parts(match: re.Match[str], n: Literal[1, 2]) -> Parts:
    """The parts of the first or second date, in whichever form it is written."""
    for form in _FORMS[n]:
        year, month, day = match.group(*form) if len(form) == 3 else (None, *match.group(*form))
        if month and day:
            return Parts(int(year) if year else None, int(month), int(day))
    raise AssertionError("every form of the pattern has a day")
