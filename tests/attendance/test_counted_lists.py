"""An event's numbers hold those who were ticked on a list, and not those corrected away."""

from datetime import timedelta
from uuid import uuid4

import pytest

from eventsys.attendance.board.queries import find_board, find_revision
from eventsys.attendance.marks.operations import correct, record_marks
from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.requests import CorrectionRequest, MarkBatch, MarkRow
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.queries import count_event
from eventsys.attendance.rules import Came
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.principal import SYSTEM
from eventsys.registration.models import Participant
from eventsys.registration.rules import Category
from tests.factories import (
    HOURS,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_occasions,
    make_scan,
)
from tests.watch import watch_statements

CAME, AWAY = AttendanceStatus.CAME, AttendanceStatus.STAYED_AWAY
WEEK = timedelta(days=7)
AFTER = START + 4 * WEEK


class Course:
    """A course of two occasions for three people, the first of whom was scanned at the first."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session, occasions=make_occasions(session, 2))
        family = make_family(session, self.event, 3)
        sheet = read_attendance(session, self.event, at=START)
        self.people = [each.id for each in sheet.participants]
        self.occasions = [each.id for each in sheet.occasions]
        phone = make_device(session, self.event)
        scan = make_scan(codes_of(session, family)[0].code)
        record_scans(session, phone.token, batch_of(scan), at=START)

    def tick(self, person, no=0, status=CAME, at=START):
        mark = MarkRow(
            mark_id=uuid4(),
            participant_id=self.people[person],
            occasion_id=self.occasions[no],
            status=status,
        )
        record_marks(self.session, self.event, MarkBatch(marks=[mark]), at=at, by=SYSTEM)

    def correct(self, person, status, no=0):
        request = CorrectionRequest(occasion_id=self.occasions[no], status=status, reason="Fejl")
        participant = self.session.get_one(Participant, self.people[person])
        correct(self.session, participant, request, at=AFTER, by=SYSTEM)

    def count(self):
        return count_event(self.session, self.event, at=AFTER)


@pytest.fixture
def course(session):
    return Course(session)


def test_those_ticked_are_persons_and_admissions_like_those_scanned(course):
    course.tick(0, no=0)
    course.tick(0, no=1, at=START + WEEK)
    course.tick(1, no=1, at=START + WEEK)
    count = course.count()
    assert (count.admitted, count.admissions, count.no_shows, count.walk_ins) == (2, 3, 1, 0)
    assert {no: each.admitted for no, each in count.occasions.items()} == {1: 1, 2: 2}
    assert count.by_gate == {"Nord": Came(admitted=1), "Syd": Came(), "": Came(admitted=1)}
    assert count.by_category[Category.ADULT] == Came(admitted=2)
    assert sum(came.total for came in count.by_quarter_hour.values()) == count.came


def test_who_is_corrected_away_did_not_come_and_back_came_where_they_were_scanned(course):
    course.correct(0, AWAY)
    assert (course.count().admitted, course.count().no_shows) == (0, 3)
    course.correct(0, CAME)
    assert course.count().by_gate["Nord"] == Came(admitted=1)


def test_who_was_scanned_came_though_nobody_ticked_them(course):
    course.tick(0, status=AWAY)
    assert course.count().admitted == 1


def test_a_list_that_is_kept_later_counts_in_the_time_of_its_occasion(course):
    course.tick(1, at=AFTER)
    course.correct(2, CAME)
    quarters = course.count().by_quarter_hour
    assert max(quarters) == START + HOURS


def test_the_board_says_what_the_event_s_numbers_say(course):
    revision = find_revision(course.session, course.event.slug, at=START)
    course.tick(1)
    assert find_revision(course.session, course.event.slug, at=START) != revision
    course.tick(0)
    course.tick(2, status=AWAY)
    board = find_board(course.session, course.event, at=START, no=1)
    assert board.count.by_gate == course.count().occasions[1].by_gate
    assert (board.count.came, board.count.inside) == (2, 2)
    course.correct(0, AWAY)
    board = find_board(course.session, course.event, at=START, no=1)
    assert (board.count.came, board.count.inside) == (course.count().occasions[1].came, 1)
    assert board.count.by_gate["Nord"] == Came()
    assert find_board(course.session, course.event, at=START, no=2).count.came == 0


def test_an_event_is_counted_in_seven_questions(course):
    course.tick(1)
    with watch_statements() as asked:
        course.count()
    assert len(asked) == 7
