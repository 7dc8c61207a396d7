"""Who leaves is asked about what they have: a place, an offer, or a number in the line."""

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import VISITOR
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.queries import token_of
from eventsys.registration.rules import IfFull
from tests.factories import make_event, make_family


@pytest.fixture
def own_pages(in_app):
    """Own pages at a full event: of one who is in, of two who wait, and of who has both."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, capacity=3, days=(14,))
        families = [
            make_family(session, event, 1, at=at),
            make_family(session, event, 3, at=at, if_full=IfFull.PART),
            make_family(session, event, 2, at=at, if_full=IfFull.WAITLIST),
        ]
        return [f"/da/registrations/{token_of(each)}" for each in families]


def free_two_places():
    with transaction() as session:
        people = session.scalars(select(Participant).order_by(Participant.id)).all()
        for participant in reversed(people[1:4]):
            deregister(session, participant, at=clock.now(), by=VISITOR)


def told(page):
    return page.heading, [each.text.strip() for each in page.all("button")][-1]


def test_who_has_a_place_gives_it_back(client, own_pages):
    page = client.page(f"{own_pages[0]}/people/1/deregister")
    assert told(page) == ("Vil du melde fra?", "Ja, meld fra")


def test_who_waits_leaves_the_waiting_list(client, own_pages):
    path = f"{own_pages[2]}/people/1/deregister"
    page = client.page(path)
    assert told(page) == ("Vil du af ventelisten?", "Ja, tag mig af ventelisten")
    assert "få pladsen" not in page.text
    answer = client.submit(path, {})
    after = client.page(answer.location)
    assert "Du er af ventelisten" in after.text
    assert "Pladsen er givet tilbage" not in after.text


def test_all_who_wait_leave_the_waiting_list_together(client, own_pages):
    path = f"{own_pages[2]}/deregister"
    assert told(client.page(path)) == ("Vil du af ventelisten?", "Ja, tag mig af ventelisten")
    after = client.page(client.submit(path, {}).location)
    assert "Du er af ventelisten" in after.text
    assert "givet tilbage" not in after.text


@pytest.mark.parametrize("path", ["people/1/deregister", "deregister"])
def test_who_has_an_offer_says_no_to_it(client, own_pages, path):
    free_two_places()
    page = client.page(f"{own_pages[2]}/{path}")
    assert told(page) == ("Vil I sige nej til tilbuddet?", "Nej, giv den til andre")


def test_a_family_of_whom_one_waits_is_told_of_both(client, own_pages):
    page = client.page(f"{own_pages[1]}/deregister")
    assert page.heading == "Vil I alle melde fra?"
    assert "De, der venter, kommer af ventelisten." in page.text


@pytest.mark.parametrize("path", ["people/1/deregister", "deregister"])
def test_who_waits_for_a_yes_takes_the_request_back(client, in_app, path):
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, intake=IntakePlan(way=Way.APPROVAL))
        own = f"/da/registrations/{token_of(make_family(session, event, 1, at=at))}"
    page = client.page(f"{own}/{path}")
    assert told(page) == ("Vil I trække ønsket tilbage?", "Ja, træk ønsket tilbage")
    after = client.page(client.submit(f"{own}/{path}", {}).location)
    assert "Ønsket er trukket tilbage" in after.text
    assert "venteliste" not in after.text
