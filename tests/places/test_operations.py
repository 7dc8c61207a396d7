"""Venues are added and amended, each name once in a district, and calendars follow."""

import pytest
from sqlalchemy import select

from eventsys.core.principal import SYSTEM
from eventsys.core.revision import current_revision
from eventsys.events.occasions.operations import amend_place
from eventsys.events.programme.queries import get_event_view
from eventsys.places.errors import VenueExists
from eventsys.places.models import District
from eventsys.places.operations import VenueDetails, add_locality, add_venue, take_or_add_venue
from eventsys.places.rules import NOT_KNOWN, Access
from tests.factories import AT, HOURS, make_event, make_venue

RAMP = Access(step_free=True, toilet=False)


@pytest.fixture
def district(session):
    return session.scalars(select(District).filter_by(slug="noerrebro")).one()


def test_what_is_known_of_a_venue_is_read_back(session, district):
    lakes = add_locality(session, district, "soeerne", "Søerne", at=AT, by=SYSTEM)
    details = VenueDetails(
        name="Huset", address="Gaden 1", locality=lakes, latitude=55.5, longitude=12.5, access=RAMP
    )
    venue = add_venue(session, district, details, at=AT, by=SYSTEM)
    session.refresh(venue)
    assert (venue.name, venue.address, venue.locality_id) == ("Huset", "Gaden 1", lakes.id)
    assert (venue.latitude, venue.longitude, venue.access) == (55.5, 12.5, RAMP)
    assert make_venue(session).access == NOT_KNOWN


def test_a_name_stands_once_in_a_district(session, district):
    details = VenueDetails(name="Huset")
    house = add_venue(session, district, details, at=AT, by=SYSTEM)
    with pytest.raises(VenueExists) as refusal:
        add_venue(session, district, details, at=AT, by=SYSTEM)
    assert refusal.value.name == "Huset"
    assert take_or_add_venue(session, district, details, at=AT, by=SYSTEM) is house
    park = make_venue(session)
    with pytest.raises(VenueExists):
        amend_place(session, park, district, details, at=AT, by=SYSTEM)


def test_a_new_address_reaches_the_calendars_and_access_only_the_pages(session, district):
    event = make_event(session)
    before = get_event_view(session, event.id).occasions[0]
    later, revision = AT + HOURS, current_revision(session)
    amended = VenueDetails(name=before.venue, access=RAMP)
    amend_place(session, make_venue(session), district, amended, at=later, by=SYSTEM)
    told = get_event_view(session, event.id).occasions[0]
    assert (told.access, told.sequence, told.revised_at) == (RAMP, before.sequence, AT)
    assert current_revision(session) > revision
    moved = VenueDetails(name=before.venue, address="Gaden 2", access=RAMP)
    amend_place(session, make_venue(session), district, moved, at=later, by=SYSTEM)
    told = get_event_view(session, event.id).occasions[0]
    assert (told.address, told.sequence, told.revised_at) == ("Gaden 2", before.sequence + 1, later)


def test_what_is_over_stays_as_it_was_in_the_calendars(session, district):
    event = make_event(session, days=(-7,))
    before = get_event_view(session, event.id).occasions[0]
    moved = VenueDetails(name=before.venue, address="Gaden 2")
    amend_place(session, make_venue(session), district, moved, at=AT, by=SYSTEM)
    assert get_event_view(session, event.id).occasions[0].sequence == before.sequence
