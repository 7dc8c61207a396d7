"""Questionnaires as a whole: read, copied, archived, worded, and what cannot be."""

from dataclasses import replace

import pytest

from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.evaluation.surveys.errors import (
    SurveyArchived,
    TooManySurveyQuestions,
    WrongSurvey,
)
from eventsys.evaluation.surveys.operations import (
    amend_survey,
    archive_survey,
    copy_survey,
    restore_survey,
)
from eventsys.evaluation.surveys.queries import (
    find_questionnaire,
    get_questionnaire,
    list_questionnaires,
)
from eventsys.evaluation.surveys.questions.operations import (
    add_question,
    amend_question,
    remove_question,
)
from eventsys.evaluation.surveys.requests import SurveyPlan, SurveyQuestionText
from eventsys.evaluation.surveys.rules import MOST_QUESTIONS, NOT_RELEVANT
from eventsys.evaluation.surveys.wordings.queries import question_standings, title_standings
from eventsys.events.programme.rules import Reading
from tests.surveys import (
    ONE,
    asked,
    make_answered_survey,
    make_choice,
    make_questionnaire,
    make_scale,
    make_survey,
    make_survey_plan,
    make_words,
    make_yes_no,
    newest,
)
from tests.watch import watch_statements

DANISH, ENGLISH, ARABIC = Language.DANISH, Language.ENGLISH, Language.ARABIC
CODE = "kan_du_bruge_det"


def test_a_questionnaire_is_read_with_two_queries_however_much_it_asks(session):
    few = make_questionnaire(session, make_scale())
    many = make_questionnaire(session, *(make_choice(f"Nummer {no}") for no in range(20)))
    for each in (few, many):
        with watch_statements() as statements:
            assert get_questionnaire(session, each.id) == each
        assert len(statements) == 2


def test_an_unknown_version_is_an_error_and_an_unknown_questionnaire_none(session):
    with pytest.raises(LookupError):
        get_questionnaire(session, 1)
    assert find_questionnaire(session, 1) is None


def test_the_answers_of_a_question_are_its_own_and_not_relevant_where_it_is_offered(session):
    scale, yes_no, choice, words = make_questionnaire(
        session, make_scale(), make_yes_no(may_be_irrelevant=False), make_choice(), make_words()
    ).questions
    assert scale.values == ("4", "3", "2", "1", NOT_RELEVANT)
    assert scale.scored == ("4", "3", "2", "1")
    assert yes_no.values == ("yes", "no")
    assert choice.values == ("oplaeg", "snak")
    assert words.values == ()
    assert [each.is_text for each in (scale, words)] == [False, True]
    assert [each.has_rate for each in (scale, yes_no, choice, words)] == [True, True, False, False]


def test_a_questionnaire_asks_only_so_much(session):
    survey = make_survey(session, *(make_words(f"Nummer {no}") for no in range(MOST_QUESTIONS)))
    with pytest.raises(TooManySurveyQuestions) as refusal:
        add_question(session, survey, make_words(), **ONE)
    assert refusal.value.most == MOST_QUESTIONS


def test_an_archived_questionnaire_stays_as_it_is_until_it_is_taken_back(session):
    survey = make_survey(session, make_scale())
    archive_survey(session, survey, **ONE)
    archive_survey(session, survey, **ONE)
    with pytest.raises(SurveyArchived):
        add_question(session, survey, make_words(), **ONE)
    with pytest.raises(SurveyArchived):
        amend_survey(session, survey, make_survey_plan("Nyt navn"), **ONE)
    assert [each.id for each in list_questionnaires(session)] == []
    assert [each.is_archived for each in list_questionnaires(session, archived=True)] == [True]
    restore_survey(session, survey, **ONE)
    restore_survey(session, survey, **ONE)
    amend_survey(session, survey, make_survey_plan("Nyt navn"), **ONE)
    titles = [each.worded(ARABIC).title for each in list_questionnaires(session)]
    assert titles == ["Nyt navn"]


def test_a_copy_asks_the_same_and_goes_its_own_way(session):
    source = make_answered_survey(session, make_scale(others={ARABIC: "هل؟"}), make_choice())
    copied = copy_survey(session, source, make_survey_plan("Kopi"), **ONE)
    found = newest(session, copied)
    assert asked(session, copied) == asked(session, source)
    assert found.questions[0].worded(ARABIC).label == "هل؟"
    assert found.questions[1].options == ("oplaeg", "snak")
    remove_question(session, copied, CODE, **ONE)
    assert [len(newest(session, each).questions) for each in (source, copied)] == [2, 1]
    listed = [each.survey_id for each in list_questionnaires(session)]
    assert listed == [copied.id, source.id]


