"""Zones by grammar: a place and an ending (营口 + 高新区), or a name of their own (明湾新区)."""

from pipeline.normalise.names.boundary import is_brand, opens
from pipeline.normalise.names.divisions import Place, ZoneEnding, above, by_name
from pipeline.records import Name

Ending = tuple[int, int, ZoneEnding]


def with_zones(text: str, places: list[Name], endings: list[Ending]) -> list[Name]:
    """The places and the zones of the text; a zone takes the place at its head with it."""
    by_end = {name.span[1]: name for name in places}
    heads: set[int] = set()
    zones: list[Name] = []
    for start, end, ending in endings:
        head = by_end.get(start)
        if head and (place := by_name().get(head.name)) and _has_zones(place):
            name = (place.short or place.name) + ending.full
            zones.append(
                Name("place", name, (head.span[0], end), "zone_of_place", None, place.name)
            )
            heads.add(start)
        elif ending.own and _is_own_name(text, start, by_end):
            before = by_end.get(start - 2)
            parent = before.name if before else None
            name = text[start - 2 : end]
            zones.append(Name("place", name, (start - 2, end), "zone_by_ending", None, parent))
    found = [
        _of_its_city(text, name, by_end[name.span[0]]) if name.span[0] in by_end else name
        for name in places
        if name.span[1] not in heads
    ]
    return sorted([*found, *zones], key=lambda name: name.span) if zones else found


def _of_its_city(text: str, name: Name, head: Name) -> Name:
    """A listed zone's namesake in another city: 绍兴 + 滨海新区 is not Tianjin's."""
    zone, city = by_name().get(name.name), by_name().get(head.name)
    if not zone or not city or city.level < 2 or not zone.parent:
        return name
    if zone.level < 4 and not zone.name.endswith("新区"):
        return name
    if city in above(zone) or zone in above(city):
        return name
    named = (city.short or city.name) + text[slice(*name.span)]
    return Name("place", named, name.span, "zone_of_place", None, city.name)


def _has_zones(place: Place) -> bool:
    """Zones are a city's, a county's or a zone's: 湖北高新区 is any of the province's."""
    return place.level > 1 or place.name.endswith("市")


def _is_own_name(text: str, start: int, by_end: dict[int, Name]) -> bool:
    """Are the two characters before the ending a name, at the edge of a word?"""
    low = start - 2
    if low < 0 or start in by_end or start - 1 in by_end:
        return False
    return (low in by_end or opens(text, low)) and is_brand(text[low:start])
