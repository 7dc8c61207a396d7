"""What is being sent: how far it is, and that it can be stopped."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.messages.broadcasts.operations import compose_broadcasts, send_broadcast
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.people.rules import RoleName
from tests.broadcasts import make_broadcast
from tests.factories import make_event, make_registration
from tests.settings import BASE_URL

PAGE = "/organiser/work/"


def cells_of(client):
    """Read the table: the texts of each row's cells, runs of white space as one blank."""
    rows = client.page(PAGE).all("tr")[1:]
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


@pytest.fixture
def written(app):
    """Three people are registered; what was written to them is due, and nothing has left."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, capacity=None, slug="fest")
        for number in range(3):
            contact = f"{number}@example.org"
            made = make_registration(session, event, at=at)
            made.contact_email = contact
        while compose_notices(session, base_url=BASE_URL, at=at):
            pass
        for message in session.query(OutboxMessage):
            message.state = MessageState.SENT
        broadcast = make_broadcast(session, event, "key", at=at)
        send_broadcast(session, broadcast, at, at=at, by=SYSTEM)
        return broadcast.id


def compose(app):
    with app.app_context(), transaction() as session:
        while compose_broadcasts(session, base_url=BASE_URL, at=clock.now()):
            pass


def test_nothing_is_under_way_where_all_was_sent(organiser_client):
    assert "Der sendes ikke noget." in organiser_client.page(PAGE).text


def test_it_says_how_far_what_was_written_is(app, organiser_client, written):
    ((_event, _name, progress, _stop),) = cells_of(organiser_client)
    assert progress == "0 sendt, og flere er ved at blive skrevet"
    compose(app)
    with app.app_context(), transaction() as session:
        session.query(OutboxMessage).filter_by(
            state=MessageState.QUEUED
        ).first().state = MessageState.SENT
    ((_event, _name, progress, stop),) = cells_of(organiser_client)
    assert (progress, stop) == ("1 af 3 sendt", "Stop den")


def test_it_is_stopped_from_there_and_what_has_left_has_left(app, organiser_client, written):
    compose(app)
    (form,) = [
        each for each in organiser_client.page(PAGE).all("form") if "stop" in each.get("action", "")
    ]
    values = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert organiser_client.post(form.get("action"), data=values).status_code == 303
    assert cells_of(organiser_client) == []
    with app.app_context(), transaction() as session:
        states = [each.state for each in session.query(OutboxMessage).filter_by(kind="broadcast")]
    assert states == [MessageState.GIVEN_UP] * 3


def test_what_people_have_to_know_is_not_stopped(app, organiser_client, written):
    at = clock.now()
    with app.app_context(), transaction() as session:
        cancel(session, get_event(session, "fest"), at=at, by=SYSTEM)
        while compose_notices(session, base_url=BASE_URL, at=at):
            pass
    told = [each for each in cells_of(organiser_client) if each[2] == "0 af 3 sendt"]
    assert [each[3] for each in told] == ["Det skal folk vide: det stoppes ikke."]


def test_only_organisers_see_it(signed_in):
    assert signed_in(RoleName.VIEWER).get(PAGE).status_code == 403
