"""Marks of a list are stored once, corrections say why, and a whole list tells who stayed away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from eventsys.attendance.marks.errors import OccasionCancelled, OccasionNotBegun, ReasonMissing
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.operations import (
    add_newcomer,
    close_list,
    correct,
    record_marks,
    reopen_list,
)
from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.requests import CorrectionRequest, MarkBatch, MarkRow, Newcomer
from eventsys.attendance.marks.rules import AttendanceSource, AttendanceStatus, MarkState, made_at
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.models import Occasion
from eventsys.events.operations import amend_event
from eventsys.events.queries import plan_of
from eventsys.events.rules import Attends
from eventsys.registration.errors import KeyReused, RegistrationClosed
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Category, ParticipantStatus, Source
from tests.factories import START, make_draft, make_event, make_family, make_occasions

CAME, APOLOGISED = AttendanceStatus.CAME, AttendanceStatus.APOLOGISED
AWAY, UNKNOWN = AttendanceStatus.STAYED_AWAY, AttendanceStatus.UNKNOWN
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
LATER = START + MINUTE


class Course:
    """A course of two occasions for two people."""

    def __init__(self, session, **changes):
        self.session = session
        occasions = make_occasions(session, 2)
        self.event = make_event(session, **{"occasions": occasions, "capacity": 3} | changes)
        self.family = make_family(session, self.event, 2)
        sheet = self.sheet()
        self.people = [each.id for each in sheet.participants]
        self.occasions = [session.get_one(Occasion, each.id) for each in sheet.occasions]

    def sheet(self):
        return read_attendance(self.session, self.event, at=LATER)

    def row(self, status=CAME, person=0, **changes):
        row = MarkRow(
            mark_id=uuid4(),
            participant_id=self.people[person],
            occasion_id=self.occasions[0].id,
            status=status,
            device_at=START,
        )
        return replace(row, **changes)

    def send(self, *rows, sent_at=START, at=START):
        batch = MarkBatch(marks=rows, sent_at=sent_at)
        results = record_marks(self.session, self.event, batch, at=at, by=SYSTEM)
        return [result.state for result in results]

    def correct(self, status=AWAY, reason="Gik igen med det samme", *, at=LATER, no=0):
        participant = self.session.get_one(Participant, self.people[0])
        request = CorrectionRequest(occasion_id=self.occasions[no].id, status=status, reason=reason)
        return correct(self.session, participant, request, at=at, by=SYSTEM)

    def statuses(self, no=0):
        sheet = self.sheet()
        return [sheet.status(each.id, self.occasions[no].id) for each in sheet.participants]

    def verbs(self):
        known = {"correct attendance", "close list", "reopen list", "register at the door"}
        logged = self.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id))
        return [verb for verb in logged if verb in known]


@pytest.fixture
def course(session):
    return Course(session)


def count_marks(session):
    return session.scalars(select(func.count()).select_from(AttendanceMark)).one()


def test_marks_that_are_sent_twice_are_stored_once(course):
    rows = [course.row(), course.row(APOLOGISED, person=1)]
    before = count_marks(course.session)
    assert course.send(*rows) == [MarkState.NEW, MarkState.NEW]
    assert course.send(*rows, at=LATER) == [MarkState.SAME, MarkState.SAME]
    assert count_marks(course.session) - before == 2
    assert course.statuses() == [CAME, APOLOGISED]


def test_a_mark_twice_in_one_batch_is_one_and_another_with_its_id_is_refused(course):
    row = course.row()
    states = course.send(row, row, replace(row, status=AWAY))
    assert states == [MarkState.NEW, MarkState.SAME, MarkState.CONFLICT]
    assert course.statuses() == [CAME, UNKNOWN]


def test_marks_of_somebody_else_s_event_are_strange_and_hold_nothing_up(course):
    other = Course(course.session)
    foreign_person = course.row(participant_id=other.people[0])
    foreign_occasion = course.row(occasion_id=other.occasions[0].id)
    states = course.send(foreign_person, foreign_occasion, course.row())
    assert states == [MarkState.STRANGE, MarkState.STRANGE, MarkState.NEW]
    assert other.statuses() == [UNKNOWN, UNKNOWN]


def test_the_last_word_counts_also_where_it_arrives_first(course):
    course.send(course.row(AWAY, device_at=START + 2 * MINUTE), sent_at=LATER, at=LATER)
    course.send(course.row(CAME, device_at=START), sent_at=LATER + MINUTE, at=LATER + MINUTE)
    assert course.statuses()[0] is AWAY


def test_of_marks_made_in_one_moment_the_later_in_the_batch_counts(course):
    course.send(course.row(AWAY), course.row(APOLOGISED), course.row(CAME))
    assert course.statuses()[0] is CAME


def test_a_mark_takes_what_was_ticked_by_mistake_back(course):
    course.send(course.row(CAME))
    course.send(course.row(UNKNOWN, device_at=LATER), at=LATER, sent_at=LATER)
    assert course.statuses()[0] is UNKNOWN


def test_a_tablet_whose_clock_is_wrong_is_corrected_by_what_it_says_when_sending():
    an_hour_ahead = START + timedelta(hours=1)
    assert made_at(an_hour_ahead, an_hour_ahead + MINUTE, LATER, 0) == START
    assert made_at(an_hour_ahead, None, LATER, 0) == LATER
    assert made_at(LATER, START, LATER, 0) == LATER
    assert made_at(datetime.min.replace(tzinfo=UTC), START, LATER, 0) > LATER - 367 * DAY
    assert made_at(None, None, LATER, 3) == LATER + timedelta(microseconds=3)


def test_a_correction_outweighs_the_list_says_why_and_is_logged(course):
    course.send(course.row(CAME))
    mark = course.correct(AWAY)
    assert (course.statuses()[0], mark.reason) == (AWAY, "Gik igen med det samme")
    assert course.sheet().source(course.people[0], course.occasions[0].id) is (
        AttendanceSource.CORRECTION
    )
    assert course.verbs() == ["correct attendance"]


def test_a_correction_is_taken_back_by_another_one(course):
    course.send(course.row(CAME))
    course.correct(AWAY)
    course.correct(UNKNOWN, "Det var en anden")  # in the same moment, as clocks tell it
    assert course.statuses()[0] is CAME


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_without_a_reason_is_refused(course, reason):
    with pytest.raises(ReasonMissing):
        course.correct(reason=reason)


def test_what_has_not_begun_can_be_apologised_for_but_not_attended(course):
    with pytest.raises(OccasionNotBegun):
        course.correct(CAME, no=1)
    course.correct(APOLOGISED, "Ringede", no=1)
    assert course.statuses(1)[0] is APOLOGISED


def test_once_a_list_is_closed_whoever_has_no_mark_stayed_away(course):
    course.send(course.row(CAME))
    close_list(course.session, course.occasions[0], at=LATER, by=SYSTEM)
    close_list(course.session, course.occasions[0], at=LATER + MINUTE, by=SYSTEM)
    assert course.statuses() == [CAME, AWAY]
    assert course.verbs() == ["close list"]
    course.send(course.row(CAME, person=1), at=LATER)
    assert course.statuses() == [CAME, CAME]


def test_a_closed_list_is_opened_again(course):
    close_list(course.session, course.occasions[0], at=LATER, by=SYSTEM)
    reopen_list(course.session, course.occasions[0], at=LATER, by=SYSTEM)
    reopen_list(course.session, course.occasions[0], at=LATER, by=SYSTEM)
    assert course.statuses() == [UNKNOWN, UNKNOWN]
    assert course.verbs() == ["close list", "reopen list"]


def test_nobody_can_have_stayed_away_from_what_has_not_begun(course):
    with pytest.raises(OccasionNotBegun):
        close_list(course.session, course.occasions[1], at=LATER, by=SYSTEM)


def test_nothing_can_be_said_of_who_came_to_a_cancelled_occasion(course):
    plan = plan_of(course.session, course.event)
    kept = replace(plan, occasions=plan.occasions[1:])
    amend_event(course.session, course.event, kept, at=START, by=SYSTEM)
    occasion = course.occasions[0]
    newcomer = Newcomer(key=uuid4(), name="Yusuf")
    with pytest.raises(OccasionCancelled):
        course.correct(CAME)
    with pytest.raises(OccasionCancelled):
        close_list(course.session, occasion, at=LATER, by=SYSTEM)
    with pytest.raises(OccasionCancelled):
        add_newcomer(course.session, occasion, newcomer, at=LATER, by=SYSTEM)
    assert course.send(course.row(CAME)) == [MarkState.NEW]
    assert course.statuses() == [UNKNOWN, UNKNOWN]


def add(course, name="Yusuf", key=None, **changes):
    newcomer = Newcomer(key=key or uuid4(), name=name, **changes)
    return add_newcomer(course.session, course.occasions[0], newcomer, at=LATER, by=SYSTEM)


def test_somebody_who_came_unannounced_is_registered_and_marked_also_when_that_is_over(session):
    course = Course(session, registration_closes_at=START)
    participant = add(course, category=Category.CHILD)
    registration = session.get_one(Registration, participant.registration_id)
    assert (participant.name, participant.category) == ("Yusuf", Category.CHILD)
    assert participant.status is ParticipantStatus.CONFIRMED
    assert registration.source is Source.DOOR
    assert course.statuses() == [UNKNOWN, UNKNOWN, CAME]
    assert course.verbs() == ["register at the door"]


def test_a_newcomer_who_is_sent_twice_is_one_person(course):
    key = uuid4()
    first, again = add(course, key=key), add(course, key=key)
    assert first.id == again.id
    assert course.statuses() == [UNKNOWN, UNKNOWN, CAME]
    assert course.verbs() == ["register at the door"]
    with pytest.raises(KeyReused):
        add(course, "Ali", key=key)


def test_a_full_event_takes_no_newcomer(course):
    add(course)
    with pytest.raises(NotEnoughPlaces):
        add(course, "Ali")


def test_a_newcomer_at_one_of_several_dates_has_a_place_there_alone(session):
    event = make_event(session, occasions=make_occasions(session, 2), attends=Attends.ONE)
    sheet = read_attendance(session, event, at=LATER)
    occasion = session.get_one(Occasion, sheet.occasions[1].id)
    newcomer = Newcomer(key=UUID(int=1), name="Yusuf")
    participant = add_newcomer(session, occasion, newcomer, at=LATER + WEEK, by=SYSTEM)
    assert participant.occasion_id == occasion.id


def test_only_a_published_event_takes_newcomers(session):
    draft = make_draft(session)
    sheet = read_attendance(session, draft, at=LATER)
    occasion = session.get_one(Occasion, sheet.occasions[0].id)
    with pytest.raises(RegistrationClosed):
        add_newcomer(session, occasion, Newcomer(key=uuid4(), name="Yusuf"), at=LATER, by=SYSTEM)
