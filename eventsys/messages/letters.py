"""What a message says, in plain values for its template: never a participant's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eventsys.core.codes import grouped
from eventsys.core.text import Language
from eventsys.documents.qr import qr_png, ticket_address
from eventsys.events.programme.queries import get_event_view
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import EventStatus
from eventsys.messages.mail import Picture
from eventsys.messages.models import OutboxMessage
from eventsys.registration.models import Registration
from eventsys.registration.queries import token_of
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket, list_held_tickets
from eventsys.registration.waitlist.queries import STILL_THERE, find_open_offer, position_of


@dataclass(frozen=True, kw_only=True)
class LetterTicket:
    """One ticket of several, and the name of the picture of its QR."""

    position: int
    count: int
    short_code: str
    picture: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message's template, its language, what it says, and its pictures."""

    template: str
    language: Language
    values: Mapping[str, object]
    pictures: Sequence[Picture]


def letter_of(session: Session, message: OutboxMessage, base_url: str) -> Letter:
    """Read what a message is to say as things stand now."""
    registration = session.get_one(Registration, message.subject_id)
    event = get_event_view(session, registration.event_id)
    held = list_held_tickets(session, registration)
    confirmed = [each for each in held if each.status is ParticipantStatus.CONFIRMED]
    language = registration.language
    values = {
        "title": event.title(language),
        "title_language": event.title_language(language),
        "is_cancelled": event.status is EventStatus.CANCELLED,
        "zone": event.zone,
        "occasions": occasions_of(event, registration),
        "tickets": [letter_ticket(each, len(held)) for each in confirmed],
        **waiting_values(session, registration, held),
        "manage_url": f"{base_url}/{language}/registrations/{token_of(registration)}",
        "event_url": f"{base_url}/{language}/events/{event.slug}",
    }
    return Letter(
        template=message.kind.value,
        language=language,
        values=values,
        pictures=[picture_of(each, base_url) for each in confirmed],
    )


def waiting_values(
    session: Session, registration: Registration, held: Sequence[HeldTicket]
) -> Mapping[str, object]:
    """Say how many of a registration wait, as number what, and until when an offer stands."""
    waiting = sum(each.status in STILL_THERE for each in held)
    if not waiting:
        return {"waiting": 0, "position": None, "offer_until": None}
    offer = find_open_offer(session, registration)
    return {
        "waiting": waiting,
        "position": position_of(session, registration),
        "offer_until": offer.expires_at if offer else None,
    }


def occasions_of(event: EventView, registration: Registration) -> Sequence[OccasionView]:
    """Give the occasions a registration is for."""
    chosen = registration.occasion_id
    return [each for each in event.occasions if chosen is None or each.id == chosen]


def letter_ticket(held: HeldTicket, count: int) -> LetterTicket:
    """Say which ticket of how many it is."""
    return LetterTicket(
        position=held.position,
        count=count,
        short_code=grouped(held.codes.short_code),
        picture=picture_name(held),
    )


def picture_of(held: HeldTicket, base_url: str) -> Picture:
    """Draw a ticket's QR."""
    png = qr_png(ticket_address(base_url, held.codes.code))
    return Picture(name=picture_name(held), png=png)


def picture_name(held: HeldTicket) -> str:
    """Name the picture of a ticket's QR within its mail."""
    return f"ticket-{held.position}"
