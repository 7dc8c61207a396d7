"""Tickets as one accessible PDF: a small page for each, or many on A4 to be cut."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from eventsys.documents.errors import TooManyTickets
from eventsys.documents.orders import Order
from eventsys.documents.press import press

LARGEST_SHEET = 1000
TEMPLATE = "ticket.typ"
CUT_TEMPLATE = "sheet.typ"


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
    """Make one PDF of the tickets, a small page each; raise `PressFailed` or `TooManyTickets`."""
    return made(TEMPLATE, sheet)


def print_sheet(sheet: TicketSheet) -> bytes:
    """Make one PDF of the tickets on A4, to be cut; raise `PressFailed` or `TooManyTickets`."""
    return made(CUT_TEMPLATE, sheet)


def made(template: str, sheet: TicketSheet) -> bytes:
    """Lay tickets into a template."""
    if len(sheet.tickets) > LARGEST_SHEET:
        raise TooManyTickets(asked=len(sheet.tickets), largest=LARGEST_SHEET)
    order = ticket_order(sheet, template)
    return press.make(order.template, order.job)


def ticket_order(sheet: TicketSheet, template: str = TEMPLATE) -> Order:
    """Put what is asked of the typesetter."""
    job = asdict(sheet) | {"made_at": int(sheet.made_at.timestamp())}
    return Order(template=template, job=job, many="tickets")
