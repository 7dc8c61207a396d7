"""A registration's tickets in words for print."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app

from eventsys.core.text import Language
from eventsys.documents.qr import ticket_address
from eventsys.documents.tickets import TicketFace, TicketSheet
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.registration.models import Registration
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.papers import place_lines, ticket_labels, when_lines
from eventsys.web.common.words import _
from eventsys.web.public.own_page import occasion_of, ordinal, state_words


def sheet_of(
    registration: Registration,
    event: EventView,
    held: Sequence[HeldTicket],
    language: Language,
    at: datetime,
) -> TicketSheet:
    """Put the valid tickets of a registration onto a sheet."""
    occasion = occasion_of(registration.occasion_id, event, at)
    return TicketSheet(
        title=event.title(language),
        sender=_("City of Copenhagen"),
        language=language.value,
        labels=ticket_labels(),
        made_at=registration.created_at,
        tickets=[
            face_of(each, event, occasion, language, total=len(held))
            for each in held
            if not state_words(each, event)
        ],
    )


def face_of(
    held: HeldTicket, event: EventView, occasion: OccasionView, language: Language, *, total: int
) -> TicketFace:
    """Put one ticket into words."""
    return TicketFace(
        ordinal=ordinal(held.position, total),
        name=held.name or None,
        when=when_lines(occasion, event.zone, language),
        place=place_lines(occasion),
        short_code=held.codes.short_code,
        address=ticket_address(current_app.config["BASE_URL"], held.codes.code),
        picture=_("QR code of ticket %(number)s of %(total)s", number=held.position, total=total),
    )
