"""Which registrations look like one, decided on plain values; people decide whether they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from eventsys.core.folding import phrases_of, words_of


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


Sign = tuple[Party, str]
"""By what a registration is known again."""


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
    pairs: defaultdict[tuple[int, int], list[Likeness]] = defaultdict(list)
    for likeness, signs in signs_of(list(parties)):
        alike: defaultdict[tuple[int | None, str], dict[int, None]] = defaultdict(dict)
        for party, sign in signs:
            alike[party.occasion_id, sign][party.id] = None
        for ids in alike.values():
            for pair in pairwise(sorted(ids)):
                pairs[pair].append(likeness)
    return [
        Suspicion(first=first, second=second, because=sorted(set(because)))
        for (first, second), because in sorted(pairs.items())
    ]


def signs_of(parties: Sequence[Party]) -> Iterator[tuple[Likeness, Iterable[Sign]]]:
    """Give by what registrations are known again."""
    yield Likeness.EMAIL, [(each, each.email.casefold()) for each in parties if each.email]
    yield Likeness.PHONE, [(each, each.phone) for each in parties if each.phone]
    yield Likeness.CONTACT, in_full((each, each.contact_name) for each in parties)
    yield Likeness.PERSON, in_full((each, name) for each in parties for name in each.names)


def in_full(named: Iterable[tuple[Party, str]]) -> Iterator[Sign]:
    """Give the names as they are compared; one name alone is many people's."""
    known = list(named)
    phrases = phrases_of([name for _, name in known])
    for (party, _), phrase in zip(known, phrases, strict=True):
        if " " in phrase:
            yield party, phrase
