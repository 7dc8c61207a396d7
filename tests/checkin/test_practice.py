"""Volunteers train with practice tickets, which count nowhere."""

from datetime import timedelta

import pytest

from eventsys.attendance.queries import count_event
from eventsys.checkin.cases.queries import list_cases
from eventsys.checkin.models import Scan, TicketState
from eventsys.checkin.practice.operations import begin_rehearsal, end_rehearsal
from eventsys.checkin.practice.queries import list_practice
from eventsys.checkin.practice.rules import PracticeKind, copies_of
from eventsys.checkin.roster.queries import read_roster
from eventsys.checkin.roster.rules import read_cursor
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.registration.models import Registration
from eventsys.registration.rules import FLAG_PRACTICE
from eventsys.registration.tickets.rules import roster_hash
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
from tests.watch import watch_statements

ALL = sum(copies_of(kind) for kind in PracticeKind)
EXPECTED = {
    PracticeKind.VALID: ("valid", []),
    PracticeKind.ALREADY_IN: ("valid", [1]),
    PracticeKind.WAITING: ("waiting", []),
    PracticeKind.BLOCKED: ("blocked", []),
    PracticeKind.REPLACED: ("replaced", []),
    PracticeKind.DEREGISTERED: ("deregistered", []),
}


class Rehearsal:
    """An event with practice tickets and a phone."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session)
        self.phone = make_device(session, self.event, "Nord")
        begin_rehearsal(session, self.event, at=START, by=SYSTEM)
        self.codes = {each.kind: each.codes for each in list_practice(session, self.event)}

    def scan(self, *scans, at=START):
        batch = batch_of(*scans, sent_at=at)
        results = record_scans(self.session, self.phone.token, batch, at=at)
        return [each.verdict.value for each in results]

    def roster(self, after=None):
        cursor = () if after is None else (read_cursor(after.cursor),)
        return read_roster(self.session, self.event, *cursor, at=START + timedelta(hours=1))


@pytest.fixture
def rehearsal(session):
    """An event with practice tickets."""
    return Rehearsal(session)


def test_every_verdict_can_be_practised_on_the_phone_itself(rehearsal):
    page = rehearsal.roster()
    held = {each.hash: each for each in page.tickets}
    assert {each.flags for each in page.tickets} == {FLAG_PRACTICE}
    for kind, codes in rehearsal.codes.items():
        ticket = held.get(roster_hash(page.salt, codes.code))
        known = ticket and (ticket.state, list(ticket.inside))
        assert known == EXPECTED.get(kind), kind


def test_the_server_tells_practice_from_earnest(rehearsal):
    verdicts = {
        kind: rehearsal.scan(make_scan(codes.code))[0] for kind, codes in rehearsal.codes.items()
    }
    strange = {PracticeKind.UNKNOWN: "unknown", PracticeKind.OTHER_EVENT: "other-event"}
    assert verdicts == dict.fromkeys(PracticeKind, "test") | strange


def test_short_codes_and_the_phones_hashes_are_known_too(rehearsal):
    codes = rehearsal.codes[PracticeKind.VALID]
    assert rehearsal.scan(make_scan(codes.short_code)) == ["test"]


def test_it_counts_nowhere_and_makes_no_case(rehearsal, session):
    for codes in rehearsal.codes.values():
        for _ in range(2):
            rehearsal.scan(make_scan(codes.code), make_scan(codes.short_code))
    linked = [make_tally(linked_scan_id=each.scan_id) for each in session.query(Scan)]
    record_tallies(session, rehearsal.phone.token, batch_of(*linked), at=START)
    number = count_event(session, rehearsal.event, at=START)
    assert (number.admitted, number.walk_ins, number.registered) == (0, 0, 0)
    assert session.query(TicketState).count() == session.query(Registration).count() == 0
    assert list_cases(session, rehearsal.event, at=START) == []
    assert {each.is_practice for each in session.query(Scan)} == {True}


def test_a_repeated_scan_is_told_the_same(rehearsal):
    scan = make_scan(rehearsal.codes[PracticeKind.UNKNOWN].code)
    assert [rehearsal.scan(scan) for _ in range(2)] == [["unknown"]] * 2


def test_beginning_twice_makes_the_tickets_once(rehearsal, session):
    codes = rehearsal.codes
    assert begin_rehearsal(session, rehearsal.event, at=START, by=SYSTEM) == 0
    assert {each.kind: each.codes for each in list_practice(session, rehearsal.event)} == codes
    assert session.query(AuditEntry).filter_by(verb="begin rehearsal").count() == 1


def test_when_it_is_over_phones_are_told_and_old_scans_stay_explained(rehearsal, session):
    before = rehearsal.roster()
    scan = make_scan(rehearsal.codes[PracticeKind.VALID].code)
    rehearsal.scan(scan)
    later = START + timedelta(minutes=30)
    assert end_rehearsal(session, rehearsal.event, at=later, by=SYSTEM) == ALL
    after = rehearsal.roster(before)
    assert {(each.state, each.flags) for each in after.tickets} == {("blocked", FLAG_PRACTICE)}
    assert len(after.tickets) == len(before.tickets)
    assert rehearsal.scan(scan, at=later) == ["test"]
    assert list_practice(session, rehearsal.event) == []
    assert begin_rehearsal(session, rehearsal.event, at=later, by=SYSTEM) == ALL
    assert len(list_practice(session, rehearsal.event)) == ALL


def test_ending_twice_is_told_once(rehearsal, session):
    assert end_rehearsal(session, rehearsal.event, at=START, by=SYSTEM) == ALL
    assert end_rehearsal(session, rehearsal.event, at=START, by=SYSTEM) == 0
    assert session.query(AuditEntry).filter_by(verb="end rehearsal").count() == 1


def test_of_another_event_it_is_of_another_event(rehearsal, session):
    other = make_event(session)
    begin_rehearsal(session, other, at=START, by=SYSTEM)
    code = list_practice(session, other)[0].codes.code
    assert rehearsal.scan(make_scan(code)) == ["other-event"]


def test_a_scan_of_a_good_ticket_asks_no_question_more(rehearsal, session):
    family = make_family(session, rehearsal.event, 2)
    good = [make_scan(each.code) for each in codes_of(session, family)]
    with watch_statements() as statements:
        rehearsal.scan(good[0])
    assert [each for each in statements if "practice_ticket" in str(each)] == []
    assert [each for each in statements if "replaced_ticket" in str(each)] == []
