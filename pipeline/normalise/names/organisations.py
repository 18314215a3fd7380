"""Public bodies: the central ones by name, those of provinces, cities and counties by grammar.

A local body is a place and a body word (大连市 + 工信委); the place may be only its class
(市工信委) and is then the province, city or county that the document speaks about most.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from pipeline.normalise.names.divisions import by_name
from pipeline.normalise.names.gazetteer import Gazetteer
from pipeline.records import Name
from pipeline.reference import entries, words

_CLASS = re.compile(r"(自治区|省|市|县|区|州|盟|旗)\Z")
_NO_PARENT = (
    "人民政府",
    "人民代表大会",
    "常务委员会",
    "政协",
    "法院",
    "检察院",
    "总工会",
    "联合会",
)
_AFTER_PARTY = re.compile(
    r"(?:、|[和与及，。；：）\s]|省|市|区|书记|常委|副书记|领导|政府|办|宣传部|组织部|全会|的|在|对|将)"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """The province, city and county a document is about, as far as it tells."""

    province: str | None = None
    city: str | None = None
    county: str | None = None

    def of_class(self, word: str) -> str | None:
        """The place meant by 省, 市, 县 …"""
        for name in (self.province, self.city, self.county):
            if name and name.endswith(word):
                return name
        return None


def setting(places: list[Name], text: str) -> Setting:
    """The most named province, city and county; a place in the first lines counts threefold."""
    levels: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    for name in places:
        place = by_name().get(name.name)
        weight = 3 if name.span[0] < 120 else 1
        while place:
            if place.level <= 3 and place.code:
                city = place.level == 3 and place.name.endswith("市")
                municipality = place.level == 1 and place.name.endswith("市")
                levels[1 if city or municipality else place.level - 1][place.name] += weight
            weight = 1 if weight else 0
            place = by_name().get(place.parent) if place.parent else None
    top = [max(level, key=lambda n: level[n], default=None) for level in levels]
    return Setting(*top)


@cache
def _central() -> Gazetteer[tuple[str, str | None]]:
    return Gazetteer(
        {
            form: (row["name"], row["parent"] or None)
            for row in entries("organisations")
            for form in (row["name"], *row["short_names"].split(";"))
            if form
        }
    )


@cache
def _bodies() -> Gazetteer[str]:
    full = {row["short"]: row["name"] or row["short"] for row in entries("bodies")}
    return Gazetteer({**full, **{name: name for name in full.values()}, "委": "委员会"})


@cache
def _own_head() -> frozenset[str]:
    """Bodies whose place is a seat, not a government: 沈阳铁路局."""
    return frozenset(words("bodies", "short", head="as_written"))


def find_bodies(text: str, places: list[Name], where: Setting) -> list[Name]:
    """The public bodies of `text`, ascending, not overlapping."""
    central = [
        Name("organisation", name, (start, end), "body_central", None, parent)
        for start, end, (name, parent) in _central().find(text)
        if not (start and text[start - 1] in "省市县区州" and text[start:end] != name)
    ]
    covered = {at for name in central for at in range(*name.span)}
    by_end = {name.span[1]: name for name in places}
    local = []
    for start, end, body in _bodies().find(text):
        if start in covered:
            continue
        found = _local(text, start, end, body, by_end, where)
        if found:
            local.append(found)
    return sorted([*central, *local], key=lambda n: n.span)


def _local(
    text: str, start: int, end: int, body: str, by_end: dict[int, Name], where: Setting
) -> Name | None:
    place = by_end.get(start)
    if place and body in _own_head():
        begin = place.span[0]
        return Name("organisation", text[begin:end], (begin, end), "body_of_place")
    if place:
        name, begin = place.name, place.span[0]
    else:
        word = _CLASS.search(text, max(0, start - 3), start)
        if not word or by_end.get(word.start()):
            return None
        meant = where.of_class(word.group())
        if not meant:
            return None
        name, begin = meant, word.start()
    if body == "委员会" and text[start:end] == "委":
        if text[start - 1] not in "省市县区州盟旗" or not _AFTER_PARTY.match(text, end):
            return None
        return Name("organisation", f"中共{name}委员会", (begin, end), "party_committee")
    if body == "委员会" or body == "党委":
        if body == "党委" and text[begin:start].endswith("区"):
            return Name("organisation", f"中共{name}委员会", (begin, end), "party_committee")
        return None
    governed = bool((seat := by_name().get(name)) and seat.level <= 3)
    parent = f"{name}人民政府" if governed and not body.endswith(_NO_PARENT) else None
    full = name + body
    if body == "政协":
        full, parent = f"中国人民政治协商会议{name}委员会", None
    return Name("organisation", full, (begin, end), "body_of_place", None, parent)
