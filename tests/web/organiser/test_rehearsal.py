"""Organisers make practice tickets, print them and show people arriving."""

from datetime import timedelta

import pytest

from eventsys.checkin.models import Scan
from eventsys.checkin.practice.models import PracticeTicket
from eventsys.checkin.practice.rules import PracticeKind
from eventsys.checkin.scans.operations import record_scans
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from eventsys.web.organiser.rehearsal.curve import plausible_curve
from tests.factories import batch_of, codes_of, make_device, make_event, make_family, make_scan

PAGE = "/organiser/events/fest-1/rehearsal"


@pytest.fixture
def event(app):
    """An event in a week's time."""
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())


def begin(browser):
    return browser.submit(PAGE, {}, form="begin")


def test_tickets_are_made_shown_printed_and_removed(organiser_client, event):
    assert organiser_client.get(f"{PAGE}/sheet.pdf").status_code == 404
    assert organiser_client.get(f"{PAGE}/replay").location == PAGE
    page = organiser_client.page(begin(organiser_client).location)
    for words in ("Velkommen", "Allerede inde", "Spærret", "Andet arrangement"):
        assert words in page.text
    drawn = [each for each in page.elements() if each.get("class") == "qr"]
    assert len(drawn) == len(PracticeKind)
    assert organiser_client.get(f"{PAGE}/sheet.pdf").mimetype == "application/pdf"
    after = organiser_client.page(organiser_client.submit(PAGE, {}, form="end").location)
    assert after.form("begin")


def quarters(page):
    return [int(number) for number in page.by_id("replay").get("data-quarters").split()]


def test_half_of_all_arrive_within_40_minutes(organiser_client, event):
    begin(organiser_client)
    curve = quarters(organiser_client.page(f"{PAGE}/replay"))
    assert curve == plausible_curve(0)
    assert sum(curve) == 100
    first, second, third = curve[:3]
    assert abs(first + second + third * 2 / 3 - 50) < 1


@pytest.mark.parametrize("people", [1, 33, 714])
def test_a_curve_leaves_nobody_out(people):
    assert sum(plausible_curve(people)) == max(people, 100)


def test_people_arrive_as_at_an_event_that_was_held(organiser_client, event, app, in_app):
    at = clock.now()
    with app.app_context(), transaction() as session:
        held = make_event(session, days=(1,), at=at - timedelta(days=8))
        family = make_family(session, held, 3, at=at - timedelta(days=8))
        phone = make_device(session, held, "Nord", at=at - timedelta(days=8))
        start = (at - timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
        for minutes, codes in zip((0, 1, 31), codes_of(session, family), strict=True):
            moment = start + timedelta(minutes=minutes)
            batch = batch_of(make_scan(codes.code, moment), sent_at=moment)
            record_scans(session, phone.token, batch, at=moment)
    begin(organiser_client)
    page = organiser_client.page(f"{PAGE}/replay?like=fest-2")
    assert quarters(page) == [2, 0, 1]
    assert quarters(organiser_client.page(f"{PAGE}/replay?like=nowhere")) == plausible_curve(0)


def test_all_practice_tickets_are_on_the_page(organiser_client, event):
    begin(organiser_client)
    text = organiser_client.get(f"{PAGE}/replay").text
    assert text.count("practice-code") == 27


def test_the_rehearsal_is_for_those_who_have_the_phones(event, signed_in, in_app):
    for role in (RoleName.VIEWER, RoleName.SERVICE_DESK):
        assert signed_in(role).get(PAGE).status_code == 403
    assert signed_in(RoleName.EVENT_ASSISTANT, named_for="fest-1").get(PAGE).status_code == 200
    assert db.session.query(Scan).count() == 0


def test_a_phone_that_knows_the_roster_learns_that_the_rehearsal_is_over(
    organiser_client, event, app, client
):
    begin(organiser_client)
    with app.app_context(), transaction() as session:
        hour_ago = clock.now() - timedelta(hours=1)
        session.query(PracticeTicket).update({"changed_at": hour_ago})
        token = make_device(session, get_event(session, "fest-1"), at=clock.now()).token

    def ask(etag=""):
        headers = {"Authorization": f"Bearer {token}", "If-None-Match": etag}
        return client.get("/api/v1/roster", headers=headers)

    first = ask()
    assert len(first.json["tickets"]) == 25
    assert ask(first.headers["ETag"]).status_code == 304
    organiser_client.submit(PAGE, {}, form="end")
    after = ask(first.headers["ETag"])
    assert after.status_code == 200
    assert {ticket["state"] for ticket in after.json["tickets"]} == {"blocked"}
