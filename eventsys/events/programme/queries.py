"""What lists, pages, feeds and the API ask of events, in a fixed number of queries.

Every visitor asks it: the statements are made once, and read columns, not objects.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, select
from sqlalchemy.orm import Session

from eventsys.events.care.models import EventCare
from eventsys.events.care.queries import COLUMNS as CARE
from eventsys.events.groups.models import EventGroups
from eventsys.events.groups.queries import GROUPS
from eventsys.events.intake.models import Intake
from eventsys.events.intake.queries import INTAKE
from eventsys.events.models import Event, Occasion, PlacePool
from eventsys.events.programme.assembling import Rows, view
from eventsys.events.programme.filtering import conditions
from eventsys.events.programme.occasions import read_occasions
from eventsys.events.programme.pools import POOL
from eventsys.events.programme.rows import grouped
from eventsys.events.programme.rules import EventView, ProgrammeFilter
from eventsys.events.programme.texts import WORDS
from eventsys.events.rules import EventStatus, Visibility
from eventsys.events.team.models import EventContact
from eventsys.events.team.queries import COLUMNS as CONTACT

EVENTS = (
    select(
        Event.id,
        Event.slug,
        Event.kind,
        Event.status,
        Event.visibility,
        Event.attends,
        Event.audience,
        Event.zone,
        Event.takes_registrations,
        Event.registration_opens_at,
        Event.registration_closes_at,
        Event.birth_year_from,
        Event.birth_year_to,
        Event.revised_at,
        Event.published_at,
        Event.family_scan,
        Event.asks_workplace,
        *CARE,
        *INTAKE,
        *CONTACT,
        *GROUPS,
        *POOL,
    )
    .outerjoin(PlacePool, and_(PlacePool.event_id == Event.id, PlacePool.occasion_id.is_(None)))
    .outerjoin(EventCare, EventCare.event_id == Event.id)
    .outerjoin(Intake, Intake.event_id == Event.id)
    .outerjoin(EventContact, EventContact.event_id == Event.id)
    .outerjoin(EventGroups, EventGroups.event_id == Event.id)
)
UPCOMING = EVENTS.where(
    Event.status.in_([EventStatus.PUBLISHED, EventStatus.CANCELLED]),
    Event.visibility == Visibility.ALL,
    exists().where(Occasion.event_id == Event.id, Occasion.ends_at > bindparam("since")),
)
PLANNED = EVENTS.where(
    Event.status.in_([EventStatus.DRAFT, EventStatus.PUBLISHED]),
    exists().where(
        Occasion.event_id == Event.id,
        Occasion.cancelled_at.is_(None),
        Occasion.ends_at > bindparam("since"),
    ),
)
EVERYTHING = ProgrammeFilter()


def list_upcoming(
    session: Session, since: datetime, asked: ProgrammeFilter | None = None
) -> Sequence[EventView]:
    """List the events for everybody that end after a moment, by the start of their next occasion.

    Drafts, archived events and those reached by link only are left out; cancelled ones stay.
    Three queries, however many events there are.
    """
    asked = asked or EVERYTHING
    if asked.empty:
        return []
    upcoming = UPCOMING if asked == EVERYTHING else UPCOMING.where(*conditions(asked))
    views = [view for view in view_all(session, upcoming, since=since) if view.last_end > since]
    return sorted(views, key=lambda view: (view.next_occasion(since).starts_at, view.slug))


def list_planned(session: Session, since: datetime) -> Sequence[EventView]:
    """List the events that are to take place after a moment, drafts too, the next one first."""
    views = view_all(session, PLANNED, since=since)
    return sorted(views, key=lambda view: (view.next_occasion(since).starts_at, view.slug))


def list_all(session: Session) -> Sequence[EventView]:
    """List all events, drafts too, the newest first."""
    views = view_all(session, EVENTS)
    return sorted(views, key=lambda view: (view.first_start, view.slug), reverse=True)


def find_event_view(session: Session, slug: str, *, drafts: bool = False) -> EventView | None:
    """Find an event as it is shown; drafts only for those who may see them."""
    wanted = EVENTS.where(Event.slug == slug)
    if not drafts:
        wanted = wanted.where(Event.status != EventStatus.DRAFT)
    return next(iter(view_all(session, wanted)), None)


def get_event_view(session: Session, event_id: int) -> EventView:
    """Give an event as it is shown, by its id."""
    return view_all(session, EVENTS.where(Event.id == event_id))[0]


def find_both(session: Session, slug: str) -> tuple[EventView, Event] | None:
    """Find an event as it is shown, drafts too, and the event itself along with it."""
    rows = session.execute(EVENTS.add_columns(Event).where(Event.slug == slug)).all()
    views = put_together(session, rows)
    return (views[0], rows[0].Event) if views else None


def view_all(
    session: Session, events: Select[*tuple[Any, ...]], **values: object
) -> list[EventView]:
    """Read events with all that is shown of them."""
    return put_together(session, session.execute(events, values).all())


def put_together(session: Session, rows: Rows) -> list[EventView]:
    """Read what belongs to events that were found."""
    if not rows:
        return []
    ids = {"ids": [event.id for event in rows]}
    words = grouped(session.execute(WORDS, ids))
    held = read_occasions(session, ids)
    return [view(event, words[event.id], held[event.id]) for event in rows if event.id in held]
