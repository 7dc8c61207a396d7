"""What lists, pages, feeds and the API ask of events, in a fixed number of queries.

Every visitor asks it: the statements are made once, and read columns, not objects.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, and_, bindparam, exists, select
from sqlalchemy.orm import Session

from eventsys.events.care.models import EventCare
from eventsys.events.care.queries import COLUMNS as CARE, care_of
from eventsys.events.intake.models import Intake
from eventsys.events.intake.queries import INTAKE, intake_in
from eventsys.events.models import Event, EventText, Occasion, PlacePool, SpokenLanguage
from eventsys.events.programme.rules import EventView, OccasionView, ProgrammeFilter
from eventsys.events.rules import (
    AgeRule,
    EventStatus,
    Places,
    RegistrationWindow,
    Visibility,
    places_of,
)
from eventsys.events.team.models import EventContact
from eventsys.events.team.queries import COLUMNS as CONTACT, contact_of
from eventsys.places.models import District, Locality, Venue
from eventsys.places.rules import Access

IDS: BindParameter[Any] = bindparam("ids", expanding=True)
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
        *CARE,
        *INTAKE,
        *CONTACT,
    )
    .outerjoin(EventCare, EventCare.event_id == Event.id)
    .outerjoin(Intake, Intake.event_id == Event.id)
    .outerjoin(EventContact, EventContact.event_id == Event.id)
)
UPCOMING = EVENTS.where(
    Event.status.in_([EventStatus.PUBLISHED, EventStatus.CANCELLED]),
    Event.visibility == Visibility.ALL,
    exists().where(Occasion.event_id == Event.id, Occasion.ends_at > bindparam("since")),
)
TEXTS = select(EventText.event_id, EventText.language, EventText.title, EventText.body).where(
    EventText.event_id.in_(IDS)
)
SPOKEN = select(SpokenLanguage.event_id, SpokenLanguage.language).where(
    SpokenLanguage.event_id.in_(IDS)
)
POOLS = select(
    PlacePool.event_id,
    PlacePool.occasion_id,
    PlacePool.taken,
    PlacePool.capacity,
    PlacePool.is_awaited,
).where(PlacePool.event_id.in_(IDS))
OCCASIONS = (
    select(
        Occasion.id,
        Occasion.event_id,
        Occasion.no,
        Occasion.starts_at,
        Occasion.ends_at,
        Occasion.calendar_uid,
        Occasion.sequence,
        Occasion.created_at,
        Occasion.revised_at,
        Occasion.cancelled_at,
        Venue.name.label("venue"),
        Venue.address,
        Venue.latitude,
        Venue.longitude,
        Venue.is_step_free,
        Venue.has_toilet,
        Venue.has_hearing_loop,
        Venue.has_parking,
        District.name.label("district"),
        District.slug.label("district_slug"),
        Locality.name.label("locality"),
    )
    .join(Venue, Venue.id == Occasion.venue_id)
    .join(District, District.id == Venue.district_id)
    .outerjoin(Locality, Locality.id == Venue.locality_id)
    .where(Occasion.event_id.in_(IDS))
    .order_by(Occasion.starts_at, Occasion.no)
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Places as they are shown."""

    taken: int
    capacity: int | None
    is_awaited: bool

    @property
    def left(self) -> int | None:
        """Tell how many places are left; None where there is no limit."""
        if self.is_awaited:
            return 0
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def places(self) -> Places:
        """Say what the public is told of them."""
        return places_of(self.taken, self.capacity, is_awaited=self.is_awaited)


EVERYTHING = ProgrammeFilter()
Pools = Mapping[tuple[int, int | None], Pool]


def list_upcoming(
    session: Session, since: datetime, asked: ProgrammeFilter | None = None
) -> Sequence[EventView]:
    """List the events for everybody that end after a moment, by the start of their next occasion.

    Drafts, archived events and those reached by link only are left out; cancelled ones stay.
    Five queries, however many events there are.
    """
    asked = asked or EVERYTHING
    if asked.empty:
        return []
    upcoming = UPCOMING if asked == EVERYTHING else UPCOMING.where(*conditions(asked))
    views = [view for view in view_all(session, upcoming, since=since) if view.last_end > since]
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


def conditions(asked: ProgrammeFilter) -> list[ColumnElement[bool]]:
    """Write a filter as conditions on events."""
    found: list[ColumnElement[bool]] = []
    if asked.kinds:
        found.append(Event.kind.in_(asked.kinds))
    if asked.audiences:
        found.append(Event.audience.in_(asked.audiences))
    if asked.spoken:
        speaks = and_(
            SpokenLanguage.event_id == Event.id, SpokenLanguage.language.in_(asked.spoken)
        )
        found.append(exists().where(speaks))
    if asked.districts:
        inside = (
            select(Occasion.id)
            .join(Venue, Venue.id == Occasion.venue_id)
            .join(District, District.id == Venue.district_id)
            .where(Occasion.event_id == Event.id, District.slug.in_(asked.districts))
        )
        found.append(inside.exists())
    return found


