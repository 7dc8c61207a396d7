"""Who asks for the roster, and whether it changed: one query, asked by each phone all day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from eventsys.checkin.devices.rules import valid_until
from eventsys.checkin.errors import DeviceRevoked, UnknownDevice
from eventsys.checkin.models import Device, TicketState
from eventsys.checkin.practice.models import PracticeTicket
from eventsys.core.codes import digest_of
from eventsys.core.db import ask_for, table_of
from eventsys.events.models import Event, Occasion
from eventsys.registration.models import Ticket

SETTLING = timedelta(seconds=15)
"""A change may become visible this much later than it is dated; the next reader sees it again."""

devices, events, occasions = table_of(Device), table_of(Event), table_of(Occasion)
tickets, states = table_of(Ticket), table_of(TicketState)
practice = table_of(PracticeTicket)
LAST_END = (
    select(func.max(occasions.c.ends_at))
    .where(occasions.c.event_id == events.c.id, occasions.c.cancelled_at.is_(None))
    .scalar_subquery()
)
NEWEST_TICKET = (
    select(func.max(tickets.c.changed_at))
    .where(tickets.c.event_id == events.c.id)
    .scalar_subquery()
)
NEWEST_OF_OCCASION = (
    select(func.max(states.c.changed_at))
    .where(states.c.occasion_id == occasions.c.id)
    .scalar_subquery()
)
NEWEST_STATE = (
    select(func.max(NEWEST_OF_OCCASION))
    .where(occasions.c.event_id == events.c.id)
    .scalar_subquery()
)
NEWEST_PRACTICE = (
    select(func.max(practice.c.changed_at))
    .where(practice.c.event_id == events.c.id)
    .scalar_subquery()
)
STANDING = (
    select(
        events.c.id,
        devices.c.revoked_at,
        devices.c.paired_at,
        LAST_END.label("last_end"),
        events.c.revised_at,
        NEWEST_TICKET.label("newest_ticket"),
        NEWEST_STATE.label("newest_state"),
        NEWEST_PRACTICE.label("newest_practice"),
    )
    .join(events, events.c.id == devices.c.event_id)
    .where(devices.c.token_hash == bindparam("token_hash"))
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The event whose roster a phone may have, and what stands for that roster as it is now.

    `revision` is None while it has just changed: another change may then still come to light that
    is dated no later.
    """

    event_id: int
    revision: str | None


def get_standing(token: str, *, at: datetime) -> Standing:
    """Give where a phone's roster stands; raise `UnknownDevice` or `DeviceRevoked`."""
    row = ask_for(STANDING, token_hash=digest_of(token))
    if row is None or at > valid_until(row.paired_at, row.last_end):
        raise UnknownDevice
    if row.revoked_at is not None:
        raise DeviceRevoked
    newest = (row.newest_ticket, row.newest_state, row.newest_practice)
    changes = [each for each in newest if each is not None]
    if changes and max(changes) > at - SETTLING:
        return Standing(row.id, None)
    parts = (row.id, row.revised_at, *newest)
    return Standing(row.id, " ".join(map(str, parts)))
