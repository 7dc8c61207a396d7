from datetime import timedelta

from sqlalchemy import func, select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.care.rules import Care
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.consents.operations import (
    answer_photos,
    find_withdrawal,
    note_removal,
)
from eventsys.registration.consents.queries import (
    count_to_be_shown,
    list_consents_of,
    list_not_to_be_shown,
    list_withdrawals,
)
from eventsys.registration.consents.rules import TEXT_VERSION
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.rules import Category, ParticipantRequest
from tests.factories import AT, codes_of, make_event, make_registration

ASKS = Care(photos=True)
LATER = AT + timedelta(days=30)


def child(photos, category=Category.CHILD):
    return ParticipantRequest(name="Amina", category=category, photos=photos)


def register(session, *answers, care=ASKS):
    event = make_event(session, care=care)
    people = [child(answer) for answer in answers]
    return event, make_registration(session, event, participants=people)


def answers_of(session, registration):
    return [each.is_allowed for each in list_consents_of(session, registration)]


def ids(session):
    return list(session.scalars(select(Participant.id).order_by(Participant.position)))


def test_each_answer_is_kept_with_who_gave_it_when_and_to_which_text(session):
    _, registration = register(session, True, False, None)
    rows = session.execute(
        select(
            PhotoConsent.is_given,
            PhotoConsent.given_by,
            PhotoConsent.given_at,
            PhotoConsent.text_version,
            PhotoConsent.withdrawn_at,
        ).order_by(PhotoConsent.id)
    )
    assert [tuple(row) for row in rows] == [
        (True, "Amina Khan", AT, TEXT_VERSION, None),
        (False, "Amina Khan", AT, TEXT_VERSION, None),
    ]
    assert answers_of(session, registration) == [True, False, None]


def test_an_event_that_does_not_ask_keeps_no_answer(session):
    _, registration = register(session, True, care=Care())
    assert session.scalar(select(func.count(PhotoConsent.id))) == 0
    assert answers_of(session, registration) == [None]


def test_grown_ups_are_not_asked(session):
    event = make_event(session, care=ASKS)
    make_registration(session, event, participants=[child(True, Category.ADULT)])
    assert session.scalar(select(func.count(PhotoConsent.id))) == 0


def test_without_a_yes_a_child_may_not_be_shown(session):
    event, registration = register(session, True, False, None)
    codes = [codes.short_code for codes in codes_of(session, registration)]
    assert list_not_to_be_shown(session, event) == sorted(codes[1:])
    assert count_to_be_shown(session, event) == 1


def test_a_withdrawal_keeps_both_moments_and_is_a_task(session):
    event, registration = register(session, True, True)
    first, second = ids(session)
    answer_photos(session, registration, {first: False, second: True}, at=LATER)
    (task,) = list_withdrawals(session, event)
    codes = codes_of(session, registration)
    assert (task.given_at, task.withdrawn_at, task.removed_at) == (AT, LATER, None)
    assert (task.short_code, task.reference) == (codes[0].short_code, registration.reference)
    assert answers_of(session, registration) == [False, True]
    assert list_not_to_be_shown(session, event) == [codes[0].short_code]


def test_a_yes_after_a_withdrawal_is_a_new_answer(session):
    event, registration = register(session, True)
    (person,) = ids(session)
    for minutes, answer in enumerate((False, True, True)):
        at = LATER + timedelta(minutes=minutes)
        answer_photos(session, registration, {person: answer}, at=at)
    assert answers_of(session, registration) == [True]
    assert session.scalar(select(func.count(PhotoConsent.id))) == 2
    assert len(list_withdrawals(session, event)) == 1
    assert count_to_be_shown(session, event) == 1


def test_a_no_that_stays_a_no_or_becomes_a_yes_withdraws_nothing(session):
    event, registration = register(session, False, None)
    no, unanswered = ids(session)
    answer_photos(session, registration, {no: False, unanswered: False}, at=LATER)
    assert session.scalar(select(func.count(PhotoConsent.id))) == 2
    answer_photos(session, registration, {no: True}, at=LATER)
    assert (answers_of(session, registration), list_withdrawals(session, event)) == (
        [True, False],
        [],
    )


def test_nobody_answers_for_a_child_of_another_registration(session):
    _, registration = register(session, True)
    _, other = register(session, False)
    answer_photos(session, other, dict.fromkeys(ids(session), False), at=LATER)
    assert answers_of(session, registration) == [True]


def test_a_task_is_done_once_and_the_log_says_by_whom(session):
    event, registration = register(session, True)
    (person,) = ids(session)
    answer_photos(session, registration, {person: False}, at=LATER)
    (task,) = list_withdrawals(session, event)
    consent = find_withdrawal(session, event.id, task.id)
    for minutes in (1, 2):
        note_removal(session, consent, at=LATER + timedelta(minutes=minutes), by=SYSTEM)
    assert (consent.removed_at, consent.removed_by) == (LATER + timedelta(minutes=1), str(SYSTEM))
    verbs = session.scalars(select(AuditEntry.verb).filter_by(object_kind="photo_consent"))
    assert list(verbs) == ["remove-pictures"]


def test_a_consent_that_stands_is_no_task(session):
    event, _ = register(session, True)
    (consent,) = session.scalars(select(PhotoConsent)).all()
    assert find_withdrawal(session, event.id, consent.id) is None
    note_removal(session, consent, at=LATER, by=SYSTEM)
    assert consent.removed_at is None


def test_a_child_that_does_not_come_stands_in_no_list(session):
    event, _ = register(session, True, False)
    for participant in session.scalars(select(Participant)).all():
        deregister(session, participant, at=AT, by=VISITOR)
    assert (list_not_to_be_shown(session, event), count_to_be_shown(session, event)) == ([], 0)
