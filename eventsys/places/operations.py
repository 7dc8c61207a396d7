"""What changes localities and venues; the districts are the city's and come with the tables."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.revision import raise_revision
from eventsys.places.models import District, Locality, Venue

Place = TypeVar("Place", Locality, Venue)


@dataclass(frozen=True, kw_only=True)
class VenueDetails:
    """What is known of an address; the position in degrees (WGS 84), or None."""

    name: str
    address: str = ""
    locality: Locality | None = None
    latitude: float | None = None
    longitude: float | None = None


def add_locality(
    session: Session, district: District, slug: str, name: str, *, at: datetime, by: Principal
) -> Locality:
    """Add a locality to a district."""
    locality = Locality(district_id=district.id, slug=slug, name=name)
    return added(session, locality, {"slug": slug, "name": name}, at=at, by=by)


def add_venue(
    session: Session, district: District, details: VenueDetails, *, at: datetime, by: Principal
) -> Venue:
    """Add a venue to a district."""
    venue = Venue(
        district_id=district.id,
        locality_id=details.locality.id if details.locality else None,
        name=details.name,
        address=details.address,
        latitude=details.latitude,
        longitude=details.longitude,
    )
    return added(session, venue, {"name": details.name}, at=at, by=by)


def find_or_add_venue(
    session: Session,
    district: District,
    name: str,
    address: str = "",
    *,
    at: datetime,
    by: Principal,
) -> Venue:
    """Take the district's venue of this name, or add it with its address."""
    known = select(Venue).where(Venue.district_id == district.id, Venue.name == name)
    venue = session.scalar(known)
    if venue is not None:
        return venue
    details = VenueDetails(name=name, address=address)
    try:
        with session.begin_nested():
            return add_venue(session, district, details, at=at, by=by)
    except IntegrityError:  # another request has added it a moment ago
        return session.scalars(known).one()


def added(
    session: Session, place: Place, details: dict[str, object], *, at: datetime, by: Principal
) -> Place:
    """Store a new place, log it and say that something public changed."""
    session.add(place)
    session.flush()
    record(session, "add", place, details, at=at, by=by)
    raise_revision(session)
    return place
