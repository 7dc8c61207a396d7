"""The tickets that a message encloses, each with its code and the name of its picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy.orm import Session

from eventsys.core.codes import grouped
from eventsys.registration.models import Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import list_held_tickets


@dataclass(frozen=True, kw_only=True)
class LetterTicket:
    """One ticket of several, with its code and the name of the picture of its QR."""

    position: int
    count: int
    code: str
    short_code: str
    picture: str


def tickets_of(session: Session, registrations: Sequence[Registration]) -> list[LetterTicket]:
    """Give the tickets that admit, each with its number among those of its registration."""
    return list(
        chain.from_iterable(
            tickets_of_one(session, each, prefix)
            for each, prefix in zip(registrations, prefixes(len(registrations)), strict=True)
        )
    )


def prefixes(number: int) -> list[str]:
    """Begin the names of pictures, so that no two registrations' tickets share one."""
    return ["ticket-"] + [f"ticket-{index}-" for index in range(2, number + 1)]


def tickets_of_one(session: Session, registration: Registration, prefix: str) -> list[LetterTicket]:
    """Give the tickets of one registration that admit."""
    held = list_held_tickets(session, registration)
    return [
        LetterTicket(
            position=each.position,
            count=len(held),
            code=each.codes.code,
            short_code=grouped(each.codes.short_code),
            picture=f"{prefix}{each.position}",
        )
        for each in held
        if each.status is ParticipantStatus.CONFIRMED
    ]
