"""Organisers see what does not go together at the gates, and decide with a reason."""

from datetime import timedelta

import pytest

from eventsys.attendance.queries import count_event
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from eventsys.web.common.dates import say_clock
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
    make_tally,
)

PAGE = "/organiser/events/fest-1/cases"
WHY = "De to stod i hver sin kø."


@pytest.fixture
def gates(app):
    """One ticket came in at two gates; a phone let another in and counted a person at once."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, days=(0,))
        family = make_family(session, event, 2, at=at)
        first, second = [each.code for each in codes_of(session, family)]
        nord, syd = [make_device(session, event, name, at=at) for name in ("Nord", "Syd")]
        scans = [make_scan(first, at - timedelta(minutes=3)), make_scan(second, at)]
        record_scans(session, nord.token, batch_of(*scans, sent_at=at), at=at)
        again = make_scan(first, at - timedelta(minutes=2), gate="Syd")
        record_scans(session, syd.token, batch_of(again, sent_at=at), at=at)
        tallies = batch_of(make_tally(at + timedelta(seconds=-4)), sent_at=at)
        record_tallies(session, nord.token, tallies, at=at)
        return {
            "reference": grouped(family.reference),
            "times": [
                say_clock(
                    to_local(at - timedelta(minutes=each), "Europe/Copenhagen"), Language.DANISH
                )
                for each in (3, 2)
            ],
        }


def titles(page):
    return [" ".join(each.itertext()).strip() for each in page.all("h3")]


def sections(page):
    return [" ".join(each.itertext()).strip() for each in page.all("h2")]


def form_ids(page):
    """Find where each case's form is sent, in the order of the page."""
    return [each.get("action") for each in page.all("form") if "/cases/" in each.get("action", "")]


def decide(client, number, **typed):
    """Fill in the form of one of the page's cases, and send it."""
    page = client.page(PAGE)
    action = form_ids(page)[number]
    form = next(each for each in page.all("form") if each.get("action") == action)
    hidden = {
        each.get("name"): each.get("value")
        for each in form.iter()
        if each.tag.endswith("input") and each.get("type") == "hidden"
    }
    return client.post(action, data={**hidden, **typed})


def walk_ins(app):
    with app.app_context():
        session = db.session()
        return count_event(session, get_event(session, "fest-1"), at=clock.now()).walk_ins


def test_a_case_tells_both_places_and_times_and_whose_ticket_it_is(organiser_client, gates):
    page = organiser_client.page(PAGE)
    assert titles(page) == ["Lukket ind to gange", "Måske talt to gange"]
    lines = [" ".join("".join(each.itertext()).split()) for each in page.all("li")]
    first, second = gates["times"]
    assert f"{first} lukket ind · Nord · Telefon Nord 1" in lines
    assert f"{second} var allerede inde · Syd · Telefon Syd 1" in lines
    assert gates["reference"] in page.text
    assert "Person 1" in page.text


def test_counting_once_corrects_the_number_and_says_who_decided_and_why(
    app, organiser_client, gates
):
    assert walk_ins(app) == 1
    assert decide(organiser_client, 1, choice="once", reason=WHY).status_code == 302
    assert walk_ins(app) == 0
    page = organiser_client.page(PAGE)
    assert sections(page) == ["Skal afgøres", "Afgjort"]
    assert titles(page) == ["Lukket ind to gange", "Måske talt to gange"]
    assert WHY in page.text
    assert "organiser@example.org" in page.text


def test_a_decision_can_be_changed(app, organiser_client, gates):
    decide(organiser_client, 1, choice="once", reason=WHY)
    decide(organiser_client, 1, choice="stands", reason="Det var to.")
    assert walk_ins(app) == 1
    page = organiser_client.page(PAGE)
    assert "Det var to." in page.text
    assert WHY not in page.text


def test_a_decision_without_a_reason_keeps_what_was_typed_and_links_to_what_lacks(
    app, organiser_client, gates
):
    answer = decide(organiser_client, 1, choice="once", reason=" ")
    assert answer.status_code == 422
    page = organiser_client.last[1]
    links = [each.get("href") for each in page.all("a") if each.get("href", "").startswith("#r")]
    assert links == ["#reason-2"]
    chosen = [each.get("value") for each in page.all("input") if each.get("checked") is not None]
    assert "once" in chosen
    assert walk_ins(app) == 1
    refused = decide(organiser_client, 1, choice="", reason=WHY)
    assert refused.status_code == 422
    assert WHY in refused.text


def test_what_came_since_is_looked_at_before_it_is_decided(app, organiser_client, gates):
    answer = decide(organiser_client, 0, choice="stands", reason=WHY, seen="other")
    assert answer.status_code == 409
    assert "Der er kommet mere til." in answer.text
    assert WHY in answer.text


def test_a_case_that_is_gone_is_said(organiser_client, gates):
    page = organiser_client.page(PAGE)
    token = page.all("input")[0].get("value")
    answer = organiser_client.post(f"{PAGE}/gap/1", data={"csrf_token": token})
    assert answer.status_code == 302
    assert "Her er ikke længere noget at afgøre" in organiser_client.page(PAGE).text


def test_one_kind_can_be_looked_at_alone(organiser_client, gates):
    assert titles(organiser_client.page(f"{PAGE}?only=double")) == ["Måske talt to gange"]
    assert len(titles(organiser_client.page(f"{PAGE}?only=nothing"))) == 2


def test_long_lists_come_in_pages(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, days=(0,))
        families = [make_family(session, event, 10, at=at) for _ in range(6)]
        codes = [each.code for family in families for each in codes_of(session, family)]
        phone = make_device(session, event, at=at)
        scans = [
            make_scan(code, at - timedelta(minutes=minute)) for code in codes for minute in (0, 1)
        ]
        record_scans(session, phone.token, batch_of(*scans, sent_at=at), at=at)
    page = organiser_client.page(PAGE)
    (following,) = {a.get("href") for a in page.all("a") if a.get("rel") == "next"}
    assert len(titles(page)) == 50
    assert len(titles(organiser_client.page(following))) == 10


def test_an_assistant_sees_the_cases_and_decides_nothing(client, app, gates, signed_in):
    assistant = signed_in(RoleName.EVENT_ASSISTANT, named_for="fest-1")
    page = assistant.page(PAGE)
    assert len(titles(page)) == 2
    assert form_ids(page) == []
    assert signed_in(RoleName.VIEWER).get(PAGE).status_code == 403
