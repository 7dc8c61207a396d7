"""What stores and changes answers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import VISITOR, Principal, PrincipalKind
from eventsys.core.text import Language, clean_text, mask_cpr
from eventsys.events.operations import amend_event
from eventsys.events.queries import plan_of
from eventsys.events.rules import Attends
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Registration
from eventsys.registration.operations import register_once
from eventsys.registration.queries import find_participant
from eventsys.registration.questions.answers.operations import (
    AnswersRequest,
    amend_answers,
    redate_answers,
)
from eventsys.registration.questions.answers.queries import (
    count_all_answers,
    count_answers,
    gather_answers,
)
from eventsys.registration.questions.errors import (
    AnswersFixed,
    Fault,
    WrongAnswer,
    WrongAnswers,
)
from eventsys.registration.questions.models import QuestionAnswer
from eventsys.registration.questions.operations import retire_question
from eventsys.registration.questions.rules import AskedOf, Condition, QuestionKind
from eventsys.registration.requests import Attempt
from eventsys.registration.rules import ParticipantRequest
from tests.factories import (
    AT,
    START,
    make_event,
    make_registration,
    make_request,
    make_venue,
    occasions_on,
)
from tests.questions import make_question
from tests.watch import watch_statements

WHOLE = AskedOf.REGISTRATION
ONCE = {"at": AT, "by": VISITOR}


def people(*answers):
    return [ParticipantRequest(name=f"P{n}", answers=given) for n, given in enumerate(answers)]


def stored(session, registration):
    """Tell all answers of a registration: of which participant, and their value."""
    rows = session.scalars(
        select(QuestionAnswer)
        .where(QuestionAnswer.registration_id == registration.id)
        .order_by(QuestionAnswer.id)
    )
    first = find_participant(session, registration, 1).id
    return [(row.participant_id and row.participant_id - first + 1, row.value) for row in rows]


def test_people_and_their_registration_answer(session):
    event = make_event(session)
    make_question(session, event, "Mad")
    make_question(session, event, "Hus", asked_of=WHOLE)
    made = make_registration(
        session, event, participants=people({"mad": "Alt"}, {}), answers={"hus": "Blågård"}
    )
    assert stored(session, made) == [(None, "Blågård"), (1, "Alt")]
    assert (
        session.scalars(select(QuestionAnswer.delete_after)).all()
        == [START.date() + timedelta(days=30)] * 2
    )


def test_all_that_is_wrong_is_told_and_nothing_is_stored(session):
    event = make_event(session)
    make_question(session, event, "Mad", is_required=True)
    make_question(session, event, "Hus", asked_of=WHOLE, kind=QuestionKind.NUMBER)
    with pytest.raises(WrongAnswers) as refusal:
        make_registration(
            session,
            event,
            participants=people({"mad": "Alt"}, {"hus": "1"}),
            answers={"hus": "ti"},
        )
    assert refusal.value.wrong == [
        WrongAnswer(code="hus", fault=Fault.NO_NUMBER),
        WrongAnswer(code="mad", fault=Fault.MISSING, position=1),
        WrongAnswer(code="hus", fault=Fault.UNKNOWN, position=1),
    ]


def test_an_event_that_asks_nothing_takes_no_answers(session):
    with pytest.raises(WrongAnswers):
        make_registration(session, make_event(session), answers={"mad": "Alt"})


def test_a_repeated_attempt_stores_its_answers_once(session):
    event = make_event(session)
    make_question(session, event, "Mad")
    request = make_request(participants=people({"mad": "Alt"}))
    attempt = Attempt(scope="form:x", key="k", body=repr(request))
    first, again = (register_once(session, event.slug, request, attempt, **ONCE) for _ in range(2))
    assert (first.is_new, again.is_new) == (True, False)
    assert stored(session, first.registration) == [(1, "Alt")]


def test_an_event_without_questions_costs_no_statement_more(session):
    event, asking = make_event(session), make_event(session)
    make_question(session, asking, "Mad")
    make_registration(session, event)  # what is asked once is asked
    asked = []
    for each in (event, asking):
        with watch_statements() as statements:
            make_registration(session, each)
        asked.append(statements)
    plain, with_questions = asked
    assert [each for each in plain if "question_wording" in each] == []
    assert len(with_questions) == len(plain) + 1


def test_answers_are_changed_and_the_ticket_stays(session):
    event = make_event(session)
    make_question(session, event, "Mad")
    make_question(session, event, "Hus", asked_of=WHOLE)
    old = make_question(session, event, "Gammelt")
    made = make_registration(
        session,
        event,
        participants=people({"mad": "Alt", "gammelt": "x"}, {"mad": "Fisk"}),
        answers={"hus": "Blågård"},
    )
    retire_question(session, old, **ONCE)
    deregister(session, find_participant(session, made, 2), **ONCE)
    amend_answers(
        session,
        made,
        AnswersRequest(answers={"hus": ""}, participants={1: {"mad": "Intet"}, 2: {"mad": "y"}}),
        **ONCE,
    )
    assert sorted(stored(session, made), key=str) == [(1, "Intet"), (1, "x"), (2, "Fisk")]


def test_what_is_wrong_when_changing_names_the_person(session):
    event = make_event(session)
    make_question(session, event, "Mad", is_required=True)
    made = make_registration(session, event, participants=people({"mad": "a"}, {"mad": "b"}))
    with pytest.raises(WrongAnswers) as refusal:
        amend_answers(session, made, AnswersRequest(participants={1: {"mad": "c"}}), **ONCE)
    assert refusal.value.wrong == [WrongAnswer(code="mad", fault=Fault.MISSING, position=1)]


@pytest.mark.parametrize("changes", [{"registration_closes_at": AT + timedelta(days=1)}, {}])
def test_answers_stay_once_registration_closed_or_the_event_began(session, changes):
    event = make_event(session, **changes)
    make_question(session, event, "Mad")
    made = make_registration(session, event)
    closes = changes.get("registration_closes_at", START)
    before = closes - timedelta(seconds=1)
    amend_answers(session, made, AnswersRequest(), at=before, by=VISITOR)
    with pytest.raises(AnswersFixed):
        amend_answers(session, made, AnswersRequest(), at=closes, by=VISITOR)


def test_one_chosen_occasion_is_what_answers_wait_for(session):
    event = make_event(session, attends=Attends.ONE, days=(7, 14))
    make_question(session, event, "Mad")
    made = make_registration(session, event, occasion_no=2)
    amend_answers(session, made, AnswersRequest(), at=START + timedelta(days=1), by=VISITOR)


def test_what_an_account_changes_stands_in_the_audit_log(session):
    event = make_event(session)
    make_question(session, event, "Mad")
    made = make_registration(session, event)
    account = Principal(PrincipalKind.ACCOUNT, 1)
    amend_answers(session, made, AnswersRequest(), at=AT, by=account)
    verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.principal == "account:1"))
    assert verbs.all() == ["answer"]


def test_the_deletion_dates_move_with_the_event(session):
    event = make_event(session)
    make_question(session, event, "Mad", deletion_days=10)
    make_registration(session, event, participants=people({"mad": "Alt"}))
    plan = plan_of(session, event)
    moved = [
        type(old)(no=1, starts_at=new.starts_at, ends_at=new.ends_at, venue_id=new.venue_id)
        for old, new in zip(plan.occasions, occasions_on(make_venue(session), [20]), strict=True)
    ]
    amend_event(session, event, replace(plan, occasions=moved), **ONCE)
    redate_answers(session, event)
    assert session.scalars(select(QuestionAnswer.delete_after)).one() == date(2026, 6, 3)


def test_answers_are_counted_of_those_who_have_a_place(session):
    event = make_event(session)
    diet = make_question(session, event, "Kost", "Kød", "Grønt")
    bus = make_question(session, event, "Pladser", kind=QuestionKind.NUMBER, asked_of=WHOLE)
    note = make_question(session, event, "Andet")
    for _ in range(2):
        made = make_registration(
            session,
            event,
            participants=people(*[{"kost": "koed"}] * 2, {"kost": "groent", "andet": "Hej"}),
            answers={"pladser": "2"},
        )
    deregister(session, find_participant(session, made, 1), **ONCE)
    assert count_answers(session, event.id) == {
        diet.id: {"koed": 3, "groent": 2},
        bus.id: {"2": 2},
    }
    assert count_all_answers(session, event.id) == {diet.id: 6, bus.id: 2, note.id: 2}
    for position in (2, 3):
        deregister(session, find_participant(session, made, position), **ONCE)
    assert count_answers(session, event.id)[bus.id] == {"2": 1}


def test_a_persons_answers_come_with_those_of_the_registration(session):
    event = make_event(session)
    diet = make_question(session, event, "Kost")
    bus = make_question(session, event, "Bus", asked_of=WHOLE)
    made = make_registration(
        session, event, participants=people({"kost": "a"}, {}), answers={"bus": "b"}
    )
    found = gather_answers(session, [made.id])
    ids = [find_participant(session, made, position).id for position in (1, 2)]
    assert [found.of(one, made.id) for one in ids] == [
        {diet.id: "a", bus.id: "b"},
        {bus.id: "b"},
    ]


def test_a_dependent_answer_is_dropped_on_the_server(session):
    event = make_event(session)
    make_question(session, event, "Mad", kind=QuestionKind.YES_NO)
    make_question(session, event, "Hvad", is_required=True, condition=Condition("mad", "yes"))
    made = make_registration(session, event, participants=people({"mad": "no", "hvad": "Fisk"}))
    assert stored(session, made) == [(1, "no")]


SCRIPTS = {
    Language.DANISH: "abcdefghijklmnopqrstuvwxyzæøåÆØÅé -'\n",
    Language.ENGLISH: "abcxyzABCXYZ<>&\"';=+@%{}0123456789 \n",
    Language.ARABIC: "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩،؟ ",
    Language.TURKISH: "abcçdefgğhıijklmnoöprsştuüvyzİI ",
    Language.URDU: "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے ۰۱۲۳۴۵۶۷۸۹ ",
    Language.SOMALI: "abcdefghijklmnopqrstuvwxyz'’ABCDEFGH 🦄",
}
TEXTS = st.sampled_from(Language).flatmap(
    lambda language: st.text(st.sampled_from(SCRIPTS[language]), max_size=200)
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answers=st.lists(TEXTS, min_size=1, max_size=3), whole=TEXTS)
def test_answers_in_every_script_come_back_as_they_were_given(session, answers, whole):
    nested = session.begin_nested()
    event = make_event(session)
    make_question(session, event, "Mad")
    make_question(session, event, "Hus", asked_of=WHOLE)
    made = make_registration(
        session,
        event,
        participants=people(*({"mad": each} for each in answers)),
        answers={"hus": whole},
    )
    session.expire_all()
    expected = [(None, whole), *enumerate(answers, start=1)]
    kept = [(of, mask_cpr(clean_text(text))) for of, text in expected]
    assert stored(session, session.get_one(Registration, made.id)) == [
        (of, text) for of, text in kept if text
    ]
    nested.rollback()
