"""A registration's tickets in words for print."""

from collections.abc import Sequence
from datetime import datetime

from eventsys.core.text import Language
from eventsys.documents.tickets import TicketSheet
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Registration
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.ticket_papers import ticket_sheet
from eventsys.web.public.own_page import occasion_of


def sheet_of(
    registration: Registration,
    event: EventView,
    held: Sequence[HeldTicket],
    language: Language,
    at: datetime,
) -> TicketSheet:
    """Put the tickets of a registration that admit onto a sheet; none where it is cancelled."""
    occasion = occasion_of(registration.occasion_id, event, at)
    shown = [] if event.status is EventStatus.CANCELLED else held
    return ticket_sheet(registration, event, occasion, shown, language)
