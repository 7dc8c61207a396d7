"""Organisers plan, follow, end and answer an evaluation; papers are typed in one after another."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.evaluation.responses.mixing.operations import mix
from eventsys.evaluation.responses.queries import progress_of
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.queries import list_waves, window_of
from eventsys.events.models import Event, Occasion
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from tests.factories import make_event
from tests.pages import Page
from tests.waves import DAY, hold_and_ask, invites_of, make_version, make_wave

SCALE = "answers-kan_du_bruge_det"


@pytest.fixture
def planned(in_app):
    """An event to come, and a questionnaire."""
    with transaction() as session:
        make_version(session)
        return make_event(session, at=clock.now()).slug


@pytest.fixture
def asked(in_app):
    """A wave that is open: its event's address and its id."""
    with transaction() as session:
        wave = hold_and_ask(session, 2, at=clock.now())
        slug = session.get_one(Event, wave.event_id).slug
        return f"/organiser/events/{slug}/evaluation", wave.id


def waves_of(slug):
    db.session.rollback()
    return list_waves(db.session(), get_event(db.session(), slug))


def wave_now(wave_id):
    db.session.rollback()
    return db.session.get_one(SurveyWave, wave_id)


def progress(wave_id):
    db.session.rollback()
    return progress_of(db.session(), wave_id)


def test_a_wave_is_planned_from_the_end_of_the_event_and_for_two_weeks(organiser_client, planned):
    path = f"/organiser/events/{planned}/evaluation"
    organiser_client.page(path)
    answer = organiser_client.submit(f"{path}/new/0", {}, form="wave")
    assert (answer.status_code, answer.location) == (303, path)
    [wave] = waves_of(planned)
    occasion = db.session.query(Occasion).filter_by(event_id=wave.event_id).one()
    ends_at = occasion.ends_at.replace(second=0, microsecond=0)
    assert (wave.months, wave.opens_at) == (0, ends_at)
    assert timedelta(days=14) < wave.closes_at - wave.opens_at < timedelta(days=15)
    page = organiser_client.page(path)
    assert "Lige efter arrangementet" in page.text
    again = organiser_client.submit(f"{path}/new/0", {}, form="wave")
    assert (again.status_code, len(waves_of(planned))) == (303, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "999999"},
        {"version": "x"},
        {"opens_day": "når det er slut"},
        {"closes_clock": "25.00"},
        {"closes_day": "2020-01-01"},
        {"opens_day": "2027-03-28", "opens_clock": "02:30"},
        {"opens_day": "2027-10-31", "opens_clock": "02:30"},
    ],
)
def test_what_cannot_be_planned_is_said_beside_its_field(organiser_client, planned, changes):
    path = f"/organiser/events/{planned}/evaluation/new/3"
    answer = organiser_client.submit(path, changes, form="wave")
    assert (answer.status_code, waves_of(planned)) == (422, [])


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_an_end_in_the_hour_that_comes_twice_is_asked_for(organiser_client, planned, which, hour):
    path = f"/organiser/events/{planned}/evaluation/new/3"
    night = {"closes_day": "2099-10-25", "closes_clock": "02:30"}
    asked = organiser_client.submit(path, night, form="wave")
    data = dict(Page(asked.text).form("wave").filled({"closes_which": which}))
    assert organiser_client.post(path, data=data).status_code == 303
    [wave] = waves_of(planned)
    assert wave.closes_at == datetime(2099, 10, 25, hour, 30, tzinfo=UTC)
    edit = f"/organiser/events/{planned}/evaluation/{wave.id}/edit"
    organiser_client.submit(edit, {}, form="wave")
    assert [each.closes_at.hour for each in waves_of(planned)] == [hour]


def test_other_months_and_an_event_without_dates_are_not_planned(organiser_client, planned):
    path = f"/organiser/events/{planned}/evaluation"
    assert organiser_client.get(f"{path}/new/4").status_code == 404
    with transaction() as session:
        for occasion in session.query(Occasion):
            occasion.cancelled_at = clock.now()
    assert organiser_client.get(f"{path}/new/0").status_code == 404
    assert "Alle datoer er aflyst" in organiser_client.page(path).text


