"""Organisers read the requests, say yes, say no with a reason, and take a no back."""

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.queries import get_event, plan_of
from eventsys.people.rules import RoleName
from eventsys.registration.approval.operations import approve
from eventsys.registration.models import Participant
from tests.factories import make_event, make_family
from tests.web.conftest import add_signed_in

LIST = "/organiser/events/fest-1/requests"
APPROVAL = IntakePlan(way=Way.APPROVAL)


@pytest.fixture
def requests(app):
    """An event with three places: a party of two has said please, and a party of two more."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, capacity=3, intake=APPROVAL)
        return [make_family(session, event, 2, at=at).id for _ in range(2)]


def post(client, page, path, **data):
    """Send a form of one button, with the token that the page holds."""
    token = client.page(page).all("input")[0].get("value")
    return client.post(path, data={"csrf_token": token, **data})


def press(client, registration_id, action, **data):
    page = f"{LIST}?state=declined" if action == "reopen" else LIST
    return post(client, page, f"{LIST}/{registration_id}/{action}", **data)


def statuses(app, registration_id):
    with app.app_context():
        found = select(Participant.status).filter_by(registration_id=registration_id)
        return db.session().scalars(found.order_by(Participant.position)).all()


def figures(page):
    return [figure.text.strip() for figure in page.all("dd")]


def test_the_list_says_who_waits_and_how_many_places_are_left(organiser_client, requests):
    page = organiser_client.page(LIST)
    assert figures(page) == ["2", "3"]
    assert page.text.count("Person 1") == 2
    assert "Venter på jeres svar (2)" in page.text


def test_a_yes_takes_places_and_the_next_is_told_what_is_left(app, organiser_client, requests):
    first, second = requests
    assert press(organiser_client, first, "approve").status_code == 302
    assert statuses(app, first) == ["confirmed"] * 2
    page = organiser_client.page(LIST)
    assert figures(page) == ["1", "1"]
    assert "Der er kun 1 plads tilbage." in page.text
    press(organiser_client, second, "approve")
    assert "De skal bruge 2 pladser, og 1 er ledig." in organiser_client.page(LIST).text
    press(organiser_client, second, "approve", waitlist="1")
    assert statuses(app, second) == ["waiting"] * 2
    assert figures(organiser_client.page("/organiser/events/fest-1/waitlist")) == ["2", "1"]


def test_without_a_waiting_list_nobody_is_put_on_it(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        intake = IntakePlan(way=Way.APPROVAL, has_waitlist=False)
        event = make_event(session, at=at, capacity=1, intake=intake)
        asking = make_family(session, event, 1, at=at).id
    press(organiser_client, asking, "approve", waitlist="1")
    assert "Arrangementet har ingen venteliste." in organiser_client.page(LIST).text


def test_a_no_needs_a_reason_and_can_be_taken_back(app, organiser_client, requests):
    path = f"{LIST}/{requests[0]}/decline"
    page = organiser_client.submit(path, {"reason": "  "}, form="decline")
    assert page.status_code == 422
    assert statuses(app, requests[0]) == ["waiting"] * 2
    reason = "Vi tager først dem fra Tingbjerg."
    assert organiser_client.submit(path, {"reason": reason}, form="decline").status_code == 302
    assert statuses(app, requests[0]) == ["deregistered"] * 2
    assert reason in organiser_client.page(f"{LIST}?state=declined").text
    press(organiser_client, requests[0], "reopen")
    assert statuses(app, requests[0]) == ["waiting"] * 2


def test_what_was_decided_meanwhile_is_said(app, organiser_client, requests):
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest-1")
        found = make_family(session, event, 1, at=clock.now())
        approve(session, found, at=clock.now(), by=SYSTEM)
        decided = found.id
    path = f"{LIST}/{decided}/decline"
    organiser_client.submit(path, {"reason": "Nej"}, form="decline")
    assert "Her er ikke længere noget at afgøre." in organiser_client.page(LIST).text


def test_long_lists_come_in_pages(app, organiser_client, requests):
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest-1")
        for _ in range(50):
            make_family(session, event, 1, at=at)
    page = organiser_client.page(LIST)
    (following,) = [a.get("href") for a in page.all("a") if a.get("rel") == "next"]
    assert len(organiser_client.page(following).all("tr")) == 1 + 2
    assert len(page.all("tr")) == 1 + 50


def test_the_desk_reads_and_decides_nothing(app, client, requests):
    add_signed_in(app, client, RoleName.SERVICE_DESK)
    page = client.page(LIST)
    assert "Person 1" in page.text
    assert [each for each in page.all("form") if LIST in (each.get("action") or "")] == []
    assert client.get(f"{LIST}/{requests[0]}/decline").status_code == 403


def test_the_form_sets_the_way_and_it_stays_once_people_are_registered(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        make_event(session, at=at)
    edit = "/organiser/events/fest-1/edit"
    changes = {"intake-way": "approval"}
    assert organiser_client.submit(edit, changes, form="event").status_code == 302
    with app.app_context(), transaction() as session:
        assert plan_of(session, get_event(session, "fest-1")).intake == APPROVAL
        make_family(session, get_event(session, "fest-1"), 2, at=at)
    answer = organiser_client.submit(edit, {"intake-way": "direct"}, form="event")
    assert answer.status_code == 409
    assert "2 personer er tilmeldt" in answer.text


def test_an_event_with_requests_is_not_taken_back(organiser_client, requests):
    there = "/organiser/events/fest-1/"
    post(organiser_client, there, f"{there}withdraw")
    assert "4 personer er tilmeldt" in organiser_client.page(there).text
