"""What changes questions."""

from dataclasses import replace

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.operations import delete_draft
from eventsys.registration.questions.errors import (
    QuestionAnswered,
    QuestionNeeded,
    TooManyQuestions,
    WrongQuestion,
)
from eventsys.registration.questions.operations import (
    amend_question,
    move_question,
    retire_question,
)
from eventsys.registration.questions.queries import find_question, list_questions
from eventsys.registration.questions.requests import OptionPlan, QuestionText
from eventsys.registration.questions.rules import (
    MOST_QUESTIONS,
    AskedOf,
    Condition,
    QuestionKind,
    QuestionWords,
    possible_conditions,
)
from eventsys.registration.rules import ParticipantRequest
from tests.factories import AT, make_draft, make_event, make_registration
from tests.questions import make_question, make_question_plan, options_of

DANISH, ARABIC = Language.DANISH, Language.ARABIC
BY = {"at": AT, "by": SYSTEM}


def codes(session, event):
    return [each.code for each in list_questions(session, event.id)]


def answer(session, event, **answers):
    return make_registration(
        session, event, participants=[ParticipantRequest(name="Amina", answers=answers)]
    )


def test_a_question_is_asked_in_the_words_of_each_language(session):
    event = make_event(session)
    made = make_question(
        session,
        event,
        "Hvad spiser du?",
        "Kød",
        others={ARABIC: "ماذا تأكل؟"},
        options=options_of(["Kød", "Grønt"], [DANISH, ARABIC]),
        kind=QuestionKind.CHOICE,
    )
    (view,) = list_questions(session, event.id)
    assert (view.id, view.code, view.options) == (made.id, "hvad_spiser_du", ("koed", "groent"))
    assert view.worded(ARABIC) == QuestionWords(
        label="ماذا تأكل؟",
        purpose="Så vi kan planlægge dagen.",
        options={"koed": "Kød", "groent": "Grønt"},
    )
    assert view.language_in(Language.SOMALI) is DANISH
    assert view.worded(Language.SOMALI).label == "Hvad spiser du?"


@pytest.mark.parametrize(
    "changes",
    [
        {"texts": {}},
        {"texts": {ARABIC: QuestionText(label="x", purpose="y")}},
        {"texts": {DANISH: QuestionText(label="x", purpose="")}},
        {"texts": {DANISH: QuestionText(label="x" * 201, purpose="y")}},
        {"texts": {DANISH: QuestionText(label="x", purpose="y", help="z" * 501)}},
        {"kind": QuestionKind.CHOICE},
        {"kind": QuestionKind.CHOICE, "options": [OptionPlan(labels={DANISH: "Kød"})]},
        {"options": [OptionPlan(labels={ARABIC: "x"})]},
        {"deletion_days": 0},
        {"deletion_days": 731},
        {"condition": Condition("nothing", "yes")},
    ],
)
def test_a_question_that_cannot_be_is_refused(session, changes):
    event = make_event(session)
    with pytest.raises(WrongQuestion):
        make_question(session, event, **changes)
    assert codes(session, event) == []


def test_an_event_asks_only_so_much(session):
    event = make_event(session)
    for _ in range(MOST_QUESTIONS):
        make_question(session, event)
    with pytest.raises(TooManyQuestions):
        make_question(session, event)


def test_a_question_depends_on_an_earlier_one_of_the_same_person(session):
    event = make_event(session)
    make_question(session, event, "Spiser du", kind=QuestionKind.YES_NO)
    make_question(session, event, "Hvad", condition=Condition("spiser_du", "yes"))
    (eats, what) = list_questions(session, event.id)
    assert what.condition == Condition("spiser_du", "yes")
    assert possible_conditions([eats, what], AskedOf.PARTICIPANT, what.id) == [eats]
    assert possible_conditions([eats, what], AskedOf.PARTICIPANT, eats.id) == []
    assert possible_conditions([eats, what], AskedOf.REGISTRATION, None) == []
    for wrong in (Condition("spiser_du", "maybe"), Condition("hvad", "yes")):
        with pytest.raises(WrongQuestion):
            make_question(session, event, condition=wrong)


