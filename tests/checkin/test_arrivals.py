"""The sums of arrivals equal the facts, in whatever order and however often these come in."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import flask_migrate
import pytest
from hypothesis import Phase, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.orm import Session

from eventsys.attendance.board.queries import count_occasion
from eventsys.attendance.queries import count_event
from eventsys.checkin.arrivals.queries import find_differences, list_arrivals
from eventsys.checkin.devices.operations import revoke_device
from eventsys.checkin.models import Arrival, Tally, TicketState
from eventsys.checkin.rules import Direction
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import list_occasions
from tests.factories import (
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_occasions,
    make_scan,
    make_tally,
)
from tests.machines import play

GATES = ("Nord", "Syd", None)
PHONES = st.sampled_from(["Nord", "Syd"])
WHICH = st.integers(0, 99)
WEEK = timedelta(days=7)
HISTORIES = {"sqlite": 15, "postgresql": 5}  # the long test plays many on both


class Shift(RuleBasedStateMachine):
    """Two phones at an event on two days: they scan, count, take back, fall silent and repeat."""

    engine = None

    @initialize()
    def open_doors(self):
        self.connection = self.engine.connect()
        self.whole = self.connection.begin()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint")
        self.event = make_event(self.session, occasions=make_occasions(self.session, 2))
        family = make_family(self.session, self.event, 3)
        self.codes = [each.code for each in codes_of(self.session, family)] + ["nobody's"]
        self.phones = {
            gate: make_device(self.session, self.event, gate) for gate in ("Nord", "Syd")
        }
        self.scans, self.tallies = [], []
        self.now = START

    @rule(minutes=st.integers(1, 40), days=st.sampled_from([0, 0, 0, 7]))
    def wait(self, minutes, days):
        self.now = min(self.now + timedelta(minutes=minutes, days=days), START + 2 * WEEK)

    @rule(phone=PHONES, which=WHICH, gate=st.sampled_from(GATES), back=st.integers(0, 30))
    def scan(self, phone, which, gate, back):
        self.note_scan(phone, self.codes[which % len(self.codes)], gate=gate, back=back)

    @rule(phone=PHONES, which=WHICH)
    def scan_out(self, phone, which):
        code = self.codes[which % len(self.codes)]
        self.note_scan(phone, code, direction=Direction.OUT)

    @precondition(lambda self: self.scans)
    @rule(phone=PHONES, which=WHICH)
    def undo_a_scan(self, phone, which):
        _, row, code = self.scans[which % len(self.scans)]
        self.note_scan(phone, code, direction=Direction.UNDO, undoes=row.row_id)

    @rule(phone=PHONES, gate=st.sampled_from(GATES), back=st.integers(0, 30))
    def count(self, phone, gate, back):
        self.note_tally(phone, gate=gate, back=back)

    @precondition(lambda self: self.tallies)
    @rule(phone=PHONES, which=WHICH)
    def undo_a_tally(self, phone, which):
        self.note_tally(phone, undoes=self.tallies[which % len(self.tallies)][1].row_id)

    @precondition(lambda self: self.scans)
    @rule(phone=PHONES, which=WHICH)
    def let_in_and_note(self, phone, which):
        self.note_tally(phone, linked_scan_id=self.scans[which % len(self.scans)][1].row_id)

    @rule(phone=PHONES, order=st.randoms(use_true_random=False), crashes=st.booleans())
    def send_some_scans(self, phone, order, crashes):
        mine = [row for sender, row, _ in self.scans if sender == phone]
        self.send(record_scans, phone, mine, order, crashes=crashes)

    @rule(phone=PHONES, order=st.randoms(use_true_random=False), crashes=st.booleans())
    def send_some_tallies(self, phone, order, crashes):
        mine = [row for sender, row in self.tallies if sender == phone]
        self.send(record_tallies, phone, mine, order, crashes=crashes)

    @rule(phone=PHONES)
    def revoke(self, phone):
        device = self.phones[phone].device
        revoke_device(self.session, device, at=self.now, by=SYSTEM)

    @invariant()
    def the_board_says_what_the_facts_say(self):
        if not hasattr(self, "event"):
            return
        occasions = list_occasions(self.session, self.event)
        assert find_differences(self.session, [each.id for each in occasions]) == {}
        counted = count_event(self.session, self.event, at=self.now)
        for each in occasions:
            board, facts = self.board(each.id), counted.occasions[each.no]
            assert (board.admitted, board.walk_ins) == (facts.admitted, facts.walk_ins)
            assert board.by_gate == facts.by_gate
            assert board.by_quarter_hour == facts.by_quarter_hour
            inside = self.session.query(TicketState).filter_by(occasion_id=each.id, is_inside=True)
            assert board.inside_with_ticket == inside.count()

    def teardown(self):
        if hasattr(self, "event"):
            self.session.close()
            self.whole.rollback()
            self.connection.close()

    def board(self, occasion_id):
        return count_occasion(self.session, self.event, occasion_id)

    def note_scan(self, phone, code, *, back=0, **changes):
        at = self.now - timedelta(minutes=back)
        row_id = str(UUID(int=len(self.scans) + 1))
        row = make_scan(code, at, row_id=row_id, seq=len(self.scans), **changes)
        self.scans.append((phone, row, code))

    def note_tally(self, phone, *, back=0, **changes):
        at = self.now - timedelta(minutes=back)
        row_id = str(UUID(int=len(self.tallies) + 1))
        row = make_tally(at, row_id=row_id, seq=len(self.tallies), **changes)
        self.tallies.append((phone, row))

    def send_all(self, phone):
        rows = [row for sender, row, _ in self.scans if sender == phone]
        self.send(record_scans, phone, rows)
        self.send(record_tallies, phone, [row for sender, row in self.tallies if sender == phone])

    def send(self, record, phone, rows, order=None, *, crashes=False):
        some = order.sample(rows, order.randint(0, len(rows))) if order else rows
        with self.session.begin_nested() as savepoint:
            batch = batch_of(*some, sent_at=self.now)
            record(self.session, self.phones[phone].token, batch, at=self.now)
            if crashes:
                savepoint.rollback()
                self.session.expire_all()


class CountsWhatComesAgain(Shift):
    """Fault: a tally that is sent again is counted again."""

    def send(self, record, phone, rows, *order, **how):
        stored = {row_id for (row_id,) in self.session.query(Tally.tally_id)}
        super().send(record, phone, rows, *order, **how)
        if record is record_tallies and stored & {row.row_id for row in rows}:
            self.session.query(Arrival).update({"walk_ins": Arrival.walk_ins + 1})


class ForgetsWhoLeft(Shift):
    """Fault: who goes out stays inside."""

    def board(self, occasion_id):
        self.session.query(Arrival).update({"inside": Arrival.admitted})
        return super().board(occasion_id)


@pytest.mark.timeout(300)
def test_the_sums_are_right_after_any_history(quiet_engine, session):
    play(Shift, quiet_engine, HISTORIES[quiet_engine.dialect.name])


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_the_sums_are_right_after_many_histories(quiet_engine, session):
    play(Shift, quiet_engine, 800, is_same=False)


def tell(machine, engine):
    """Somebody comes in and goes out again; a child is counted, and sent twice."""
    machine.engine = engine
    story = machine()
    try:
        story.open_doors()
        story.scan("Nord", 0, "Nord", 0)
        story.wait(5, 0)
        story.scan_out("Nord", 0)
        story.count("Nord", "Nord", 0)
        for _ in range(2):
            story.send_all("Nord")
            story.the_board_says_what_the_facts_say()
    finally:
        story.teardown()


@pytest.mark.parametrize("fault", [CountsWhatComesAgain, ForgetsWhoLeft])
def test_control_a_history_that_shows_each_fault_fails(quiet_engine, fault):
    with pytest.raises(AssertionError):
        tell(fault, quiet_engine)


def test_control_that_history_is_right_without_a_fault(quiet_engine):
    tell(Shift, quiet_engine)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", [CountsWhatComesAgain, ForgetsWhoLeft])
def test_control_chance_finds_each_fault(quiet_engine, fault):
    with pytest.raises(AssertionError):
        play(fault, quiet_engine, 200, phases=[Phase.generate])


@contextmanager
def a_day(session):
    """Let two come in with tickets and one leave, three without, of whom one is taken back."""
    event = make_event(session)
    codes = [each.code for each in codes_of(session, make_family(session, event, 2))]
    phone = make_device(session, event, "Nord")
    out = make_scan(codes[0], START + timedelta(minutes=20), direction=Direction.OUT)
    scans = [make_scan(codes[0]), make_scan(codes[1], gate="Syd"), out]
    tallies = [make_tally(), make_tally(gate=None), make_tally(START + timedelta(minutes=15))]
    tallies.append(make_tally(undoes=tallies[0].row_id))
    at = START + timedelta(minutes=30)
    record_scans(session, phone.token, batch_of(*scans, sent_at=at), at=at)
    record_tallies(session, phone.token, batch_of(*tallies, sent_at=at), at=at)
    yield event


def sums(session):
    """Read all sums, by what they are of."""
    occasions = {occasion_id for (occasion_id,) in session.query(Arrival.occasion_id)}
    return {
        slot: (each.admitted, each.walk_ins, each.inside)
        for slot, each in list_arrivals(session, occasions)
        if not each.is_nothing
    }


def test_what_came_before_there_were_sums_is_counted_by_the_migration(database):
    with transaction() as session, a_day(session):
        pass
    before = sums(db.session())
    db.session.remove()
    assert sorted(before.values()) == [(0, 1, 0), (0, 1, 0), (1, 0, 0), (1, 0, 1)]
    flask_migrate.downgrade(revision="0016")  # arrivals
    flask_migrate.upgrade()
    assert sums(db.session()) == before
    db.session.remove()
