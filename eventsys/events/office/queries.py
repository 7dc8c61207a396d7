"""Finds events for the organisers' list, in a fixed number of queries however many there are."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session

from eventsys.core.folding import words_of
from eventsys.core.localtime import from_local
from eventsys.core.text import Language
from eventsys.events.models import Event, EventText, Occasion, PlacePool
from eventsys.events.office.rules import EventLine, OccasionLine, OfficeFilter, Shelf
from eventsys.events.programme.rows import IDS
from eventsys.events.programme.search import MOST_WORDS, kept_index
from eventsys.events.rules import EventStatus
from eventsys.places.models import District, Locality, Venue

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
Titles: TypeAlias = Mapping[int, Mapping[Language, str]]
Places: TypeAlias = Mapping[int, Sequence[str]]
Occasions: TypeAlias = Mapping[int, Sequence[OccasionLine]]

TITLES = select(EventText.event_id, EventText.language, EventText.title).where(
    EventText.event_id.in_(IDS)
)
OCCASIONS = (
    select(
        Occasion.event_id,
        Occasion.starts_at,
        Occasion.ends_at,
        Venue.name.label("venue"),
        District.name.label("district"),
    )
    .join(Venue, Venue.id == Occasion.venue_id)
    .join(District, District.id == Venue.district_id)
    .where(Occasion.event_id.in_(IDS), Occasion.cancelled_at.is_(None))
    .order_by(Occasion.starts_at, Occasion.no)
)
PLACES = (
    select(
        Occasion.event_id,
        Venue.name.label("venue"),
        Venue.address,
        Locality.name.label("locality"),
        District.name.label("district"),
    )
    .join(Venue, Venue.id == Occasion.venue_id)
    .join(District, District.id == Venue.district_id)
    .outerjoin(Locality, Locality.id == Venue.locality_id)
    .where(Occasion.event_id.in_(IDS), Occasion.cancelled_at.is_(None))
    .distinct()
)
POOLS = (
    select(
        PlacePool.event_id,
        func.sum(PlacePool.taken).label("taken"),
        func.sum(PlacePool.capacity).label("capacity"),
    )
    .outerjoin(Occasion, Occasion.id == PlacePool.occasion_id)
    .where(PlacePool.event_id.in_(IDS), Occasion.cancelled_at.is_(None))
    .group_by(PlacePool.event_id)
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The events that were found, in their order, and their titles where those were searched."""

    rows: Sequence[AnyRow]
    titles: Titles | None = None


def find_events(session: Session, asked: OfficeFilter, *, at: datetime) -> Finding:
    """Find events: those to come by their next occasion, all others with the last one first.

    Words, or parts of them, are looked for in the titles of all languages, in the places and in
    the address.
    """
    found = session.execute(events_of(asked, at)).all()
    rows = sorted(found, key=order_of(asked.shelf), reverse=asked.shelf is not Shelf.COMING)
    words = words_of(asked.text)[:MOST_WORDS]
    if not words:
        return Finding(rows)
    ids = [row.id for row in rows]
    titles, places = read_titles(session, ids), read_places(session, ids)
    fitting = [row for row in rows if holds(words, index(row, titles, places))]
    return Finding(fitting, titles)


def read_lines(session: Session, found: Finding, rows: Sequence[AnyRow]) -> list[EventLine]:
    """Read some of the events that were found as lines of the list."""
    ids = [row.id for row in rows]
    titles = found.titles or read_titles(session, ids)
    occasions = read_occasions(session, ids)
    pools = {row.event_id: row for row in session.execute(POOLS, {"ids": ids})}
    return [line(row, titles[row.id], occasions[row.id], pools.get(row.id)) for row in rows]


def line(
    row: AnyRow,
    titles: Mapping[Language, str],
    occasions: Sequence[OccasionLine],
    pools: AnyRow | None,
) -> EventLine:
    """Put a line of the list together."""
    return EventLine(
        slug=row.slug,
        kind=row.kind,
        status=row.status,
        zone=row.zone,
        takes_registrations=row.takes_registrations,
        titles=titles,
        occasions=occasions,
        capacity=pools.capacity if pools else None,
        taken=int(pools.taken) if pools else 0,
    )


def holds(words: Sequence[str], index: str) -> bool:
    """Tell whether an index holds each word, also inside a longer one: Danish joins its words."""
    return all(word in index for word in words)