def test_what_others_depend_on_cannot_go(session):
    event = make_event(session)
    diet = make_question(session, event, "Kost", "Kød", "Grønt")
    make_question(session, event, "Hvad", condition=Condition("kost", "groent"))
    labels = {DANISH: "Kød"}
    plan = make_question_plan(
        "Kost",
        kind=QuestionKind.CHOICE,
        options=[OptionPlan(labels=labels, code="koed"), OptionPlan(labels={DANISH: "Fisk"})],
    )
    with pytest.raises(QuestionNeeded):
        amend_question(session, diet, plan, **BY)
    with pytest.raises(QuestionNeeded):
        amend_question(session, diet, make_question_plan("Kost"), **BY)
    with pytest.raises(QuestionNeeded):
        retire_question(session, diet, **BY)
    with pytest.raises(QuestionNeeded):
        move_question(session, diet, 1, **BY)


def test_the_organiser_orders_the_questions(session):
    event = make_event(session)
    first, *_ = [make_question(session, event, label) for label in "abc"]
    move_question(session, first, 1, **BY)
    assert codes(session, event) == ["b", "a", "c"]
    move_question(session, first, 5, **BY)
    assert codes(session, event) == ["b", "c", "a"]
    move_question(session, first, -9, **BY)
    assert codes(session, event) == ["a", "b", "c"]


def test_an_option_keeps_its_code_when_it_is_worded_anew(session):
    event = make_event(session)
    made = make_question(session, event, "Kost", "Kød", "Grønt")
    plan = make_question_plan(
        "Kost",
        kind=QuestionKind.CHOICE,
        options=[
            OptionPlan(labels={DANISH: "Vegetarisk"}, code="groent"),
            OptionPlan(labels={DANISH: "Fisk"}, code="groent"),
            OptionPlan(labels={DANISH: "Kød"}, code="nonsense"),
        ],
    )
    amend_question(session, made, plan, **BY)
    (view,) = list_questions(session, event.id)
    assert view.options == ("groent", "fisk", "koed_2")
    assert view.worded(DANISH).options == {
        "koed": "Kød",
        "groent": "Vegetarisk",
        "fisk": "Fisk",
        "koed_2": "Kød",
    }


def test_a_language_comes_and_goes(session):
    event = make_event(session)
    made = make_question(session, event, "Kost")
    amend_question(session, made, make_question_plan("Mad", others={ARABIC: "طعام"}), **BY)
    assert {*list_questions(session, event.id)[0].words} == {DANISH, ARABIC}
    amend_question(session, made, make_question_plan("Mad"), **BY)
    assert {*list_questions(session, event.id)[0].words} == {DANISH}


def test_a_question_with_answers_keeps_its_kind_and_whom_it_is_asked(session):
    event = make_event(session)
    made = make_question(session, event, "Hvad")
    answer(session, event, hvad="Intet")
    for change in ({"kind": QuestionKind.NUMBER}, {"asked_of": AskedOf.REGISTRATION}):
        with pytest.raises(QuestionAnswered):
            amend_question(session, made, make_question_plan("Hvad", **change), **BY)
    amend_question(session, made, make_question_plan("Hvad ellers", is_required=True), **BY)
    assert codes(session, event) == ["hvad"]


def test_a_question_without_answers_may_become_another(session):
    event = make_event(session)
    made = make_question(session, event, "Hvad")
    plan = make_question_plan("Hvor mange", kind=QuestionKind.NUMBER)
    amend_question(session, made, replace(plan, asked_of=AskedOf.REGISTRATION), **BY)
    (view,) = list_questions(session, event.id)
    assert (view.kind, view.asked_of) == (QuestionKind.NUMBER, AskedOf.REGISTRATION)


def test_a_question_with_answers_is_retired_and_one_without_is_gone(session):
    event = make_event(session)
    asked, other = make_question(session, event, "a"), make_question(session, event, "b")
    answer(session, event, a="Intet")
    retire_question(session, asked, **BY)
    retire_question(session, other, **BY)
    (view,) = list_questions(session, event.id)
    assert (view.code, view.is_retired) == ("a", True)
    assert make_question(session, event, "a").code == "a_2"


def test_a_draft_goes_with_its_questions(session):
    event = make_draft(session)
    make_question(session, event, "Spiser du", kind=QuestionKind.YES_NO)
    make_question(session, event, "Hvad", condition=Condition("spiser_du", "yes"))
    delete_draft(session, event, **BY)
    assert list_questions(session, event.id) == []


def test_a_question_is_found_within_its_event_alone(session):
    event, other = make_event(session), make_event(session)
    made = make_question(session, event)
    assert find_question(session, event, made.id) is made
    assert find_question(session, other, made.id) is None
