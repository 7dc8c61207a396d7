"""What does not go together at a gate becomes a case, whichever order it came in."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from eventsys.attendance.queries import count_event
from eventsys.checkin.arrivals.queries import find_differences
from eventsys.checkin.cases.errors import CaseChanged, CaseGone, ChoiceNotOffered, ReasonMissing
from eventsys.checkin.cases.operations import DecisionRequest, decide
from eventsys.checkin.cases.queries import count_open_cases, list_cases, name_tickets
from eventsys.checkin.cases.values import CaseKind as Kind, Choice, LineKind, UndoFault
from eventsys.checkin.devices.operations import revoke_device
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.models import TicketState
from eventsys.checkin.requests import HeadCountRow, UnreadableRow
from eventsys.checkin.rules import Direction, HeadCountKind, HeadCountRole, Verdict
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import list_occasions
from eventsys.events.rules import Attends
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Ticket
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import IfFull
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
    make_tally,
)

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
OUT, UNDO = Direction.OUT, Direction.UNDO


def make_head_count(n, *, start=START, **changes):
    """Count heads at post B for a quarter of an hour."""
    count = HeadCountRow(
        row_id=str(uuid4()),
        seq=n,
        post="B",
        slot_start=start,
        slot_end=start + 15 * MINUTE,
        kind=HeadCountKind.IN,
        n=n,
        role=HeadCountRole.SUM,
        supersedes=None,
        reason=None,
        device_at=start,
    )
    return replace(count, **changes)


class Gate:
    """An event with five tickets and two phones, called Nord 1 and Syd 1."""

    def __init__(self, session, number=5, **changes):
        self.session = session
        self.event = make_event(session, **changes)
        self.registration = make_family(session, self.event, number) if number else None
        held = codes_of(session, self.registration) if number else []
        self.codes = [each.code for each in held]
        self.nord = make_device(session, self.event, "Nord")
        self.syd = make_device(session, self.event, "Syd")

    def scan(self, *rows, at=START + HOURS, by=None):
        token = (by or self.nord).token
        return record_scans(self.session, token, batch_of(*rows, sent_at=at), at=at)

    def tally(self, *rows, at=START + HOURS, by=None):
        token = (by or self.nord).token
        return record_tallies(self.session, token, batch_of(*rows, sent_at=at), at=at)

    def heads(self, *rows, at=START + HOURS, by=None):
        token = (by or self.nord).token
        return record_head_counts(self.session, token, batch_of(*rows, sent_at=at), at=at)

    def cases(self, *, at=START):
        """List the cases while the event runs: numbers may still come in."""
        return [each.case for each in list_cases(self.session, self.event, at=at)]

    def kinds(self, **how):
        return [case.kind for case in self.cases(**how)]

    def decide(self, case, choice=Choice.STANDS, *, at=START, **changes):
        request = DecisionRequest(
            kind=case.kind,
            key=case.key,
            seen=case.seen,
            choice=choice,
            chosen=None,
            reason="Vi har talt med dem ved porten.",
        )
        return decide(self.session, self.event, replace(request, **changes), at=at, by=SYSTEM)

    def open_kinds(self, *, at=START):
        return dict(count_open_cases(self.session, self.event, at=at))

    def came(self):
        count = count_event(self.session, self.event, at=START + HOURS)
        return count.admitted, count.walk_ins

    def heads_counted(self):
        return count_event(self.session, self.event, at=START + HOURS).head_count.value


@pytest.fixture
def gate(session):
    """The gate; whatever is decided, the sums of arrivals go on saying what the facts say."""
    gate = Gate(session)
    yield gate
    occasions = [each.id for each in list_occasions(session, gate.event)]
    assert find_differences(session, occasions) == {}


def test_a_ticket_admitted_at_two_gates_is_a_case_with_both_places_and_times(gate):
    at_nord = make_scan(gate.codes[0], at=START + 2 * MINUTE)
    at_syd = make_scan(gate.codes[0], at=START + 3 * MINUTE, gate="Syd")
    gate.scan(at_syd, by=gate.syd)
    gate.scan(at_nord)
    (case,) = gate.cases()
    assert case.kind is Kind.TWICE
    assert [(line.gate, line.at, line.device_id, line.verdict) for line in case.lines] == [
        ("Nord", START + 2 * MINUTE, gate.nord.device.id, Verdict.ADMITTED),
        ("Syd", START + 3 * MINUTE, gate.syd.device.id, Verdict.ALREADY_IN),
    ]
    assert gate.came() == (1, 0)


def test_a_ticket_held_before_the_camera_a_little_longer_is_no_case(gate):
    gate.scan(*(make_scan(gate.codes[0], at=START + each * SECOND) for each in (0, 3, 6)))
    assert gate.cases() == []
    gate.scan(make_scan(gate.codes[0], at=START + 10 * SECOND))
    assert gate.kinds() == [Kind.TWICE]


def test_the_same_moment_at_another_gate_is_a_case(gate):
    gate.scan(make_scan(gate.codes[0]))
    gate.scan(make_scan(gate.codes[0], at=START + SECOND, gate="Syd"), by=gate.syd)
    assert gate.kinds() == [Kind.TWICE]


def test_a_re_entry_is_no_case_and_neither_is_an_entry_that_was_taken_back(gate):
    wrong = make_scan(gate.codes[1], at=START + MINUTE)
    gate.scan(
        make_scan(gate.codes[0]),
        make_scan(gate.codes[0], at=START + MINUTE, direction=OUT),
        make_scan(gate.codes[0], at=START + 2 * MINUTE),
        wrong,
        make_scan(gate.codes[1], at=START + 2 * MINUTE, direction=UNDO, undoes=wrong.row_id),
        make_scan(gate.codes[1], at=START + 3 * MINUTE),
    )
    assert gate.cases() == []


def test_somebody_who_came_on_another_date_is_a_case_and_counts_there(session):
    gate = Gate(session, 0, occasions=make_occasions(session, 2), attends=Attends.ONE)
    family = make_family(session, gate.event, 2, occasion_no=2)
    codes = [each.code for each in codes_of(session, family)]
    gate.scan(make_scan(codes[0]))
    at = START + 7 * DAY
    gate.scan(make_scan(codes[1], at=at), at=at)
    (case,) = gate.cases()
    assert (case.kind, [line.at for line in case.lines]) == (Kind.OTHER_DATE, [START])
    assert gate.came() == (2, 0)


def test_let_in_by_an_old_list_is_a_case_for_each_reason(session):
    gate = Gate(session, 2, capacity=2)
    waiting = make_family(session, gate.event, 1, if_full=IfFull.WAITLIST)
    codes = [*gate.codes, codes_of(session, waiting)[0].code]
    blocked = session.query(Ticket).filter_by(event_id=gate.event.id).order_by(Ticket.id).first()
    block(session, blocked, "lost", at=AT, by=SYSTEM)
    deregister(session, find_participant(session, gate.registration, 2), at=AT, by=SYSTEM)
    gate.scan(*(make_scan(code, shown=Verdict.ADMITTED) for code in codes))
    gate.scan(make_scan(codes[0], at=START + MINUTE, shown=Verdict.BLOCKED))
    found = {case.verdict for case in gate.cases()}
    assert set(gate.kinds()) == {Kind.LET_IN}
    assert found == {Verdict.BLOCKED, Verdict.WAITING, Verdict.DEREGISTERED}
    assert gate.came() == (0, 0)


def test_whoever_leaves_without_having_come_is_a_case_until_the_entry_arrives(gate):
    gate.scan(make_scan(gate.codes[0], at=START + HOURS, direction=OUT))
    assert gate.kinds() == [Kind.NO_ENTRY]
    gate.scan(make_scan(gate.codes[0]), by=gate.syd)
    assert gate.cases() == []


def test_an_undo_without_effect_is_a_case_that_says_why(gate):
    entries = [make_scan(code) for code in gate.codes[:4]]
    gate.scan(*entries)

    def undo(number, target, **changes):
        code = gate.codes[number]
        return make_scan(code, direction=UNDO, undoes=target, **{"at": START + MINUTE} | changes)

    gate.scan(undo(0, entries[0].row_id), by=gate.syd)
    gate.scan(
        undo(1, entries[1].row_id, at=START + 16 * MINUTE),
        undo(2, str(uuid4())),
        undo(3, entries[2].row_id),
    )
    faults = {case.fault for case in gate.cases()}
    assert gate.kinds() == [Kind.UNDO] * 4
    assert faults == set(UndoFault)
    assert gate.came() == (4, 0)


def test_an_undo_of_what_is_taken_back_already_is_no_case(gate):
    entry = make_scan(gate.codes[0])
    undos = [
        make_scan(gate.codes[0], at=START + each * MINUTE, direction=UNDO, undoes=entry.row_id)
        for each in (1, 2)
    ]
    gate.scan(entry, *undos)
    assert gate.cases() == []


def test_an_undo_of_a_code_that_is_no_ticket_is_a_case_only_where_the_scan_is_unknown(gate):
    entry = make_scan("5701234567899")
    gate.scan(entry, make_scan("5701234567899", direction=UNDO, undoes=entry.row_id))
    assert gate.cases() == []
    gate.scan(make_scan("5701234567899", direction=UNDO, undoes=str(uuid4())))
    assert gate.kinds() == [Kind.UNDO]


def test_what_a_phone_did_after_it_was_disconnected_counts_only_by_decision(gate):
    late_tally = make_tally(at=START + HOURS - MINUTE)
    gate.scan(make_scan(gate.codes[0]))
    revoke_device(gate.session, gate.nord.device, at=START + MINUTE, by=SYSTEM)
    gate.scan(make_scan(gate.codes[1], at=START + HOURS))
    gate.tally(late_tally)
    (case,) = gate.cases()
    assert (case.kind, case.number, case.device_id) == (Kind.LATE, 2, gate.nord.device.id)
    assert gate.came() == (1, 0)
    gate.decide(case, Choice.COUNT)
    assert gate.came() == (2, 1)
    assert gate.open_kinds() == {}
    gate.decide(case, Choice.STANDS)
    assert gate.came() == (1, 0)
    inside = gate.session.query(TicketState).filter_by(is_inside=True).count()
    assert inside == 1


def test_more_from_a_disconnected_phone_opens_its_case_again_and_waits(gate):
    revoke_device(gate.session, gate.nord.device, at=START, by=SYSTEM)
    gate.scan(make_scan(gate.codes[0], at=START + MINUTE))
    gate.decide(*gate.cases(), Choice.COUNT)
    gate.scan(make_scan(gate.codes[1], at=START + MINUTE))
    assert gate.open_kinds() == {Kind.LATE: 1}
    assert gate.came() == (1, 0)
    gate.decide(*gate.cases(), Choice.COUNT)
    assert gate.came() == (2, 0)


def test_a_clock_that_tells_nothing_and_one_that_jumps_are_cases(gate):
    gate.scan(make_scan(gate.codes[0], at=None))
    record_tallies(
        gate.session, gate.syd.token, batch_of(make_tally(), sent_at=START), at=START + 9 * MINUTE
    )
    slow = batch_of(make_tally(), sent_at=START + 10 * MINUTE - 2 * MINUTE)
    record_tallies(gate.session, gate.syd.token, slow, at=START + 10 * MINUTE)
    cases = gate.cases()
    assert [(case.kind, case.number) for case in cases] == [(Kind.CLOCK, 1)] * 2
    jump = next(line for case in cases for line in case.lines if line.kind is LineKind.CLOCK_JUMP)
    assert (jump.at, jump.number, jump.device_id) == (
        START + 10 * MINUTE,
        7,
        gate.syd.device.id,
    )


def test_a_clock_that_is_evenly_wrong_is_no_case(gate):
    for minute in range(3):
        at = START + minute * MINUTE
        batch = batch_of(make_tally(at=at - 9 * MINUTE), sent_at=at - 9 * MINUTE - SECOND * minute)
        record_tallies(gate.session, gate.nord.token, batch, at=at)
    assert gate.cases() == []


def test_a_person_scanned_and_counted_within_ten_seconds_may_be_one(gate):
    gate.scan(make_scan(gate.codes[0]))
    tallies = [make_tally(at=START + seconds * SECOND) for seconds in (10, 11)]
    gate.tally(*tallies)
    gate.tally(make_tally(), by=gate.syd)
    (case,) = gate.cases()
    assert (case.kind, case.key) == (Kind.DOUBLE, tallies[0].row_id)
    assert gate.came() == (1, 3)
    gate.decide(case, Choice.ONCE)
    assert gate.came() == (1, 2)
    gate.decide(case, Choice.STANDS)
    assert gate.came() == (1, 3)


def test_whoever_was_counted_once_counts_also_when_the_scan_is_taken_back_later(gate):
    entry = make_scan(gate.codes[0])
    gate.scan(entry)
    gate.tally(make_tally(at=START + SECOND))
    gate.decide(*gate.cases(), Choice.ONCE)
    assert gate.came() == (1, 0)
    gate.scan(make_scan(gate.codes[0], at=START + MINUTE, direction=UNDO, undoes=entry.row_id))
    assert gate.cases() == []
    assert gate.came() == (0, 1)


def test_a_tally_of_the_scan_itself_or_taken_back_is_counted_twice_by_nobody(gate):
    entry = make_scan(gate.codes[0])
    wrong = make_tally(at=START + SECOND)
    gate.scan(entry, make_scan("5701234567899"))
    gate.tally(make_tally(linked_scan_id=entry.row_id), wrong, make_tally(undoes=wrong.row_id))
    assert gate.cases() == []


def test_what_is_relayed_for_no_phone_of_the_event_is_a_case_of_its_sender(gate):
    other = make_device(gate.session, make_event(gate.session))
    for number, maker in enumerate((other.device.public_id, "nobody", gate.syd.device.public_id)):
        gate.scan(make_scan(gate.codes[number], relayed_for=maker, relay_offset_ms=900_000))
    (case,) = gate.cases()
    assert (case.kind, case.number, case.device_id) == (Kind.STRANGE, 2, gate.nord.device.id)
    assert gate.came() == (2, 0)


def test_a_gap_in_a_phones_numbers_is_a_case_once_the_event_is_over(gate):
    gate.scan(*(make_scan("x", seq=seq) for seq in (1, 2, 5)))
    assert gate.kinds(at=START) == []
    (case,) = gate.cases(at=START + HOURS)
    assert (case.kind, case.number) == (Kind.GAP, 2)
    gate.decide(case, at=START + HOURS)
    gate.tally(make_tally(seq=3))
    assert gate.open_kinds(at=START + HOURS) == {}
    gate.tally(make_tally(seq=7))
    assert gate.open_kinds(at=START + HOURS) == {Kind.GAP: 1}


def test_a_number_that_a_phone_gave_twice_is_a_case(gate):
    gate.scan(make_scan("x", seq=1), make_scan("y", seq=1))
    gate.scan(make_scan("z", seq=1), by=gate.syd)
    assert [(case.kind, case.number) for case in gate.cases()] == [(Kind.SAME_NUMBER, 2)]


def test_rows_that_contradict_or_cannot_be_read_are_cases_each_counted_once(gate):
    entry = make_scan(gate.codes[0])
    gate.scan(entry)
    for _ in range(2):
        gate.scan(replace(entry, direction=OUT), UnreadableRow(row_id=None, body="{}"))
    assert [(case.kind, case.number) for case in gate.cases()] == [
        (Kind.CONFLICT, 1),
        (Kind.UNREADABLE, 1),
    ]


def test_head_counts_that_overlap_at_one_post_are_a_case_and_one_can_be_chosen(gate):
    first, second = make_head_count(400), make_head_count(410, start=START + 14 * MINUTE)
    gate.heads(first, make_head_count(7, post="C"), make_head_count(50, start=START + HOURS))
    gate.heads(second, by=gate.syd)
    (case,) = gate.cases()
    assert [(line.number, line.gate) for line in case.lines] == [(400, "B"), (410, "B")]
    assert gate.heads_counted() == 867
    gate.decide(case, Choice.ONLY, chosen=second.row_id)
    assert gate.heads_counted() == 467
    gate.decide(case, Choice.ONLY, chosen=first.row_id)
    assert gate.heads_counted() == 457
    gate.decide(case, Choice.STANDS)
    assert gate.heads_counted() == 867


def test_checks_superseded_and_following_head_counts_do_not_overlap(gate):
    typo = make_head_count(4000)
    gate.heads(
        typo,
        make_head_count(400, supersedes=typo.row_id),
        make_head_count(402, role=HeadCountRole.CONTROL),
        make_head_count(30, start=START + 15 * MINUTE),
        make_head_count(31, kind=HeadCountKind.PRESENT),
    )
    assert gate.cases() == []


def test_what_never_came_is_a_case_after_a_day(gate):
    lost, undo = make_tally(linked_scan_id=str(uuid4())), make_tally(undoes=str(uuid4()))
    gate.tally(lost, undo, at=START)
    assert gate.kinds(at=START + DAY) == [Kind.GAP]
    late = gate.kinds(at=START + DAY + SECOND)
    assert late == [Kind.GAP, Kind.LOST_SCAN, Kind.LOST_TALLY]


def test_an_undo_of_another_phones_tally_is_a_case(gate):
    tally = make_tally()
    gate.tally(tally)
    gate.tally(make_tally(undoes=tally.row_id), by=gate.syd)
    assert gate.kinds() == [Kind.UNDO]
    assert gate.came() == (0, 1)


def test_a_decision_stays_with_its_case_until_more_of_it_comes(gate):
    for minute in (0, 1):
        gate.scan(make_scan(gate.codes[0], at=START + minute * MINUTE))
    gate.scan(*(make_scan(gate.codes[1], at=START + each * MINUTE) for each in (0, 1)))
    assert gate.open_kinds() == {Kind.TWICE: 2}
    gate.decide(gate.cases()[0])
    assert gate.open_kinds() == {Kind.TWICE: 1}
    assert len(gate.cases()) == 2


def test_a_third_entry_opens_a_decided_case_again(gate):
    gate.scan(*(make_scan(gate.codes[0], at=START + each * MINUTE) for each in (0, 1)))
    gate.decide(*gate.cases())
    assert gate.open_kinds() == {}
    gate.scan(make_scan(gate.codes[0], at=START + 2 * MINUTE, gate="Syd"), by=gate.syd)
    assert gate.open_kinds() == {Kind.TWICE: 1}
    (standing,) = list_cases(gate.session, gate.event, at=START)
    assert standing.decided.reason == "Vi har talt med dem ved porten."


def test_what_was_not_seen_is_not_decided(gate):
    gate.scan(*(make_scan(gate.codes[0], at=START + each * MINUTE) for each in (0, 1)))
    (seen,) = gate.cases()
    gate.scan(make_scan(gate.codes[0], at=START + 2 * MINUTE))
    with pytest.raises(CaseChanged):
        gate.decide(seen)


def test_a_decision_needs_a_reason_a_case_and_a_choice_that_is_offered(gate):
    gate.scan(*(make_scan(gate.codes[0], at=START + each * MINUTE) for each in (0, 1)))
    (case,) = gate.cases()
    for refusal, changes in (
        (ReasonMissing, {"reason": " "}),
        (CaseGone, {"key": "0.0"}),
        (ChoiceNotOffered, {"choice": Choice.ONCE}),
        (ChoiceNotOffered, {"chosen": case.lines[0].row_id}),
    ):
        with pytest.raises(refusal):
            gate.decide(case, **changes)
    assert gate.open_kinds() == {Kind.TWICE: 1}


def test_only_a_count_of_the_case_can_be_the_one_that_counts(gate):
    gate.heads(make_head_count(1), make_head_count(2))
    (case,) = gate.cases()
    for chosen in (None, str(uuid4())):
        with pytest.raises(ChoiceNotOffered):
            gate.decide(case, Choice.ONLY, chosen=chosen)


def test_every_decision_stands_in_the_audit_also_the_one_before(gate):
    gate.scan(make_scan(gate.codes[0]))
    gate.tally(make_tally(at=START + SECOND))
    (case,) = gate.cases()
    for choice in (Choice.ONCE, Choice.STANDS):
        decision = gate.decide(case, choice)
    entries = gate.session.query(AuditEntry).filter_by(
        object_kind="case_decision", object_id=decision.id, verb="decide"
    )
    choices = [entry.details.split('"choice": "')[1].split('"')[0] for entry in entries]
    assert choices == ["once", "stands"]


def test_a_ticket_is_named_by_its_registration_and_number(gate):
    gate.scan(*(make_scan(gate.codes[1], at=START + each * MINUTE) for each in (0, 1)))
    (case,) = gate.cases()
    name = name_tickets(gate.session, [case.ticket_id])[case.ticket_id]
    assert (name.reference, name.position, name.name) == (
        gate.registration.reference,
        2,
        "Person 2",
    )
