"""A model of a whole day, played by hypothesis: registrations, waiting, leaving, scans, replays.

The model is plain sets and lists. Four faults are built in on purpose, one at a time: each must be
found, or the model proves nothing.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import Phase, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy.orm import Session

from eventsys.attendance.queries import count_event
from eventsys.checkin.models import Scan
from eventsys.checkin.rules import LATEST_UNDO, Direction
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.principal import VISITOR
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.pools.queries import count_taken, get_pool
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration
from eventsys.registration.operations import register_once
from eventsys.registration.queries import find_participant
from eventsys.registration.requests import Attempt
from eventsys.registration.rules import IfFull, ParticipantStatus as Status
from eventsys.registration.waitlist.operations import accept_offer
from eventsys.registration.waitlist.queries import STILL_THERE
from eventsys.registration.waitlist.rules import Answer
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_request,
    make_scan,
    names_of,
)
from tests.machines import play

MINUTE = timedelta(minutes=1)
FOR_EVER = datetime.max.replace(tzinfo=UTC)
HISTORIES = {"sqlite": 25, "postgresql": 8}  # the long test plays many on both
GATES = ("Nord", "Syd", "Øst")
DEVICES = st.sampled_from(GATES)
SYNCS = st.sampled_from(["ok", "lost answer", "crash", "twice", "reversed", "in parts"])


class Crash(Exception):
    """The server died before it committed."""


class Day(RuleBasedStateMachine):
    """One event, three phones, and everything that can happen in any order."""

    engine = None

    @initialize(capacity=st.integers(1, 6))
    def open_doors(self, capacity):
        self.connection = self.engine.connect()
        self.whole = self.connection.begin()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint")
        self.event = make_event(self.session, capacity=capacity, gates=GATES)
        self.capacity = capacity
        self.phones = {gate: make_device(self.session, self.event, gate) for gate in GATES}
        self.people = []
        self.attempts = []
        self.made = {}
        self.waiting = {gate: [] for gate in self.phones}
        self.now = START

    # What people do

    @rule(size=st.integers(1, 4), waits=st.booleans())
    def register(self, size, waits):
        attempt = Attempt(scope="day", key=str(len(self.attempts)))
        free = self.capacity - self.holding()
        if size > free and not waits:
            with pytest.raises(NotEnoughPlaces) as refusal:
                self.ask(attempt, size, waits=waits)
            assert refusal.value.left == free
            return
        registration_id = self.ask(attempt, size, waits=waits)
        self.attempts.append((attempt, size, waits, registration_id))

    @precondition(lambda self: self.attempts)
    @rule(which=st.integers(0, 99))
    def send_the_form_again(self, which):
        attempt, size, waits, registration_id = self.attempts[which % len(self.attempts)]
        assert self.ask(attempt, size, waits=waits) == registration_id

    @precondition(lambda self: self.in_state(Status.OFFERED))
    @rule(which=st.integers(0, 99))
    def say_yes_to_an_offer(self, which):
        offered = self.in_state(Status.OFFERED)
        party = offered[which % len(offered)]["party"]
        seen = self.codes_seen()
        if any(person["party"] == party and person["code"] in seen for person in offered):
            return  # this yes comes days before: whoever was turned away today did not say it
        registration = self.session.get_one(Registration, party)
        assert accept_offer(self.session, registration, at=AT) is Answer.ACCEPTED
        self.look_again()

    @precondition(lambda self: self.people)
    @rule(which=st.integers(0, 99))
    def give_a_place_back(self, which):
        person = self.people[which % len(self.people)]
        if person["status"] in STILL_THERE and person["code"] in self.codes_seen():
            return  # who was turned away at the gate has no place to give back
        participant = self.session.get_one(Participant, person["id"])
        # Who was seen at the gate leaves during the day; others did days before.
        self.now += MINUTE
        at = self.now if person["code"] in self.codes_seen() else AT
        deregister(self.session, participant, at=at, by=VISITOR)
        person["left_at"] = person["left_at"] or at
        self.look_again()

    # What phones do, all without coverage

    @precondition(lambda self: self.people)
    @rule(
        which=st.integers(0, 99),
        gate=DEVICES,
        direction=st.sampled_from([Direction.IN, Direction.IN, Direction.OUT]),
    )
    def scan(self, which, gate, direction):
        code = self.people[which % len(self.people)]["code"]
        self.make(gate, code, direction=direction)

    @precondition(lambda self: self.made)
    @rule(which=st.integers(0, 99), gate=DEVICES)
    def undo(self, which, gate):
        row, _, code = list(self.made.values())[which % len(self.made)]
        if row.direction is not Direction.UNDO:
            self.make(gate, code, direction=Direction.UNDO, undoes=row.row_id)

    @rule(gate=DEVICES, how=SYNCS, part=st.integers(0, 5))
    def sync(self, gate, how, part):
        rows = list(self.waiting[gate])
        if how == "reversed":
            rows.reverse()
        if how == "in parts":
            rows = rows[part:]
        try:
            answered = self.post(gate, rows, crashes=how == "crash")
        except Crash:
            return
        if how == "twice":
            answered = self.post(gate, rows)
        if how != "lost answer":
            self.waiting[gate] = [row for row in self.waiting[gate] if row.row_id not in answered]

    # What must always hold

    @invariant()
    def places_taken_are_those_held(self):
        if hasattr(self, "event"):
            taken = count_taken(self.session, self.event)
            assert taken == self.holding() <= self.capacity

    @invariant()
    def every_scan_is_on_its_phone_or_stored_once(self):
        if hasattr(self, "event"):
            stored = self.stored_ids()
            kept = {row.row_id for rows in self.waiting.values() for row in rows}
            assert set(self.made) == stored | kept, "a scan is lost"
            assert stored <= set(self.made), "a scan was stored as another"

    def teardown(self):
        if not hasattr(self, "event"):
            return
        try:
            for gate, rows in self.waiting.items():
                self.post(gate, rows)
            assert self.stored_ids() == set(self.made)
            assert self.count_admitted() == self.admitted_by_the_model()
        finally:
            self.session.close()
            self.whole.rollback()
            self.connection.close()

    # How it is done, and where the faults are put in

    def ask(self, attempt, size, *, waits):
        if_full = IfFull.WAITLIST if waits else IfFull.REFUSE
        done = register_once(
            self.session,
            self.event.slug,
            make_request(*names_of(size), if_full=if_full),
            attempt,
            at=AT,
            by=VISITOR,
        )
        if done.is_new:
            codes = codes_of(self.session, done.registration)
            for position, each in enumerate(codes, start=1):
                participant = find_participant(self.session, done.registration, position)
                person = {"id": participant.id, "code": each.code, "left_at": None}
                party = {"party": done.registration.id, "status": participant.status}
                self.people.append(person | party)
        return done.registration.id

    def make(self, gate, code, **changes):
        self.now += MINUTE
        row_id = str(UUID(int=len(self.made) + 1))
        row = make_scan(code, at=self.now, row_id=row_id, gate=gate, seq=len(self.made), **changes)
        self.made[row_id] = (row, gate, code)
        self.waiting[gate].append(row)

    def post(self, gate, rows, *, crashes=False):
        with self.session.begin_nested() as savepoint:
            results = record_scans(
                self.session,
                self.phones[gate].token,
                batch_of(*rows, sent_at=self.now),
                at=self.now,
            )
            if crashes:
                savepoint.rollback()
                self.session.expire_all()
                return self.crashed(results)
        return {result.row_id for result in results}

    def crashed(self, results):
        raise Crash

    def look_again(self):
        """See who has come from the waiting list to an offer or a place."""
        rows = self.session.query(Participant.id, Participant.status).filter_by(
            event_id=self.event.id
        )
        statuses = dict(map(tuple, rows))
        for person in self.people:
            person["status"] = statuses[person["id"]]

    def in_state(self, status):
        return [person for person in self.people if person["status"] is status]

    def holding(self):
        """Count those who hold a place; from the beginning on none is given back."""
        return sum(
            person["status"] is not Status.WAITING
            and (person["left_at"] is None or person["left_at"] >= START)
            for person in self.people
        )

    def codes_seen(self):
        stored = self.stored_ids()
        return {code for row, _, code in self.made.values() if row.row_id in stored}

    def stored_ids(self):
        return {
            scan_id
            for (scan_id,) in self.session.query(Scan.scan_id).filter_by(event_id=self.event.id)
        }

    def count_admitted(self):
        return count_event(self.session, self.event, at=self.now).admitted

    def admitted_by_the_model(self):
        left = {each["code"]: each["left_at"] for each in self.people if each["left_at"]}
        waits = {each["code"] for each in self.people if each["status"] in STILL_THERE}
        undone = set()
        for row, gate, _ in self.made.values():
            target = self.made.get(row.undoes)
            if target and target[1] == gate and row.device_at - target[0].device_at <= LATEST_UNDO:
                undone.add(row.undoes)
        return len(
            {
                code
                for row, _, code in self.made.values()
                if row.direction is Direction.IN
                and row.row_id not in undone
                and code not in waits
                and row.device_at < left.get(code, FOR_EVER)
            }
        )


class WithoutIdentity(Day):
    """Fault: what is sent again is stored again."""

    def post(self, gate, rows, *, crashes=False):
        again = [
            replace(row, row_id=str(UUID(int=UUID(row.row_id).int + 10**6)))
            if row.row_id in self.stored_ids()
            else row
            for row in rows
        ]
        super().post(gate, again, crashes=crashes)
        return {row.row_id for row in rows}


class AnsweredTooEarly(Day):
    """Fault: the phone is answered before the scan is durable."""

    def crashed(self, results):
        return {result.row_id for result in results}


class WithoutLimit(Day):
    """Fault: places are taken without asking whether any are left."""

    def ask(self, attempt, size, *, waits):
        pool = get_pool(self.session, self.event.id, None)
        pool.capacity = None
        self.session.flush()
        try:
            return super().ask(attempt, size, waits=waits)
        finally:
            pool.capacity = self.capacity
            self.session.flush()


class CountsRows(Day):
    """Fault: scans are counted in place of persons."""

    def count_admitted(self):
        entries = self.session.query(Scan).filter_by(event_id=self.event.id, direction=Direction.IN)
        return entries.count()


FAULTS = [WithoutIdentity, AnsweredTooEarly, WithoutLimit, CountsRows]
FOUND = (AssertionError, pytest.fail.Exception)


def tell(machine, engine):
    """Two come to two places; one is scanned at two gates, and the answers get lost on the way."""
    machine.engine = engine
    story = machine()
    try:
        story.open_doors(capacity=2)
        story.register(2, waits=False)
        story.scan(0, "Nord", Direction.IN)
        for how in ("crash", "lost answer", "ok"):
            story.sync("Nord", how, 0)
            story.places_taken_are_those_held()
            story.every_scan_is_on_its_phone_or_stored_once()
        story.scan(0, "Syd", Direction.IN)
        story.register(1, waits=False)
    finally:
        story.teardown()


@pytest.mark.timeout(300)
def test_a_day_in_any_order_keeps_its_promises(quiet_engine, session):
    play(Day, quiet_engine, HISTORIES[quiet_engine.dialect.name])


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_many_days_in_any_order_keep_their_promises(quiet_engine, session):
    play(Day, quiet_engine, 600, is_same=False)


@pytest.mark.parametrize("fault", FAULTS)
def test_control_a_day_that_shows_each_fault_fails(quiet_engine, fault):
    with pytest.raises(FOUND):
        tell(fault, quiet_engine)


def test_control_that_day_is_right_without_a_fault(quiet_engine):
    tell(Day, quiet_engine)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS)
def test_control_chance_finds_each_fault(quiet_engine, fault):
    with pytest.raises(FOUND):
        play(fault, quiet_engine, 400, phases=[Phase.generate])
