"""Tickets as one accessible PDF, a small page for each ticket."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from eventsys.documents.errors import TooManyTickets
from eventsys.documents.press import press

LARGEST_SHEET = 1000
TEMPLATE = "ticket.typ"


@dataclass(frozen=True, kw_only=True)
class TicketFace:
    """What stands on one ticket, already worded; a name only where the event needs names."""

    ordinal: str
    name: str | None
    when: Sequence[str]
    place: Sequence[str]
    short_code: str
    address: str
    picture: str


@dataclass(frozen=True, kw_only=True)
class TicketLabels:
    """The words beside the values, in the sheet's language."""

    when: str
    place: str
    name: str
    short_code: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class TicketSheet:
    """Tickets that are printed together; `made_at` makes the file the same each time."""

    title: str
    sender: str
    language: str
    labels: TicketLabels
    made_at: datetime
    tickets: Sequence[TicketFace]


def print_tickets(sheet: TicketSheet) -> bytes:
    """Make one PDF of the tickets; raise `PressFailed` or `TooManyTickets`."""
    if len(sheet.tickets) > LARGEST_SHEET:
        raise TooManyTickets(asked=len(sheet.tickets), largest=LARGEST_SHEET)
    return press.make(TEMPLATE, asdict(sheet) | {"made_at": int(sheet.made_at.timestamp())})
