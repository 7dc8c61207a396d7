"""Which registrations look like one, decided on plain values; people decide whether they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from eventsys.core.folding import words_of


class Likeness(StrEnum):
    """What two registrations have in common."""

    EMAIL = "email"
    PHONE = "phone"
    CONTACT = "contact"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Party:
    """A registration as far as it can be told from another one."""

    id: int
    occasion_id: int | None
    contact_name: str
    email: str | None
    phone: str | None
    names: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """Two registrations that may be one, the earlier one first, and what they have in common."""

    first: int
    second: int
    because: Sequence[Likeness]


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one, however they are spelt; no name is none."""
    return bool(one.strip()) and words_of(one) == words_of(other)


def suspect(parties: Iterable[Party]) -> list[Suspicion]:
    """List the registrations for the same that have a contact, or a person by full name, in common.

    Of several alike each is set beside the one before it.
    """
    alike: defaultdict[tuple[Likeness, int | None, str], list[int]] = defaultdict(list)
    for party in parties:
        for likeness, text in dict.fromkeys(signs_of(party)):
            alike[likeness, party.occasion_id, text].append(party.id)
    pairs: defaultdict[tuple[int, int], list[Likeness]] = defaultdict(list)
    for (likeness, _, _), ids in alike.items():
        for pair in pairwise(sorted(ids)):
            pairs[pair].append(likeness)
    return [
        Suspicion(first=first, second=second, because=sorted(set(because)))
        for (first, second), because in sorted(pairs.items())
    ]


def signs_of(party: Party) -> Iterator[tuple[Likeness, str]]:
    """Give by what a registration is known again; one name alone is many people's."""
    if party.email:
        yield Likeness.EMAIL, party.email.casefold()
    if party.phone:
        yield Likeness.PHONE, party.phone
    contact = words_of(party.contact_name)
    if len(contact) > 1:
        yield Likeness.CONTACT, " ".join(contact)
    for name in party.names:
        person = words_of(name)
        if len(person) > 1:
            yield Likeness.PERSON, " ".join(person)
