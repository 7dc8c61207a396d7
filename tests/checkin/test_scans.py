"""What phones hand in is stored once and judged the same in any order, on both databases."""

import random
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from eventsys.checkin.devices.operations import pair_device, revoke_device
from eventsys.checkin.devices.queries import list_devices
from eventsys.checkin.devices.rules import LATE_POSTS
from eventsys.checkin.errors import GateNotFound, PairingRefused, UnknownDevice
from eventsys.checkin.models import Scan, StrayRow, TicketState
from eventsys.checkin.requests import UnreadableRow
from eventsys.checkin.rules import Direction, RowState, Verdict
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.principal import SYSTEM
from eventsys.events.operations import cancel
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Ticket
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import FLAG_PRACTICE, FLAG_STAFF, IfFull
from eventsys.registration.tickets.operations import block
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


@pytest.fixture
def gate(session):
    """An event with five tickets and a phone at its northern gate."""
    return Gate(session)


class Gate:
    """One phone at one event."""

    def __init__(self, session, **changes):
        self.session = session
        self.event = make_event(session, **changes)
        self.registration = make_family(session, self.event, 5)
        self.codes = [each.code for each in codes_of(session, self.registration)]
        self.short_codes = [each.short_code for each in codes_of(session, self.registration)]
        self.paired = make_device(session, self.event, "Nord")

    def post(self, *rows, at=START, sent_at=None, paired=None):
        token = (paired or self.paired).token
        return record_scans(self.session, token, batch_of(*rows, sent_at=sent_at or at), at=at)

    def verdicts(self, *rows, **how):
        return [result.verdict.value for result in self.post(*rows, **how)]


def test_a_ticket_is_admitted_and_then_already_in_with_time_and_gate(gate):
    first = make_scan(gate.codes[0])
    later = START + timedelta(minutes=2)
    assert gate.verdicts(first) == ["admitted"]
    (again,) = gate.post(make_scan(gate.codes[0], at=later, gate="Syd"), at=later)
    assert (again.verdict, again.occasion_no) == (Verdict.ALREADY_IN, 1)
    assert (again.first.at, again.first.gate) == (START, "Nord")


def test_qr_text_bare_code_short_code_and_hash_are_the_same_ticket(gate):
    minutes = [START + timedelta(minutes=minute) for minute in range(3)]
    texts = [f"HTTPS://EXAMPLE.ORG/T/{gate.codes[0]}", gate.short_codes[0].lower(), gate.codes[0]]
    scans = [make_scan(text, at=at) for text, at in zip(texts, minutes, strict=True)]
    assert gate.verdicts(*scans, at=minutes[-1]) == ["admitted", "already-in", "already-in"]


@pytest.mark.parametrize(
    "text", ["5701234567899", "https://example.org/", "BEGIN:VCARD\nFN:X", "x" * 4096, "🦄", ""]
)
def test_anything_else_that_is_read_is_unknown_and_stored_without_its_text(gate, text):
    scan = make_scan(text)
    assert gate.verdicts(scan) == ["unknown"]
    stored = gate.session.get(Scan, scan.row_id)
    assert (stored.ticket_id, stored.read_hash) == (None, scan.read.digest)


def test_a_ticket_of_another_event_is_told_as_such_and_leaves_that_event_alone(gate):
    other = Gate(gate.session)
    assert gate.verdicts(make_scan(other.codes[0])) == ["other-event"]
    assert gate.verdicts(make_scan(other.short_codes[1])) == ["unknown"]
    assert gate.session.query(TicketState).count() == 0
    assert other.verdicts(make_scan(other.codes[0])) == ["admitted"]


def test_refused_tickets_are_stored_and_say_why(gate):
    blocked, staff, practice = (
        gate.session.query(Ticket).filter_by(event_id=gate.event.id).order_by(Ticket.id).limit(3)
    )
    block(gate.session, blocked, "lost", at=AT, by=SYSTEM)
    staff.flags, practice.flags = FLAG_STAFF, FLAG_PRACTICE
    leaver = find_participant(gate.session, gate.registration, 4)
    deregister(gate.session, leaver, at=AT, by=SYSTEM)
    gate.session.flush()
    scans = [make_scan(code) for code in gate.codes]
    assert gate.verdicts(*scans) == ["blocked", "staff", "test", "deregistered", "admitted"]
    assert gate.session.query(Scan).filter_by(event_id=gate.event.id).count() == 5


