"""One page has everything of a person that its reader may see, and the team's notes."""

import pytest

from eventsys.checkin.scans.operations import record_scans
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.care.rules import Care, NeedKind
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.questions.rules import QuestionKind
from eventsys.registration.rules import Category, ParticipantRequest
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_registration,
    make_scan,
)
from tests.pages import Page
from tests.questions import make_question

ALI, BO = "/organiser/events/fest-1/people/1", "/organiser/events/fest-1/people/2"


@pytest.fixture
def family(app):
    """Ali needs and answers something; Bo, registered with him, came; Cleo is elsewhere."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        care = Care(needs=frozenset({NeedKind.OTHER}))
        event = make_event(session, at=at, days=(0,), care=care)
        bus = make_question(session, event, "Bus?", kind=QuestionKind.YES_NO)
        ali = ParticipantRequest(
            name="Ali",
            category=Category.CHILD,
            needs=[NeedRequest(kind=NeedKind.OTHER, text="En rampe")],
            answers={bus.code: "yes"},
        )
        bo = ParticipantRequest(name="Bo", answers={bus.code: "no"})
        family = make_registration(session, event, participants=[ali, bo], at=at)
        phone = make_device(session, event, at=at)
        scan = make_scan(codes_of(session, family)[1].code, at)
        record_scans(session, phone.token, batch_of(scan, sent_at=at), at=at)
        other = make_event(session, at=at)
        make_registration(session, other, "Cleo", at=at)


def test_a_person_stands_there_with_all_that_is_known(organiser_client, family):
    text = organiser_client.page(ALI).text
    for part in ("Ali", "Barn", "Amina Khan", "amina@example.org", "Bus?", "Ja", "En rampe", "Bo"):
        assert part in text
    assert "Var med" not in text
    other = organiser_client.page(BO).text
    assert "Var med" in other
    assert "En rampe" not in other


@pytest.mark.parametrize("role", [RoleName.SERVICE_DESK, RoleName.EVENT_ASSISTANT])
def test_needs_are_for_those_alone_who_arrange_the_event(signed_in, family, role):
    named_for = "fest-1" if role is RoleName.EVENT_ASSISTANT else ""
    page = signed_in(role, named_for=named_for).page(ALI)
    assert "amina@example.org" in page.text
    assert "En rampe" not in page.text


@pytest.mark.parametrize("role", [RoleName.VIEWER, RoleName.EVALUATOR])
def test_who_may_not_see_people_sees_none(signed_in, family, role):
    client = signed_in(role)
    assert client.get(ALI).status_code == 403
    assert client.get("/organiser/events/fest-1/people/act?do=tickets").status_code == 403


def test_people_of_another_event_and_nobody_are_not_found(app, organiser_client, family):
    with app.app_context(), transaction() as session:
        cleo = session.query(Participant).filter_by(name="Cleo").one().id
    for number in (cleo, 99999, 10**12):
        assert organiser_client.get(f"/organiser/events/fest-1/people/{number}").status_code == 404


def test_a_note_is_stored_shown_with_its_writer_and_taken_away(organiser_client, family):
    assert "Der er ikke noteret noget endnu." in organiser_client.page(ALI).text
    words = "Kommer <b>senere</b>"
    assert organiser_client.submit(ALI, {"note": words}, form="note").location == ALI
    for path in (ALI, BO):
        text = organiser_client.page(path).text
        assert words in text
        assert text.count("organiser@example.org") == 2
    assert organiser_client.submit(ALI, {}, form="remove-1").location == ALI
    assert words not in organiser_client.page(ALI).text


@pytest.mark.parametrize("words", ["", "x" * 1001, "a\0b"])
def test_what_is_no_note_is_refused_with_a_reason(organiser_client, family, words):
    answer = organiser_client.submit(ALI, {"note": words}, form="note")
    page = Page(answer.text)
    assert answer.status_code == 422
    assert [link.get("href") for link in page.by_id("problems").iter("a")] == ["#note-text"]
    assert dict(page.form("note").filled({}))["note"] == words.replace("\0", "")
    assert "Der er ikke noteret noget endnu." in page.text


def test_notes_of_another_event_cannot_be_removed_or_written(app, organiser_client, family):
    organiser_client.submit(ALI, {"note": "Hemmeligt"}, form="note")
    with app.app_context(), transaction() as session:
        cleo = session.query(Participant).filter_by(name="Cleo").one().id
    elsewhere = f"/organiser/events/fest-2/people/{cleo}"
    token = dict(organiser_client.page(elsewhere).form("note").filled({}))["csrf_token"]
    sent = {"csrf_token": token, "note": "Nej"}
    assert organiser_client.post(f"{elsewhere}/notes/1/remove", data=sent).status_code == 404
    path = "/organiser/events/fest-2/people/1/note"
    assert organiser_client.post(path, data=sent).status_code == 404
    assert "Hemmeligt" in organiser_client.page(ALI).text
