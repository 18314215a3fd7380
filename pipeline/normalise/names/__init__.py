"""Names in a text: organisations, places, persons, cited policies, named programmes."""

from operator import attrgetter

from pipeline.normalise.names.companies import find_companies
from pipeline.normalise.names.institutions import find_institutions
from pipeline.normalise.names.organisations import find_bodies
from pipeline.normalise.names.persons import find_persons
from pipeline.normalise.names.places import find_places
from pipeline.normalise.names.policies import find_policies
from pipeline.records import Name, Outline

__all__ = ["find_names"]


def find_names(text: str, outline: Outline) -> list[Name]:
    """Every mention of an entity in the repaired `text`, ascending by span.

    Mentions of one kind do not overlap; mentions of different kinds may (大连 in 大连市工信委).
    """
    places = find_places(text)
    bodies = find_bodies(text, places)
    taken = {at for name in bodies for at in range(*name.span)}
    companies = [
        name for name in find_companies(text, places) if taken.isdisjoint(range(*name.span))
    ]
    if institutions := list(find_institutions(text, places)):
        covered = {at for name in (*bodies, *companies) for at in range(*name.span)}
        companies += (n for n in institutions if covered.isdisjoint(range(*n.span)))
    persons = find_persons(text, places, taken)
    found = [*places, *bodies, *companies, *persons, *find_policies(text)]
    return sorted(found, key=attrgetter("span", "kind"))
