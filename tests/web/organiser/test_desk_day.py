"""On the day the desk finds people and checks them in who have no ticket with them."""

import json

import pytest

from eventsys.checkin.models import Scan
from eventsys.checkin.scans.operations import record_scans
from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.queries import token_of
from eventsys.registration.rules import (
    FLAG_ASK_ORGANISER,
    FLAG_CHILD_ALONE,
    FLAG_STAFF,
    TicketStatus,
)
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_registration,
    make_scan,
)
from tests.pages import Page

FIND = "/organiser/events/fest-1/desk/find"


@pytest.fixture
def desk(app, signed_in):
    """A browser at the desk of an event to which Åse and Bo come; the first of them has id 1."""
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now(), days=(0,))
        make_registration(session, event, "Åse Ørsted", "Bo", at=clock.now())
    return signed_in(RoleName.SERVICE_DESK)


def find(browser, text, gate=""):
    return browser.submit(FIND, {"q": text, "gate": gate}, form="find")


def act(browser, page, form):
    sheet = page.form(form)
    return browser.post(sheet.action, data=dict(sheet.filled({})))


def scans():
    db.session.rollback()
    return db.session.query(Scan).all()


def test_somebody_without_a_ticket_is_found_and_checked_in(desk, in_app):
    found = Page(find(desk, "ørsted", "Nord").text)
    assert "1 person fundet" in found.text
    assert "Ikke kommet endnu" in found.text
    answer = act(desk, found, "check-in-1")
    assert answer.status_code == 303
    page = desk.page(answer.location)
    assert "Åse Ørsted er tjekket ind." in page.text
    assert "ved Nord" in page.text
    assert dict(page.form("find").values())["gate"] == "Nord"
    assert [scan.gate for scan in scans()] == ["Nord"]


def test_what_was_typed_stands_in_no_address_and_no_log(desk, in_app):
    assert Page(desk.get(FIND).text).form("find").action == FIND
    find(desk, "ørsted")
    [entry] = db.session.query(AuditEntry).filter_by(verb="search")
    assert (entry.object_kind, json.loads(entry.details)) == ("event", {"hits": 1})
    assert entry.principal.startswith("account:")


def test_sent_twice_it_is_one_scan(desk, in_app):
    found = Page(find(desk, "Bo").text)
    for _ in range(2):
        page = desk.page(act(desk, found, "check-in-2").location)
        assert "Bo er tjekket ind." in page.text
    assert len(scans()) == 1


def test_whoever_was_scanned_at_a_gate_is_said_to_be_in(desk, app, in_app):
    found = Page(find(desk, "ørsted").text)
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest-1")
        phone = make_device(session, event, "Syd", at=clock.now())
        [made] = session.query(Registration)
        scan = make_scan(codes_of(session, made)[0].code, clock.now(), gate="Syd")
        record_scans(session, phone.token, batch_of(scan, sent_at=clock.now()), at=clock.now())
    page = desk.page(act(desk, found, "check-in-1").location)
    assert "Allerede inde siden kl. " in page.text
    assert "ved Syd" in page.text
    assert "Tjek ind" not in [button.text for button in page.all("button")]


def test_a_check_in_is_taken_back(desk, in_app):
    page = desk.page(act(desk, Page(find(desk, "ørsted").text), "check-in-1").location)
    after = desk.page(act(desk, page, "undo").location)
    assert "Indtjekningen er fortrudt." in after.text
    assert "Ikke kommet endnu" in after.text
    assert len(scans()) == 2


def test_a_scanner_may_type_the_ticket_however_long_its_address(desk, in_app):
    code = codes_of(db.session(), db.session.get(Registration, 1))[0].code
    found = Page(find(desk, f"https://{'tilmelding.' * 9}kk.dk/t/{code}").text)
    assert found.form("check-in-1")


@pytest.mark.parametrize("text", ["", "   ", "https://kk.dk/T/"])
def test_nothing_is_looked_for_without_a_word(desk, text, in_app):
    answer = find(desk, text)
    assert answer.status_code == 422
    assert "Skriv et navn eller en kode." in answer.text
    assert db.session.query(AuditEntry).filter_by(verb="search").count() == 0


def test_nobody_is_said_to_be_nobody(desk):
    assert "Ingen passer til det, du skrev." in find(desk, "Zahra").text


@pytest.mark.parametrize(("field", "value"), [("key", "x"), ("gate", "Vest")])
def test_a_request_that_no_form_of_ours_makes_is_refused(desk, in_app, field, value):
    sheet = Page(find(desk, "ørsted").text).form("check-in-1")
    answer = desk.post(sheet.action, data=dict(sheet.filled({})) | {field: value})
    assert answer.status_code == 400
    assert scans() == []


