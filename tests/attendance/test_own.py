"""The sheet on one's own page is the organiser's, of one's own people alone."""

from datetime import timedelta

import pytest

from eventsys.attendance.apologies.operations import send_apology
from eventsys.attendance.marks.models import AttendanceList
from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.attendance.own.queries import read_own_attendance
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.queries import list_occasions
from eventsys.registration.queries import find_participant
from tests.attendance.test_sheet import Course
from tests.factories import AT, START, make_family, make_occasions
from tests.watch import watch_statements

WEEK = timedelta(weeks=1)
CAME, UNKNOWN = AttendanceStatus.CAME, AttendanceStatus.UNKNOWN


@pytest.fixture
def course(session):
    """A course of four dates in which two of a family came, told, or stayed away."""
    made = Course(session, occasions=make_occasions(session, 4))
    made.register(2)
    made.mark(0, 0, CAME)
    made.mark(1, 0, AttendanceStatus.STAYED_AWAY)
    made.mark(1, 0, CAME, MarkSource.CORRECTION, at=START + WEEK)
    made.scan(0, at=START + WEEK)
    one = find_participant(session, made.family, 1)
    send_apology(session, one, list_occasions(session, made.event)[2], at=AT, by=VISITOR)
    return made


@pytest.mark.parametrize("weeks", range(5))
def test_each_reads_what_the_organiser_reads(session, course, weeks):
    at = START + weeks * WEEK
    whole = read_attendance(session, course.event, at=at)
    make_family(session, course.event, 3)
    own = read_own_attendance(session, course.family, at=at)
    assert own.occasions == whole.occasions
    assert own.participants == whole.participants
    assert own.cells == whole.cells


def test_what_others_did_makes_a_list_whole_and_shows_nothing_of_them(session, course):
    late = make_family(session, course.event, 1)
    session.add(
        AttendanceList(occasion_id=course.occasions[3], closed_at=START, closed_by=str(SYSTEM))
    )
    own = read_own_attendance(session, late, at=START + 10 * WEEK)
    [person] = own.participants
    statuses = [own.status(person.id, each) for each in course.occasions]
    away = AttendanceStatus.STAYED_AWAY
    assert statuses == [UNKNOWN, away, UNKNOWN, away]
    assert {cell[0] for cell in own.cells} == {person.id}


def test_it_is_four_questions_whatever_the_size(session):
    course = Course(session, occasions=make_occasions(session, 12))
    course.register(10)
    for _ in range(20):
        make_family(session, course.event, 2)
    session.flush()
    with watch_statements() as statements:
        read_own_attendance(session, course.family, at=START)
    assert len(statements) == 4
