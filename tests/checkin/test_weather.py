"""Clocks that are wrong, batches in any order, scans of other events: obligations T10 to T18."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import select

from eventsys.attendance.queries import count_event
from eventsys.checkin.models import Scan, TicketState
from eventsys.checkin.requests import UnreadableRow
from eventsys.checkin.rules import Direction, RowState
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.codes import CodeKind, CodeRead
from eventsys.registration.models import Ticket
from tests.factories import (
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
    make_tally,
)

MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE
CLOCKS = {
    "right": timedelta(),
    "seven hours slow": -7 * HOUR,
    "seven hours fast": 7 * HOUR,
    "a day fast": 24 * HOUR,
    "in 2038": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC) - START,
    "in 1970": datetime(1970, 1, 2, tzinfo=UTC) - START,
}


class Gates:
    """An event with phones at two gates."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session)
        self.codes = [each.code for each in codes_of(session, make_family(session, self.event, 3))]
        self.north = make_device(session, self.event, "Nord").token
        self.south = make_device(session, self.event, "Syd").token

    def send(self, token, *rows, at, clock=timedelta()):
        """Hand in scans at a moment, by a clock that is so far off."""
        batch = batch_of(*(replace(r, device_at=r.device_at + clock) for r in rows))
        return record_scans(self.session, token, replace(batch, sent_at=at + clock), at=at)

    def entries(self):
        """Tell where and when the holders of tickets came in."""
        rows = self.session.scalars(
            select(TicketState)
            .join(Ticket, Ticket.id == TicketState.ticket_id)
            .where(Ticket.event_id == self.event.id)
            .order_by(TicketState.ticket_id)
        )
        return [(row.admitted_gate, row.admitted_at, row.is_inside) for row in rows]


@pytest.fixture
def gates(session):
    return Gates(session)


@pytest.mark.parametrize("clock", CLOCKS)
def test_who_came_first_is_told_by_corrected_clocks(clock, gates):
    late = START + HOUR
    south = make_scan(gates.codes[0], at=START + MINUTE, gate="Syd")
    gates.send(gates.south, south, at=late)
    gates.send(gates.north, make_scan(gates.codes[0]), at=late, clock=CLOCKS[clock])
    assert gates.entries() == [("Nord", START, True)]


def test_a_clock_that_jumps_during_the_shift_is_measured_by_each_batch(gates):
    first, second = make_scan(gates.codes[0]), make_scan(gates.codes[1], at=START + 2 * MINUTE)
    gates.send(gates.north, first, at=START + MINUTE)
    gates.send(gates.north, second, at=START + 3 * MINUTE, clock=7 * HOUR)
    assert [at for _, at, _ in gates.entries()] == [START, START + 2 * MINUTE]


def test_the_first_batch_that_holds_a_scan_measures_its_clock(gates):
    scan = make_scan(gates.codes[0])
    gates.send(gates.north, scan, at=START + MINUTE)
    slow = batch_of(scan, sent_at=START + MINUTE)
    (again,) = record_scans(gates.session, gates.north, slow, at=START + HOUR)
    assert again.state is RowState.SAME
    assert gates.entries() == [("Nord", START, True)]


@pytest.mark.parametrize(("ahead", "unsure"), [(4 * MINUTE, False), (6 * MINUTE, True)])
def test_a_scan_of_the_future_happened_when_it_arrived(ahead, unsure, gates):
    scan = make_scan(gates.codes[0], at=START + ahead)
    gates.send(gates.north, scan, at=START)
    stored = gates.session.get(Scan, scan.row_id)
    assert (stored.effective_at, stored.clock_unsure) == (START, unsure)


def test_batches_one_to_five_times_in_any_order_leave_the_same_table(session):
    order = random.Random(11)
    first, second = Gates(session), Gates(session)
    scans = [make_scan(code, at=START + order.randint(0, 50) * MINUTE) for code in first.codes * 4]
    tables = []
    for gates in (first, second):
        rows = [
            replace(scan, row_id=f"{number}-{gates.event.id}", read=read_of(gates, number))
            for number, scan in enumerate(scans)
        ]
        batches = [rows[:6], rows[4:9], rows[7:]] * order.randint(1, 5)
        order.shuffle(batches)
        for batch in batches:
            order.shuffle(batch)
            gates.send(gates.north, *batch, at=START + HOUR)
        stored = session.scalars(select(Scan).where(Scan.event_id == gates.event.id)).all()
        tables.append(
            (
                sorted(
                    (each.scan_id.split("-")[0], each.seq, each.effective_at) for each in stored
                ),
                gates.entries(),
            )
        )
    assert tables[0] == tables[1]
    assert len(tables[0][0]) == len(scans)


def read_of(gates, number):
    return make_scan(gates.codes[number % 3]).read


def test_two_phones_offline_give_the_same_in_all_orders_of_arrival(session):
    found = []
    for order in permutations(range(4)):
        gates = Gates(session)
        made = [
            (gates.north, make_scan(gates.codes[0], at=START + 2 * MINUTE)),
            (gates.south, make_scan(gates.codes[0], at=START + 3 * MINUTE, gate="Syd")),
            (gates.south, make_scan(gates.codes[0], at=START + MINUTE, direction=Direction.OUT)),
            (gates.north, make_scan(gates.codes[0], at=START + 9 * MINUTE)),
        ]
        for which in order:
            token, scan = made[which]
            gates.send(token, scan, at=START + HOUR)
        rows = [scan for _, scan in made]
        again = gates.send(gates.south, *rows, at=START + HOUR)
        found.append(([result.verdict.value for result in again], gates.entries()))
    assert all(each == found[0] for each in found)
    assert found[0][0] == ["admitted", "already-in", "out", "already-in"]


def test_a_scan_attaches_to_no_ticket_of_another_event_however_it_was_read(gates):
    other = Gates(gates.session)
    ticket = gates.session.scalars(select(Ticket).where(Ticket.event_id == other.event.id)).first()
    by_hash = make_scan("x", read=CodeRead(CodeKind.CODE_HASH, ticket.roster_hash))
    results = gates.send(gates.north, by_hash, make_scan(other.codes[0]), at=START)
    assert [result.verdict.value for result in results] == ["unknown", "other-event"]
    assert other.entries() == []


def test_an_undo_that_comes_before_its_tally_takes_it_back(gates):
    tally = make_tally()
    undo = make_tally(at=START + MINUTE, undoes=tally.row_id)
    came = []
    for row in (undo, tally):
        record_tallies(gates.session, gates.north, batch_of(row), at=START + MINUTE)
        came.append(count_event(gates.session, gates.event, at=START).walk_ins)
    assert came == [0, 0]


def test_an_undo_that_comes_before_its_scan_takes_it_back(gates):
    scan = make_scan(gates.codes[0])
    undo = make_scan(
        gates.codes[0], at=START + MINUTE, direction=Direction.UNDO, undoes=scan.row_id
    )
    gates.send(gates.north, undo, at=START + MINUTE)
    gates.send(gates.north, scan, at=START + HOUR)
    assert gates.entries() == [(None, None, False)]


def test_of_four_hundred_rows_the_unreadable_one_is_told_by_its_index(gates):
    rows = [make_scan("x", seq=seq) for seq in range(1, 400)]
    rows.insert(211, UnreadableRow(row_id=None, body="{}"))
    results = record_scans(gates.session, gates.north, batch_of(*rows), at=START)
    unreadable = [each for each in results if each.state is RowState.UNREADABLE]
    assert [each.index for each in unreadable] == [211]
    assert sum(each.state is RowState.NEW for each in results) == 399
