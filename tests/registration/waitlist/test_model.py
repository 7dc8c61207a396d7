"""The waiting list equals a plain model, whatever happens in whichever order.

The model holds lists and numbers alone. Three faults are built in on purpose, one at a time: each
must be found, or the model proves nothing.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

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
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.errors import CapacityBelowTaken, NotEnoughPlaces
from eventsys.events.intake.rules import IntakePlan, WaitlistOrder
from eventsys.events.operations import amend_event
from eventsys.events.pools.queries import get_pool
from eventsys.events.queries import plan_of
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration
from eventsys.registration.operations import register
from eventsys.registration.rules import IfFull, ParticipantStatus as Status
from eventsys.registration.waitlist import operations, rules
from eventsys.registration.waitlist.offers import operations as offers
from eventsys.registration.waitlist.offers.queries import find_open_offer
from eventsys.registration.waitlist.operations import (
    accept_offer,
    keep_waitlists,
    offer_free_places,
)
from eventsys.registration.waitlist.queries import position_of
from eventsys.registration.waitlist.rules import Answer, expiry_of
from tests.factories import AT, START, make_event, make_request, names_of
from tests.machines import play

BEGINS = START
LAST_OFFER = timedelta(hours=4)
WHICH = st.integers(0, 99)
HISTORIES = {"sqlite": 20, "postgresql": 6}  # the long test plays many on both


@dataclass
class PlainParty:
    """A registration as the model has it."""

    states: list
    expires_at: object = None
    passed: bool = False
    waits_since: int = 0

    def people(self, state):
        return sum(each == state for each in self.states)

    def move(self, before, after):
        self.states = [after if each == before else each for each in self.states]


@dataclass
class PlainList:
    """A waiting list of lists and numbers."""

    capacity: int
    strict: bool
    parties: list = field(default_factory=list)
    kept: bool = False

    @property
    def unused(self):
        used = sum(each.people("in") + each.people("offered") for each in self.parties)
        return max(self.capacity - used, 0)

    @property
    def left(self):
        return 0 if self.kept else self.unused

    def asked(self):
        return [each for each in self.parties if each.people("waits") and not each.passed]

    def whose_turn(self):
        asked = self.asked()[:1] if self.strict else self.asked()
        return next((each for each in asked if each.people("waits") <= self.unused), None)

    def offer(self, now, *, fresh=False):
        if fresh:
            for each in self.parties:
                each.passed = False
        while now <= BEGINS - LAST_OFFER and (party := self.whose_turn()):
            party.move("waits", "offered")
            party.expires_at = expiry_of(now, BEGINS, COPENHAGEN)
        self.kept = bool(self.asked()) if self.strict else self.whose_turn() is not None

    def expire(self, now):
        due = [each for each in self.parties if each.people("offered") and each.expires_at <= now]
        for each in due:
            each.move("offered", "waits")
            each.passed = True
        self.offer(now)

    def positions(self):
        there = [each for each in self.parties if each.people("waits") or each.people("offered")]
        return {id(each): number for number, each in enumerate(there, start=1)}


NAMES = {
    "in": Status.CONFIRMED,
    "waits": Status.WAITING,
    "offered": Status.OFFERED,
    "out": Status.DEREGISTERED,
}


class Waiting(RuleBasedStateMachine):
    """One event, and everything that can happen to its waiting list."""

    engine = None

    @initialize(capacity=st.integers(1, 5), strict=st.booleans())
    def begin(self, capacity, strict):
        self.connection = self.engine.connect()
        self.whole = self.connection.begin()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint")
        order = WaitlistOrder.FIRST if strict else WaitlistOrder.FITS
        self.event = make_event(
            self.session, capacity=capacity, intake=IntakePlan(waitlist_order=order)
        )
        self.model = PlainList(capacity, strict)
        self.rows = []
        self.now = AT

    @rule(size=st.integers(1, 4), if_full=st.sampled_from(IfFull))
    def join(self, size, if_full):
        left = self.model.left
        if size > left and if_full is IfFull.REFUSE:
            with pytest.raises(NotEnoughPlaces) as refusal:
                self.ask(size, if_full)
            assert refusal.value.left == left
            return
        places = size if size <= left else left if if_full is IfFull.PART else 0
        self.rows.append(self.ask(size, if_full))
        party = PlainParty(["in"] * places + ["waits"] * (size - places))
        self.model.parties.append(party)
        if party.people("waits"):
            unkept = self.model.strict or self.model.whose_turn() is not None
            self.model.kept = bool(self.model.asked()) and unkept

    def ask(self, size, if_full):
        request = make_request(*names_of(size), if_full=if_full)
        with self.session.begin_nested():
            return register(self.session, self.event, request, at=self.now, by=VISITOR).id

    @precondition(lambda self: self.rows)
    @rule(which=WHICH, person=st.integers(0, 3))
    def leave(self, which, person):
        index = which % len(self.rows)
        party = self.model.parties[index]
        person %= len(party.states)
        self.give_up(index, person)

    def give_up(self, index, person):
        party = self.model.parties[index]
        participant = (
            self.session.query(Participant)
            .filter_by(registration_id=self.rows[index], position=person + 1)
            .one()
        )
        deregister(self.session, participant, at=self.now, by=VISITOR)
        before = party.states[person]
        party.states[person] = "out"
        if before != "out":
            self.model.offer(self.now, fresh=before == "in")

    @rule(capacity=st.integers(1, 8))
    def change_capacity(self, capacity):
        plan = replace(plan_of(self.session, self.event), capacity=capacity)
        if capacity < self.model.capacity - self.model.unused:
            with pytest.raises(CapacityBelowTaken), self.session.begin_nested():
                amend_event(self.session, self.event, plan, at=self.now, by=SYSTEM)
            self.session.expire_all()
            return
        amend_event(self.session, self.event, plan, at=self.now, by=SYSTEM)
        offer_free_places(self.session, self.event.id, None, at=self.now, is_fresh=True)
        self.model.capacity = capacity
        self.model.offer(self.now, fresh=True)

    def offered(self):
        return [index for index, each in enumerate(self.model.parties) if each.people("offered")]

    @precondition(lambda self: self.rows)
    @rule(which=WHICH, knows=st.booleans())
    def accept(self, which, knows):
        """Somebody says yes; who knows that places are offered to them, or just anybody."""
        asked = self.offered() if knows and self.offered() else range(len(self.rows))
        index = asked[which % len(asked)]
        party = self.model.parties[index]
        registration = self.session.get_one(Registration, self.rows[index])
        answer = accept_offer(self.session, registration, at=self.now)
        if not party.people("offered"):
            assert answer is Answer.NO_OFFER
        elif party.expires_at <= self.now:
            assert answer is Answer.EXPIRED
            party.move("offered", "waits")
            party.passed = True
            self.model.offer(self.now)
        else:
            assert answer is Answer.ACCEPTED
            party.move("offered", "in")

    @precondition(lambda self: self.offered())
    @rule(which=WHICH)
    def decline(self, which):
        index = self.offered()[which % len(self.offered())]
        for person, state in enumerate(list(self.model.parties[index].states)):
            if state == "offered":
                self.give_up(index, person)

    @rule(minutes=st.sampled_from([10, 70, 600, 1500, 4000]), works=st.booleans())
    def let_time_pass(self, minutes, works):
        self.now = min(self.now + timedelta(minutes=minutes), BEGINS - timedelta(minutes=1))
        if works:
            keep_waitlists(self.session, at=self.now)
            if any(
                each.people("offered") and each.expires_at <= self.now
                for each in self.model.parties
            ):
                self.model.expire(self.now)
            elif self.now <= BEGINS - LAST_OFFER and self.model.whose_turn():
                self.model.offer(self.now)

    @invariant()
    def the_list_is_the_models(self):
        if not hasattr(self, "model"):
            return
        self.session.expire_all()
        positions = self.model.positions()
        for row, party in zip(self.rows, self.model.parties, strict=True):
            registration = self.session.get_one(Registration, row)
            people = self.session.query(Participant.status).filter_by(registration_id=row)
            states = [status for (status,) in people.order_by(Participant.position)]
            assert states == [NAMES[each] for each in party.states]
            assert position_of(self.session, registration) == positions.get(id(party))
            offer = find_open_offer(self.session, registration)
            assert (offer and offer.expires_at) == (
                party.expires_at if party.people("offered") else None
            )

    @invariant()
    def places_taken_are_those_confirmed_and_offered(self):
        if not hasattr(self, "model"):
            return
        pool = get_pool(self.session, self.event.id, None)
        counted = count_event(self.session, self.event, at=self.now)
        assert pool.taken == counted.confirmed + counted.offered <= pool.capacity
        assert pool.left() == self.model.left
        assert counted.registered == (
            counted.confirmed + counted.waiting + counted.offered + counted.deregistered
        )

    def compare(self):
        """Check all that must hold."""
        self.the_list_is_the_models()
        self.places_taken_are_those_confirmed_and_offered()

    def teardown(self):
        if hasattr(self, "session"):
            self.session.close()
            self.whole.rollback()
            self.connection.close()


class ForgetsToOffer(Waiting):
    """Fault: a place that is given back is offered to nobody."""

    faults = ((operations, "make_offers", lambda *_, **__: None),)


class TakesTheSmallest(Waiting):
    """Fault: the smallest party comes first, whoever joined first."""

    faults = (
        (
            operations,
            "next_party",
            lambda parties, unused, order: rules.next_party(
                sorted(parties, key=lambda each: each.size), unused, order
            ),
        ),
    )


class NeverTooLate(Waiting):
    """Fault: a yes counts also when the offer has run out."""

    faults = tuple((each, "expire", lambda *_, **__: None) for each in (operations, offers))


def tell(machine, engine):
    """Two places come free one by one, parties of two and one wait, and nobody says yes in time."""
    machine.engine = engine
    story = machine()
    try:
        story.begin(capacity=2, strict=True)
        for size in (2, 2, 1):
            story.join(size, IfFull.WAITLIST)
            story.compare()
        for person in (0, 1):
            story.leave(0, person)
            story.compare()
        for _ in range(2):
            story.let_time_pass(4000, works=True)
            story.compare()
    finally:
        story.teardown()


@pytest.mark.timeout(300)
def test_the_waiting_list_equals_a_plain_model(quiet_engine, session):
    play(Waiting, quiet_engine, HISTORIES[quiet_engine.dialect.name])


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_waiting_list_equals_a_plain_model_in_many_histories(quiet_engine, session):
    play(Waiting, quiet_engine, 600, is_same=False)


FAULTS = [ForgetsToOffer, TakesTheSmallest, NeverTooLate]


@pytest.fixture
def fault(request, monkeypatch):
    """A machine whose system has a fault built in."""
    for module, name, wrong in request.param.faults:
        monkeypatch.setattr(module, name, wrong)
    return request.param


@pytest.mark.parametrize("fault", FAULTS, indirect=True)
def test_control_a_history_that_shows_each_fault_fails(quiet_engine, fault):
    with pytest.raises(AssertionError):
        tell(fault, quiet_engine)


def test_control_that_history_is_right_without_a_fault(quiet_engine):
    tell(Waiting, quiet_engine)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS, indirect=True)
def test_control_chance_finds_each_fault(quiet_engine, fault):
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        play(fault, quiet_engine, 400, phases=[Phase.generate])