def test_people_of_another_event_cannot_be_checked_in_here(desk, app, in_app):
    with app.app_context(), transaction() as session:
        other = make_event(session, at=clock.now())
        make_registration(session, other, "Zahra", at=clock.now())
        [zahra] = [each.id for each in session.query(Participant).filter_by(name="Zahra")]
    assert desk.get(f"/organiser/events/fest-1/desk/people/{zahra}").status_code == 404
    sheet = Page(find(desk, "ørsted").text).form("check-in-1")
    action = sheet.action.replace("/people/1/", f"/people/{zahra}/")
    assert desk.post(action, data=dict(sheet.filled({}))).status_code == 404


def test_only_those_see_names_who_work_with_people(desk, signed_in):
    for role in (RoleName.VIEWER, RoleName.EVALUATOR):
        browser = signed_in(role)
        for path in (FIND, "/organiser/events/fest-1/desk/people/1"):
            assert browser.get(path).status_code == 403
    assert signed_in(RoleName.EVENT_ASSISTANT, named_for="fest-1").get(FIND).status_code == 200


PERSON = "/organiser/events/fest-1/desk/people/1"


def ticket():
    db.session.rollback()
    return db.session.get(Ticket, 1)


def test_a_lost_ticket_is_replaced_printed_and_shown_to_its_holder(desk, client, in_app):
    before = codes_of(db.session(), db.session.get(Registration, 1))[0]
    answer = act(desk, desk.page(PERSON), "replace")
    page = desk.page(answer.location)
    assert "Der er en ny billet." in page.text
    db.session.rollback()
    registration = db.session.get(Registration, 1)
    after = codes_of(db.session(), registration)[0]
    assert after != before
    paper = desk.get(f"{PERSON}/ticket.pdf")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    own = client.page(f"/da/registrations/{token_of(registration)}").text
    assert grouped(after.short_code) in own
    assert grouped(before.short_code) not in own
    assert "nyere billet" in client.page(f"/T/{before.code}").text
    assert "Billetten er gyldig" in client.page(f"/T/{after.code}").text


def test_pressed_twice_it_is_replaced_once(desk, in_app):
    page = desk.page(PERSON)
    act(desk, page, "replace")
    first = ticket().code_hash
    act(desk, page, "replace")
    assert ticket().code_hash == first


def test_a_ticket_is_blocked_with_a_reason_and_let_in_again(desk, in_app):
    assert desk.submit(PERSON, {"reason": "  "}, form="block").status_code == 303
    assert ticket().status is TicketStatus.VALID
    block = desk.page(PERSON).form("block")
    desk.post(block.action, data=dict(block.filled({"reason": "Solgt videre"})) | {"block": "yes"})
    assert ticket().status is TicketStatus.BLOCKED
    page = desk.page(PERSON)
    assert "Spærret" in page.text
    assert desk.get(f"{PERSON}/ticket.pdf").status_code == 404
    desk.submit(PERSON, {"reason": "En fejl"}, form="block")
    assert ticket().status is TicketStatus.VALID
    entries = db.session.query(AuditEntry).filter_by(object_kind="ticket").order_by(AuditEntry.id)
    assert [json.loads(each.details)["reason"] for each in entries] == ["Solgt videre", "En fejl"]


def test_volunteers_are_told_that_a_child_is_alone(desk, in_app):
    sheet = desk.page(PERSON).form("flags")
    desk.post(sheet.action, data=dict(sheet.filled({})) | {"flags": ["child-alone"]})
    assert ticket().flags == FLAG_CHILD_ALONE
    desk.post(sheet.action, data=dict(sheet.filled({})))
    assert ticket().flags == 0


def flagged(desk, *flags):
    sheet = desk.page(PERSON).form("flags")
    desk.post(sheet.action, data=dict(sheet.filled({})) | {"flags": [*flags]})
    return ticket().flags


def test_a_ticket_becomes_a_staff_pass_until_it_is_scanned(desk, in_app):
    assert flagged(desk, "staff", "ask-organiser") == FLAG_STAFF | FLAG_ASK_ORGANISER
    assert desk.page(PERSON).by_id("flag-staff").get("checked") is not None
    assert flagged(desk) == 0
    act(desk, Page(find(desk, "ørsted").text), "check-in-1")
    assert flagged(desk, "staff", "child-alone") == 0
    assert "Der er ikke gemt noget." in desk.page(PERSON).text
    assert flagged(desk, "child-alone") == FLAG_CHILD_ALONE
