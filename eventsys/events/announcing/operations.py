"""What lays the news of an event into the outbox; who is told, and how, is decided above."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from eventsys.core.news import NewsKind, Told, put_news
from eventsys.core.outbox import NoticeKind, announce
from eventsys.events.models import Event, Occasion
from eventsys.events.rules import Attends, EventStatus


@dataclass(frozen=True)
class Held:
    """When and where an occasion is, as people read it: to the minute."""

    starts_at: datetime
    ends_at: datetime
    venue_id: int


Dates = Mapping[int, Held]
"""The occasions that take place, by id."""


def dates_of(session: Session, event: Event) -> Dates:
    """Give when and where an event's occasions are."""
    occasions = select(Occasion.id, Occasion.starts_at, Occasion.ends_at, Occasion.venue_id).where(
        Occasion.event_id == event.id, Occasion.cancelled_at.is_(None)
    )
    return {
        row.id: Held(to_the_minute(row.starts_at), to_the_minute(row.ends_at), row.venue_id)
        for row in session.execute(occasions)
    }


def to_the_minute(moment: datetime) -> datetime:
    """Leave out what nobody reads."""
    return moment.replace(second=0, microsecond=0)


def announce_status(session: Session, event: Event, before: EventStatus, *, at: datetime) -> None:
    """Tell everybody that an event is off, or on again; not once it is over."""
    kinds = {
        (EventStatus.PUBLISHED, EventStatus.CANCELLED): NoticeKind.CANCELLED,
        (EventStatus.CANCELLED, EventStatus.PUBLISHED): NoticeKind.RESTORED,
    }
    kind = kinds.get((before, event.status))
    if kind is not None and is_to_come(session, event, at=at):
        announce(session, kind, event.id, None, at=at)


def announce_moves(session: Session, event: Event, before: Dates, *, at: datetime) -> None:
    """Tell whoever is registered for a date that moved; not once the event is over.

    People who come to all dates hear of every change, also of a date that is new or gone.
    """
    after = dates_of(session, event)
    if event.status is not EventStatus.PUBLISHED or not is_to_come(session, event, at=at):
        return
    if event.attends is Attends.ALL:
        if before != after:
            announce(session, NoticeKind.MOVED, event.id, None, at=at)
        return
    for occasion_id in sorted(before.keys() & after.keys()):
        if before[occasion_id] != after[occasion_id]:
            announce(session, NoticeKind.MOVED, event.id, occasion_id, at=at)


def tell_changed(session: Session, event: Event, *, at: datetime) -> None:
    """Lay news for other programs that an event is not what it was; of a draft they know nothing.

    An event that becomes a draft again has changed too: `tell_status` says so.
    """
    if event.status is not EventStatus.DRAFT:
        tell_status(session, event, at=at)


def tell_status(session: Session, event: Event, *, at: datetime) -> None:
    """Lay news for other programs that an event has another status."""
    put_news(session, NewsKind.EVENT_CHANGED, [Told(event_id=event.id)], at=at)


def is_to_come(session: Session, event: Event, *, at: datetime) -> bool:
    """Tell whether something of an event is still to come."""
    coming = exists().where(
        Occasion.event_id == event.id, Occasion.cancelled_at.is_(None), Occasion.ends_at > at
    )
    return bool(session.scalar(select(coming)))
