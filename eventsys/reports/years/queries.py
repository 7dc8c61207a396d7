"""What is asked of all events of a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select, true
from sqlalchemy.orm import Session

from eventsys.attendance.together.queries import count_events
from eventsys.attendance.together.rules import EventSpan
from eventsys.attendance.together.times import count_times
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.models import Event, Occasion
from eventsys.events.rules import EventStatus
from eventsys.places.models import District, Venue
from eventsys.reports.years.rules import CountedEvent, YearEvent

Dated = Row[int, EventStatus, str, int, datetime, datetime, bool, str]
COLUMNS = (
    Event.id,
    Event.status,
    Event.zone,
    Occasion.id,
    Occasion.starts_at,
    Occasion.ends_at,
    Occasion.cancelled_at.is_not(None),
    District.name,
)
"""What is asked of each date of an event."""


@dataclass(slots=True)
class Dates:
    """What is gathered of an event's dates, in the order of their end."""

    status: EventStatus
    zone: str
    held_from: list[datetime]
    held_until: dict[int, datetime]
    last_end: datetime
    district: str


def list_year_events(session: Session, among: Select[int] | None = None) -> list[YearEvent]:
    """List all events but drafts, or some by their ids, with the year each counts in.

    An event's year and district are those of its last date; one that was cancelled says nothing
    where another one was held. Where none was held, the event was cancelled.
    """
    rows = session.execute(
        select(*COLUMNS)
        .join(Occasion, Occasion.event_id == Event.id)
        .join(Venue, Venue.id == Occasion.venue_id)
        .join(District, District.id == Venue.district_id)
        .where(Event.status != EventStatus.DRAFT, true() if among is None else Event.id.in_(among))
        .order_by(Occasion.cancelled_at.is_(None), Occasion.ends_at)
    )
    return [year_event(event_id, each) for event_id, each in gathered(rows).items()]


def gathered(rows: Iterable[Dated]) -> dict[int, Dates]:
    """Put the dates of each event together; the last one says where and when it was."""
    found: dict[int, Dates] = {}
    for event_id, status, zone, occasion_id, starts_at, ends_at, is_cancelled, district in rows:
        dates = found.setdefault(event_id, Dates(status, zone, [], {}, ends_at, district))
        dates.last_end, dates.district = ends_at, district
        if not is_cancelled:
            dates.held_from.append(starts_at)
            dates.held_until[occasion_id] = ends_at
    return found


def year_event(event_id: int, dates: Dates) -> YearEvent:
    """Say of an event what a year is counted by."""
    ended = to_local(dates.last_end, dates.zone)
    return YearEvent(
        span=EventSpan(
            id=event_id,
            is_cancelled=dates.status is EventStatus.CANCELLED or not dates.held_until,
            held_until=dates.held_until,
        ),
        year=ended.year,
        month=ended.month,
        district=dates.district,
        zone=dates.zone,
        first_start=min(dates.held_from, default=dates.last_end),
    )


def years_of(events: Iterable[YearEvent]) -> list[int]:
    """List the years in which there are events, the newest first."""
    return sorted({each.year for each in events}, reverse=True)


def count_year(
    session: Session, events: Iterable[YearEvent], *, at: datetime
) -> Sequence[CountedEvent]:
    """Count events as of now, those that were cancelled left out."""
    chosen = [each for each in events if not each.span.is_cancelled]
    counted = count_events(session, [each.span for each in chosen], at=at)
    times = count_times(session, list(counted.sums), counted.ticked)
    return [
        CountedEvent(
            event=each,
            sums=counted.sums[each.span.id],
            by_language=counted.by_language.get(each.span.id, dict[Language, int]()),
            registered=times.registered.get(each.span.id, {}),
            came=times.came.get(each.span.id, {}),
        )
        for each in chosen
    ]
