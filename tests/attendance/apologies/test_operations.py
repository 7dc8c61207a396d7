"""Somebody says that they cannot come on Tuesday, and takes it back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.attendance.apologies.errors import ApologyRefused
from eventsys.attendance.apologies.operations import send_apology, withdraw_apology
from eventsys.attendance.apologies.queries import has_apologised
from eventsys.attendance.apologies.rules import Hindrance
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.statements import is_awaited
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import VISITOR, Principal, PrincipalKind
from eventsys.events.models import Occasion
from eventsys.events.operations import cancel
from eventsys.events.queries import list_occasions
from eventsys.events.rules import Attends
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.queries import find_participant
from tests.factories import AT, START, make_event, make_family, make_occasions

MINUTE = timedelta(minutes=1)
OFFICE = Principal(PrincipalKind.ACCOUNT, 7)


@pytest.fixture
def course(session):
    return make_event(session, occasions=make_occasions(session, 3))


@pytest.fixture
def family(session, course):
    return make_family(session, course, 2)


@pytest.fixture
def first(session, family):
    return find_participant(session, family, 1)


def marks(session):
    return [mark.status for mark in session.scalars(select(AttendanceMark))]


def test_an_apology_holds_for_one_person_and_one_date(session, course, family, first):
    tuesday, *others = list_occasions(session, course)
    send_apology(session, first, tuesday, at=AT, by=VISITOR)
    assert has_apologised(session, first, tuesday)
    assert not any(has_apologised(session, first, other) for other in others)
    assert not has_apologised(session, find_participant(session, family, 2), tuesday)
    [mark] = session.scalars(select(AttendanceMark))
    assert (mark.status, mark.made_by, mark.made_at) == (
        AttendanceStatus.APOLOGISED,
        "visitor",
        AT,
    )


def test_it_is_taken_back_and_said_again(session, course, first):
    tuesday = list_occasions(session, course)[0]
    for number in range(3):
        send_apology(session, first, tuesday, at=AT + 2 * number * MINUTE, by=VISITOR)
        assert has_apologised(session, first, tuesday)
        withdraw_apology(session, first, tuesday, at=AT + (2 * number + 1) * MINUTE, by=VISITOR)
        assert not has_apologised(session, first, tuesday)
    assert len(marks(session)) == 6


def test_saying_it_twice_is_saying_it_once(session, course, first):
    tuesday = list_occasions(session, course)[0]
    withdraw_apology(session, first, tuesday, at=AT, by=VISITOR)
    assert marks(session) == []
    for number in range(2):
        send_apology(session, first, tuesday, at=AT + number * MINUTE, by=VISITOR)
    assert marks(session) == [AttendanceStatus.APOLOGISED]


@pytest.mark.parametrize("say", [send_apology, withdraw_apology])
def test_once_it_has_begun_nothing_can_be_said(session, course, first, say):
    tuesday = list_occasions(session, course)[0]
    send_apology(session, first, tuesday, at=START - MINUTE, by=VISITOR)
    with pytest.raises(ApologyRefused) as refusal:
        say(session, first, tuesday, at=START, by=VISITOR)
    assert refusal.value.hindrance is Hindrance.BEGUN


def test_nothing_is_said_of_what_is_not_held(session, course, first):
    gone, stays, _ = list_occasions(session, course)
    gone.cancelled_at = AT
    session.flush()
    with pytest.raises(ApologyRefused) as refusal:
        send_apology(session, first, gone, at=AT, by=VISITOR)
    assert refusal.value.hindrance is Hindrance.NOT_HELD
    cancel(session, course, at=AT, by=VISITOR)
    with pytest.raises(ApologyRefused):
        send_apology(session, first, stays, at=AT, by=VISITOR)


def test_only_those_with_a_place_there_can_say_it(session, course, first):
    other = list_occasions(session, make_event(session))[0]
    with pytest.raises(ApologyRefused) as refusal:
        send_apology(session, first, other, at=AT, by=VISITOR)
    assert refusal.value.hindrance is Hindrance.NO_PLACE
    deregister(session, first, at=AT, by=VISITOR)
    with pytest.raises(ApologyRefused):
        send_apology(session, first, list_occasions(session, course)[0], at=AT, by=VISITOR)


def test_where_one_date_was_chosen_it_is_that_one(session):
    event = make_event(session, occasions=make_occasions(session, 2), attends=Attends.ONE)
    chosen, other = list_occasions(session, event)
    person = find_participant(session, make_family(session, event, occasion_no=chosen.no), 1)
    send_apology(session, person, chosen, at=AT, by=VISITOR)
    with pytest.raises(ApologyRefused):
        send_apology(session, person, other, at=AT, by=VISITOR)


def test_what_an_account_says_for_others_stands_in_the_log(session, course, first):
    tuesday = list_occasions(session, course)[0]
    send_apology(session, first, tuesday, at=AT, by=OFFICE)
    withdraw_apology(session, first, tuesday, at=AT + MINUTE, by=OFFICE)
    said = select(AuditEntry.verb).where(AuditEntry.principal == str(OFFICE))
    assert list(session.scalars(said)) == ["apologise", "withdraw apology"]


def test_a_statement_tells_those_who_are_awaited_from_those_who_are_not(session, course, family):
    one, two = (find_participant(session, family, position) for position in (1, 2))
    tuesday, next_week, _ = list_occasions(session, course)
    send_apology(session, one, tuesday, at=AT, by=VISITOR)
    send_apology(session, one, next_week, at=AT, by=VISITOR)
    withdraw_apology(session, one, next_week, at=AT + MINUTE, by=VISITOR)
    awaited = (
        select(Participant.id)
        .join(Occasion, Occasion.event_id == Participant.event_id)
        .where(is_awaited())
    )
    for occasion, expected in ((tuesday, [two.id]), (next_week, [one.id, two.id])):
        found = session.scalars(awaited.where(Occasion.id == occasion.id).order_by(Participant.id))
        assert list(found) == expected