def test_a_planned_wave_gets_another_questionnaire_and_dates_or_goes_away(
    organiser_client, planned
):
    with transaction() as session:
        wave_id = make_wave(session, get_event(session, planned)).id
        version_id = make_version(session)
    path = f"/organiser/events/{planned}/evaluation/{wave_id}"
    changes = {"version": str(version_id), "closes_day": "2027-01-31", "closes_clock": "12.00"}
    organiser_client.submit(f"{path}/edit", changes, form="wave")
    wave = wave_now(wave_id)
    assert (wave.version_id, wave.closes_at.isoformat()) == (
        version_id,
        "2027-01-31T11:00:00+00:00",
    )
    press(organiser_client, path, "drop")
    assert waves_of(planned) == []


def press(client, path, name):
    """Press a button of the page with all waves."""
    return client.post(f"{path}/{name}", data={"csrf_token": token_in(client, path)})


def token_in(client, path):
    """Find the token that guards what an organiser does."""
    page = Page(client.get(f"{path}/edit").text)
    return dict(page.form("wave").filled({}))["csrf_token"]


def test_a_wave_that_has_begun_only_ends_at_another_time(organiser_client, asked):
    path, wave_id = asked
    before = window_of(wave_now(wave_id)).opens_at
    day = (clock.now() + 30 * DAY).date().isoformat()
    organiser_client.submit(f"{path}/{wave_id}/edit", {"closes_day": day}, form="wave")
    wave = wave_now(wave_id)
    assert (wave.opens_at, wave.closes_at.date().isoformat()) == (before, day)
    press(organiser_client, f"{path}/{wave_id}", "drop")
    assert "kun slutningen kan ændres" in organiser_client.page(path).text
    assert wave_now(wave_id).id == wave_id


def test_a_wave_is_closed_at_once_and_then_no_more(organiser_client, asked):
    path, wave_id = asked
    assert ">Luk nu" in organiser_client.get(path).text
    press(organiser_client, f"{path}/{wave_id}", "close")
    assert wave_now(wave_id).closes_at <= clock.now()
    assert ">Luk nu" not in organiser_client.get(path).text
    press(organiser_client, f"{path}/{wave_id}", "close")
    assert "ikke åbent nu" in organiser_client.page(path).text


def test_people_are_reminded_once_by_hand(organiser_client, asked):
    path, wave_id = asked
    press(organiser_client, f"{path}/{wave_id}", "remind")
    reminded_at = wave_now(wave_id).reminded_at
    press(organiser_client, f"{path}/{wave_id}", "remind")
    assert "kun mindet om det én gang" in organiser_client.page(path).text
    assert wave_now(wave_id).reminded_at == reminded_at


def test_papers_are_typed_in_one_after_another_and_never_too_many(organiser_client, asked):
    path, wave_id = asked
    paper = f"{path}/{wave_id}/paper"
    for step in "43":
        answer = organiser_client.submit(paper, {SCALE: step}, form="paper")
        assert (answer.status_code, answer.location) == (303, paper)
    answer = organiser_client.submit(paper, {SCALE: "1"}, form="paper")
    assert (answer.status_code, progress(wave_id).on_paper) == (409, 2)
    assert "der er et papir for meget" in answer.text


def test_a_blank_paper_is_refused(organiser_client, asked):
    path, wave_id = asked
    answer = organiser_client.submit(f"{path}/{wave_id}/paper", {}, form="paper")
    assert (answer.status_code, progress(wave_id).on_paper) == (422, 0)


