"""What lists, pages, feeds and the API ask of events, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session

from eventsys.core.text import Language
from eventsys.events.models import Event, EventText, Occasion, PlacePool, SpokenLanguage
from eventsys.events.programme.rules import EventView, OccasionView, ProgrammeFilter
from eventsys.events.rules import EventStatus, Places, Visibility, places_of
from eventsys.places.models import District, Venue


def list_upcoming(
    session: Session, since: datetime, asked: ProgrammeFilter | None = None
) -> Sequence[EventView]:
    """List the events for everybody that end after a moment, by the start of their next occasion.

    Drafts, archived events and those reached by link only are left out; cancelled ones stay.
    Five queries, however many events there are.
    """
    asked = asked or ProgrammeFilter()
    if asked.empty:
        return []
    upcoming = select(Event).where(
        Event.status.in_([EventStatus.PUBLISHED, EventStatus.CANCELLED]),
        Event.visibility == Visibility.ALL,
        exists().where(Occasion.event_id == Event.id, Occasion.ends_at > since),
        *conditions(asked),
    )
    views = [view for view in view_all(session, upcoming) if view.last_end > since]
    return sorted(views, key=lambda view: (view.next_occasion(since).starts_at, view.slug))


def list_all(session: Session) -> Sequence[EventView]:
    """List all events, drafts too, the newest first."""
    views = view_all(session, select(Event))
    return sorted(views, key=lambda view: (view.first_start, view.slug), reverse=True)


def find_event_view(session: Session, slug: str, *, drafts: bool = False) -> EventView | None:
    """Find an event as it is shown; drafts only for those who may see them."""
    wanted = select(Event).where(Event.slug == slug)
    if not drafts:
        wanted = wanted.where(Event.status != EventStatus.DRAFT)
    return next(iter(view_all(session, wanted)), None)


def get_event_view(session: Session, event_id: int) -> EventView:
    """Give an event as it is shown, by its id."""
    return view_all(session, select(Event).where(Event.id == event_id))[0]


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


def view_all(session: Session, events: Select[Event]) -> list[EventView]:
    """Read events with all that is shown of them."""
    rows = session.scalars(events).all()
    if not rows:
        return []
    ids = [event.id for event in rows]
    texts = grouped_texts(session, ids)
    spoken: defaultdict[int, set[Language]] = defaultdict(set)
    for each in session.scalars(select(SpokenLanguage).where(SpokenLanguage.event_id.in_(ids))):
        spoken[each.event_id].add(each.language)
    pools = {
        (pool.event_id, pool.occasion_id): pool
        for pool in session.scalars(select(PlacePool).where(PlacePool.event_id.in_(ids)))
    }
    occasions = grouped_occasions(session, ids, pools)
    return [
        view(event, texts[event.id], frozenset(spoken[event.id]), occasions[event.id], pools)
        for event in rows
        if occasions[event.id]
    ]


def grouped_texts(session: Session, ids: Sequence[int]) -> Mapping[int, list[EventText]]:
    """Read the texts of events, by event."""
    found: defaultdict[int, list[EventText]] = defaultdict(list)
    for text in session.scalars(select(EventText).where(EventText.event_id.in_(ids))):
        found[text.event_id].append(text)
    return found


def grouped_occasions(
    session: Session,
    ids: Sequence[int],
    pools: Mapping[tuple[int, int | None], PlacePool],
) -> Mapping[int, list[OccasionView]]:
    """Read the occasions of events with their venues, by event and start."""
    rows = session.execute(
        select(Occasion, Venue, District)
        .join(Venue, Venue.id == Occasion.venue_id)
        .join(District, District.id == Venue.district_id)
        .where(Occasion.event_id.in_(ids))
        .order_by(Occasion.starts_at, Occasion.no)
    )
    found: defaultdict[int, list[OccasionView]] = defaultdict(list)
    for occasion, venue, district in rows:
        pool = pools.get((occasion.event_id, occasion.id))
        found[occasion.event_id].append(occasion_view(occasion, venue, district, pool))
    return found


def occasion_view(
    occasion: Occasion, venue: Venue, district: District, pool: PlacePool | None
) -> OccasionView:
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
        venue=venue.name,
        address=venue.address,
        latitude=venue.latitude,
        longitude=venue.longitude,
        district=district.name,
        district_slug=district.slug,
        is_cancelled=occasion.cancelled_at is not None,
        left=pool.left() if pool else None,
        places=places_of(pool.taken, pool.capacity) if pool else Places.FREE,
    )


def view(
    event: Event,
    texts: Sequence[EventText],
    spoken: frozenset[Language],
    occasions: Sequence[OccasionView],
    pools: Mapping[tuple[int, int | None], PlacePool],
) -> EventView:
    """Put an event together as it is shown."""
    whole = pools.get((event.id, None))
    own = [pools[event.id, each.id] for each in occasions if (event.id, each.id) in pools]
    open_pools = [whole] if whole else own
    lefts = [pool.left() for pool in open_pools]
    return EventView(
        id=event.id,
        slug=event.slug,
        kind=event.kind,
        status=event.status,
        visibility=event.visibility,
        attends=event.attends,
        audience=event.audience,
        zone=event.zone,
        window=event.window,
        age_rule=event.age_rule,
        revised_at=event.revised_at,
        titles={text.language: text.title for text in texts},
        bodies={text.language: text.body for text in texts},
        spoken=spoken,
        occasions=[each for each in occasions if not each.is_cancelled],
        cancelled_occasions=[each for each in occasions if each.is_cancelled],
        capacity=open_pools[0].capacity if open_pools else None,
        taken=sum(pool.taken for pool in open_pools),
        left=None if None in lefts else sum(left or 0 for left in lefts),
        places=best([places_of(pool.taken, pool.capacity) for pool in open_pools]),
    )


def best(places: Sequence[Places]) -> Places:
    """Tell the best that can be said of several pools: one free occasion keeps the event free."""
    order = (Places.FREE, Places.FEW_LEFT, Places.FULL)
    return min(places, key=order.index, default=Places.FREE)