def test_whoever_only_waited_was_never_in_though_a_late_scan_is_judged_after_they_left(session):
    gate = Gate(session, capacity=5)
    waiting = make_family(session, gate.event, 1, if_full=IfFull.WAITLIST)
    code = codes_of(session, waiting)[0].code
    assert gate.verdicts(make_scan(code)) == ["waiting"]
    left_at, late = START + timedelta(minutes=5), START + timedelta(minutes=9)
    deregister(session, find_participant(session, waiting, 1), at=left_at, by=SYSTEM)
    unsent = make_scan(code, at=START + timedelta(minutes=1))
    assert gate.verdicts(unsent, make_scan(code, at=late), at=late) == ["waiting", "deregistered"]
    assert [(e.admitted_at, e.is_inside) for e in session.query(TicketState)] == [(None, False)]


def test_whoever_had_a_place_stays_in_when_a_late_scan_is_judged_after_they_left(gate):
    left_at, late = START + timedelta(minutes=5), START + timedelta(minutes=9)
    deregister(
        gate.session, find_participant(gate.session, gate.registration, 1), at=left_at, by=SYSTEM
    )
    assert gate.verdicts(make_scan(gate.codes[0]), at=late) == ["admitted"]


def test_a_cancelled_event_admits_nobody(gate):
    cancel(gate.session, gate.event, at=AT, by=SYSTEM)
    assert gate.verdicts(make_scan(gate.codes[0])) == ["cancelled-event"]


def test_a_repeated_scan_changes_nothing_and_gets_todays_verdict(gate):
    scan = make_scan(gate.codes[0])
    states = [gate.post(scan)[0].state for _ in range(3)]
    assert states == [RowState.NEW, RowState.SAME, RowState.SAME]
    assert gate.post(scan)[0].verdict is Verdict.ADMITTED
    assert gate.session.query(Scan).filter_by(event_id=gate.event.id).count() == 1


def test_a_scan_told_twice_in_one_batch_is_stored_once(gate):
    scan = make_scan(gate.codes[0])
    assert [result.state for result in gate.post(scan, scan)] == [RowState.NEW, RowState.SAME]


def test_the_same_id_with_other_content_is_a_conflict_and_the_first_is_kept(gate):
    scan = make_scan(gate.codes[0])
    gate.post(scan)
    (result,) = gate.post(replace(scan, direction=Direction.OUT))
    assert (result.state, result.verdict) == (RowState.CONFLICT, Verdict.ADMITTED)
    assert gate.session.get(Scan, scan.row_id).direction is Direction.IN
    stray = gate.session.query(StrayRow).one()
    assert (stray.row_id, stray.state) == (scan.row_id, RowState.CONFLICT)
    assert gate.codes[0] not in stray.body


def test_one_unreadable_row_does_not_keep_the_others_out(gate):
    rows = [make_scan(gate.codes[0]), UnreadableRow(row_id=None, body="{}"), make_scan("x")]
    assert [result.state.value for result in gate.post(*rows)] == ["new", "unreadable", "new"]
    assert gate.session.query(StrayRow).one().kind == "scan"


def test_an_undo_takes_an_entry_back(gate):
    first = make_scan(gate.codes[0])
    undo = make_scan(
        gate.codes[0],
        at=START + timedelta(minutes=1),
        direction=Direction.UNDO,
        undoes=first.row_id,
    )
    gate.post(first)
    assert gate.verdicts(undo, at=START + timedelta(minutes=1)) == ["undone"]
    state = gate.session.query(TicketState).one()
    assert (state.admitted_at, state.is_inside) == (None, False)


def test_the_phones_clock_is_corrected_by_the_batch_that_brings_the_scan(gate):
    seven_hours = timedelta(hours=7)
    scan = make_scan(gate.codes[0], at=START - seven_hours)
    now = START + timedelta(minutes=5)
    gate.post(scan, at=now, sent_at=now - seven_hours)
    stored = gate.session.get(Scan, scan.row_id)
    assert (stored.effective_at, stored.clock_unsure) == (START, False)


