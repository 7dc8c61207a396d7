"""What scans come to: read the names aloud to a gatekeeper."""

from datetime import timedelta
from itertools import count, permutations

import pytest
from hypothesis import given, strategies as st

from eventsys.checkin.rules import Direction, ScanFacts, TicketFacts, Verdict, judge
from tests.factories import START

IN, OUT, UNDO = Direction.IN, Direction.OUT, Direction.UNDO
numbers = count(1)


def scan(minute, direction=IN, device=1, undoes=None, occasion=1, gate="Nord"):
    return ScanFacts(
        scan_id=f"{next(numbers):06}",
        device_id=device,
        occasion_id=occasion,
        gate=gate,
        direction=direction,
        effective_at=START + timedelta(minutes=minute),
        undoes=undoes,
    )


def verdicts(ticket, *scans):
    history = judge(ticket, scans)
    return [history.verdicts[each.scan_id].value for each in scans]


TICKET = TicketFacts()


def test_in_out_in_in_is_one_person_one_re_entry_and_one_duplicate():
    scans = scan(0), scan(10, OUT), scan(20), scan(21)
    assert verdicts(TICKET, *scans) == ["admitted", "out", "re-entry", "already-in"]


def test_where_nobody_may_come_back_the_second_entry_is_already_in():
    scans = scan(0), scan(10, OUT), scan(20)
    assert verdicts(TicketFacts(reentry=False), *scans) == ["admitted", "out", "already-in"]


def test_out_without_having_come_in_leaves_the_first_entry_an_admission():
    assert verdicts(TICKET, scan(0, OUT), scan(1)) == ["out", "admitted"]


def test_each_occasion_admits_once():
    scans = scan(0), scan(1, occasion=2), scan(2, occasion=2)
    assert verdicts(TICKET, *scans) == ["admitted", "admitted", "already-in"]


def test_an_undone_entry_leaves_room_for_the_next_to_be_the_admission():
    first = scan(0)
    assert verdicts(TICKET, first, scan(1, UNDO, undoes=first.scan_id), scan(2)) == [
        "undone",
        "undone",
        "admitted",
    ]


def test_an_undo_by_another_phone_has_no_effect():
    first = scan(0)
    undo = scan(1, UNDO, device=2, undoes=first.scan_id)
    assert verdicts(TICKET, first, undo) == ["admitted", "already-in"]


def test_an_undo_after_a_quarter_of_an_hour_has_no_effect():
    first = scan(0)
    assert verdicts(TICKET, first, scan(16, UNDO, undoes=first.scan_id)) == [
        "admitted",
        "already-in",
    ]


def test_an_undo_of_an_unknown_scan_has_no_effect():
    assert verdicts(TICKET, scan(0, UNDO, undoes="never"), scan(1)) == ["already-in", "admitted"]


def test_two_undos_of_one_scan_take_back_one_entry():
    first = scan(0)
    undos = [scan(minute, UNDO, undoes=first.scan_id) for minute in (1, 2)]
    again = scan(3)
    history = judge(TICKET, [first, *undos, again])
    assert history.verdicts[again.scan_id] is Verdict.ADMITTED


def test_whoever_was_admitted_before_being_deregistered_stays_counted():
    ticket = TicketFacts(deregistered_at=START + timedelta(minutes=5))
    assert verdicts(ticket, scan(0), scan(6)) == ["admitted", "deregistered"]


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"is_waiting": True}, "waiting"),
        ({"is_practice": True}, "test"),
        ({"is_staff": True}, "staff"),
        ({"blocked_at": START}, "blocked"),
        ({"replaced_at": START}, "replaced"),
        ({"deregistered_at": START}, "deregistered"),
        ({"cancelled_event": True}, "cancelled-event"),
        ({"is_staff": True, "blocked_at": START, "cancelled_event": True}, "staff"),
        ({"blocked_at": START, "deregistered_at": START}, "blocked"),
    ],
)
def test_a_ticket_that_admits_nobody_says_why(facts, verdict):
    history = judge(TicketFacts(**facts), [one := scan(0)])
    assert (history.verdicts[one.scan_id].value, dict(history.occasions)) == (verdict, {})


def test_two_gates_give_the_same_whatever_order_their_batches_arrive_in():
    scans = [scan(2, gate="Nord"), scan(3, gate="Syd", device=2), scan(9, OUT), scan(11, device=2)]
    results = [judge(TICKET, order) for order in permutations(scans)]
    assert {tuple(sorted(result.verdicts.items())) for result in results} == {
        tuple(sorted(results[0].verdicts.items()))
    }
    assert results[0].occasions[1].first.gate == "Nord"


anything = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from([IN, IN, OUT, UNDO]),
        st.integers(1, 3),
        st.integers(0, 8),
        st.integers(1, 2),
    ),
    max_size=9,
)


@given(anything, st.randoms(use_true_random=False))
def test_verdicts_are_a_function_of_the_set_of_scans(drawn, random):
    scans = []
    for minute, direction, device, target, occasion in drawn:
        undoes = scans[target].scan_id if direction is UNDO and target < len(scans) else None
        scans.append(scan(minute, direction, device, undoes, occasion))
    shuffled = [*scans, *scans]
    random.shuffle(shuffled)
    once, again = (
        judge(TICKET, scans),
        judge(TICKET, {each.scan_id: each for each in shuffled}.values()),
    )
    assert (once.verdicts, once.occasions) == (again.verdicts, again.occasions)


@given(anything)
def test_each_occasion_has_at_most_one_admission(drawn):
    scans = [
        scan(minute, direction, device, None, occasion)
        for minute, direction, device, _, occasion in drawn
    ]
    history = judge(TICKET, scans)
    admitted = [
        each.occasion_id for each in scans if history.verdicts[each.scan_id] is Verdict.ADMITTED
    ]
    assert len(admitted) == len(set(admitted))
