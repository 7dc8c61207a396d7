"""The attendance sheet of a course: who came to which occasion, and what that rests on."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from eventsys.attendance.marks.models import AttendanceList, AttendanceMark
from eventsys.attendance.marks.queries import (
    list_came,
    list_present,
    read_attendance,
    read_sheet_of,
)
from eventsys.attendance.marks.rules import AttendanceSource, AttendanceStatus, MarkSource
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.operations import amend_event
from eventsys.events.queries import plan_of
from eventsys.events.rules import Attends
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.preprinted.operations import preprint
from eventsys.registration.preprinted.requests import PrintRun
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import Category
from tests.factories import (
    AT,
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

CAME, APOLOGISED = AttendanceStatus.CAME, AttendanceStatus.APOLOGISED
AWAY, UNKNOWN = AttendanceStatus.STAYED_AWAY, AttendanceStatus.UNKNOWN
WEEK = timedelta(days=7)
AFTER = START + 10 * WEEK


class Course:
    """A course: its occasions and its people, by their number."""

    def __init__(self, session, **changes):
        self.session = session
        self.event = make_event(session, **changes)
        self.occasions = [each.id for each in self.sheet().occasions]

    def register(self, number, **changes):
        self.family = make_family(self.session, self.event, number, **changes)
        self.people = [each.id for each in self.sheet().participants]

    def sheet(self, *, at=AFTER):
        sheet = read_attendance(self.session, self.event, at=at)
        came = [each.id for each in sheet.participants if sheet.came(each.id)]
        assert list_present(self.session, self.event) == came
        self.holds_for_parts_of(sheet)
        return sheet

    def holds_for_parts_of(self, sheet):
        """What the database adds up, and what is read of some, is what the whole sheet says."""
        ids = [each.id for each in sheet.participants]
        cells = {(person, each) for person in ids for each in sheet.came(person)}
        found = list_came(self.session, self.event)
        assert (set(found), len(found)) == (cells, len(cells))
        last = sheet.participants[-1:]
        of_last = {cell for cell in cells if cell[0] in ids[-1:]}
        assert set(list_came(self.session, self.event, ids[-1:])) == of_last
        part = read_sheet_of(self.session, self.event, last, sheet.occasions)
        assert part.cells == {k: v for k, v in sheet.cells.items() if k[0] in ids[-1:]}

    def mark(self, person, occasion, status, source=MarkSource.LIST, *, at=START):
        self.session.add(
            AttendanceMark(
                mark_id=str(uuid4()),
                participant_id=self.people[person],
                occasion_id=self.occasions[occasion],
                status=status,
                source=source,
                reason="Stod på papirlisten" if source is MarkSource.CORRECTION else None,
                made_at=at,
                received_at=at,
                made_by=str(SYSTEM),
            )
        )
        self.session.flush()

    def scan(self, person, *, at=START):
        code = codes_of(self.session, self.family)[person].code
        phone = make_device(self.session, self.event, at=at)
        batch = batch_of(make_scan(code, at=at), sent_at=at)
        record_scans(self.session, phone.token, batch, at=at)

    def close(self, occasion):
        self.session.add(
            AttendanceList(
                occasion_id=self.occasions[occasion], closed_at=START, closed_by=str(SYSTEM)
            )
        )
        self.session.flush()

    def statuses(self, *, at=AFTER):
        sheet = self.sheet(at=at)
        return [[sheet.status(person, each) for each in self.occasions] for person in self.people]


@pytest.fixture
def course(session):
    made = Course(session, occasions=make_occasions(session, 3))
    made.register(3)
    return made


def test_a_course_is_told_occasion_by_occasion(course):
    course.scan(0)
    course.mark(1, 1, CAME)
    course.mark(2, 1, APOLOGISED, MarkSource.APOLOGY)
    course.close(1)
    assert course.statuses() == [
        [CAME, AWAY, UNKNOWN],
        [AWAY, CAME, UNKNOWN],
        [AWAY, APOLOGISED, UNKNOWN],
    ]
    sheet = course.sheet()
    assert sheet.source(course.people[0], course.occasions[0]) is AttendanceSource.SCAN
    assert sheet.source(course.people[1], course.occasions[1]) is AttendanceSource.LIST
    assert [sheet.came(each) for each in course.people] == [
        course.occasions[:1],
        course.occasions[1:2],
        [],
    ]


def test_while_people_are_scanned_nobody_has_stayed_away(course):
    course.scan(0)
    assert course.statuses(at=START + HOURS / 2)[1][0] is UNKNOWN
    assert course.statuses(at=START + HOURS)[1][0] is AWAY


def test_of_marks_of_one_source_the_newest_counts_in_whatever_order_they_arrive(course):
    course.mark(0, 0, AWAY, at=START + timedelta(minutes=2))
    course.mark(0, 0, CAME, at=START + timedelta(minutes=1))
    assert course.statuses()[0][0] is AWAY


def test_a_correction_outweighs_a_scan(course):
    course.scan(0)
    course.mark(0, 0, AWAY, MarkSource.CORRECTION)
    assert course.sheet().came(course.people[0]) == []


def test_a_cancelled_occasion_counts_for_nobody_and_against_nobody(course):
    course.mark(0, 1, CAME)
    course.close(1)
    cancel(course, 2)
    sheet = course.sheet()
    assert [each.is_cancelled for each in sheet.occasions] == [False, True, False]
    assert [sheet.status(each, course.occasions[1]) for each in course.people] == [UNKNOWN] * 3
    assert sheet.came(course.people[0]) == []


def cancel(course, no):
    plan = plan_of(course.session, course.event)
    kept = [each for each in plan.occasions if each.no != no]
    amend_event(course.session, course.event, replace(plan, occasions=kept), at=AT, by=SYSTEM)


def test_who_gave_the_place_back_has_not_stayed_away(course):
    participant = find_participant(course.session, course.family, 1)
    deregister(course.session, participant, at=AT, by=VISITOR)
    course.close(0)
    assert [row[0] for row in course.statuses()] == [UNKNOWN, AWAY, AWAY]


def test_only_those_registered_for_a_date_can_stay_away_from_it(session):
    course = Course(session, occasions=make_occasions(session, 2), attends=Attends.ONE)
    course.register(1, occasion_no=2)
    course.close(0)
    course.close(1)
    assert course.statuses() == [[UNKNOWN, AWAY]]
    [person] = course.sheet().participants
    assert (person.name, person.registration_id) == ("Person 1", course.family.id)


def test_a_ticket_printed_beforehand_is_somebody_once_it_was_scanned(course):
    run = PrintRun(number=2, category=Category.ADULT)
    registration = preprint(course.session, course.event, run, at=AT, by=SYSTEM)
    assert len(course.sheet().participants) == 3
    code = codes_of(course.session, registration)[0].code
    phone = make_device(course.session, course.event)
    record_scans(course.session, phone.token, batch_of(make_scan(code)), at=START)
    sheet = course.sheet()
    assert len(sheet.participants) == 4
    assert sheet.came(sheet.participants[-1].id) == course.occasions[:1]


def test_a_ticket_printed_beforehand_is_nobody_whatever_a_list_says(course):
    run = PrintRun(number=1, category=Category.ADULT)
    registration = preprint(course.session, course.event, run, at=AT, by=SYSTEM)
    course.people.append(find_participant(course.session, registration, 1).id)
    course.mark(3, 0, CAME)
    assert len(course.sheet().participants) == 3


def test_a_sheet_is_three_questions(course):
    with watch_statements() as asked:
        read_attendance(course.session, course.event, at=AFTER)
    assert len(asked) == 3
