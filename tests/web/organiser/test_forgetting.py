"""Organisers delete what is known of people, after reading what goes and what stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Registration
from tests.factories import make_event, make_registration

EVENT = "/organiser/events/fest-1/"
PERSON, WHOLE = f"{EVENT}people/1/forget", f"{EVENT}forget"


def held(app, days):
    """Hold an event so many days after now."""
    made = clock.now() - timedelta(days=7)
    with app.app_context(), transaction() as session:
        event = make_event(session, at=made, days=(7 + days,))
        make_registration(session, event, "Amina", "Bo", at=made)
        make_registration(session, event, "Cleo", at=made)


@pytest.fixture
def over(app):
    held(app, -2)


@pytest.fixture
def to_come(app):
    held(app, 3)


def names(app):
    with app.app_context():
        return [*db.session().scalars(select(Participant.name).order_by(Participant.id))]


def test_the_page_says_what_goes_and_what_stays(organiser_client, over):
    text = organiser_client.page(PERSON).text
    for part in ("Amina", "2 personer", "2 i alt", "Hvor mange der var tilmeldt"):
        assert part in text


def test_a_person_is_deleted_with_those_registered_together(organiser_client, app, over):
    assert organiser_client.submit(PERSON, {}, form="act").status_code == 303
    assert names(app) == [None, None, "Cleo"]
    assert "Ingen ved mere" in organiser_client.page(PERSON).text


def test_whoever_is_still_to_come_is_deregistered_first(organiser_client, app, to_come):
    text = organiser_client.page(PERSON).text
    assert "2 personer skal stadig komme" in text
    assert "Skriv dette for at slette" not in organiser_client.page(WHOLE).text
    assert names(app) == ["Amina", "Bo", "Cleo"]


def test_a_whole_event_is_deleted_only_after_its_name_was_typed(organiser_client, app, over):
    answer = organiser_client.submit(WHOLE, {"typed": "fest-2"}, form="forget")
    assert answer.status_code == 422
    assert names(app) == ["Amina", "Bo", "Cleo"]
    organiser_client.submit(WHOLE, {"typed": "fest-1"}, form="forget")
    assert names(app) == [None, None, None]
    with app.app_context():
        assert db.session().scalars(select(Registration.contact_email)).all() == [None, None]
        assert db.session().scalars(select(Event.forgotten_at)).one() is not None
    assert "Der er ikke mere at slette" in organiser_client.page(WHOLE).text
    assert "(uden navn)" in organiser_client.page(f"{EVENT}registrations").text


def test_the_event_and_the_person_lead_there(organiser_client, over):
    for page, place in ((EVENT, WHOLE), (f"{EVENT}people/1", PERSON)):
        links = [link.get("href") for link in organiser_client.page(page).root.iter("a")]
        assert place in links


def test_somebody_of_another_event_is_not_deleted_from_here(organiser_client, app, over):
    held(app, -1)
    token = dict(organiser_client.page(PERSON).form("act").filled({}))["csrf_token"]
    elsewhere = f"{EVENT}people/4/forget"
    assert organiser_client.post(elsewhere, data={"csrf_token": token}).status_code == 404
    assert names(app)[3:] == ["Amina", "Bo", "Cleo"]
