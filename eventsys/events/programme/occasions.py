"""The occasions of events as they are shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from eventsys.events.models import Occasion, PlacePool
from eventsys.events.programme.pools import POOL, Pool, pool_in
from eventsys.events.programme.rows import IDS
from eventsys.events.programme.rules import OccasionView
from eventsys.events.rules import Places
from eventsys.places.models import District, Locality, Venue
from eventsys.places.rules import Access

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
        *POOL,
    )
    .join(Venue, Venue.id == Occasion.venue_id)
    .join(District, District.id == Venue.district_id)
    .outerjoin(Locality, Locality.id == Venue.locality_id)
    .outerjoin(
        PlacePool,
        and_(PlacePool.event_id == Occasion.event_id, PlacePool.occasion_id == Occasion.id),
    )
    .where(Occasion.event_id.in_(IDS))
    .order_by(Occasion.starts_at, Occasion.no)
)


@dataclass(frozen=True, slots=True)
class Held:
    """The occasions of an event in the order of their start, and the pools that they have."""

    views: list[OccasionView] = field(default_factory=list)
    pools: list[Pool] = field(default_factory=list)


def read_occasions(session: Session, ids: Mapping[str, Sequence[int]]) -> Mapping[int, Held]:
    """Read the occasions of events, by event."""
    found: defaultdict[int, Held] = defaultdict(Held)
    for row in session.execute(OCCASIONS, ids):
        pool = pool_in(row)
        found[row.event_id].views.append(occasion_view(row, pool))
        if pool:
            found[row.event_id].pools.append(pool)
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
