"""What is asked of an event's occasions, and of how they once stood."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from eventsys.events.models import EarlierOccasion, Event, EventText, Occasion
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.places.models import Venue


def find_occasion(session: Session, event_id: int, no: int) -> Occasion | None:
    """Find an event's occasion by its number, also one that was cancelled."""
    return session.scalar(select(Occasion).filter_by(event_id=event_id, no=no))


@dataclass(frozen=True)
class Face:
    """What calendars show of an event, to tell whether a change is one to them."""

    slug: str
    texts: Sequence[tuple[Any, ...]]
    dates: Sequence[tuple[Any, ...]]


TEXTS = select(
    EventText.language, EventText.title, EventText.body, EventText.origin, EventText.outdated_at
).order_by(EventText.language)
DATES = select(
    Occasion.id, Occasion.starts_at, Occasion.ends_at, Occasion.venue_id, Occasion.cancelled_at
).order_by(Occasion.id)


def face_of(session: Session, event: Event) -> Face:
    """Give what calendars show of an event."""
    texts = session.execute(TEXTS.where(EventText.event_id == event.id))
    dates = session.execute(DATES.where(Occasion.event_id == event.id))
    return Face(event.slug, [tuple(row) for row in texts], [tuple(row) for row in dates])


def list_occasions_as_of(
    session: Session, event: EventView, at: datetime
) -> Sequence[OccasionView]:
    """List an event's occasions with the time and the place that each had at a moment."""
    gone = select(Occasion.id).where(Occasion.event_id == event.id, Occasion.cancelled_at <= at)
    off = set(session.scalars(gone))
    first_changes = changes_after(session, event, at)
    return [
        as_it_was(each, first_changes.get(each.id))
        for each in [*event.occasions, *event.cancelled_occasions]
        if each.created_at <= at and each.id not in off
    ]


def changes_after(
    session: Session, event: EventView, at: datetime
) -> dict[int, Row[*tuple[Any, ...]]]:
    """Give what the first change of each occasion after a moment put away."""
    found = (
        select(
            EarlierOccasion.occasion_id,
            EarlierOccasion.starts_at,
            EarlierOccasion.ends_at,
            Venue.name.label("venue"),
            Venue.address,
        )
        .join(Occasion, Occasion.id == EarlierOccasion.occasion_id)
        .join(Venue, Venue.id == EarlierOccasion.venue_id)
        .where(Occasion.event_id == event.id, EarlierOccasion.changed_at > at)
        .order_by(EarlierOccasion.id.desc())
    )
    return {row.occasion_id: row for row in session.execute(found)}


def as_it_was(occasion: OccasionView, earlier: Row[*tuple[Any, ...]] | None) -> OccasionView:
    """Give an occasion the time and the place that a change put away."""
    if earlier is None:
        return occasion
    return replace(
        occasion,
        starts_at=earlier.starts_at,
        ends_at=earlier.ends_at,
        venue=earlier.venue,
        address=earlier.address,
    )