def test_a_copy_relies_on_its_texts_no_more_than_the_one_it_was_made_of(session):
    source = make_survey(session, make_scale(), others={ARABIC: "بعد", ENGLISH: "After"})
    said = Provenance(origins={ARABIC: Origin.MACHINE}, confirmed=frozenset({ARABIC}))
    others = {ARABIC: "بعد", ENGLISH: "After"}
    plan = replace(make_survey_plan("Efter kurset", others=others), provenance=said)
    amend_survey(session, source, plan, **ONE)
    others = {ARABIC: "نسخة", ENGLISH: "Copy", Language.TURKISH: "Kopya"}
    copied = copy_survey(session, source, make_survey_plan("Kopi", others=others), **ONE)
    assert newest(session, copied).states == {
        DANISH: TextState.HUMAN,
        ARABIC: TextState.MACHINE,
        ENGLISH: TextState.OUTDATED,
        Language.TURKISH: TextState.HUMAN,
    }


def test_words_that_lag_behind_the_danish_are_known(session):
    survey = make_survey(session, make_scale(others={ARABIC: "هل؟"}), others={ARABIC: "بعد"})
    amend_survey(session, survey, make_survey_plan("Efter kurset", others={ARABIC: "بعد"}), **ONE)
    amend_question(
        session, survey, CODE, make_scale("Kan I bruge det?", others={ARABIC: "هل؟"}), **ONE
    )
    found = newest(session, survey)
    assert (found.states[ARABIC], found.reading(ARABIC)) == (TextState.OUTDATED, Reading.OUTDATED)
    assert found.questions[0].reading(ARABIC) is Reading.OUTDATED
    assert (found.reading(ENGLISH), found.questions[0].reading(ENGLISH)) == (Reading.DANISH,) * 2
    assert found.worded(ENGLISH).title == "Efter kurset"
    assert title_standings(session, survey.id)[ARABIC].source == {
        "title": "Efter mødet",
        "intro": "",
    }
    standing = question_standings(session, found.questions[0].id)[ARABIC]
    assert standing.source == {"label": "Kan du bruge det?", "help": "", "options": {}}


def test_words_are_confirmed_and_taken_away(session):
    survey = make_survey(session, make_scale(others={ARABIC: "هل؟"}), others={ARABIC: "بعد"})
    said = Provenance(confirmed=frozenset({ARABIC}))
    plan = make_scale("Kan I bruge det?", others={ARABIC: "هل؟"}, provenance=said)
    amend_question(session, survey, CODE, plan, **ONE)
    assert newest(session, survey).questions[0].reading(ARABIC) is Reading.WHOLE
    amend_question(session, survey, CODE, make_scale("Kan I bruge det?"), **ONE)
    amend_survey(session, survey, make_survey_plan(), **ONE)
    found = newest(session, survey)
    assert found.questions[0].language_in(ARABIC) is DANISH
    assert found.language_in(ARABIC) is DANISH


def test_translations_do_not_change_what_is_asked_and_the_danish_does(session):
    survey = make_survey(session, make_scale())
    before = newest(session, survey).digest
    amend_question(session, survey, CODE, make_scale(others={ARABIC: "هل؟"}), **ONE)
    assert newest(session, survey).digest == before
    amend_question(session, survey, CODE, make_scale("Kan I bruge det?"), **ONE)
    assert newest(session, survey).digest != before


def test_a_questionnaire_without_questions_is_not_askable(session):
    survey = make_survey(session, make_scale())
    assert newest(session, survey).is_askable
    remove_question(session, survey, CODE, **ONE)
    assert not newest(session, survey).is_askable


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (make_survey_plan(""), "title"),
        (make_survey_plan("x" * 101), "title"),
        (make_survey_plan(intro="x" * 1001), "intro"),
        (SurveyPlan(texts={}), "title"),
    ],
)
def test_a_detail_of_a_questionnaire_that_cannot_be_is_refused(session, plan, field):
    survey = make_survey(session, make_scale())
    with pytest.raises(WrongSurvey) as refusal:
        amend_survey(session, survey, plan, **ONE)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (make_scale(""), "label"),
        (make_scale("x" * 201), "label"),
        (make_scale(texts={}), "label"),
        (make_scale(positive=("5",)), "positive"),
        (make_words(positive=("yes",)), "positive"),
        (make_words(may_be_irrelevant=True), "may_be_irrelevant"),
        (make_choice("Hvad?", "Kun en"), "options"),
        (make_choice("Hvad?", *map(str, range(13))), "options"),
        (make_choice("Hvad?", "En", ""), "options"),
        (make_choice("Hvad?", "En", "To", positive=("yes",)), "positive"),
    ],
)
def test_a_detail_of_a_question_that_cannot_be_is_refused(session, plan, field):
    survey = make_survey(session, make_scale())
    with pytest.raises(WrongSurvey) as refusal:
        add_question(session, survey, plan, **ONE)
    assert refusal.value.field == field


def test_a_help_text_that_is_too_long_is_refused(session):
    texts = {DANISH: SurveyQuestionText(label="Kort", help="x" * 501)}
    with pytest.raises(WrongSurvey) as refusal:
        make_survey(session, make_scale(texts=texts))
    assert refusal.value.field == "help"
