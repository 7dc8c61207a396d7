"""Tickets and name badges in words, for print."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app

from eventsys.core.text import Language
from eventsys.documents.badges import Badge, BadgeSheet
from eventsys.documents.qr import ticket_address
from eventsys.documents.tickets import TicketFace, TicketSheet
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.registration.badges.queries import Wearer
from eventsys.registration.models import Registration
from eventsys.registration.rules import ParticipantStatus, TicketStatus
from eventsys.registration.tickets.queries import HeldTicket
from eventsys.web.common.nameless import named, numbered
from eventsys.web.common.papers import place_lines, ticket_labels, when_lines
from eventsys.web.common.words import _


def admitting(held: Sequence[HeldTicket]) -> list[HeldTicket]:
    """Keep the tickets that admit."""
    return [
        each
        for each in held
        if each.status is ParticipantStatus.CONFIRMED and each.ticket_status is TicketStatus.VALID
    ]


def ticket_sheet(
    registration: Registration,
    event: EventView,
    occasion: OccasionView,
    held: Sequence[HeldTicket],
    language: Language,
    *,
    of: int | None = None,
) -> TicketSheet:
    """Put the tickets of a registration that admit onto a sheet; with `of`, that of one person."""
    total, valid = len(held), admitting(named(registration, held))
    return TicketSheet(
        title=event.title(language),
        sender=_("City of Copenhagen"),
        language=language.value,
        labels=ticket_labels(is_together=event.family_scan and len(valid) > 1),
        made_at=registration.created_at,
        tickets=[
            ticket_face(each, event, occasion, language, total=total)
            for each in valid
            if of in {None, each.participant_id}
        ],
    )


def ticket_face(
    held: HeldTicket, event: EventView, occasion: OccasionView, language: Language, *, total: int
) -> TicketFace:
    """Put one ticket into words."""
    return TicketFace(
        ordinal=_("Ticket %(number)s of %(total)s", number=held.position, total=total),
        name=held.name or None,
        when=when_lines(occasion, event.zone, language),
        place=place_lines(occasion),
        short_code=held.codes.short_code,
        address=ticket_address(current_app.config["BASE_URL"], held.codes.code),
        picture=_("QR code of ticket %(number)s of %(total)s", number=held.position, total=total),
    )


def own_wearers(registration: Registration, held: Sequence[HeldTicket]) -> list[Wearer]:
    """Give those of a registration who have places, for their badges."""
    return [
        Wearer(
            position=each.position,
            total=len(held),
            name=each.name,
            group_name=registration.group_name or "",
            codes=each.codes,
        )
        for each in admitting(held)
    ]


def badge_of(wearer: Wearer, title: str) -> Badge:
    """Put somebody onto a badge; a guest of a group is told by the number."""
    number = {"number": wearer.position, "total": wearer.total}
    return Badge(
        name=wearer.name or None,
        stand_in=numbered(wearer.position, wearer.total) if wearer.group_name else _("Name"),
        line=" · ".join(filter(None, (wearer.group_name, title))),
        short_code=wearer.codes.short_code,
        address=ticket_address(current_app.config["BASE_URL"], wearer.codes.code),
        picture=_("QR code of ticket %(number)s of %(total)s", **number),
    )


def badge_sheet(
    wearers: Sequence[Wearer], event: EventView, language: Language, made_at: datetime
) -> BadgeSheet:
    """Put badges onto sheets."""
    title = event.title(language)
    return BadgeSheet(
        title=f"{_('Name badges')} – {title}",
        sender=_("City of Copenhagen"),
        language=language.value,
        made_at=made_at,
        badges=[badge_of(wearer, title) for wearer in wearers],
    )
