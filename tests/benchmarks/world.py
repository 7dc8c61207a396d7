"""What the gate's measurements start from: an event with very many tickets, and phones."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from eventsys.core import clock
from eventsys.core.codes import CODE_LENGTH, CROCKFORD, digest_of
from eventsys.core.db import Model, table_of, transaction
from eventsys.core.keys import Purpose, keys
from eventsys.core.settings import Settings
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import (
    Category,
    Channel,
    ParticipantStatus,
    Source,
    TicketStatus,
)
from eventsys.registration.tickets.rules import roster_hash, roster_short
from tests.benchmarks.load import post
from tests.benchmarks.stage import inside
from tests.factories import make_device, make_event

SLICE = 5000
PHONES = 8
SCANS = "/api/v1/scans"
TALLIES = "/api/v1/tallies"
SEQUENCE = count(1)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """An event whose tickets are numbered from 0, and the tokens of its phones.

    `first` is what its first ticket has for a number among all.
    """

    url: str
    tickets: int
    phones: Sequence[str]
    first: int = 0

    def scan(
        self, phone: int, chance: Random, tickets: Sequence[int], direction: str = "in"
    ) -> bytes:
        """Write the request by which a phone sends one scan of each of these tickets."""
        now = clock.now().isoformat()
        scans = [
            {
                "scan_id": str(UUID(int=chance.getrandbits(128))),
                "seq": next(SEQUENCE),
                "code": f"https://example.org/T/{code_of(self.first + ticket)}",
                "gate": "Nord",
                "direction": direction,
                "device_at": now,
                "shown": None,
            }
            for ticket in tickets
        ]
        return self.send(phone, SCANS, {"sent_at": now, "scans": scans})

    def count(self, phone: int, chance: Random, number: int) -> bytes:
        """Write the request by which a phone counts so many children without a ticket."""
        now = clock.now().isoformat()
        tallies = [
            {
                "tally_id": str(UUID(int=chance.getrandbits(128))),
                "seq": next(SEQUENCE),
                "category": "child",
                "gate": "Nord",
                "device_at": now,
            }
            for _ in range(number)
        ]
        return self.send(phone, TALLIES, {"sent_at": now, "tallies": tallies})

    def send(self, phone: int, path: str, body: dict[str, Any]) -> bytes:
        """Write a phone's request."""
        token = self.phones[phone % len(self.phones)]
        return post(self.url, path, json.dumps(body).encode(), Authorization=f"Bearer {token}")


def open_gate(settings: Settings, tickets: int, *, before: int = 0, phones: int = PHONES) -> Gate:
    """Lay an event with tickets and phones into an installation with so many events before it."""
    numbered_from = before * tickets
    at = clock.now()
    with inside(settings), transaction() as session:
        event = make_event(session, at=at, slug=f"many-{before}", capacity=None)
        for start in range(0, tickets, SLICE):
            numbers = range(numbered_from + start, numbered_from + min(start + SLICE, tickets))
            add_tickets(session, event, numbers, at=at)
        tokens = [make_device(session, event, "Nord", at=at).token for _ in range(phones)]
    return Gate(url=settings.base_url, tickets=tickets, phones=tokens, first=numbered_from)


def code_of(number: int) -> str:
    """Write a ticket's number as a code; guessable, as no real one is."""
    letters = ""
    while number:
        number, rest = divmod(number, len(CROCKFORD))
        letters = CROCKFORD[rest] + letters
    return letters.rjust(CODE_LENGTH, "0")


def add_tickets(session: Session, event: Event, numbers: Sequence[int], *, at: datetime) -> None:
    """Add registrations for one person each, by whole statements; their codes are not sealed."""
    salt = keys().unseal(Purpose.ROSTER_SALT, event.roster_salt)
    registrations = first_free(session, Registration)
    participants = first_free(session, Participant)
    rows = [
        {
            "id": registrations + index,
            "public_id": f"bench-{number}",
            "reference": f"B{number:07}",
            "event_id": event.id,
            "language": Language.DANISH,
            "source": Source.DEMONSTRATION,
            "contact_name": "Amina Khan",
            "contact_channel": Channel.NONE,
            "link_version": 1,
            "revision": 1,
            "registered_by": "system",
            "created_at": at,
        }
        for index, number in enumerate(numbers)
    ]
    session.execute(insert(table_of(Registration)), rows)
    people = [
        {
            "id": participants + index,
            "registration_id": registrations + index,
            "event_id": event.id,
            "position": 1,
            "name": "Amina Khan",
            "category": Category.ADULT,
            "status": ParticipantStatus.CONFIRMED,
        }
        for index in range(len(numbers))
    ]
    session.execute(insert(table_of(Participant)), people)
    issued = [
        {
            "participant_id": participants + index,
            "event_id": event.id,
            "code_hash": digest_of(code_of(number)),
            "sealed_codes": b"",
            "roster_hash": roster_hash(salt, code_of(number)),
            "roster_short": roster_short(salt, f"{number:08}"),
            "category": Category.ADULT,
            "status": TicketStatus.VALID,
            "flags": 0,
            "changed_at": at,
        }
        for index, number in enumerate(numbers)
    ]
    session.execute(insert(table_of(Ticket)), issued)


def first_free(session: Session, model: type[Model]) -> int:
    """Tell the first id that no row of a table has."""
    table: Table = table_of(model)
    highest = session.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    return int(highest) + 1
