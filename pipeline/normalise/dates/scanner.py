"""All rules as one pattern: the atoms of a text, from left to right."""

import re
from collections.abc import Iterator

from pipeline.normalise.dates import days, durations, fuzzy, holidays, months, numeric, years
from pipeline.normalise.dates.grammar import RULES, Atom, unnamed

_MODULES = (years, months, days, durations, numeric, holidays, fuzzy)

# The first rule that matches wins, so a longer form stands before the shorter.
_ORDER = (
    "numeric_range numeric_day day_first numeric_month bare_years compact_day dotted_day "
    "fuzzy around_now from_now "
    "common_era lunar_date holiday two_years decade century five_year_plan era "
    "year year_in_han short_year short_year_in_han relative_day relative_year "
    "season school_holiday within_year edge_of_year quarters_from_start months_from_edge nth_month "
    "relative_quarter relative_month quarter half_year "
    "month nth_weekday nth_week half_week half_month relative_week weekday day_of_week weekend "
    "ten_days edge_of_month days_from_edge day_of_month day_number day_after_month same_day"
).split()
assert set(_ORDER) == set(RULES), set(_ORDER) ^ set(RULES)

# Every atom starts with one of these; looking at them first keeps the scan fast.
_HEADS = (
    "0-9零〇一二三四五六七八九十两仨俩半廿卅初第首前后最上下本这当今明去来次翌大昨琴寻听"
    "年岁月春夏秋冬暑近过未公纪西周星礼天日末Qq正闰腊农阴旧除元新情女妇植愚劳青儿建教国万光双平圣母父感"
    "端中重立雨惊清谷小芒处白寒霜即不多连几数民宣同咸道嘉乾雍康顺崇天永洪靖熙庆开隆神贞武弘成"
)
_SCANNER = re.compile(
    f"(?=[{_HEADS}])(?:" + "|".join(f"(?P<{n}>{unnamed(RULES[n].pattern)})" for n in _ORDER) + ")"
)


def atoms(text: str) -> Iterator[Atom]:
    """The word groups of the text that name a time, not overlapping."""
    position = 0
    while found := _SCANNER.search(text, position):
        start = found.start()
        atom = _read(text, start, _ORDER.index(found.lastgroup or ""))
        if atom is None:
            position = start + 1
        else:
            yield atom
            position = atom.end


def _read(text: str, start: int, first_rule: int) -> Atom | None:
    """The atom at `start`, by the first rule from `first_rule` on that accepts it."""
    for name in _ORDER[first_rule:]:
        rule = RULES[name]
        if (m := rule.regex.match(text, start)) and (pick := rule.build(m)):
            return Atom(start, m.end(), rule, pick)
    return None
