"""The calendar of one's own registration: what one is expected at, and nobody else's business."""

import logging

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.text import Language
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.occasions.operations import cancel_occasion
from eventsys.events.occasions.queries import find_occasion
from eventsys.events.queries import find_event
from eventsys.events.rules import Attends, EventKind
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.links.operations import renew_link
from eventsys.registration.models import Registration
from eventsys.registration.queries import feed_secret_of, find_participant, token_of
from eventsys.registration.rules import IfFull
from tests.calendars.reader import read_calendar
from tests.factories import make_event, make_registration
from tests.settings import BASE_URL

TITLES = {Language.DANISH: "Kursus", Language.ENGLISH: "Course"}


@pytest.fixture
def course(in_app):
    """A course of three dates, with a family of two in it."""
    at = clock.now()
    with transaction() as session:
        event = make_event(
            session, at=at, slug="kursus", kind=EventKind.COURSE, days=(7, 14, 21), titles=TITLES
        )
        return make_registration(session, event, at=at).id


def address(registration_id):
    with transaction() as session:
        return f"/feeds/my/{feed_secret_of(session.get_one(Registration, registration_id))}.ics"


def leave(registration_id, *positions):
    for position in positions:
        with transaction() as session:
            found = session.get_one(Registration, registration_id)
            person = find_participant(session, found, position)
            deregister(session, person, at=clock.now(), by=VISITOR)


def statuses(client, path):
    return [entry["status"] for entry in read_calendar(client.get(path).data)]


def test_a_course_is_an_entry_for_each_date_and_those_of_the_public_feed(course, client):
    own = read_calendar(client.get(address(course)).data)
    everybodys = read_calendar(client.get("/feeds/events.ics").data)
    of_file = read_calendar(client.get("/feeds/events/kursus.ics").data)
    assert own == everybodys == of_file
    assert len(own) == 3


def test_a_date_that_is_off_says_so_and_who_left_has_no_entry_left(course, client):
    with transaction() as session:
        event = find_event(session, "kursus")
        second = find_occasion(session, event.id, 2)
        cancel_occasion(session, event, second, at=clock.now(), by=SYSTEM)
    path = address(course)
    assert statuses(client, path) == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    leave(course, 1)
    assert len(statuses(client, path)) == 3
    leave(course, 2)
    assert statuses(client, path) == []


def test_who_waits_is_told_that_it_is_not_certain_and_one_date_is_one_entry(in_app, client):
    at = clock.now()
    with transaction() as session:
        event = make_event(
            session,
            at=at,
            days=(7, 14),
            attends=Attends.ONE,
            capacity=1,
            intake=IntakePlan(has_waitlist=True),
        )
        kept, waiting = (
            make_registration(
                session, event, name, at=at, occasion_no=2, if_full=IfFull.WAITLIST
            ).id
            for name in ("Amina", "Bo")
        )
    assert statuses(client, address(kept)) == ["CONFIRMED"]
    answer = client.get(address(waiting))
    [entry] = read_calendar(answer.data)
    assert (entry["status"], entry["transparency"]) == ("TENTATIVE", "TRANSPARENT")


def test_a_new_link_makes_the_old_address_worthless_like_any_that_never_was(course, client):
    old = address(course)
    with transaction() as session:
        found = session.get_one(Registration, course)
        page = token_of(found)
        renew_link(session, found, "a key", at=clock.now(), by=VISITOR)
    wrong = [client.get(f"/feeds/my/{each}.ics") for each in ("x", "ø", page, page[:-1])]
    answers = [client.get(old), *wrong]
    assert {(each.status_code, each.data, str(each.headers)) for each in answers} == {
        (404, b"No such calendar.\n", str(answers[0].headers))
    }
    assert client.get(address(course)).status_code == 200


def test_the_secret_of_a_calendar_opens_no_ticket(course, client):
    secret = address(course).removeprefix("/feeds/my/").removesuffix(".ics")
    assert client.get(f"/da/registrations/{secret}").status_code == 404


def test_a_calendar_names_nobody_keeps_its_secret_and_is_kept_by_nobody_on_the_way(
    course, client, caplog
):
    path = address(course)
    with caplog.at_level(logging.INFO):
        answer = client.get(path)
    for told in (b"Amina", b"example.org", path.split("/")[-1].encode()[:16]):
        assert told not in answer.data
    assert path.split("/")[-1] not in caplog.text
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "Set-Cookie")
    assert [answer.headers.get(name) for name in names] == [
        "private, no-cache",
        "noindex",
        "no-referrer",
        None,
    ]
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(path, headers=known).status_code == 304


def test_ones_own_page_leads_to_it(course, client):
    with transaction() as session:
        token = token_of(session.get_one(Registration, course))
    page = client.page(f"/da/registrations/{token}")
    address_shown = page.by_id("feed").get("value")
    assert address_shown == f"{BASE_URL}{address(course)}"
    assert address_shown.replace("http://", "webcal://") in {
        link.get("href") for link in page.all("a")
    }
    leave(course, 1, 2)
    assert "/feeds/my/" not in client.get(f"/da/registrations/{token}").text
