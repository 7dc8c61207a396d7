"""What a message says of people who wait: how many they are, as number what, and until when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.notice_kinds import NoticeKind
from eventsys.events.programme.rules import EventView
from eventsys.messages.rules import WITHOUT_PLACE
from eventsys.registration.models import Registration
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.registration.waitlist.offers.queries import find_open_offer
from eventsys.registration.waitlist.queries import STILL_THERE, position_of


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many of a registration wait, as number what, and until when an offer stands."""

    number: int = 0
    position: int | None = None
    offer_until: datetime | None = None


def waiting_of(session: Session, registration: Registration) -> Waiting:
    """Tell how a registration stands on the waiting list."""
    held = list_held_tickets(session, registration)
    number = sum(each.status in STILL_THERE for each in held)
    if not number:
        return Waiting()
    offer = find_open_offer(session, registration)
    return Waiting(
        number=number,
        position=position_of(session, registration),
        offer_until=offer.expires_at if offer else None,
    )


def sample_waiting(kind: NoticeKind, event: EventView) -> Waiting:
    """Let one person wait: first in the list, or for a decision where one comes first."""
    if kind not in WITHOUT_PLACE:
        return Waiting()
    is_undecided = kind is NoticeKind.WAITING and event.intake.puts_off
    position = None if is_undecided else 1
    return Waiting(number=1, position=position, offer_until=event.first_start)