def test_the_last_paper_is_taken_back_once_and_not_after_the_mixing(organiser_client, asked):
    path, wave_id = asked
    paper = f"{path}/{wave_id}/paper"
    organiser_client.submit(paper, {SCALE: "4"}, form="paper")
    undo = {"csrf_token": dict(organiser_client.page(paper).form("paper").filled({}))["csrf_token"]}
    for _ in range(2):
        organiser_client.post(f"{paper}/undo", data=undo)
        assert progress(wave_id).on_paper == 0
    assert "kan ikke findes igen" in organiser_client.page(paper).text
    organiser_client.submit(paper, {SCALE: "4"}, form="paper")
    with transaction() as session:
        mix(session, wave_id)
    organiser_client.post(f"{paper}/undo", data=undo)
    assert progress(wave_id).on_paper == 1


def test_papers_are_typed_in_only_after_people_were_asked(organiser_client, planned):
    with transaction() as session:
        wave_id = make_wave(session, get_event(session, planned)).id
    path = f"/organiser/events/{planned}/evaluation/{wave_id}"
    assert "ikke åbent nu" in organiser_client.page(f"{path}/paper").text
    data = {"csrf_token": token_in(organiser_client, path)}
    form = organiser_client.post(f"{path}/paper", data=data)
    assert form.status_code == 422


def test_what_came_of_it_is_written_then_sent_once(organiser_client, asked):
    path, wave_id = asked
    reply = f"{path}/{wave_id}/reply"
    assert organiser_client.submit(reply, {}, form="reply").status_code == 422
    texts = {"text_da-body": "Nu er der pauser.", "text_ar-body": "شكرا"}
    nobody = organiser_client.submit(reply, texts, form="reply")
    assert nobody.status_code == 422
    organiser_client.submit(reply, texts | {"text_ar-origin": "machine"}, form="reply")
    assert wave_now(wave_id).told_at is None
    form = organiser_client.page(reply).form("reply")
    assert dict(form.filled({}))["text_da-body"].strip() == "Nu er der pauser."
    token = {"csrf_token": dict(form.filled({}))["csrf_token"]}
    organiser_client.post(f"{reply}/send", data=token)
    told_at = wave_now(wave_id).told_at
    assert told_at is not None
    organiser_client.post(f"{reply}/send", data=token)
    organiser_client.post(reply, data=token | {"text_da-body": "Noget andet."})
    assert "Det bliver kun sendt én gang" in organiser_client.page(reply).text
    assert wave_now(wave_id).told_at == told_at


def test_the_poster_for_the_exit_is_a_paper(organiser_client, asked):
    path, wave_id = asked
    answer = organiser_client.get(f"{path}/{wave_id}/poster.pdf?paper=a3")
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")


def test_who_answered_too_often_is_told_to_organisers(organiser_client, asked):
    path, wave_id = asked
    for step in "43":
        organiser_client.submit(f"{path}/{wave_id}/paper", {SCALE: step}, form="paper")
    assert "flere svar end personer" not in organiser_client.page(path).text
    with transaction() as session:
        session.delete(invites_of(session, session.get_one(SurveyWave, wave_id))[0])
    assert "flere svar end personer" in organiser_client.page(path).text


def test_who_only_reads_sees_numbers_and_no_buttons(signed_in, asked):
    path, wave_id = asked
    viewer, typist = signed_in(RoleName.VIEWER), signed_in(RoleName.SERVICE_DESK)
    page = viewer.get(path).text
    assert ("Luk nu" in page, "Tast papirer ind" in page, "Spurgt" in page) == (False, False, True)
    assert "Tast papirer ind" in typist.get(path).text
    assert viewer.get(f"{path}/{wave_id}/edit").status_code == 403
    assert typist.get(f"{path}/{wave_id}/reply").status_code == 403


def test_a_wave_of_another_event_is_not_found(organiser_client, asked, planned):
    _, wave_id = asked
    path = f"/organiser/events/{planned}/evaluation/{wave_id}"
    for name in ("edit", "paper", "reply", "poster.pdf"):
        assert organiser_client.get(f"{path}/{name}").status_code == 404
