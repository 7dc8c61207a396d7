"""Versions: what was answered stays as it was asked, what is asked next can change."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.text import Language
from eventsys.evaluation.responses.models import AnswerText, SurveyResponse
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.errors import SurveyQuestionNotFound
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.surveys.questions.operations import (
    add_question,
    amend_question,
    move_question,
    remove_question,
)
from eventsys.evaluation.surveys.requests import SurveyOption
from tests.factories import AT
from tests.surveys import (
    ONE,
    asked,
    make_answered_survey,
    make_choice,
    make_scale,
    make_survey,
    make_wave,
    make_words,
    make_yes_no,
    newest,
)

DANISH, ENGLISH, ARABIC = Language.DANISH, Language.ENGLISH, Language.ARABIC
CODE = "kan_du_bruge_det"


def test_before_the_first_answer_a_change_is_made_in_place(session):
    survey = make_survey(session, make_scale())
    make_wave(session, newest(session, survey).id)
    before = newest(session, survey)
    amend_question(session, survey, CODE, make_scale("Kan I bruge det?"), **ONE)
    assert asked(session, survey) == (1, [(CODE, "Kan I bruge det?")])
    assert newest(session, survey).id == before.id


def test_after_the_first_answer_a_change_makes_a_new_version(session):
    survey = make_answered_survey(session, make_scale())
    before = newest(session, survey)
    amend_question(session, survey, CODE, make_scale("Kan I bruge det?"), **ONE)
    assert get_questionnaire(session, before.id) == before
    assert asked(session, survey) == (2, [(CODE, "Kan I bruge det?")])
    verbs = select(AuditEntry.verb).where(AuditEntry.object_kind == "survey")
    assert session.scalars(verbs.order_by(AuditEntry.id)).all() == ["create", "renew"]
    amend_question(session, survey, CODE, make_scale("Kan I nu bruge det?"), **ONE)
    assert asked(session, survey) == (2, [(CODE, "Kan I nu bruge det?")])


def test_words_alone_are_an_answer_too(session):
    survey = make_survey(session, make_words())
    before = newest(session, survey)
    wave = make_wave(session, before.id)
    question = before.questions[0]
    text = AnswerText(
        id="t", wave_id=wave.id, question_id=question.id, source=ResponseSource.EXIT, text="Mere te"
    )
    session.add(text)
    session.flush()
    remove_question(session, survey, question.code, **ONE)
    assert newest(session, survey).no == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda session, survey: add_question(session, survey, make_words(), **ONE),
        lambda session, survey: remove_question(session, survey, CODE, **ONE),
        lambda session, survey: move_question(session, survey, CODE, 1, **ONE),
    ],
)
def test_adding_taking_away_and_moving_are_changes_too(session, change):
    survey = make_answered_survey(session, make_scale(), make_yes_no())
    before = newest(session, survey)
    change(session, survey)
    assert newest(session, survey).no == 2
    assert get_questionnaire(session, before.id) == before


def test_a_translation_is_added_in_place_after_the_first_answer(session):
    survey = make_answered_survey(session, make_scale())
    arabic = {ARABIC: "هل يمكنك استخدامه؟"}
    amend_question(session, survey, CODE, make_scale(others=arabic), **ONE)
    found = newest(session, survey)
    assert found.no == 1
    assert found.questions[0].worded(ARABIC).label == arabic[ARABIC]


def test_the_labels_of_a_choice_are_translated_in_place_and_changed_in_a_new_version(session):
    survey = make_answered_survey(session, make_choice("Hvad var bedst?"))
    both = [
        SurveyOption(labels={DANISH: "Oplæg", ENGLISH: "Talks"}, code="oplaeg"),
        SurveyOption(labels={DANISH: "Snak", ENGLISH: "Chats"}, code="snak"),
    ]
    plan = make_choice("Hvad var bedst?", others={ENGLISH: "What was best?"}, options=both)
    amend_question(session, survey, "hvad_var_bedst", plan, **ONE)
    assert newest(session, survey).no == 1
    more = [*both, SurveyOption(labels={DANISH: "Mad", ENGLISH: "Food"})]
    plan = make_choice("Hvad var bedst?", others={ENGLISH: "What was best?"}, options=more)
    amend_question(session, survey, "hvad_var_bedst", plan, **ONE)
    found = newest(session, survey)
    assert (found.no, found.questions[0].options) == (2, ("oplaeg", "snak", "mad"))
    assert found.questions[0].code == "hvad_var_bedst"


@pytest.mark.parametrize(
    "plan",
    [
        make_yes_no("Kan du bruge det?"),
        make_scale(positive=("4",)),
        make_scale("Var det sjovt?", is_other=True),
    ],
)
def test_another_question_than_was_answered_gets_another_code(session, plan):
    survey = make_answered_survey(session, make_scale())
    amend_question(session, survey, CODE, plan, **ONE)
    number, ((code, _label),) = asked(session, survey)
    assert number == 2
    assert code != CODE


def test_a_question_that_nobody_was_asked_keeps_its_code(session):
    survey = make_survey(session, make_scale())
    amend_question(session, survey, CODE, make_yes_no("Kan du bruge det?"), **ONE)
    assert asked(session, survey) == (1, [(CODE, "Kan du bruge det?")])


def test_another_question_in_a_version_not_yet_answered_is_kept_apart_from_the_one_before(session):
    survey = make_answered_survey(session, make_scale())
    amend_question(session, survey, CODE, make_scale("Kan I bruge det?"), **ONE)
    amend_question(session, survey, CODE, make_yes_no("Kan du bruge det?"), **ONE)
    assert asked(session, survey) == (2, [(f"{CODE}_2", "Kan du bruge det?")])


def test_a_question_that_was_taken_away_never_lends_its_code(session):
    survey = make_answered_survey(session, make_scale())
    remove_question(session, survey, CODE, **ONE)
    add_question(session, survey, make_scale(), **ONE)
    assert asked(session, survey) == (2, [(f"{CODE}_2", "Kan du bruge det?")])


def test_the_positive_answers_of_a_choice_are_known_by_their_codes(session):
    options = [
        SurveyOption(labels={DANISH: "Godt"}, is_positive=True),
        SurveyOption(labels={DANISH: "Skidt"}),
    ]
    survey = make_answered_survey(session, make_choice("Hvordan?", options=options))
    assert newest(session, survey).questions[0].positive == ("godt",)
    known = [
        SurveyOption(labels={DANISH: "Godt"}, code="godt", is_positive=True),
        SurveyOption(labels={DANISH: "Dårligt"}, code="skidt"),
    ]
    amend_question(session, survey, "hvordan", make_choice("Hvordan?", options=known), **ONE)
    found = newest(session, survey).questions[0]
    assert (found.code, found.positive) == ("hvordan", ("godt",))
    twice = [known[0], known[0]]
    amend_question(session, survey, "hvordan", make_choice("Hvordan?", options=twice), **ONE)
    assert newest(session, survey).questions[0].options == ("godt", "godt_2")


def test_waves_to_come_move_on_and_those_that_began_keep_what_they_ask(session):
    survey = make_answered_survey(session, make_scale())
    first = newest(session, survey).id
    began = make_wave(session, first)
    to_come = make_wave(session, first, months=3, opens_at=AT + timedelta(days=90))
    at_exit = make_wave(session, first, opens_at=AT + timedelta(hours=1))
    session.add(SurveyResponse(id="exit", wave_id=at_exit.id, source=ResponseSource.EXIT))
    session.flush()
    remove_question(session, survey, CODE, **ONE)
    session.expire_all()
    assert newest(session, survey).id != first
    assert to_come.version_id == newest(session, survey).id
    assert [wave.version_id for wave in (began, at_exit)] == [first, first]


def test_questions_move_within_the_questionnaire(session):
    survey = make_survey(session, make_scale("A"), make_scale("B"), make_scale("C"))
    orders = []
    for code, places in (("a", 1), ("c", -1), ("a", -9), ("a", -1), ("b", 9)):
        move_question(session, survey, code, places, **ONE)
        orders.append("".join(code for code, _label in asked(session, survey)[1]))
    assert orders == ["bac", "bca", "abc", "abc", "acb"]


def test_what_is_not_asked_cannot_be_changed(session):
    survey = make_survey(session, make_scale())
    for change in (
        lambda: amend_question(session, survey, "gone", make_scale(), **ONE),
        lambda: move_question(session, survey, "gone", 1, **ONE),
        lambda: remove_question(session, survey, "gone", **ONE),
    ):
        with pytest.raises(SurveyQuestionNotFound):
            change()
