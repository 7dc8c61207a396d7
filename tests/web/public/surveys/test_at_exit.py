"""Whoever leaves can answer by the QR code at the exit; it stands apart."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.evaluation.responses.queries import progress_of
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.queries import exit_token_of
from tests.factories import make_event
from tests.waves import hold_and_ask, make_wave

SCALE = "answers-kan_du_bruge_det"
THANKS = "Tak, du har svaret"


@pytest.fixture
def wave(in_app):
    with transaction() as session:
        wave = hold_and_ask(session, 2, at=clock.now())
        return wave.id, exit_token_of(wave)


def progress(wave_id):
    db.session.rollback()
    return progress_of(db.session(), wave_id)


def test_the_qr_code_leads_to_the_language_of_the_phone(client, wave):
    _, token = wave
    answer = client.get(f"/q/{token}", headers={"Accept-Language": "ar"})
    assert answer.location == f"/ar/surveys/exit/{token}"


def test_answers_at_the_exit_are_thanked_for_and_count_apart(client, wave):
    wave_id, token = wave
    path = f"/da/surveys/exit/{token}"
    form = dict(client.page(path).form("survey").filled({SCALE: "4"}))
    for _ in range(2):
        answer = client.post(path, data=form)
        assert (answer.status_code, answer.location) == (303, f"{path}?thanks=1")
    assert client.page(f"{path}?thanks=1").heading == THANKS
    client.submit(path, {SCALE: "2"}, form="survey")
    assert (progress(wave_id).at_exit, progress(wave_id).answered) == (2, 0)


def test_a_blank_sheet_is_refused(client, wave):
    wave_id, token = wave
    answer = client.submit(f"/da/surveys/exit/{token}", {}, form="survey")
    assert (answer.status_code, progress(wave_id).at_exit) == (422, 0)


def test_after_the_wave_nobody_answers_at_the_exit(client, wave):
    wave_id, token = wave
    path = f"/da/surveys/exit/{token}"
    form = dict(client.page(path).form("survey").filled({SCALE: "4"}))
    with transaction() as session:
        session.get_one(SurveyWave, wave_id).closes_at = clock.now() - timedelta(hours=1)
    assert client.page(path).heading == "Spørgeskemaet er lukket"
    assert (client.post(path, data=form).status_code, progress(wave_id).at_exit) == (409, 0)


def test_before_the_event_nobody_answers_at_the_exit(client, in_app):
    with transaction() as session:
        token = exit_token_of(make_wave(session, make_event(session, at=clock.now())))
    page = client.page(f"/da/surveys/exit/{token}")
    assert page.heading == "Spørgeskemaet er ikke åbnet endnu"
