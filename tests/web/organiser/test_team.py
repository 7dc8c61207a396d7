"""Organisers name assistants for an event; assistants come near theirs alone."""

from datetime import timedelta

import pytest

from eventsys.checkin.practice.operations import begin_rehearsal
from eventsys.checkin.scans.operations import record_scans
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.operations import dismiss_assistant, name_assistant
from eventsys.events.queries import get_event
from eventsys.people.models import Account
from eventsys.people.queries import find_account
from eventsys.people.rules import RoleName
from eventsys.registration.affiliations.operations import assign_known
from eventsys.registration.rules import ParticipantRequest
from eventsys.web.organiser.rehearsal import views as rehearsal
from tests.actors import make_actor
from tests.factories import (
    batch_of,
    codes_of,
    make_account,
    make_device,
    make_draft,
    make_event,
    make_registration,
    make_scan,
)

TEAM = "/organiser/events/fest/team"
OFFICE = "/organiser/"
AMAL = "event-assistant@example.org"


@pytest.fixture(autouse=True)
def events(app):
    """Two events, of which assistants get one, and a draft."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        for slug in ("fest", "andet"):
            event = make_event(session, slug=slug, asks_workplace=True, at=at)
            make_registration(session, event, f"Amina {slug}", at=at)
        make_draft(session, slug="kladde", at=at)


@pytest.fixture
def amal(signed_in):
    """A browser in which the assistant of one event is signed in."""
    return signed_in(RoleName.EVENT_ASSISTANT, named_for="fest")


def slugs_on(page):
    """List the events that a page leads to."""
    addresses = [link.get("href", "") for link in page.all("a")]
    found = (each.removeprefix("/organiser/events/") for each in addresses)
    return {each.strip("/") for each in found if each.count("/") == 1}


def change(app, operation):
    """Name or dismiss the assistant, as an organiser does meanwhile."""
    with app.app_context(), transaction() as session:
        event, account = get_event(session, "fest"), find_account(session, AMAL)
        operation(session, event, account.id, at=clock.now(), by=SYSTEM)


def test_an_organiser_names_an_assistant_who_then_has_the_event(app, organiser_client, signed_in):
    browser = signed_in(RoleName.EVENT_ASSISTANT)
    assert slugs_on(browser.page(OFFICE)) == set()
    assert browser.get("/organiser/events/fest/registrations").status_code == 404
    assert "Ingen arrangementsassistent" in organiser_client.page(TEAM).text
    with app.app_context():
        chosen = str(find_account(db.session(), AMAL).id)
    answer = organiser_client.submit(TEAM, {"account": chosen}, form="name")
    assert answer.status_code == 303
    assert AMAL in organiser_client.page(TEAM).text
    assert slugs_on(browser.page(OFFICE)) == {"fest"}
    assert "Amina fest" in browser.page("/organiser/events/fest/registrations").text


def test_an_assistant_who_is_dismissed_is_out_at_the_next_click(app, organiser_client, amal):
    assert amal.get("/organiser/events/fest/registrations").status_code == 200
    sheet = next(
        each for each in organiser_client.page(TEAM).all("form") if "dismiss" in each.get("id", "")
    )
    organiser_client.submit(TEAM, {}, form=sheet.get("id"))
    assert amal.get("/organiser/events/fest/registrations").status_code == 404
    assert slugs_on(amal.page(OFFICE)) == set()


def test_an_assistant_sees_their_events_alone(amal):
    assert slugs_on(amal.page(OFFICE)) == {"fest"}
    for slug in ("andet", "kladde", "findes-ikke"):
        assert amal.get(f"/organiser/events/{slug}/").status_code == 404
        assert amal.get(f"/organiser/events/{slug}/registrations").status_code == 404


def test_a_foreign_event_looks_as_one_that_does_not_exist(amal):
    foreign = amal.get("/organiser/events/andet/desk/find")
    unknown = amal.get("/organiser/events/findes-ikke/desk/find")
    assert (foreign.status_code, foreign.data) == (unknown.status_code, unknown.data)


def test_a_form_of_a_foreign_event_changes_nothing(app, amal):
    sheet = amal.page("/organiser/events/fest/rehearsal").form("begin")
    path = sheet.action.replace("/fest/", "/andet/")
    assert amal.post(path, data=dict(sheet.filled({}))).status_code == 404


def test_who_has_another_role_too_sees_with_it_what_it_allows(app, signed_in):
    browser = signed_in(RoleName.EVENT_ASSISTANT, named_for="fest")
    with app.app_context(), transaction() as session:
        viewer = make_account(session, "viewer@example.org", RoleName.VIEWER, at=clock.now())
        find_account(session, AMAL).roles += viewer.roles
    assert slugs_on(browser.page(OFFICE)) == {"fest", "andet", "kladde"}
    overview = browser.page("/organiser/events/andet/")
    assert "/organiser/events/andet/registrations" not in {a.get("href") for a in overview.all("a")}
    assert browser.get("/organiser/events/andet/registrations").status_code == 404


def test_a_named_account_without_the_role_is_let_in_nowhere(app, signed_in):
    browser = signed_in(RoleName.EVENT_ASSISTANT, named_for="fest")
    with app.app_context(), transaction() as session:
        find_account(session, AMAL).roles = []
    assert browser.get("/organiser/events/fest/").status_code == 403


@pytest.mark.parametrize("chosen", [None, "", "x", "99999999999999", "9" * 30, "1_0"])
def test_an_account_that_lost_the_role_meanwhile_is_not_named(app, organiser_client, chosen):
    with app.app_context(), transaction() as session:
        account = make_account(session, AMAL, RoleName.EVENT_ASSISTANT, at=clock.now())
        account_id = account.id
    sheet = organiser_client.page(TEAM).form("name")
    with app.app_context(), transaction() as session:
        session.get_one(Account, account_id).active = False
    sent = dict(sheet.values()) if chosen is None else dict(sheet.filled({"account": chosen}))
    answer = organiser_client.post(sheet.action, data=sent)
    page = organiser_client.page(answer.location)
    assert "Ingen blev tilføjet" in page.text
    assert "Ingen arrangementsassistent er med" in page.text


def test_assistants_do_not_name_one_another(amal):
    assert amal.get(TEAM).status_code == 403
    assert amal.get("/organiser/events/andet/team").status_code == 403


def test_people_arrive_in_a_rehearsal_as_at_no_foreign_event(app, amal, organiser_client):
    make_held(app, "holdt")
    begin = amal.page("/organiser/events/fest/rehearsal").form("begin")
    amal.post(begin.action, data=dict(begin.filled({})))
    page = "/organiser/events/fest/rehearsal/replay?like="
    own, like_foreign = amal.page(page).text, amal.page(f"{page}holdt").text
    assert "Fest 4" not in own
    assert numbers_in(like_foreign) == numbers_in(own)
    assert numbers_in(organiser_client.page(f"{page}holdt").text) != numbers_in(own)


def make_held(app, slug):
    """Make an event that was held a week ago, at which somebody arrived."""
    at = clock.now() - timedelta(days=8)
    with app.app_context(), transaction() as session:
        held = make_event(session, slug=slug, days=(1,), at=at)
        [code] = codes_of(session, make_registration(session, held, "Bo", at=at))
        phone, moment = make_device(session, held, at=at), at + timedelta(days=1)
        scans = batch_of(make_scan(code.code, moment), sent_at=moment)
        record_scans(session, phone.token, scans, at=moment)


def numbers_in(text):
    """List the numbers on a page."""
    return [word for word in text.split() if word.isdigit()]


def test_an_actor_tells_an_assistant_of_their_events_alone(app, amal, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        actor = make_actor(session, "Foreningen", at=at)
        page = f"/organiser/actors/{actor.id}"
        for slug in ("fest", "andet"):
            event = get_event(session, slug)
            people = [ParticipantRequest(name="Bo", workplace="Foreningen")]
            make_registration(session, event, participants=people, at=at)
            assign_known(session, event, at=at)
    assert slugs_on(organiser_client.page(page)) == {"fest", "andet"}
    assert slugs_on(amal.page(page)) == {"fest"}


def test_all_results_beside_one_another_are_not_for_assistants(amal):
    assert amal.get("/organiser/results").status_code == 403


def test_a_role_taken_while_a_request_runs_is_gone_at_the_next(app, amal):
    change(app, dismiss_assistant)
    assert amal.get("/organiser/events/fest/").status_code == 404
    change(app, name_assistant)
    assert amal.get("/organiser/events/fest/").status_code == 200


@pytest.mark.parametrize(("role", "status"), [(RoleName.EVENT_ASSISTANT, 404), (None, 403)])
def test_a_request_that_was_let_in_is_finished_and_the_next_one_refused(
    app, amal, role, status, monkeypatch
):
    begin = amal.page("/organiser/events/fest/rehearsal").form("begin")

    def lose_it_in_the_middle(session, event, *, at, by):
        begin_rehearsal(session, event, at=at, by=by)
        account = find_account(session, AMAL)
        dismiss_assistant(session, event, account.id, at=at, by=SYSTEM)
        if role is None:
            account.roles = []

    monkeypatch.setattr(rehearsal, "begin_rehearsal", lose_it_in_the_middle)
    answer = amal.post(begin.action, data=dict(begin.filled({})))
    assert answer.status_code == 303
    assert amal.get(answer.location).status_code == status
