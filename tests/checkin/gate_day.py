"""A gate's day for hypothesis: phones without coverage, lost answers, wrong clocks, relays.

The model is plain lists. What came in is played again in another order, and must come to the same
counts, standings and cases.
"""

import random
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy.orm import Session

from eventsys.attendance import queries as attendance
from eventsys.checkin.arrivals.queries import find_differences
from eventsys.checkin.cases.queries import list_cases
from eventsys.checkin.cases.values import CaseKind
from eventsys.checkin.devices.operations import revoke_device
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.models import HeadCount, Scan, Tally, TicketState
from eventsys.checkin.rules import Direction, RowState
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import list_occasions
from eventsys.registration.models import Ticket
from eventsys.registration.tickets.operations import block
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_head_count,
    make_scan,
    make_tally,
)

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LONG_AFTER = START + timedelta(days=3)
GATES = ("Nord", "Syd")
POSTING = {"scan": record_scans, "tally": record_tallies, "heads": record_head_counts}
TABLES = {"scan": Scan.scan_id, "tally": Tally.tally_id, "heads": HeadCount.headcount_id}
WHICH, PHONES = st.integers(0, 99), st.integers(0, 3)
PAUSES = st.sampled_from([1, 2, 5, 11, 60, 400, 1000])
CLOCKS = st.sampled_from([0, 0, 0, -9, 7, 420])
WAYS = st.sampled_from([Direction.IN, Direction.IN, Direction.IN, Direction.OUT])
SYNCS = st.sampled_from(["ok", "ok", "lost answer", "crash", "twice", "reversed", "in parts"])


@dataclass
class Phone:
    """A phone: how far its clock is behind, its last number, what it has not sent."""

    paired: object
    behind: timedelta
    seq: int = 0
    unsent: list = field(default_factory=list)
    revoked_at: object = None

    @property
    def public_id(self):
        return self.paired.device.public_id


@dataclass(frozen=True)
class Made:
    """A row of a phone, and the phone that made it."""

    kind: str
    row: object
    maker: int
    ticket: object = None


@dataclass(frozen=True)
class Stored:
    """What the model knows of a row that came in: how it came, when it was, if it counts."""

    made: Made
    sender: int
    sent_at: object
    received_at: object
    effective_at: object
    counts: bool


class Crash(Exception):
    """The server died before it committed."""


