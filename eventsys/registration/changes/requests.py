"""What may be changed about a registration without touching its tickets."""

from collections.abc import Mapping
from dataclasses import dataclass

from eventsys.registration.rules import Contact


@dataclass(frozen=True, kw_only=True)
class PersonAmendment:
    """What a person is to be called, and the birth year where the event asks for one."""

    name: str
    birth_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """Who is to be written to from now on, and the people by their position."""

    contact: Contact
    people: Mapping[int, PersonAmendment]
