"""After the mixing all answers are the same, and nothing tells in which order they came."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.principal import SYSTEM
from eventsys.evaluation.responses.mixing.operations import mix
from eventsys.evaluation.responses.mixing.queries import list_unmixed
from eventsys.evaluation.responses.models import Answer, AnswerText, SurveyResponse
from eventsys.evaluation.responses.operations import answer_by_link, type_in
from eventsys.evaluation.waves.invites.queries import survey_token_of
from tests.factories import make_event, make_family
from tests.waves import END, invites_of, let_come, make_wave, open_wave, sheet_of

NOON = END.replace(hour=10)
NIGHT = END.replace(hour=1)


@pytest.fixture
def event(session):
    event = make_event(session)
    for _ in range(2):
        make_family(session, event, 10)
    let_come(session, event)
    return event


@pytest.fixture
def wave(session, event):
    return open_wave(session, event)


def answered(session, wave, number):
    for index, invite in enumerate(invites_of(session, wave)[:number]):
        sheet = sheet_of(session, wave, "1234"[index % 4], f"Ord {index % 5}")
        answer_by_link(session, survey_token_of(invite), sheet, at=END)


def content(session, wave):
    """Give what was answered, whatever it is called."""
    values = (
        select(Answer.question_id, Answer.value, SurveyResponse.source)
        .join(SurveyResponse, SurveyResponse.id == Answer.response_id)
        .where(SurveyResponse.wave_id == wave.id)
    )
    texts = select(AnswerText.question_id, AnswerText.source, AnswerText.text).where(
        AnswerText.wave_id == wave.id
    )
    return sorted(map(tuple, session.execute(values))), sorted(map(tuple, session.execute(texts)))


def test_mixing_changes_no_answer_and_every_id(session, event, wave):
    answered(session, wave, 12)
    type_in(session, wave, sheet_of(session, wave, "", "På papir"), at=END, by=SYSTEM)
    other = open_wave(session, event, months=3, opens_at=END)
    answered(session, other, 2)
    before, apart = content(session, wave), content(session, other)
    ids = set(session.scalars(select(SurveyResponse.id)))
    used = [each.is_answered for each in invites_of(session, wave)]
    assert mix(session, wave.id) == 13
    session.expire_all()
    assert (content(session, wave), content(session, other)) == (before, apart)
    assert len(ids & set(session.scalars(select(SurveyResponse.id)))) == 2
    assert [each.is_answered for each in invites_of(session, wave)] == used


def test_a_wave_is_mixed_when_something_came_and_not_again(session, event, wave):
    assert list_unmixed(session, NIGHT) == []
    answered(session, wave, 11)
    assert list_unmixed(session, NOON) == [wave.id]
    mix(session, wave.id)
    session.flush()
    assert list_unmixed(session, NIGHT) == []
    for invite in invites_of(session, wave)[11:12]:
        answer_by_link(session, survey_token_of(invite), sheet_of(session, wave), at=END)
    moments = (NOON, NIGHT, wave.closes_at.replace(hour=12) + timedelta(days=1))
    assert [list_unmixed(session, each) for each in moments] == [[], [wave.id], [wave.id]]


def test_a_wave_without_answers_can_be_mixed(session, event):
    assert mix(session, make_wave(session, event).id) == 0
