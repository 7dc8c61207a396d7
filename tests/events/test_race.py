"""Two organisers who are equally fast: one makes it, the other is told; nobody gets an error."""

from dataclasses import replace

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.errors import Overtaken
from eventsys.core.principal import SYSTEM
from eventsys.events.errors import SlugTaken
from eventsys.events.models import Event
from eventsys.events.operations import amend_event, create_event
from eventsys.events.queries import get_event, plan_of
from eventsys.places.models import Venue
from tests.factories import make_draft, make_plan, make_venue
from tests.registration.test_race import one_after_the_other


@pytest.fixture
def known(database):
    """A venue and a draft that are there before."""
    with transaction() as session:
        make_draft(session, slug="known", at=clock.now())


def create(session):
    create_event(
        session, make_plan(session, slug="fest", at=clock.now()), at=clock.now(), by=SYSTEM
    )


def rename(session):
    event = get_event(session, "known")
    plan = replace(plan_of(session, event), slug="fest")
    amend_event(session, event, plan, at=clock.now(), by=SYSTEM)


@pytest.mark.parametrize("second", [create, rename])
def test_of_two_events_with_one_slug_the_later_is_refused(database, known, second):
    assert one_after_the_other(database, create, second) == [None, SlugTaken]


def test_a_venue_that_two_add_at_once_is_one_venue(database, known):
    def add(session):
        make_venue(session, "Blågårds Plads", at=clock.now())

    assert one_after_the_other(database, add, add) == [None, None]
    db.session().rollback()
    assert db.session().query(Venue).filter_by(name="Blågårds Plads").count() == 1


def test_control_without_the_guard_the_later_event_is_an_error(database, known):
    """The same race without the savepoint: it must show that the tests above can fail."""

    def create_naively(session):
        salt, at = b"salt", clock.now()
        session.add(
            Event(slug="fest", kind="public", roster_salt=salt, created_at=at, revised_at=at)
        )

    assert one_after_the_other(database, create_naively, create_naively) == [None, Overtaken]
