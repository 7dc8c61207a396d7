"""An organiser approves an event's number once it is over and nothing is left to decide."""

from datetime import timedelta

import pytest

from eventsys.attendance.approval.errors import CasesOpen, EventNotOver, NumberChanged
from eventsys.attendance.approval.operations import approve_attendance
from eventsys.attendance.approval.queries import find_approved
from eventsys.attendance.approval.rules import Figure, Method, figure_of
from eventsys.attendance.queries import count_event
from eventsys.attendance.rules import CountedHeads
from eventsys.checkin.cases.operations import DecisionRequest, decide
from eventsys.checkin.cases.queries import list_cases
from eventsys.checkin.cases.values import CaseKind, Choice
from eventsys.checkin.rules import HeadCountKind
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from tests.factories import (
    HOURS,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
)

OVER = START + HOURS
MINUTE = timedelta(minutes=1)


class Day:
    """An event with three tickets and a phone at its northern gate."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session)
        family = make_family(session, self.event, 3)
        self.codes = [each.code for each in codes_of(session, family)]
        self.paired = make_device(session, self.event, "Nord")
        self.seq = 0

    def scan(self, number, minute=0):
        self.seq += 1
        row = make_scan(self.codes[number], at=START + minute * MINUTE, seq=self.seq)
        record_scans(self.session, self.paired.token, batch_of(row, sent_at=OVER), at=OVER)

    def approve(self, seen, *, at=OVER):
        return approve_attendance(self.session, self.event, seen, at=at, by=SYSTEM)

    def decide_all(self):
        for standing in list_cases(self.session, self.event, at=OVER):
            case = standing.case
            request = DecisionRequest(
                kind=case.kind,
                key=case.key,
                seen=case.seen,
                choice=Choice.STANDS,
                chosen=None,
                reason="Vi så dem begge.",
            )
            decide(self.session, self.event, request, at=OVER, by=SYSTEM)


@pytest.fixture
def day(session):
    """A day with three tickets."""
    return Day(session)


def test_a_number_is_approved_with_its_parts_and_what_comes_later_changes_it_not(day):
    day.scan(0)
    day.scan(1)
    day.approve(2)
    day.scan(2)
    approved = find_approved(day.session, day.event)
    assert (approved.number, approved.method) == (2, Method.GATES)
    assert (approved.admitted, approved.walk_ins, approved.head_count) == (2, 0, None)
    assert (approved.approved_at, approved.approved_by) == (OVER, "system")
    assert count_event(day.session, day.event, at=OVER).came == 3


def test_no_number_is_approved_while_people_may_come(day):
    day.scan(0)
    with pytest.raises(EventNotOver):
        day.approve(1, at=OVER - MINUTE)
    assert find_approved(day.session, day.event) is None


def test_a_number_waits_for_open_cases_and_says_which(day):
    day.scan(0)
    day.scan(0, minute=5)
    with pytest.raises(CasesOpen) as refusal:
        day.approve(1)
    assert refusal.value.waiting == {CaseKind.TWICE: 1}
    day.decide_all()
    assert day.approve(1).number == 1


def test_a_decided_case_that_grows_holds_the_number_up_again(day):
    day.scan(0)
    day.scan(0, minute=5)
    day.decide_all()
    day.scan(0, minute=9)
    with pytest.raises(CasesOpen):
        day.approve(1)


def test_only_the_number_that_was_seen_is_approved(day):
    day.scan(0)
    with pytest.raises(NumberChanged) as refusal:
        day.approve(2)
    assert refusal.value.number == 1


def test_a_new_number_is_approved_anew_and_the_earlier_stays_in_the_audit(day):
    day.scan(0)
    day.approve(1)
    day.scan(1)
    day.approve(2)
    assert find_approved(day.session, day.event).number == 2
    entries = day.session.query(AuditEntry).filter_by(
        object_kind="approved_attendance", verb="approve"
    )
    assert entries.count() == 2


@pytest.mark.parametrize(
    ("came", "heads", "figure"),
    [
        (714, CountedHeads(1310, HeadCountKind.IN), Figure(714, Method.GATES)),
        (0, CountedHeads(1310, HeadCountKind.IN), Figure(1300, Method.IN)),
        (0, CountedHeads(90, HeadCountKind.PRESENT), Figure(90, Method.PRESENT)),
        (0, CountedHeads(10_240, HeadCountKind.ESTIMATE), Figure(10_000, Method.ESTIMATE)),
        (0, None, Figure(0, Method.GATES)),
    ],
)
def test_heads_are_the_number_only_where_nobody_was_counted_at_a_gate(came, heads, figure):
    assert figure_of(came, heads) == figure
