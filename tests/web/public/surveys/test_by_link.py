"""Somebody who came answers once, in their language; late, early and foreign links say so."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Provenance
from eventsys.core.text import Language
from eventsys.evaluation.responses.models import Answer, AnswerText
from eventsys.evaluation.responses.queries import progress_of
from eventsys.evaluation.waves.invites.queries import survey_token_of
from eventsys.evaluation.waves.models import SurveyRefusal, SurveyWave
from eventsys.evaluation.waves.replies.operations import send_reply, write_reply
from eventsys.registration.models import Registration
from tests.waves import hold_and_ask, invites_of

SCALE = "answers-kan_du_bruge_det"
YES_NO = "answers-har_du_brugt_det"
WORDS = "answers-hvad_kan_blive_bedre"
DAY = timedelta(days=1)


@pytest.fixture
def asked(in_app):
    """Ask so many of a party; give the wave's id and their paths."""

    def ask(number=1):
        with transaction() as session:
            wave = hold_and_ask(session, number, at=clock.now())
            tokens = [survey_token_of(each) for each in invites_of(session, wave)]
            return wave.id, [f"/da/surveys/{each}" for each in tokens]

    return ask


def progress(wave_id):
    db.session.rollback()
    return progress_of(db.session(), wave_id)


def test_an_answer_is_taken_once_and_thanked_for(client, asked):
    wave_id, [path] = asked()
    page = client.page(path)
    assert page.heading == "Efter workshoppen"
    answer = client.submit(path, {SCALE: "3", WORDS: "Tak! 010203-1234"}, form="survey")
    assert (answer.status_code, answer.location) == (303, path)
    thanks = client.page(path)
    assert thanks.heading == "Tak, du har svaret"
    again = client.post(path, data={SCALE: "1"})
    assert (again.status_code, progress(wave_id).answered) == (200, 1)
    db.session.rollback()
    assert db.session.scalars(select(Answer.value)).all() == ["3"]
    assert db.session.scalars(select(AnswerText.text)).all() == ["Tak! XXXXXX-XXXX"]


@pytest.mark.parametrize("changes", [{}, {SCALE: "5"}, {YES_NO: "not-relevant"}])
def test_what_is_no_answer_is_refused_and_the_link_stays_good(client, asked, changes):
    wave_id, [path] = asked()
    answer = client.submit(path, changes, form="survey")
    assert (answer.status_code, progress(wave_id).answered) == (422, 0)


def test_a_page_that_was_open_for_too_long_keeps_what_was_chosen(client, asked):
    wave_id, [path] = asked()
    answer = client.submit(path, {SCALE: "2", "csrf_token": "old"}, form="survey")
    assert (answer.status_code, progress(wave_id).answered) == (400, 0)
    assert 'value="2" checked' in " ".join(answer.text.split())


def test_who_shares_a_phone_is_led_to_the_next_of_the_party(client, asked):
    _, [first, second] = asked(2)
    client.submit(first, {SCALE: "4"}, form="survey")
    assert f'href="{second}"' in client.get(first).text
    client.submit(second, {SCALE: "4"}, form="survey")
    assert f'href="{first}"' not in client.get(second).text


@pytest.mark.parametrize(
    ("moved", "heading"),
    [
        ({"closes_at": -DAY / 2}, "Spørgeskemaet er lukket"),
        ({"opens_at": DAY}, "Spørgeskemaet er ikke åbnet endnu"),
    ],
)
def test_before_and_after_a_wave_the_page_says_so(client, asked, moved, heading):
    wave_id, [path] = asked()
    form = client.page(path).form("survey")
    with transaction() as session:
        wave = session.get_one(SurveyWave, wave_id)
        for name, change in moved.items():
            setattr(wave, name, clock.now() + change)
    assert client.page(path).heading == heading
    sent = client.post(path, data=dict(form.filled({SCALE: "4"})))
    assert (sent.status_code, progress(wave_id).answered) == (409, 0)


@pytest.mark.parametrize("path", ["/da/surveys/nothing", "/da/surveys/a.b/refuse", "/s/x", "/q/x"])
def test_a_link_that_is_none_leads_nowhere(client, path):
    assert client.get(path).status_code == 404


def test_a_short_link_leads_to_the_page_in_its_readers_language(client, asked):
    _, [path] = asked()
    with transaction() as session:
        for registration in session.scalars(select(Registration)):
            registration.language = Language.ARABIC
    token = path.rpartition("/")[2]
    assert client.get(f"/s/{token}").location == f"/ar/surveys/{token}"


def test_who_reads_another_language_is_told_that_the_questions_are_danish(client, asked):
    _, [path] = asked()
    page = client.page(path.replace("/da/", "/en/"))
    assert "This text is in Danish." in page.text


def test_no_more_questionnaires_can_be_chosen_and_taken_back(client, asked):
    _, [path] = asked()
    refuse = f"{path}/refuse"
    assert f'href="{refuse}"' in client.get(path).text
    client.submit(refuse, {})
    db.session.rollback()
    assert len(db.session.scalars(select(SurveyRefusal)).all()) == 1
    assert "spørger dig ikke" in client.page(refuse).text
    client.submit(refuse, {"again": "1"})
    db.session.rollback()
    assert db.session.scalars(select(SurveyRefusal)).all() == []
    assert client.post(refuse, data={}).status_code == 400


def test_what_came_of_the_answers_stands_behind_the_link_once_it_is_told(client, asked):
    wave_id, [path] = asked()
    with transaction() as session:
        wave = session.get_one(SurveyWave, wave_id)
        bodies = {Language.DANISH: "Nu er der pauser."}
        write_reply(session, wave, bodies, Provenance(), at=clock.now(), by=SYSTEM)
    assert "pauser" not in client.page(path).text
    with transaction() as session:
        send_reply(session, session.get_one(SurveyWave, wave_id), at=clock.now(), by=SYSTEM)
    assert "Nu er der pauser." in client.page(path).text


def test_the_log_holds_neither_link_nor_answer(client, asked, caplog):
    _, [path] = asked()
    with caplog.at_level("DEBUG"):
        client.submit(path, {WORDS: "Min hemmelighed"}, form="survey")
    assert path.rpartition("/")[2] not in caplog.text
    assert "hemmelighed" not in caplog.text
