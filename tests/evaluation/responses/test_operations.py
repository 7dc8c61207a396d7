"""Answers are taken once by a link, at the exit, and from paper."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.evaluation.responses.errors import (
    AlreadyAnswered,
    AnswerNotOffered,
    MoreThanInvited,
    NothingAnswered,
    ResponseGone,
)
from eventsys.evaluation.responses.mixing.operations import mix
from eventsys.evaluation.responses.models import Answer, AnswerText, SurveyResponse
from eventsys.evaluation.responses.operations import (
    Seen,
    answer_at_exit,
    answer_by_link,
    take_back,
    type_in,
)
from eventsys.evaluation.responses.queries import (
    Progress,
    asked_in,
    count_progress,
    progress_of,
)
from eventsys.evaluation.responses.rules import MASK, Sheet
from eventsys.evaluation.surveys.models import Survey, SurveyQuestion, SurveyVersion
from eventsys.evaluation.surveys.questions.operations import remove_question
from eventsys.evaluation.waves.errors import InviteNotFound, WaveIsNotOpen
from eventsys.evaluation.waves.invites.queries import find_invitation, survey_token_of
from eventsys.evaluation.waves.queries import exit_token_of
from eventsys.events.models import Occasion
from tests.factories import START, make_event, make_family
from tests.waves import (
    DAY,
    END,
    invites_of,
    let_come,
    make_wave,
    open_wave,
    questions_of,
    sheet_of,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def event(session):
    event = make_event(session)
    make_family(session, event, 3)
    let_come(session, event)
    return event


@pytest.fixture
def wave(session, event):
    return open_wave(session, event)


@pytest.fixture
def tokens(session, wave):
    return [survey_token_of(each) for each in invites_of(session, wave)]


def stored(session):
    """Give all that is stored of answers."""
    return {
        model.__tablename__: session.scalars(select(func.count()).select_from(model)).one()
        for model in (SurveyResponse, Answer, AnswerText)
    }


def test_a_link_is_good_for_one_response(session, wave, tokens):
    sheet = sheet_of(session, wave, text="Tak, jeg hedder 010203-1234")
    answer_by_link(session, tokens[0], sheet, at=END)
    with pytest.raises(AlreadyAnswered):
        answer_by_link(session, tokens[0], sheet, at=END)
    assert stored(session) == {"survey_response": 1, "answer": 1, "answer_text": 1}
    assert session.scalars(select(AnswerText.text)).one() == f"Tak, jeg hedder {MASK}"
    assert progress_of(session, wave.id) == Progress(invited=3, by_link=1)


def test_answers_leave_no_trace_in_the_audit_log(session, wave, tokens):
    before = session.scalars(select(func.count(AuditEntry.id))).one()
    answer_by_link(session, tokens[0], sheet_of(session, wave), at=END)
    answer_at_exit(session, exit_token_of(wave), sheet_of(session, wave), "key", at=END)
    session.flush()
    assert session.scalars(select(func.count(AuditEntry.id))).one() == before
    paper = type_in(session, wave, sheet_of(session, wave, "2"), at=END, by=SYSTEM)
    take_back(session, wave, paper, at=END, by=SYSTEM)
    session.flush()
    details = session.scalars(select(AuditEntry.details).offset(before)).all()
    assert details[-2:] == ["{}", "{}"]


def test_a_link_that_is_none_and_a_wave_that_is_not_open_take_no_answers(session, wave, tokens):
    sheet = sheet_of(session, wave)
    with pytest.raises(InviteNotFound):
        answer_by_link(session, "nothing", sheet, at=END)
    for moment in (END - HOUR, wave.closes_at):
        with pytest.raises(WaveIsNotOpen):
            answer_by_link(session, tokens[0], sheet, at=moment)
    assert stored(session)["survey_response"] == 0


def seen_in(session, token):
    """Give what a form was made of."""
    found = find_invitation(session, token)
    return Seen(invitation=found, questions=asked_in(session, found.version_id))


def test_an_answer_to_what_was_seen_is_taken_once(session, wave, tokens):
    sheet, seen = sheet_of(session, wave), seen_in(session, tokens[0])
    answer_by_link(session, tokens[0], sheet, at=END, seen=seen)
    with pytest.raises(AlreadyAnswered):
        answer_by_link(session, tokens[0], sheet, at=END, seen=seen)
    assert stored(session)["survey_response"] == 1


def test_what_changed_since_it_was_seen_is_looked_at_anew(session, wave, tokens):
    sheet, seen = sheet_of(session, wave), seen_in(session, tokens[0])
    scale, *_ = questions_of(session, wave)
    with pytest.raises(AnswerNotOffered):
        answer_by_link(session, tokens[0], Sheet(values={scale: "5"}), at=END, seen=seen)
    with pytest.raises(NothingAnswered):
        answer_by_link(session, tokens[0], Sheet(), at=END, seen=seen)
    with pytest.raises(WaveIsNotOpen):
        answer_by_link(session, tokens[0], sheet, at=wave.closes_at, seen=seen)
    invite, *_ = invites_of(session, wave)
    invite.link_version += 1
    session.flush()
    with pytest.raises(InviteNotFound):
        answer_by_link(session, tokens[0], sheet, at=END, seen=seen)
    assert stored(session)["survey_response"] == 0


def test_a_question_that_changed_since_it_was_seen_is_looked_at_anew(session, wave, tokens):
    scale, *_ = questions_of(session, wave)
    seen = seen_in(session, tokens[0])
    survey = session.get(Survey, session.get(SurveyVersion, wave.version_id).survey_id)
    code = session.get(SurveyQuestion, scale).code
    remove_question(session, survey, code, at=END, by=SYSTEM)
    with pytest.raises(AnswerNotOffered):
        answer_by_link(session, tokens[0], Sheet(values={scale: "4"}), at=END, seen=seen)
    assert stored(session)["survey_response"] == 0


def test_what_was_not_offered_or_asked_elsewhere_is_refused_and_the_link_stays_good(
    session, event, wave, tokens
):
    elsewhere = make_wave(session, event, 3)
    scale, *_ = questions_of(session, wave)
    foreign, *_ = questions_of(session, elsewhere)
    for sheet in (Sheet(values={scale: "5"}), Sheet(values={foreign: "4"})):
        with pytest.raises(AnswerNotOffered) as refusal:
            answer_by_link(session, tokens[0], sheet, at=END)
        assert refusal.value.questions == set(sheet.values)
    with pytest.raises(NothingAnswered):
        answer_by_link(session, tokens[0], Sheet(texts={}), at=END)
    answer_by_link(session, tokens[0], sheet_of(session, wave, "", "Kun ord"), at=END)
    assert stored(session) == {"survey_response": 1, "answer": 0, "answer_text": 1}


def test_answers_at_the_exit_stand_apart_and_a_form_counts_once(session, wave):
    token, sheet = exit_token_of(wave), sheet_of(session, wave)
    for key in ("one", "one", "two"):
        answer_at_exit(session, token, sheet, key, at=END - HOUR)
    progress = progress_of(session, wave.id)
    assert (progress.at_exit, progress.answered, progress.invited) == (2, 0, 3)


def test_the_exit_takes_answers_from_the_beginning_to_the_end_of_the_first_wave_alone(
    session, event, wave
):
    sheet = sheet_of(session, wave)
    for moment in (START - HOUR, wave.closes_at):
        with pytest.raises(WaveIsNotOpen):
            answer_at_exit(session, exit_token_of(wave), sheet, "key", at=moment)
    later = make_wave(session, event, 3)
    with pytest.raises(WaveIsNotOpen):
        answer_at_exit(session, exit_token_of(later), sheet, "key", at=END)
    with pytest.raises(InviteNotFound):
        answer_at_exit(session, "nothing", sheet, "key", at=END)
    with pytest.raises(NothingAnswered):
        answer_at_exit(session, exit_token_of(wave), Sheet(), "key", at=END)
    for occasion in session.query(Occasion):
        occasion.cancelled_at = END
    with pytest.raises(WaveIsNotOpen):
        answer_at_exit(session, exit_token_of(wave), sheet, "key", at=END)


def test_no_more_papers_than_people_were_invited(session, wave, tokens):
    answer_by_link(session, tokens[0], sheet_of(session, wave), at=END)
    sheet = sheet_of(session, wave, "3", "På papir")
    for _ in range(2):
        type_in(session, wave, sheet, at=END, by=SYSTEM)
    with pytest.raises(MoreThanInvited) as refusal:
        type_in(session, wave, sheet, at=END, by=SYSTEM)
    assert refusal.value.invited == 3
    progress = progress_of(session, wave.id)
    assert (progress.on_paper, progress.answered, progress.papers_left) == (2, 3, 0)
    assert not progress.is_too_many
    answer_by_link(session, tokens[1], sheet, at=END)
    assert progress_of(session, wave.id).is_too_many


def test_papers_are_typed_in_after_the_wave_closed_too_but_not_before_anybody_was_asked(
    session, event, wave
):
    type_in(session, wave, sheet_of(session, wave), at=wave.closes_at + 30 * DAY, by=SYSTEM)
    planned = make_wave(session, event, 3)
    with pytest.raises(WaveIsNotOpen):
        type_in(session, planned, sheet_of(session, planned), at=END, by=SYSTEM)


def test_the_last_paper_can_be_taken_back_until_it_is_mixed_with_the_others(session, wave, tokens):
    answer_by_link(session, tokens[0], sheet_of(session, wave, text="Fra et link"), at=END)
    before = stored(session)
    paper = type_in(session, wave, sheet_of(session, wave, text="Fra et papir"), at=END, by=SYSTEM)
    take_back(session, wave, paper, at=END, by=SYSTEM)
    assert stored(session) == before
    again = type_in(session, wave, sheet_of(session, wave), at=END, by=SYSTEM)
    mix(session, wave.id)
    for gone in (paper, again):
        with pytest.raises(ResponseGone):
            take_back(session, wave, gone, at=END, by=SYSTEM)


def test_nothing_is_taken_back_of_another_wave_or_of_what_came_by_a_link(
    session, event, wave, tokens
):
    paper = type_in(session, wave, sheet_of(session, wave), at=END, by=SYSTEM)
    other = make_wave(session, event, 3)
    with pytest.raises(ResponseGone):
        take_back(session, other, paper, at=END, by=SYSTEM)
    session.get_one(SurveyResponse, paper.response_id).source = "link"
    session.flush()
    with pytest.raises(ResponseGone):
        take_back(session, wave, paper, at=END, by=SYSTEM)


def test_waves_without_anything_count_nothing(session, event):
    wave = make_wave(session, event, 3)
    assert count_progress(session, [wave.id]) == {wave.id: Progress()}
    assert count_progress(session, []) == {}
