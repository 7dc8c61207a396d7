"""One function counts an event: with the children of the birthday party, on both databases."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from eventsys.attendance.passages.queries import admitted_at_by_participant
from eventsys.attendance.queries import count_event
from eventsys.attendance.rules import Came
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.requests import HeadCountRow
from eventsys.checkin.rules import DeviceRole, Direction, HeadCountKind, HeadCountRole
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.principal import VISITOR
from eventsys.events.models import Occasion
from eventsys.events.operations import cancel, publish
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import Category
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

AFTER = START + 2 * HOURS


def scan_all(session, event, codes, at=START):
    paired = make_device(session, event, at=at)
    record_scans(
        session,
        paired.token,
        batch_of(*(make_scan(code, at=at) for code in codes), sent_at=at),
        at=at,
    )


def tally_all(session, event, *rows, at=START):
    paired = make_device(session, event, role=DeviceRole.COUNT)
    record_tallies(session, paired.token, batch_of(*rows, sent_at=at), at=at)


def test_nobody_stays_away_from_what_was_called_off(session):
    event = make_event(session)
    family = make_family(session, event)
    scan_all(session, event, [codes_of(session, family)[0].code])
    cancel(session, event, at=START, by=VISITOR)
    count = count_event(session, event, at=AFTER)
    assert (count.admitted, count.no_shows, count.occasions[1].no_shows) == (1, None, None)
    publish(session, event, at=START, by=VISITOR)
    assert count_event(session, event, at=AFTER).no_shows == count.confirmed - 1


def test_nobody_stays_away_where_every_date_was_called_off(session):
    event = make_event(session)
    make_family(session, event)
    session.query(Occasion).filter_by(event_id=event.id).one().cancelled_at = AT
    assert count_event(session, event, at=AFTER).no_shows is None


def test_numbers_add_up(session):
    event = make_event(session, capacity=50)
    registrations = [make_family(session, event, 10) for _ in range(3)]
    deregister(session, find_participant(session, registrations[0], 1), at=AT, by=VISITOR)
    codes = [codes.code for each in registrations for codes in codes_of(session, each)]
    scan_all(session, event, codes[1:21])
    tally_all(
        session, event, make_tally(), make_tally(gate="Syd"), make_tally(category=Category.ADULT)
    )
    count = count_event(session, event, at=AFTER)
    assert (count.registered, count.confirmed, count.deregistered) == (30, 29, 1)
    assert (count.admitted, count.walk_ins, count.no_shows, count.came) == (20, 3, 9, 23)
    assert count.by_gate == {"Nord": Came(admitted=20, walk_ins=2), "Syd": Came(walk_ins=1)}
    assert sum(came.total for came in count.by_category.values()) == count.came
    assert sum(came.total for came in count.by_quarter_hour.values()) == count.came
    assert count.registered == count.confirmed + count.waiting + count.offered + count.deregistered


def test_before_the_end_nobody_has_stayed_away(session):
    event = make_event(session)
    make_family(session, event)
    assert count_event(session, event, at=START).no_shows is None
    assert count_event(session, event, at=AFTER).no_shows == 1


def test_a_course_counts_persons_once_and_admissions_each_time(session):
    event = make_event(session, occasions=make_occasions(session, 3))
    codes = [each.code for each in codes_of(session, make_family(session, event, 2))]
    scan_all(session, event, codes)
    scan_all(session, event, codes[:1], at=START + timedelta(days=7))
    count = count_event(session, event, at=START + timedelta(days=30))
    assert (count.admitted, count.admissions, count.no_shows) == (2, 3, 0)
    assert [(no, c.admitted, c.no_shows) for no, c in count.occasions.items()] == [
        (1, 2, 0),
        (2, 1, 1),
        (3, 0, 2),
    ]


def test_taps_that_were_undone_do_not_count(session):
    event = make_event(session)
    taps = [make_tally() for _ in range(41)]
    undone = [make_tally(undoes=tap.row_id) for tap in taps[:4]]
    tally_all(session, event, *taps, *undone, *undone)
    assert count_event(session, event, at=START).walk_ins == 37


def test_an_undo_that_arrives_before_its_tap_takes_it_back_all_the_same(session):
    event = make_event(session)
    tap = make_tally()
    paired = make_device(session, event, role=DeviceRole.COUNT)
    for row in (make_tally(undoes=tap.row_id), tap):
        record_tallies(session, paired.token, batch_of(row), at=START)
    assert count_event(session, event, at=START).walk_ins == 0


def test_another_phone_takes_nothing_back(session):
    event = make_event(session)
    tap = make_tally()
    tally_all(session, event, tap)
    tally_all(session, event, make_tally(undoes=tap.row_id))
    assert count_event(session, event, at=START).walk_ins == 1


def test_one_child_let_in_on_an_unknown_ticket_counts_once_when_it_turns_out_valid(session):
    event = make_event(session)
    (codes,) = codes_of(session, make_family(session, event))
    paired = make_device(session, event)
    valid, stranger = make_scan(codes.code), make_scan("5701234567899")
    tally_all(
        session,
        event,
        make_tally(linked_scan_id=valid.row_id),
        make_tally(linked_scan_id=stranger.row_id),
    )
    assert count_event(session, event, at=START).came == 2
    record_scans(session, paired.token, batch_of(valid, stranger), at=START)
    count = count_event(session, event, at=START)
    assert (count.admitted, count.walk_ins) == (1, 1)


def test_a_superseded_head_count_is_left_out(session):
    event = make_event(session)
    paired = make_device(session, event, role=DeviceRole.COUNT)
    typo = HeadCountRow(
        row_id="11111111-1111-4111-8111-111111111111",
        seq=1,
        post="B",
        slot_start=START,
        slot_end=START + timedelta(hours=1),
        kind=HeadCountKind.IN,
        n=13_100,
        role=HeadCountRole.SUM,
        supersedes=None,
        reason=None,
        device_at=START,
    )
    right = replace(
        typo,
        row_id="22222222-2222-4222-8222-222222222222",
        seq=2,
        n=1310,
        supersedes=typo.row_id,
        reason="a nought too many",
    )
    record_head_counts(session, paired.token, batch_of(typo, right, right), at=START)
    head_count = count_event(session, event, at=START).head_count
    assert (head_count.value, head_count.kind) == (1310, HeadCountKind.IN)


def test_duplicates_exits_and_refused_tickets_do_not_count(session):
    event, other = make_event(session), make_event(session)
    registration = make_family(session, event, 2)
    codes = [each.code for each in codes_of(session, registration)]
    foreign = codes_of(session, make_family(session, other))[0].code
    deregister(session, find_participant(session, registration, 2), at=AT, by=VISITOR)
    paired = make_device(session, event)
    minute = timedelta(minutes=1)
    rows = [
        make_scan(codes[0]),
        make_scan(codes[0], at=START + minute),
        make_scan(codes[0], at=START + 2 * minute, direction=Direction.OUT),
        make_scan(codes[0], at=START + 3 * minute),
        make_scan(codes[1], at=START + 4 * minute),
        make_scan(foreign, at=START + 5 * minute),
    ]
    at = START + 6 * minute
    results = record_scans(session, paired.token, batch_of(*rows, sent_at=at), at=at)
    assert Counter(result.verdict.value for result in results) == {
        "admitted": 1,
        "already-in": 1,
        "out": 1,
        "re-entry": 1,
        "deregistered": 1,
        "other-event": 1,
    }
    count = count_event(session, event, at=AFTER)
    assert (count.came, count.admissions) == (1, 1)
    assert count_event(session, other, at=AFTER).came == 0


def test_who_came_is_told_with_time_and_gate(session):
    event = make_event(session)
    registration = make_family(session, event, 2)
    codes = [each.code for each in codes_of(session, registration)]
    scan_all(session, event, codes[1:])
    came = admitted_at_by_participant(session, event)
    second = find_participant(session, registration, 2)
    assert {key: (passage.gate, passage.at) for key, passage in came.items()} == {
        second.id: ("Nord", START)
    }
