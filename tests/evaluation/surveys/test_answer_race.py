"""Somebody answers while an organiser changes what is asked: nobody answers other words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest

from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.evaluation.responses.models import SurveyResponse
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.models import Survey
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.surveys.questions.operations import amend_question
from eventsys.evaluation.surveys.versions.queries import is_answered, newest_version
from tests.surveys import ONE, make_scale, make_survey, make_wave

A_MOMENT = 0.5


@pytest.fixture
def asked(database):
    """A questionnaire that a wave asks and nobody has answered: its id, version and wave."""
    with transaction() as session:
        survey = make_survey(session, make_scale())
        version = newest_version(session, survey.id)
        return survey.id, version.id, make_wave(session, version.id).id


def while_somebody_answers(app, wave_id, act):
    """Do something between the moment an answer is written and the one it is kept."""
    written, acted = Signal(), Signal()

    def answer():
        with app.app_context(), transaction() as session:
            response = SurveyResponse(id="r", wave_id=wave_id, source=ResponseSource.LINK)
            session.add(response)
            session.flush()
            written.set()
            acted.wait(A_MOMENT)

    def change():
        with app.app_context():
            assert written.wait(20)
            result = act()
            acted.set()
            return result

    with ThreadPoolExecutor(2) as pool:
        answering, changing = pool.submit(answer), pool.submit(change)
        answering.result()
        return changing.result()


def test_a_change_waits_for_an_answer_under_way(database, asked):
    survey_id, version_id, wave_id = asked

    def amend():
        with transaction() as session:
            survey = session.get_one(Survey, survey_id)
            amend_question(session, survey, "kan_du_bruge_det", make_scale("Nye ord?"), **ONE)
            return newest_version(session, survey_id).no

    assert while_somebody_answers(database, wave_id, amend) == 2
    db.session().rollback()
    (question,) = get_questionnaire(db.session(), version_id).questions
    assert question.worded(Language.DANISH).label == "Kan du bruge det?"


def test_who_does_not_wait_sees_no_answer(database, asked):
    """The control: the moment that the change must wait out is real."""
    _survey_id, version_id, wave_id = asked

    def look():
        return is_answered(db.session(), version_id)

    assert while_somebody_answers(database, wave_id, look) is False
