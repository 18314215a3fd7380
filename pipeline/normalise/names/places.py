"""Places named in a text: divisions, their short names, development zones.

Full names and the short names of provinces and prefectures speak for themselves.  A county's
short name, a word with several readings and a name that is also an ordinary word need a witness:
the place above right before them, their full form elsewhere, the place above elsewhere, or a
neighbour in an enumeration.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.normalise.names.boundary import is_opener, opens
from pipeline.normalise.names.divisions import Place, Reading, ZoneEnding, above, gazetteer
from pipeline.normalise.names.zones import Ending, with_zones
from pipeline.records import Name

_LEVEL = re.compile(r"[级委长城域乡区里内市直处政]|人民|人大|两级|上下")  # 县级, 县委 of any county
_OF_WORDS = frozenset("和任应代单成新兴临随古易道")  # also verbs, conjunctions, adjectives
_JOINTS = frozenset("、和与及至到—-－~")
# Streets, waters and mountains that share a place's name: 黑龙江路, 胶州湾, 鄱阳湖.
_NAMED_AFTER = re.compile(
    r"(?=[路街湾巷大雪平流盆半水运湖山江河])(?:[路街湾巷]|大道|大街|雪山|平原|流域|盆地|半岛|水系|运河|大桥|(?!江苏|江西|湖北|湖南|河北|河南|山东|山西|江北|江南)[湖山江河])"
)


@dataclass(slots=True)
class _Match:
    start: int
    end: int
    readings: tuple[Reading, ...]
    place: Place | None
    rule: str


class _Witness:
    """What the document has named beyond doubt."""

    def __init__(self, places: Iterable[Place | None]) -> None:
        self._names: dict[str, int] = {}
        self._weights: dict[Place, int] = {}
        for place, count in Counter(places).items():
            for named in (place, *above(place)) if place else ():
                self._names[named.name] = self._names.get(named.name, 0) + count

    def times(self, name: str) -> int:
        """How often the document names a place, or one below it."""
        return self._names.get(name, 0)

    def weight(self, place: Place) -> int:
        """How often the document names what lies above `place`."""
        known = self._weights.get(place)
        if known is None:
            known = self._weights[place] = sum(self.times(outer.name) for outer in above(place))
        return known


def find_places(text: str) -> list[Name]:
    """The places of `text`, ascending, not overlapping."""
    matches: list[_Match] = []
    endings: list[Ending] = []
    for start, end, word in gazetteer.find(text):
        if isinstance(word, ZoneEnding):
            endings.append((start, end, word))
            continue
        if word is None:
            continue
        place, full, guarded = word.alone, word.readings[0].full, word.readings[0].guarded
        if not full and _NAMED_AFTER.match(text, end):
            continue
        if end - start == 3 and _is_city_of_another_word(text, start, end, matches):
            continue
        if guarded and not (full and _is_county_of_one_character(text, start, end)):
            place = None
        rule = "place_full" if full else "place_short"
        matches.append(_Match(start, end, word.readings, place, rule))
    witness = _Witness([match.place for match in matches])
    for index in range(len(matches)):
        # And back: a list is settled by any sure member, wherever it stands.
        while index >= 0 and matches[index].place is None:
            _decide_by_witness(index, matches, text, witness)
            if matches[index].place is None:
                break
            index -= 1
    names = [
        Name("place", m.place.name, (m.start, m.end), m.rule, m.place.code, m.place.parent)
        for m in matches
        if m.place
    ]
    return with_zones(text, names, endings)


def _is_city_of_another_word(text: str, start: int, end: int, before: list[_Match]) -> bool:
    """顺应 + 城市 is no 应城市, 山东 + 聊城市 is one."""
    if not text.endswith("城市", start, end) or opens(text, start):
        return False
    return not (before and before[-1].end == start)


def _is_county_of_one_character(text: str, start: int, end: int) -> bool:
    """徽县 after a mark or a word that calls for a noun: not in 建成 + 县级, 代 + 县长."""
    if end - start != 2 or text[end - 1] != "县" or _LEVEL.match(text, end):
        return False
    if text[start] not in _OF_WORDS:
        return opens(text, start)
    marked = start == 0 or not text[start - 1].isalnum()
    return text[start] != "和" and (marked or is_opener(text[start - 2 : start]))


def _decide_by_witness(i: int, matches: list[_Match], text: str, witness: _Witness) -> None:
    match = matches[i]
    before = matches[i - 1].place if i and matches[i - 1].end == match.start else None
    ranked: Sequence[Reading] = match.readings
    if len(ranked) > 1:
        ranked = sorted(ranked, key=lambda r: (r.place.former, -witness.weight(r.place)))
    for reading in ranked if before else ():
        place = reading.place
        outer = above(place)
        if before in (outer[:1] if place.district else outer):
            match.place, match.rule = place, "place_below_place"
            return
    best = ranked[0]
    place = best.place
    if best.guarded:
        if any(_same_province(place, n) for n in _neighbours(i, matches, text)):
            match.place, match.rule = place, "place_in_list"
    elif not best.full and witness.times(place.name):
        match.place, match.rule = place, "place_short_of_full"
    elif best.full:
        tied = [r for r in ranked if witness.weight(r.place) == witness.weight(place)]
        unknown = len(tied) > 1 and len({r.place.name for r in tied}) == 1
        match.rule = "place_full"
        match.place = Place(place.name, None, None, place.level) if unknown else place
    elif place.district:
        if witness.times(place.parent or "") and (before or opens(text, match.start)):
            match.place, match.rule = place, "place_of_city"
    elif witness.weight(place):
        match.place, match.rule = place, "place_of_province"


def _neighbours(i: int, matches: list[_Match], text: str) -> list[Place]:
    """The decided places that stand beside match `i` in an enumeration."""
    start, end, found = matches[i].start, matches[i].end, []
    if i and (left := matches[i - 1]).end == start - 1 and text[left.end] in _JOINTS:
        found.append(left.place)
    if i + 1 < len(matches) and matches[i + 1].start == end + 1 and text[end] in _JOINTS:
        found.append(matches[i + 1].place)
    return [place for place in found if place]


def _same_province(one: Place, other: Place) -> bool:
    return bool(one.code and other.code and one.code[:2] == other.code[:2])