@pytest.mark.parametrize("told", [None, START + timedelta(days=4000)])
def test_a_clock_that_tells_nothing_usable_is_marked_and_the_scan_counts(gate, told):
    scan = make_scan(gate.codes[0], at=told)
    assert gate.verdicts(scan) == ["admitted"]
    stored = gate.session.get(Scan, scan.row_id)
    assert (stored.effective_at, stored.clock_unsure) == (START, True)


def test_a_scan_belongs_to_the_nearest_occasion(session):
    gate = Gate(session, occasions=make_occasions(session, 3))
    moment = START + timedelta(days=7, hours=-1)
    (result,) = gate.post(make_scan(gate.codes[0], at=moment), at=moment)
    assert (result.verdict, result.occasion_no) == (Verdict.ADMITTED, 2)


def test_batches_in_any_order_repeated_and_overlapping_give_the_same_states(gate):
    second = make_device(gate.session, gate.event, gate="Syd")
    moments = [START + timedelta(minutes=minute) for minute in range(6)]
    rows = [
        make_scan(gate.codes[0], at=moments[1]),
        make_scan(gate.codes[0], at=moments[2], gate="Syd"),
        make_scan(gate.codes[1], at=moments[3]),
        make_scan(gate.codes[1], at=moments[4], direction=Direction.OUT),
        make_scan(gate.codes[1], at=moments[5], gate="Syd"),
    ]
    order = random.Random(7)
    for _ in range(12):
        part = order.sample(rows, order.randint(1, len(rows)))
        paired = order.choice([gate.paired, second])
        gate.post(*part, at=moments[-1], sent_at=moments[-1], paired=paired)
    gate.post(*rows, at=moments[-1], sent_at=moments[-1])
    results = gate.verdicts(*rows, at=moments[-1])
    assert results == ["admitted", "already-in", "admitted", "out", "re-entry"]
    assert gate.session.query(Scan).filter_by(event_id=gate.event.id).count() == 5


def test_a_pairing_code_serves_once_and_ten_minutes(gate):
    session, event = gate.session, gate.event
    with pytest.raises(PairingRefused):
        pair_device(session, "AAAA-AAAA", "x", at=START)
    with pytest.raises(GateNotFound):
        make_device(session, event, gate="Øst")
    labels = [make_device(session, event, gate=name).device.label for name in ("Nord", None)]
    assert labels == ["Nord 2", "scan 1"]


def test_a_revoked_phone_hands_in_what_it_scanned_before_for_a_fortnight(gate):
    before, after = make_scan(gate.codes[0]), make_scan(gate.codes[1], at=START + HOURS)
    revoke_device(gate.session, gate.paired.device, at=START + timedelta(minutes=1), by=SYSTEM)
    gate.post(before, after, at=START + HOURS)
    quarantined = [gate.session.get(Scan, row.row_id).quarantined for row in (before, after)]
    assert quarantined == [False, True]
    admitted = gate.session.query(TicketState).filter(TicketState.admitted_at.is_not(None)).count()
    assert admitted == 1
    with pytest.raises(UnknownDevice):
        gate.post(before, at=START + LATE_POSTS + HOURS)


def test_an_unknown_token_is_no_device(gate):
    with pytest.raises(UnknownDevice):
        record_scans(gate.session, "nobody", batch_of(), at=START)


def test_missing_numbers_of_a_phone_show(gate):
    for seq in (1, 2, 5):
        gate.post(make_scan("x", seq=seq))
    (row,) = list_devices(gate.session, gate.event)
    assert (row.label, row.received, row.missing) == ("Nord 1", 3, 2)


def test_an_empty_batch_is_a_sign_of_life(gate):
    later = START + timedelta(minutes=9)
    assert gate.post(at=later) == []
    gate.session.refresh(gate.paired.device)
    assert gate.paired.device.last_seen_at == later


def test_ids_are_the_scans_own(gate):
    scan = make_scan(gate.codes[0], row_id=str(uuid4()))
    assert gate.post(scan)[0].row_id == scan.row_id


def test_revoking_twice_keeps_the_moment_of_the_first(gate):
    device = gate.paired.device
    for hours in (0, 1):
        revoke_device(gate.session, device, at=START + hours * HOURS, by=SYSTEM)
    assert device.revoked_at == START
