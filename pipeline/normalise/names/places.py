"""Places named in a text: divisions, their short names, development zones.

Full names and the short names of provinces and prefectures speak for themselves.  A county's
short name, a word with several readings and a name that is also an ordinary word need a witness:
the place above right before them, their full form elsewhere, the place above elsewhere, or a
neighbour in an enumeration.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.normalise.names.boundary import opens
from pipeline.normalise.names.divisions import Place, Reading, above, by_name, gazetteer
from pipeline.records import Name, Span

_JOINTS = frozenset("、和与及至到—-－~")
# Streets, bays and stations named after a place: 黑龙江路, 胶州湾.
_NAMED_AFTER = re.compile(r"[路街湾巷]|大道|大街")
_ZONE = re.compile(
    r"(?:国家级)?(?:经济技术开发区|经济开发区|高新技术产业(?:开发区|园区)|高新技术开发区"
    r"|高新区|经开区|开发区|综合保税区|综保区|保税港区|保税区|出口加工区|工业园区|产业园区|"
    r"经济区|工业区|新区|新城|科技城|科学城)"
)
_ZONE_LONG = {
    "高新区": "高新技术产业开发区",
    "经开区": "经济技术开发区",
    "综保区": "综合保税区",
}
_OWN_ZONE = re.compile(r"[\u4e00-\u9fff]{2}(?<!高)(?:新区|新城(?=管委会))")
_ISLAND = re.compile(r"[\u4e00-\u9fff]{2}岛(?!屿|国|内|外|上)")
_NO_BRAND = re.compile(
    r"国家|城市|各类|全市|全区|[省市县区国家级]$|[的个座批两三四五六各该本]|半|海|群|小|孤|列"
)


@dataclass(slots=True)
class _Match:
    start: int
    end: int
    readings: tuple[Reading, ...]
    place: Place | None = None
    rule: str = ""


@dataclass(slots=True)
class _Witness:
    """What the document has named beyond doubt."""

    names: Counter[str] = field(default_factory=Counter)

    def add(self, place: Place) -> None:
        self.names[place.name] += 1
        for outer in above(place):
            self.names[outer.name] += 1

    def weight(self, place: Place) -> int:
        """How often the document names what lies above `place`."""
        return sum(self.names[outer.name] for outer in above(place))


def find_places(text: str) -> list[Name]:
    """The places of `text`, ascending, not overlapping."""
    matches = [
        _Match(start, end, readings)
        for start, end, readings in gazetteer().find(text)
        if readings and not _named_after(text, end, readings)
    ]
    witness = _Witness()
    for match in matches:
        _decide_alone(match, text)
        if match.place:
            witness.add(match.place)
    for index, match in enumerate(matches):
        if match.place is None:
            _decide_by_witness(index, matches, text, witness)
    names = [
        Name("place", m.place.name, (m.start, m.end), m.rule, m.place.code, m.place.parent)
        for m in matches
        if m.place
    ]
    return _with_zones(names, text)


def _named_after(text: str, end: int, readings: tuple[Reading, ...]) -> bool:
    return bool(_NAMED_AFTER.match(text, end)) and not readings[0].full


def _decide_alone(match: _Match, text: str) -> None:
    """A match whose word has one reading that needs no witness."""
    first = match.readings[0]
    if first.guarded:
        return
    rivals = [
        r for r in match.readings if not r.place.former and r.place.level <= first.place.level
    ]
    sure = first.full or first.place.level <= 2
    if sure and (len(rivals) <= 1 or first.place.level < rivals[1].place.level):
        match.place, match.rule = first.place, "place_full" if first.full else "place_short"


def _decide_by_witness(i: int, matches: list[_Match], text: str, witness: _Witness) -> None:
    match = matches[i]
    before = matches[i - 1].place if i and matches[i - 1].end == match.start else None
    ranked = sorted(match.readings, key=lambda r: (r.place.former, -witness.weight(r.place)))
    for reading in ranked:
        place = reading.place
        outer = above(place)
        if before and before in (outer[:1] if place.district else outer):
            match.place, match.rule = place, "place_below_place"
            return
    best = ranked[0]
    place = best.place
    if not best.full and witness.names[place.name] and not best.guarded:
        match.place, match.rule = place, "place_short_of_full"
    elif best.guarded:
        if any(_same_province(place, n) for n in _neighbours(i, matches, text)):
            match.place, match.rule = place, "place_in_list"
    elif best.full:
        tied = [r for r in ranked if witness.weight(r.place) == witness.weight(place)]
        unknown = len(tied) > 1 and len({r.place.name for r in tied}) == 1
        match.rule = "place_full"
        match.place = Place(place.name, None, None, place.level) if unknown else place
    elif place.district:
        if witness.names[place.parent or ""] and (before or opens(text, match.start)):
            match.place, match.rule = place, "place_of_city"
    elif witness.weight(place):
        match.place, match.rule = place, "place_of_province"


def _neighbours(i: int, matches: list[_Match], text: str) -> list[Place]:
    """The decided places that stand beside match `i` in an enumeration."""
    found = []
    if i and text[matches[i - 1].end : matches[i].start] in _JOINTS:
        found.append(matches[i - 1].place)
    if i + 1 < len(matches) and text[matches[i].end : matches[i + 1].start] in _JOINTS:
        found.append(matches[i + 1].place)
    return [place for place in found if place]


def _same_province(one: Place, other: Place) -> bool:
    return bool(one.code and other.code and one.code[:2] == other.code[:2])


def _with_zones(names: list[Name], text: str) -> list[Name]:
    """Adds zones named by grammar: 金普 + 新区, 营口 + 经济技术开发区, 松木 + 岛."""
    taken = list(names)
    by_end = {name.span[1]: name for name in names}
    zones: dict[Span, Name] = {}
    for match in _ZONE.finditer(text):
        head = by_end.get(match.start())
        if head and (place := by_name().get(head.name)) and _has_zones(place):
            full = _ZONE_LONG.get(match.group(), match.group())
            span = (head.span[0], match.end())
            zones[span] = Name(
                "place", (place.short or place.name) + full, span, "zone_of_place", None, place.name
            )
    starts = {name.span[0] for name in names}
    for pattern in (_OWN_ZONE, _ISLAND):
        for match in pattern.finditer(text):
            if match.start() in starts or _NO_BRAND.search(text, match.start(), match.start() + 2):
                continue
            before = by_end.get(match.start())
            if before or opens(text, match.start()):
                name, span = match.group(), match.span()
                zones[span] = Name(
                    "place", name, span, "zone_by_suffix", None, before.name if before else None
                )
    covered = sorted(zones)
    kept = [n for n in taken if not any(_inside(n.span, z) for z in _near(covered, n.span))]
    return _ascending([*kept, *zones.values()])


def _has_zones(place: Place) -> bool:
    """Zones are a city's, a county's or a zone's: 湖北高新区 is any of the province's."""
    return place.level > 1 or place.name.endswith("市")


def _near(spans: list[Span], span: Span) -> Iterator[Span]:
    at = bisect_right(spans, (span[0], 1 << 60))
    yield from spans[max(0, at - 2) : at + 1]


def _inside(inner: Span, outer: Span) -> bool:
    return inner[0] < outer[1] and outer[0] < inner[1]


def _ascending(names: list[Name]) -> list[Name]:
    found: list[Name] = []
    for name in sorted(names, key=lambda n: (n.span[0], -n.span[1])):
        if not found or name.span[0] >= found[-1].span[1]:
            found.append(name)
    return found
