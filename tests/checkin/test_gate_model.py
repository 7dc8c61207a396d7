"""A gate's day in any order comes to the same; faults that are put in on purpose are found."""

from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import Phase
from sqlalchemy import false

from eventsys.attendance.passages import queries as attendance
from eventsys.checkin import rows, rules
from eventsys.checkin.cases import rules as case_rules
from eventsys.checkin.cases.of_tickets import scans_by_ticket
from eventsys.checkin.models import Scan
from eventsys.checkin.rules import Direction
from eventsys.checkin.scans import operations as scanning, posts
from eventsys.checkin.timing import Clock
from tests.checkin.gate_day import SECOND, Gates
from tests.factories import START
from tests.machines import play


@contextmanager
def patched(place, name, value):
    """Put something in the place of a part of the system, until the block ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, name, value)
        yield


def judge_as_they_came(ticket, scans):
    """Fault: order scans by when they arrived."""
    restamped = [
        replace(scan, effective_at=START + number * SECOND) for number, scan in enumerate(scans)
    ]
    return rules.judge(ticket, restamped)


def undone_by_anybody(ordered):
    """Fault: an undo works for every phone and for ever."""
    return {scan.undoes: scan.scan_id for scan in ordered if scan.undoes}


def counting_all(*args, **changes):
    """Fault: what a phone does after it was disconnected counts."""
    return rows.common_values(*args, **changes) | {"quarantined": False}


def clock_that_is_right(_sent_at, received_at):
    """Fault: a phone's clock is taken for right."""
    return Clock(received_at, received_at)


def by_arrival(ordered):
    """Fault: cases look at scans in the order of their arrival."""
    return scans_by_ticket(sorted(ordered, key=lambda scan: (scan.received_at, scan.row_id)))


class WithoutIdentity(Gates):
    """Fault: what is sent again is stored again."""

    def hand_in(self, phone, kind, batch, sent_at):
        known = set(self.stored_ids())
        again = [
            replace(
                made, row=replace(made.row, row_id=str(UUID(int=UUID(made.row.row_id).int + 10**6)))
            )
            if made.row.row_id in known
            else made
            for made in batch
        ]
        super().hand_in(phone, kind, again, sent_at)
        return {made.row.row_id for made in batch}


class AnsweredTooEarly(Gates):
    """Fault: the phone is answered before its rows are durable."""

    def crashed(self, ids):
        return ids


class CountsRows(Gates):
    """Fault: scans are counted in place of persons."""

    def count_admitted(self, count):
        scans = self.session.query(Scan).filter(Scan.ticket_id.in_(self.tickets))
        return scans.filter_by(direction=Direction.IN).count()


class OrderOfArrival(Gates):
    """Fault: see `judge_as_they_came`."""

    def fault(self):
        return patched(scanning, "judge", judge_as_they_came)


class UndoWithoutRules(Gates):
    """Fault: see `undone_by_anybody`."""

    def fault(self):
        return patched(rules, "undone_scans", undone_by_anybody)


class QuarantineIgnored(Gates):
    """Fault: see `counting_all`."""

    def fault(self):
        return patched(scanning, "common_values", counting_all)


class CasesByArrival(Gates):
    """Fault: see `by_arrival`."""

    def fault(self):
        return patched(case_rules, "scans_by_ticket", by_arrival)


class LinkedCountTwice(Gates):
    """Fault: who was noted and then admitted counts twice."""

    def fault(self):
        return patched(attendance, "is_admitted_by_ticket", false)


class ClockBelieved(Gates):
    """Fault: see `clock_that_is_right`."""

    def fault(self):
        return patched(posts, "Clock", clock_that_is_right)


class WholeBatchFails(Gates):
    """Fault: one row that contradicts an earlier one takes the other rows of its batch along."""

    def hand_in(self, phone, kind, batch, sent_at):
        known = set(self.stored_ids())
        if any(made.row.row_id in known for made in batch):
            return {made.row.row_id for made in batch}
        return super().hand_in(phone, kind, batch, sent_at)


FAULTS = [
    *(WithoutIdentity, AnsweredTooEarly, WholeBatchFails, CountsRows, OrderOfArrival),
    *(UndoWithoutRules, QuarantineIgnored, CasesByArrival, LinkedCountTwice, ClockBelieved),
]


def tell(machine, engine):
    """Two phones, one slow and later disconnected: a day in which each fault shows."""
    machine.engine = engine
    story = machine()
    try:
        story.open_gates(2, 3, reentry=True, seed=1, clocks=[9, 0, 0, 0])
        story.scan(0, 0, "Nord", Direction.IN, 60)
        story.sync(0, "crash", 0)
        story.scan(0, 1, "Syd", Direction.OUT, 60)
        story.sync(1, "ok", 0)
        story.scan(0, 1, "Syd", Direction.IN, 60)
        story.scan(0, 1, "Nord", Direction.IN, 60)
        story.sync(1, "lost answer", 0)
        story.let_in_and_note(1, 1, 60)
        story.undo_a_scan(4, 0, own=False, pause=60)
        story.hand_over_by_codes(1, 0)
        story.disconnect(1)
        story.scan(1, 1, "Nord", Direction.IN, 60)
        story.sync(1, "twice", 0)
        story.sync(0, "ok", 0)
        story.contradict(0)
    finally:
        story.teardown()


@pytest.mark.timeout(300)
def test_a_day_at_the_gates_comes_to_the_same_in_any_order(quiet_engine):
    play(Gates, quiet_engine, 50)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_thousand_days_come_to_the_same_in_any_order(quiet_engine, session):
    play(Gates, quiet_engine, 1000, is_same=False)


@pytest.mark.parametrize("fault", FAULTS)
def test_control_a_day_that_shows_each_fault_fails(quiet_engine, fault):
    with pytest.raises(AssertionError):
        tell(fault, quiet_engine)


def test_control_that_day_is_right_without_a_fault(quiet_engine, session):
    tell(Gates, quiet_engine)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("fault", FAULTS)
def test_control_chance_finds_each_fault(quiet_engine, fault):
    with pytest.raises(AssertionError):
        play(fault, quiet_engine, 1000, phases=[Phase.generate])
