"""When two who are named are one person, and who of a list takes which place of a group."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from eventsys.core.folding import fold
from eventsys.registration.rules import Category


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One place of a group; without a name it is a guest's."""

    position: int
    name: str
    category: Category
    birth_year: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Somebody of a list; without a category any place will do."""

    name: str
    category: Category | None = None
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Allotment:
    """What becomes of a list: who is known, who takes which guest's place, who needs a new one.

    `known` and `new` are indexes into the list, `taken` goes from them to positions.
    """

    known: list[int] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    new: list[int] = field(default_factory=list)


def person_key(name: str) -> str:
    """Write a name so that the same person's comes out alike, however it is typed."""
    return fold(" ".join(name.split()))


def allot(places: Sequence[Place], people: Sequence[Named]) -> Allotment:
    """Find each of a list a place: the one that has the name already, else the first guest's.

    A place is one person's: two of a name need two places. Told again, a list changes nothing.
    """
    allotment, free = Allotment(), list(places)
    for index, person in enumerate(people):
        own = next((place for place in free if is_same(place, person)), None)
        if own is not None:
            free.remove(own)
            allotment.known.append(index)
    for index, person in enumerate(people):
        if index in allotment.known:
            continue
        vacant = next((place for place in free if is_for(place, person)), None)
        if vacant is None:
            allotment.new.append(index)
        else:
            free.remove(vacant)
            allotment.taken[index] = vacant.position
    return allotment


def is_same(place: Place, person: Named) -> bool:
    """Tell whether a place is this person's: the names are one, and no two years differ."""
    if not place.name or person_key(place.name) != person_key(person.name):
        return False
    return None in {place.birth_year, person.birth_year} or place.birth_year == person.birth_year


def is_for(place: Place, person: Named) -> bool:
    """Tell whether a place without a name may be this person's."""
    return not place.name and person.category in {None, place.category}
