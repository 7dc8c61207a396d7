"""What people read before and after they register where others decide who has a place."""

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.registration.approval.operations import approve, approve_to_waitlist, decline
from eventsys.registration.models import Registration
from eventsys.registration.queries import get_registration, token_of
from tests.factories import make_event, make_family

EVENT = "/da/events/fest-1"
BEFORE = "Arrangørerne ser på hver tilmelding. Du har en plads, når de har sagt ja."


@pytest.fixture
def asking(in_app):
    """A registration of two that waits for a yes, and its page."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, capacity=2, intake=IntakePlan(way=Way.APPROVAL))
        registration = make_family(session, event, 2, at=at)
        return registration.id, f"/da/registrations/{token_of(registration)}"


def decide(registration_id, operation, *given):
    with transaction() as session:
        found = get_registration(session, registration_id)
        operation(session, found, *given, at=clock.now(), by=SYSTEM)


def headings(page):
    return [page.heading, *(each.text for each in page.all("h2") if each.text)]


def test_the_event_and_its_form_say_who_decides(client, asking):
    page = client.page(EVENT)
    assert BEFORE in page.text
    assert "Åben for tilmelding" in page.text
    form = client.page(f"{EVENT}/register")
    assert BEFORE in form.text
    assert "pladser tilbage" not in form.text


def test_people_still_ask_when_all_places_are_taken(client, asking):
    decide(asking[0], approve)
    assert client.page(EVENT).text.count("Åben for tilmelding") == 1
    typed = {"participants-0-category": "adult", "contact_name": "Bo", "channel": "none"}
    answer = client.submit(f"{EVENT}/register", typed, form="registration")
    assert answer.status_code == 303
    assert client.page(answer.location).heading == "Vi har fået din tilmelding"


def test_the_own_page_says_that_an_answer_is_awaited(client, asking):
    page = client.page(asking[1])
    assert headings(page)[:2] == ["Vi har fået din tilmelding", "Du har ikke en plads endnu"]
    assert page.text.count("Gælder ikke endnu") == 2
    assert "venteliste" not in page.text


def test_the_own_page_shows_the_tickets_after_a_yes(client, asking):
    decide(asking[0], approve)
    page = client.page(asking[1])
    assert page.heading == "I er tilmeldt"
    assert "Gælder ikke endnu" not in page.text


def test_the_own_page_says_the_reason_for_a_no(client, asking):
    decide(asking[0], decline, "Vi tager først dem fra Tingbjerg <b>.")
    page = client.page(asking[1])
    assert page.heading == "Ingen plads denne gang"
    (reason,) = page.all("blockquote")
    assert reason.text.strip() == "Vi tager først dem fra Tingbjerg <b>."
    assert page.text.count("Ingen plads") >= 2


def test_a_yes_to_the_waiting_list_says_which_number_one_is(client, asking):
    decide(asking[0], approve_to_waitlist)
    page = client.page(asking[1])
    assert "I er nummer 1 på ventelisten." in page.text
    assert "Vi har fået din tilmelding" not in page.text


def test_a_cancelled_event_says_nothing_of_an_answer(client, asking):
    with transaction() as session:
        cancel(session, get_event(session, "fest-1"), at=clock.now(), by=SYSTEM)
    page = client.page(asking[1])
    assert page.heading == "Arrangementet er aflyst"
    assert "Du har ikke en plads endnu" not in page.text


def test_who_has_left_is_told_nothing_of_an_answer(client, asking):
    for position in (1, 2):
        client.submit(f"{asking[1]}/people/{position}/deregister", {})
    page = client.page(asking[1])
    assert page.heading == "Du er ikke tilmeldt længere"
    assert db.session().get_one(Registration, asking[0]).revision > 1