class Gates(RuleBasedStateMachine):
    """One event, two to four phones, and everything that can happen in any order."""

    engine = None

    @initialize(
        phones=st.integers(2, 4),
        tickets=st.integers(1, 4),
        reentry=st.booleans(),
        seed=st.integers(0, 10**6),
        clocks=st.lists(CLOCKS, min_size=4, max_size=4),
    )
    def open_gates(self, phones, tickets, reentry, seed, clocks):
        self.entered = self.fault()
        self.entered.__enter__()
        self.connection = self.engine.connect()
        self.whole = self.connection.begin()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint")
        self.event = make_event(self.session, reentry=reentry)
        self.reentry, self.chance = reentry, random.Random(seed)
        self.make_tickets(tickets)
        self.phones = [
            Phone(make_device(self.session, self.event), clocks[each] * MINUTE)
            for each in range(phones)
        ]
        self.made, self.stored, self.contradictions = {}, {}, []
        self.now = START
        self.morning = self.session.begin_nested()

    def make_tickets(self, number):
        family = make_family(self.session, self.event, number)
        self.codes = [each.code for each in codes_of(self.session, family)]
        tickets = self.session.query(Ticket.id).filter_by(event_id=self.event.id)
        self.tickets = [each for (each,) in tickets.order_by(Ticket.id)]
        blocked = self.session.get_one(Ticket, self.tickets[-1])
        if number > 1:
            block(self.session, blocked, "lost", at=AT, by=SYSTEM)
        self.blocked = blocked.id if number > 1 else None
        elsewhere = make_family(self.session, make_event(self.session))
        self.codes += ["5701234567899", codes_of(self.session, elsewhere)[0].code]

    def fault(self):
        """Put a fault in, for as long as the day lasts."""
        return nullcontext()

    # What phones do, all without coverage

    @rule(which=WHICH, phone=PHONES, gate=st.sampled_from(GATES), way=WAYS, pause=PAUSES)
    def scan(self, which, phone, gate, way, pause):
        code = which % len(self.codes)
        self.make("scan", phone, pause, code=code, gate=gate, direction=way)

    @precondition(lambda self: self.of_kind("scan"))
    @rule(which=WHICH, phone=PHONES, own=st.booleans(), pause=PAUSES)
    def undo_a_scan(self, which, phone, own, pause):
        scans = self.of_kind("scan")
        made = scans[which % len(scans)]
        by = made.maker if own else phone
        code = self.tickets.index(made.ticket) if made.ticket else len(self.tickets)
        undoing = {"direction": Direction.UNDO, "undoes": made.row.row_id}
        self.make("scan", by, pause, code=code, **undoing)

    @rule(phone=PHONES, pause=PAUSES)
    def count_somebody(self, phone, pause):
        self.make("tally", phone, pause)

    @rule(which=WHICH, phone=PHONES, pause=PAUSES)
    def let_in_and_note(self, which, phone, pause):
        row = self.make("scan", phone, pause, code=which % len(self.codes))
        self.make("tally", phone, 1, linked_scan_id=row.row_id)

    @precondition(lambda self: self.of_kind("tally"))
    @rule(which=WHICH, phone=PHONES, own=st.booleans(), pause=PAUSES)
    def undo_a_tally(self, which, phone, own, pause):
        tallies = self.of_kind("tally")
        made = tallies[which % len(tallies)]
        self.make("tally", made.maker if own else phone, pause, undoes=made.row.row_id)

    @rule(phone=PHONES, slot=st.integers(0, 4), heads=st.integers(1, 50))
    def count_heads(self, phone, slot, heads):
        start = START + slot * 10 * MINUTE
        times = {"slot_start": start, "slot_end": start + 15 * MINUTE}
        self.make("heads", phone, 1, n=heads, **times)

    @rule(phone=PHONES, minutes=st.sampled_from([-60, -3, 1, 4, 90]))
    def set_the_clock(self, phone, minutes):
        self.phone(phone).behind += minutes * MINUTE

    @rule(phone=PHONES)
    def disconnect(self, phone):
        if self.phone(phone).revoked_at is None:
            self.phone(phone).revoked_at = self.now
            device = self.phone(phone).paired.device
            revoke_device(self.session, device, at=self.now, by=SYSTEM)

    @rule(dying=PHONES, hand=PHONES)
    def hand_over_by_codes(self, dying, hand):
        dying, hand = self.phone(dying), self.phone(hand)
        apart = dying.behind - hand.behind
        if dying is not hand:
            hand.unsent += [
                replace(made, row=self.relayed(made.row, dying, apart))
                for made in dying.unsent
                if made.row.relayed_for is None
            ]

    @precondition(lambda self: self.stored)
    @rule(which=WHICH)
    def contradict(self, which):
        stored = list(self.stored.values())[which % len(self.stored)]
        other = replace(stored.made, row=replace(stored.made.row, seq=10**6))
        self.contradictions.append((other, self.now))
        (state,) = self.send(other, stored.sender, self.now, self.now)
        assert state is RowState.CONFLICT

    @rule(phone=PHONES, how=SYNCS, part=st.integers(0, 5))
    def sync(self, phone, how, part):
        self.now += SECOND
        phone = self.phones.index(self.phone(phone))
        unsent = list(self.phones[phone].unsent)
        if how == "reversed":
            unsent.reverse()
        if how == "in parts":
            unsent = unsent[part:]
        for kind in POSTING:
            answered = self.post(phone, kind, unsent, how)
            self.phones[phone].unsent = [
                made for made in self.phones[phone].unsent if made.row.row_id not in answered
            ]
        self.every_row_is_on_a_phone_or_stored_once()
        self.numbers_are_those_of_the_model()

    # What must always hold

    def every_row_is_on_a_phone_or_stored_once(self):
        stored = self.stored_ids()
        kept = {made.row.row_id for phone in self.phones for made in phone.unsent}
        assert set(self.made) == set(stored) | kept, "a row is lost"
        assert len(stored) == len(set(stored)), "a row is stored twice"
        assert set(stored) <= set(self.made), "a row was stored as another"

    def numbers_are_those_of_the_model(self):
        count = attendance.count_event(self.session, self.event, at=LONG_AFTER)
        admitted, inside = self.admitted_and_inside()
        walked_in = self.walk_ins(admitted)
        assert self.count_admitted(count) == len(admitted)
        assert count.walk_ins == len(walked_in)
        heads = [each.made.row.n for each in self.counting("heads")]
        assert (count.head_count.value if count.head_count else 0) == sum(heads)
        expected = [*admitted.values(), *(each.effective_at for each in walked_in)]
        quarters = sorted(
            each.replace(minute=each.minute // 15 * 15, second=0) for each in expected
        )
        told = {at: came.total for at, came in count.by_quarter_hour.items()}
        assert told == {each: quarters.count(each) for each in quarters}
        standing = self.session.query(TicketState.ticket_id).filter_by(is_inside=True)
        assert {each for (each,) in standing} == inside

    def teardown(self):
        if not hasattr(self, "morning"):
            return
        try:
            for number in range(len(self.phones)):
                self.sync(number, "ok", 0)
            assert set(self.stored_ids()) == set(self.made)
            self.cases_are_those_of_the_model()
            before = self.outcome()
            self.play_again()
            assert self.outcome() == before, "the order of arrival changes what it comes to"
        finally:
            self.session.close()
            self.whole.rollback()
            self.connection.close()
            self.entered.__exit__(None, None, None)

    def outcome(self):
        """Gather all that must not depend on the order: counts, standings, sums and cases."""
        occasions = [each.id for each in list_occasions(self.session, self.event)]
        assert find_differences(self.session, occasions) == {}
        states = self.session.query(
            TicketState.ticket_id,
            TicketState.admitted_at,
            TicketState.admitted_scan_id,
            TicketState.is_inside,
        )
        return (
            attendance.count_event(self.session, self.event, at=LONG_AFTER),
            sorted(map(tuple, states.filter(TicketState.occasion_id.in_(occasions)))),
            [each.case for each in list_cases(self.session, self.event, at=LONG_AFTER)],
        )

    def play_again(self):
        """Forget the day, and hand in what came in another order, cut anew and repeated."""
        self.morning.rollback()
        self.session.expire_all()
        assert self.stored_ids() == []
        for phone in self.phones:
            if phone.revoked_at is not None:
                device = phone.paired.device
                revoke_device(self.session, device, at=phone.revoked_at, by=SYSTEM)
        came = list(self.stored.values())
        self.chance.shuffle(came)
        for number, each in enumerate(came):
            again = came[self.chance.randrange(number + 1)]
            for one in (each, again):
                self.send(one.made, one.sender, one.sent_at, one.received_at)
        for made, at in self.contradictions:
            self.send(made, self.stored[made.row.row_id].sender, at, at)

    # The model: plain lists of what came in

    def counting(self, kind):
        """List what came in and counts, in the order of time."""
        found = [each for each in self.stored.values() if each.made.kind == kind and each.counts]
        return sorted(found, key=lambda each: (each.effective_at, each.made.row.row_id))

    def passages(self):
        """List the scans of this event's tickets that nothing took back."""
        scans = self.counting("scan")
        undone = {
            target.made.row.row_id
            for undo in scans
            for target in scans
            if undo.made.row.undoes == target.made.row.row_id
            and undo.made.ticket == target.made.ticket
            and undo.made.maker == target.made.maker
            and abs(undo.effective_at - target.effective_at) <= 15 * MINUTE
        }
        return [
            each
            for each in scans
            if each.made.ticket not in {None, self.blocked}
            and each.made.row.direction is not Direction.UNDO
            and each.made.row.row_id not in undone
        ]

    def admitted_and_inside(self):
        """Tell when each ticket came in first, and who is inside."""
        admitted, inside = {}, set()
        for each in self.passages():
            ticket = each.made.ticket
            if each.made.row.direction is Direction.OUT:
                inside.discard(ticket)
            elif ticket not in admitted or self.reentry:
                inside.add(ticket)
                admitted.setdefault(ticket, each.effective_at)
        return admitted, inside

    def walk_ins(self, admitted):
        """List the tallies that count."""
        tallies = self.counting("tally")
        undone = {(each.made.row.undoes, each.made.maker) for each in tallies}
        return [
            each
            for each in tallies
            if each.made.row.undoes is None
            and (each.made.row.row_id, each.made.maker) not in undone
            and not self.is_of_admitted(each.made.row.linked_scan_id, admitted)
        ]

    def is_of_admitted(self, scan_id, admitted):
        """Tell whether a scan came in whose ticket is admitted."""
        return scan_id in self.stored and self.stored[scan_id].made.ticket in admitted

    def cases_are_those_of_the_model(self):
        """Compare which tickets came in twice or only left, and which phones went on too long."""
        cases = [each.case for each in list_cases(self.session, self.event, at=LONG_AFTER)]
        twice = {case.ticket_id for case in cases if case.kind is CaseKind.TWICE}
        assert twice == self.came_twice()
        left = {case.ticket_id for case in cases if case.kind is CaseKind.NO_ENTRY}
        first = {each.made.ticket: each.made.row.direction for each in reversed(self.passages())}
        assert left == {ticket for ticket, way in first.items() if way is Direction.OUT}
        late = {case.device_id for case in cases if case.kind is CaseKind.LATE}
        makers = {each.made.maker for each in self.stored.values() if not each.counts}
        assert late == {self.phones[maker].paired.device.id for maker in makers}

    def came_twice(self):
        """List the tickets that came in while they were in, or again where none may."""
        found = set()
        for ticket in self.tickets:
            of_ticket = [each for each in self.passages() if each.made.ticket == ticket]
            is_inside, last, was_in = False, None, False
            for each in of_ticket:
                goes_in = each.made.row.direction is Direction.IN
                if goes_in and was_in and (is_inside or not self.reentry):
                    same_gate = last.made.row.gate == each.made.row.gate
                    if not (same_gate and each.effective_at - last.effective_at <= 3 * SECOND):
                        found.add(ticket)
                if goes_in:
                    last = each
                    is_inside, was_in = self.reentry or not was_in, True
                else:
                    is_inside = False
        return found

    # How it is done

    def phone(self, number):
        return self.phones[number % len(self.phones)]

    def of_kind(self, kind):
        return (
            [made for made in self.made.values() if made.kind == kind and made.row.undoes is None]
            if hasattr(self, "made")
            else []
        )

    def make(self, kind, phone, pause, code=None, **changes):
        """Let a phone write a row down, by its own clock."""
        self.now += pause * SECOND
        phone = self.phones.index(self.phone(phone))
        self.phones[phone].seq += 1
        known = {
            "row_id": str(UUID(int=len(self.made) + 1)),
            "seq": self.phones[phone].seq,
            "device_at": self.now - self.phones[phone].behind,
        }
        makers = {"tally": make_tally, "heads": make_head_count}
        row = (
            make_scan(self.codes[code], **known, **changes)
            if kind == "scan"
            else makers[kind](**known, **changes)
        )
        is_ours = code is not None and code < len(self.tickets)
        made = Made(kind, row, phone, self.tickets[code] if is_ours else None)
        self.made[row.row_id] = made
        self.phones[phone].unsent.append(made)
        return row

    def relayed(self, row, dying, apart):
        apart_ms = round(apart.total_seconds() * 1000)
        return replace(row, relayed_for=dying.public_id, relay_offset_ms=apart_ms)

    def post(self, phone, kind, unsent, how):
        """Send what a phone holds of one kind; tell which ids it may delete."""
        batch = [made for made in unsent if made.kind == kind]
        sent_at = self.now - self.phones[phone].behind
        for _ in range(2 if how == "twice" else 1):
            with self.session.begin_nested() as savepoint:
                ids = self.hand_in(phone, kind, batch, sent_at)
                if how == "crash":
                    savepoint.rollback()
                    self.session.expire_all()
                    return self.crashed(ids)
            for made in batch:
                self.note(made, phone, sent_at)
        return set() if how == "lost answer" else ids

    def hand_in(self, phone, kind, batch, sent_at):
        sent = [made.row for made in batch]
        token = self.phones[phone].paired.token
        POSTING[kind](self.session, token, batch_of(*sent, sent_at=sent_at), at=self.now)
        return {row.row_id for row in sent}

    def crashed(self, _ids):
        return set()

    def note(self, made, sender, sent_at):
        """Remember in the model how a row came in first."""
        apart = timedelta(milliseconds=made.row.relay_offset_ms or 0)
        effective_at = min(made.row.device_at + (self.now - sent_at) + apart, self.now)
        revoked_at = self.phones[made.maker].revoked_at
        counts = revoked_at is None or effective_at <= revoked_at
        fact = Stored(made, sender, sent_at, self.now, effective_at, counts)
        self.stored.setdefault(made.row.row_id, fact)

    def send(self, made, sender, sent_at, at):
        token = self.phones[sender].paired.token
        batch = batch_of(made.row, sent_at=sent_at)
        return [each.state for each in POSTING[made.kind](self.session, token, batch, at=at)]

    def stored_ids(self):
        return [
            row_id
            for column in TABLES.values()
            for (row_id,) in self.session.query(column).filter(
                column.class_.event_id == self.event.id
            )
        ]

    def count_admitted(self, count):
        return count.admitted
