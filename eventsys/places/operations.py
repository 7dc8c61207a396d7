"""What changes localities and venues; the districts are the city's and come with the tables."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.revision import raise_revision
from eventsys.places.errors import VenueExists
from eventsys.places.models import District, Locality, Venue
from eventsys.places.queries import find_venue_named, get_venue_named
from eventsys.places.rules import NOT_KNOWN, Access

Place = TypeVar("Place", Locality, Venue)


@dataclass(frozen=True, kw_only=True)
class VenueDetails:
    """What is known of an address; the position in degrees (WGS 84), or None."""

    name: str
    address: str = ""
    locality: Locality | None = None
    latitude: float | None = None
    longitude: float | None = None
    access: Access = NOT_KNOWN


def add_locality(
    session: Session, district: District, slug: str, name: str, *, at: datetime, by: Principal
) -> Locality:
    """Add a locality to a district."""
    locality = Locality(district_id=district.id, slug=slug, name=name)
    return added(session, locality, {"slug": slug, "name": name}, at=at, by=by)


def add_venue(
    session: Session, district: District, details: VenueDetails, *, at: datetime, by: Principal
) -> Venue:
    """Add a venue to a district. Raise `VenueExists` where its name is taken there."""
    venue = Venue(district_id=district.id)
    fill(venue, details)
    try:
        with session.begin_nested():
            return added(session, venue, {"name": details.name}, at=at, by=by)
    except IntegrityError as error:
        raise VenueExists(details.name) from error


def amend_venue(
    session: Session,
    venue: Venue,
    district: District,
    details: VenueDetails,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Change what is known of a venue. Raise `VenueExists` where its name is taken there."""
    try:
        with session.begin_nested():
            venue.district_id = district.id
            fill(venue, details)
            session.flush()
    except IntegrityError as error:
        raise VenueExists(details.name) from error
    record(session, "amend", venue, {"name": details.name}, at=at, by=by)
    raise_revision(session)


def fill(venue: Venue, details: VenueDetails) -> None:
    """Write what is known of a venue into its row."""
    venue.locality_id = details.locality.id if details.locality else None
    venue.name = details.name
    venue.address = details.address
    venue.latitude = details.latitude
    venue.longitude = details.longitude
    venue.is_step_free = details.access.step_free
    venue.has_toilet = details.access.toilet
    venue.has_hearing_loop = details.access.hearing_loop
    venue.has_parking = details.access.parking


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
    details = VenueDetails(name=name, address=address)
    return take_or_add_venue(session, district, details, at=at, by=by)


def take_or_add_venue(
    session: Session, district: District, details: VenueDetails, *, at: datetime, by: Principal
) -> Venue:
    """Take the district's venue of this name as it is, or add it."""
    venue = find_venue_named(session, district, details.name)
    if venue is not None:
        return venue
    try:
        return add_venue(session, district, details, at=at, by=by)
    except VenueExists:  # another request has added it a moment ago
        return get_venue_named(session, district, details.name)


def added(
    session: Session, place: Place, details: dict[str, object], *, at: datetime, by: Principal
) -> Place:
    """Store a new place, log it and say that something public changed."""
    session.add(place)
    session.flush()
    record(session, "add", place, details, at=at, by=by)
    raise_revision(session)
    return place
