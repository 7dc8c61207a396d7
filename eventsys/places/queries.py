"""What is asked of districts and venues."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from eventsys.places.models import District, Locality, Venue


def list_districts(session: Session) -> Sequence[District]:
    """List the districts by name."""
    return session.scalars(select(District).order_by(District.name)).all()


def find_district(session: Session, slug: str) -> District | None:
    """Find a district by its slug."""
    return session.scalar(select(District).where(District.slug == slug))


def list_localities(session: Session) -> Sequence[Locality]:
    """List the localities by name."""
    return session.scalars(select(Locality).order_by(Locality.name)).all()


def list_venues(session: Session) -> Sequence[Venue]:
    """List the venues by name."""
    return session.scalars(select(Venue).order_by(Venue.name)).all()


def find_venue(session: Session, venue_id: int) -> Venue | None:
    """Find a venue by its id."""
    return session.get(Venue, venue_id)


def find_venue_named(session: Session, district: District, name: str) -> Venue | None:
    """Find a district's venue by its name."""
    return session.scalar(named(district, name))


def get_venue_named(session: Session, district: District, name: str) -> Venue:
    """Give a district's venue by its name."""
    return session.scalars(named(district, name)).one()


def named(district: District, name: str) -> Select[Venue]:
    """Ask for a district's venue by its name."""
    return select(Venue).where(Venue.district_id == district.id, Venue.name == name)


def hold_venue(session: Session, venue_id: int) -> Venue:
    """Give a venue that nobody else changes until the transaction ends."""
    return session.get_one(Venue, venue_id, with_for_update=True, populate_existing=True)


def get_district(session: Session, district_id: int) -> District:
    """Give a district by its id."""
    return session.get_one(District, district_id)
