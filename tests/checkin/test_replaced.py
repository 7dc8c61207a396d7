"""A person has one ticket, whatever was printed: what replaced codes come to at the gate."""

import itertools
from datetime import timedelta

import pytest

from eventsys.attendance.queries import count_event
from eventsys.checkin.desk.operations import search
from eventsys.checkin.models import Scan, TicketState
from eventsys.checkin.roster.queries import read_roster
from eventsys.checkin.roster.rules import BEGINNING, read_cursor
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.registration.models import Ticket
from eventsys.registration.rules import FLAG_CHILD_ALONE
from eventsys.registration.tickets.models import ReplacedTicket
from eventsys.registration.tickets.operations import block, replace, set_flag, unblock
from eventsys.registration.tickets.queries import find_ticket, is_replaced
from eventsys.registration.tickets.rules import roster_hash
from tests.factories import (
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
)

MINUTE = timedelta(minutes=1)


class Gate:
    """One person with a ticket, and phones at two gates."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session)
        self.registration = make_family(session, self.event, 1)
        self.phones = [make_device(session, self.event, gate) for gate in ("Nord", "Syd")]

    @property
    def ticket(self):
        return self.session.query(Ticket).one()

    @property
    def codes(self):
        return codes_of(self.session, self.registration)[0]

    def replace(self, minute):
        known = self.ticket.roster_hash
        return replace(self.session, self.ticket, known, at=START + minute * MINUTE, by=SYSTEM)

    def scan(self, code, minute, *, sent=None, phone=0):
        scan = make_scan(code, START + minute * MINUTE)
        sent_at = START + (minute if sent is None else sent) * MINUTE
        batch = batch_of(scan, sent_at=sent_at)
        [result] = record_scans(self.session, self.phones[phone].token, batch, at=sent_at)
        return result.verdict

    def admitted(self):
        return count_event(self.session, self.event, at=START).admitted

    def admissions(self):
        return count_event(self.session, self.event, at=START).admissions


@pytest.fixture
def gate(session):
    """One person with a ticket."""
    return Gate(session)


def test_the_old_code_is_replaced_and_the_new_one_admits(gate):
    old = gate.codes
    assert gate.replace(0) is True
    assert gate.codes != old
    assert gate.scan(old.code, 1) == "replaced"
    assert gate.scan(old.short_code, 2) == "replaced"
    assert gate.scan(gate.codes.code, 3) == "admitted"
    assert gate.scan(gate.codes.short_code, 4) == "already-in"
    assert (gate.admitted(), gate.admissions()) == (1, 1)


def test_who_came_in_by_the_old_code_is_in_and_counts_once(gate, session):
    old = gate.codes.code
    assert gate.scan(old, 0) == "admitted"
    gate.replace(1)
    assert gate.scan(gate.codes.code, 2, phone=1) == "already-in"
    assert gate.scan(old, 3) == "replaced"
    [state] = session.query(TicketState)
    assert (state.admitted_at, state.admitted_gate) == (START, "Nord")
    assert (gate.admitted(), gate.admissions()) == (1, 1)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_in_whatever_order_scans_arrive_they_come_to_the_same(gate, session, order):
    old = gate.codes.code
    gate.replace(5)
    scans = [make_scan(code, START + at * MINUTE) for code, at in ((old, 0), (old, 6))]
    scans.append(make_scan(gate.codes.code, START + 7 * MINUTE))
    at = START + 20 * MINUTE
    for index in order:
        record_scans(session, gate.phones[0].token, batch_of(scans[index], sent_at=at), at=at)
    again = record_scans(session, gate.phones[0].token, batch_of(*scans, sent_at=at), at=at)
    assert [each.verdict for each in again] == ["admitted", "replaced", "already-in"]
    assert [each.state for each in again] == ["same"] * 3
    assert (gate.admitted(), gate.admissions()) == (1, 1)


def test_phones_that_know_the_old_hash_learn_that_it_is_replaced(gate, session):
    gate.scan(gate.codes.code, 0)
    first = read_roster(session, gate.event, at=START + MINUTE)
    [before] = first.tickets
    gate.replace(2)
    page = read_roster(session, gate.event, read_cursor(first.cursor), at=START + 3 * MINUTE)
    states = {each.hash: (each.state, each.inside) for each in page.tickets}
    assert states == {
        before.hash: ("replaced", []),
        roster_hash(first.salt, gate.codes.code): ("valid", [1]),
    }


def test_page_by_page_the_roster_leaves_nothing_out(gate, session):
    for minute in range(5):
        gate.replace(0 if minute < 3 else minute)
    cursor, seen = BEGINNING, []
    for _ in range(20):
        page = read_roster(session, gate.event, cursor, at=START + timedelta(hours=1), limit=1)
        seen += [each.hash for each in page.tickets]
        cursor = read_cursor(page.cursor)
        if not page.more:
            break
    assert len(seen) == len(set(seen)) == 6


def test_a_request_that_comes_twice_replaces_once(gate, session):
    known = gate.ticket.roster_hash
    made = [replace(session, gate.ticket, known, at=START, by=SYSTEM) for _ in range(2)]
    assert made == [True, False]
    assert session.query(ReplacedTicket).count() == 1
    assert session.query(AuditEntry).filter_by(verb="replace").count() == 1


def test_an_old_code_of_another_event_is_of_another_event(gate, session):
    other = make_family(session, make_event(session), 1)
    old = codes_of(session, other)[0].code
    ticket = session.query(Ticket).filter(Ticket.event_id != gate.event.id).one()
    replace(session, ticket, ticket.roster_hash, at=START, by=SYSTEM)
    assert gate.scan(old, 1) == "other-event"


def test_the_old_code_leads_its_holder_to_the_ticket_there_is(gate, session):
    old = gate.codes.code
    gate.replace(0)
    assert find_ticket(session, old) is gate.ticket
    assert (is_replaced(gate.ticket, old), is_replaced(gate.ticket, gate.codes.code)) == (
        True,
        False,
    )
    assert len(search(session, gate.event, old, at=START, by=SYSTEM).people) == 1


def test_a_lost_ticket_is_blocked_and_its_replacement_is_not(gate):
    old = gate.codes.code
    block(gate.session, gate.ticket, "tabt", at=START, by=SYSTEM)
    assert gate.scan(old, 1) == "blocked"
    gate.replace(2)
    assert gate.scan(old, 3) == "replaced"
    assert gate.scan(gate.codes.code, 4) == "admitted"
    assert gate.admitted() == 1


def test_what_was_refused_while_blocked_stays_refused(gate, session):
    code = gate.codes.code
    for start in (0, 10):
        block(session, gate.ticket, "fejl", at=START + start * MINUTE, by=SYSTEM)
        assert gate.scan(code, start + 1) == "blocked"
        unblock(session, gate.ticket, "rettet", at=START + (start + 2) * MINUTE, by=SYSTEM)
    assert gate.admitted() == 0
    assert gate.scan(code, 5, sent=20) == "admitted"
    assert gate.scan(code, 11, sent=21) == "blocked"
    assert gate.scan(code, 30) == "already-in"
    assert session.query(Scan).count() == 5


def test_blocking_twice_keeps_the_first_time(gate, session):
    for minute in (0, 5):
        block(session, gate.ticket, "tabt", at=START + minute * MINUTE, by=SYSTEM)
    assert gate.ticket.status_at == START
    for minute in (6, 7):
        unblock(session, gate.ticket, "fundet", at=START + minute * MINUTE, by=SYSTEM)
    assert [each.verb for each in session.query(AuditEntry).filter_by(object_kind="ticket")] == [
        "block",
        "unblock",
    ]


def test_flags_set_at_the_desk_reach_the_phones(gate, session):
    cursor = read_cursor(read_roster(session, gate.event, at=START).cursor)
    for is_set, flags in ((True, FLAG_CHILD_ALONE), (True, FLAG_CHILD_ALONE), (False, 0)):
        set_flag(session, gate.ticket, FLAG_CHILD_ALONE, is_set=is_set, at=START, by=SYSTEM)
        page = read_roster(session, gate.event, cursor, at=START + MINUTE)
        assert [each.flags for each in page.tickets] == [flags]
    assert session.query(AuditEntry).filter_by(verb="flag").count() == 2