def order_of(shelf: Shelf) -> Callable[[AnyRow], tuple[datetime, str]]:
    """Tell by what a shelf is ordered."""
    if shelf is Shelf.COMING:
        return lambda row: (row.next_start, row.slug)
    return lambda row: (row.last_end, row.slug)


def events_of(asked: OfficeFilter, at: datetime) -> Select[*tuple[Any, ...]]:
    """Write the question which events are asked for, without their words."""
    held = (
        select(
            Occasion.event_id,
            func.max(Occasion.ends_at).label("last_end"),
            func.min(case((Occasion.ends_at > at, Occasion.starts_at))).label("next_start"),
        )
        .where(Occasion.cancelled_at.is_(None))
        .group_by(Occasion.event_id)
        .subquery()
    )
    wanted = select(
        Event.id,
        Event.slug,
        Event.kind,
        Event.status,
        Event.zone,
        Event.takes_registrations,
        held.c.last_end,
        held.c.next_start,
    ).join(held, held.c.event_id == Event.id)
    return wanted.where(*shelved(asked.shelf, held.c.last_end, at), *conditions(asked))


def shelved(
    shelf: Shelf, last_end: ColumnElement[datetime], at: datetime
) -> list[ColumnElement[bool]]:
    """Write which events stand on a shelf."""
    kept = Event.status != EventStatus.ARCHIVED
    shelves: Mapping[Shelf, list[ColumnElement[bool]]] = {
        Shelf.COMING: [kept, last_end > at],
        Shelf.PAST: [kept, last_end <= at],
        Shelf.ARCHIVE: [Event.status == EventStatus.ARCHIVED],
        Shelf.ALL: [],
    }
    return shelves[shelf]


def conditions(asked: OfficeFilter) -> list[ColumnElement[bool]]:
    """Write what else is asked of events."""
    found: list[ColumnElement[bool]] = []
    if asked.status is not None:
        found.append(Event.status == asked.status)
    if asked.kind is not None:
        found.append(Event.kind == asked.kind)
    if asked.made_by is not None:
        found.append(Event.created_by == asked.made_by)
    if asked.within is not None:
        found.append(Event.id.in_(asked.within))
    if asked.district or asked.first_day or asked.last_day:
        found.append(Event.id.in_(taking_place(asked)))
    return found


def taking_place(asked: OfficeFilter) -> Select[int]:
    """Write which events have an occasion in the district, between the days asked for."""
    found = select(Occasion.event_id).where(Occasion.cancelled_at.is_(None))
    if asked.district:
        found = (
            found.join(Venue, Venue.id == Occasion.venue_id)
            .join(District, District.id == Venue.district_id)
            .where(District.slug == asked.district)
        )
    if asked.first_day:
        found = found.where(Occasion.ends_at > midnight(asked.first_day))
    if asked.last_day:
        after = asked.last_day + timedelta(days=1)
        found = found.where(Occasion.starts_at < midnight(after))
    return found


def midnight(day: date) -> datetime:
    """Tell the moment at which a local day begins."""
    return from_local(datetime.combine(day, time.min))


def read_titles(session: Session, ids: Sequence[int]) -> Titles:
    """Read what events are called in each language."""
    found: defaultdict[int, dict[Language, str]] = defaultdict(dict)
    for row in session.execute(TITLES, {"ids": ids}):
        found[row.event_id][row.language] = row.title
    return found


def read_occasions(session: Session, ids: Sequence[int]) -> Occasions:
    """Read when and where events are, in the order of their occasions' start."""
    found: defaultdict[int, list[OccasionLine]] = defaultdict(list)
    for row in session.execute(OCCASIONS, {"ids": ids}):
        line = OccasionLine(
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            venue=row.venue,
            district=row.district,
        )
        found[row.event_id].append(line)
    return found


def read_places(session: Session, ids: Sequence[int]) -> Places:
    """Read by which words the places of events are known."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for event_id, *names in session.execute(PLACES, {"ids": ids}):
        found[event_id].extend(filter(None, names))
    return found


def index(row: AnyRow, titles: Titles, places: Places) -> str:
    """Write the words by which an event is found."""
    return kept_index(row.slug, *titles[row.id].values(), *sorted(places[row.id]))