def view_all(
    session: Session, events: Select[*tuple[Any, ...]], **values: object
) -> list[EventView]:
    """Read events with all that is shown of them."""
    rows = session.execute(events, values).all()
    if not rows:
        return []
    ids = {"ids": [event.id for event in rows]}
    texts = grouped(session.execute(TEXTS, ids))
    spoken = grouped(session.execute(SPOKEN, ids))
    pools = {
        (event_id, occasion_id): Pool(taken, capacity, is_awaited)
        for event_id, occasion_id, taken, capacity, is_awaited in session.execute(POOLS, ids)
    }
    occasions: defaultdict[int, list[OccasionView]] = defaultdict(list)
    for row in session.execute(OCCASIONS, ids):
        pool = pools.get((row.event_id, row.id))
        occasions[row.event_id].append(occasion_view(row, pool))
    return [
        view(event, texts[event.id], spoken[event.id], occasions[event.id], pools)
        for event in rows
        if occasions[event.id]
    ]


def grouped(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[int, list[Row[*tuple[Any, ...]]]]:
    """Gather rows by their event."""
    found: defaultdict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append(row)
    return found


def occasion_view(occasion: Row[*tuple[Any, ...]], pool: Pool | None) -> OccasionView:
    """Put an occasion together as it is shown."""
    return OccasionView(
        id=occasion.id,
        no=occasion.no,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        calendar_uid=occasion.calendar_uid,
        sequence=occasion.sequence,
        created_at=occasion.created_at,
        revised_at=occasion.revised_at,
        venue=occasion.venue,
        address=occasion.address,
        latitude=occasion.latitude,
        longitude=occasion.longitude,
        district=occasion.district,
        district_slug=occasion.district_slug,
        locality=occasion.locality or "",
        access=Access(
            step_free=occasion.is_step_free,
            toilet=occasion.has_toilet,
            hearing_loop=occasion.has_hearing_loop,
            parking=occasion.has_parking,
        ),
        is_cancelled=occasion.cancelled_at is not None,
        left=pool.left if pool else None,
        places=pool.places if pool else Places.FREE,
    )


def view(
    event: Row[*tuple[Any, ...]],
    texts: Sequence[Row[*tuple[Any, ...]]],
    spoken: Sequence[Row[*tuple[Any, ...]]],
    occasions: Sequence[OccasionView],
    pools: Pools,
) -> EventView:
    """Put an event together as it is shown."""
    whole = pools.get((event.id, None))
    own = [pools[event.id, each.id] for each in occasions if (event.id, each.id) in pools]
    open_pools = [whole] if whole else own
    lefts = [pool.left for pool in open_pools]
    return EventView(
        id=event.id,
        slug=event.slug,
        kind=event.kind,
        status=event.status,
        visibility=event.visibility,
        attends=event.attends,
        audience=event.audience,
        zone=event.zone,
        window=RegistrationWindow(
            takes_registrations=event.takes_registrations,
            opens_at=event.registration_opens_at,
            closes_at=event.registration_closes_at,
        ),
        age_rule=age_rule_of(event),
        revised_at=event.revised_at,
        titles={text.language: text.title for text in texts},
        bodies={text.language: text.body for text in texts},
        spoken=frozenset(each.language for each in spoken),
        occasions=[each for each in occasions if not each.is_cancelled],
        cancelled_occasions=[each for each in occasions if each.is_cancelled],
        capacity=open_pools[0].capacity if open_pools else None,
        taken=sum(pool.taken for pool in open_pools),
        left=None if None in lefts else sum(left or 0 for left in lefts),
        places=best([pool.places for pool in open_pools]),
        care=care_of(event),
        intake=intake_in(event),
        contact=contact_of(event),
        published_at=event.published_at,
    )


def age_rule_of(event: Row[*tuple[Any, ...]]) -> AgeRule | None:
    """Give the birth years an event is for."""
    if event.birth_year_from is None:
        return None
    return AgeRule(event.birth_year_from, event.birth_year_to)


def best(places: Sequence[Places]) -> Places:
    """Tell the best that can be said of several pools: one free occasion keeps the event free."""
    order = (Places.FREE, Places.FEW_LEFT, Places.FULL)
    return min(places, key=order.index, default=Places.FREE)
