"""What one phone hands in for another that could not, on both databases."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import select

from eventsys.attendance.queries import count_event
from eventsys.checkin.devices.operations import revoke_device
from eventsys.checkin.devices.queries import list_devices
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.models import HeadCount, Scan, Tally
from eventsys.checkin.rules import Direction, RowState
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.principal import SYSTEM
from tests.factories import (
    HOURS,
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

MINUTE = timedelta(minutes=1)
KINDS = {
    "scan": (record_scans, lambda **changes: make_scan("x", **changes), Scan),
    "tally": (record_tallies, make_tally, Tally),
    "head count": (record_head_counts, make_head_count, HeadCount),
}


class Park:
    """An event with a phone that dies and one that hands in for it."""

    def __init__(self, session):
        self.session = session
        self.event = make_event(session)
        self.codes = [each.code for each in codes_of(session, make_family(session, self.event, 3))]
        self.dying = make_device(session, self.event, "Nord")
        self.helping = make_device(session, self.event, "Syd")

    def relayed(self, row, of=None, offset_ms=0):
        """Write a row as the helping phone hands it in."""
        maker = (of or self.dying).device.public_id
        return replace(row, relayed_for=maker, relay_offset_ms=offset_ms)

    def hand_in(self, *rows, by=None, at=START, sent_at=None, record=record_scans):
        batch = batch_of(*rows, sent_at=sent_at or at)
        return record(self.session, (by or self.helping).token, batch, at=at)

    def numbers(self):
        """Tell of each phone how many numbers it made, and how many of them came in."""
        rows = list_devices(self.session, self.event)
        return {row.label: (row.made, row.received) for row in rows}


@pytest.fixture
def park(session):
    return Park(session)


@pytest.mark.parametrize("kind", KINDS)
def test_a_relayed_row_is_the_phones_that_made_it(kind, park):
    record, make, table = KINDS[kind]
    park.hand_in(make(seq=1), record=record)
    park.hand_in(park.relayed(make(seq=1)), park.relayed(make(seq=2)), record=record)
    assert park.numbers() == {"Nord 1": (2, 2), "Syd 1": (1, 1)}
    rows = park.session.execute(select(table.device_id, table.handed_in_by).order_by(table.seq))
    dying, helping = park.dying.device.id, park.helping.device.id
    assert sorted(tuple(row) for row in rows if row.handed_in_by) == [(dying, helping)] * 2
    assert [row.relayed for row in list_devices(park.session, park.event)] == [2, 0]


def test_both_clocks_are_corrected(park):
    now = START + 9 * MINUTE
    dying_clock, helping_clock = -7 * HOURS, 2 * HOURS
    scan = park.relayed(
        make_scan(park.codes[0], at=START + dying_clock),
        offset_ms=round((helping_clock - dying_clock).total_seconds() * 1000),
    )
    park.hand_in(scan, at=now, sent_at=now + helping_clock)
    stored = park.session.get(Scan, scan.row_id)
    assert (stored.effective_at, stored.clock_unsure) == (START, False)


def test_without_the_difference_of_the_clocks_the_time_is_unsure(park):
    scan = replace(park.relayed(make_scan(park.codes[0])), relay_offset_ms=None)
    park.hand_in(scan)
    assert park.session.get(Scan, scan.row_id).clock_unsure


WAYS = ("dying", "helping", "third")


@pytest.mark.parametrize("order", list(permutations(WAYS)), ids="-".join)
def test_a_scan_that_arrives_by_several_ways_is_the_same_in_any_order(order, park):
    third = make_device(park.session, park.event, "Syd")
    scan = make_scan(park.codes[0], seq=1)
    relayed = park.relayed(scan)
    ways = {
        "dying": (scan, park.dying),
        "helping": (relayed, park.helping),
        "third": (relayed, third),
    }
    states = [park.hand_in(ways[way][0], by=ways[way][1])[0].state for way in order]
    assert states == [RowState.NEW, RowState.SAME, RowState.SAME]
    assert park.numbers() == {"Nord 1": (1, 1), "Syd 1": (0, 0), "Syd 2": (0, 0)}


@pytest.mark.parametrize(("revoked", "admitted"), [("dying", 1), ("helping", 2)])
def test_the_revocation_of_the_phone_that_made_it_counts(revoked, admitted, park):
    device = getattr(park, revoked).device
    revoke_device(park.session, device, at=START + MINUTE, by=SYSTEM)
    late = START + 5 * MINUTE
    before, after = make_scan(park.codes[0]), make_scan(park.codes[1], at=late)
    park.hand_in(park.relayed(before), park.relayed(after), at=late)
    assert count_event(park.session, park.event, at=late).admitted == admitted


def test_a_relayed_undo_takes_back_what_its_own_phone_scanned(park):
    first = make_scan(park.codes[0])
    undo = make_scan(park.codes[0], direction=Direction.UNDO, undoes=first.row_id)
    park.hand_in(first, by=park.dying)
    (result,) = park.hand_in(park.relayed(undo))
    assert result.verdict.value == "undone"


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_for_an_unknown_phone_is_the_senders_without_a_number(kind, park):
    record, make, table = KINDS[kind]
    row = replace(make(seq=90), relayed_for="nobody", relay_offset_ms=0)
    assert park.hand_in(row, record=record)[0].state is RowState.NEW
    stored = park.session.get(table, row.row_id)
    assert (stored.device_id, stored.relayed_for) == (park.helping.device.id, "nobody")
    assert not stored.quarantined
    assert park.numbers() == {"Nord 1": (0, 0), "Syd 1": (0, 0)}
    assert [row.strange for row in list_devices(park.session, park.event)] == [0, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_for_a_phone_of_another_event_counts_nowhere(kind, park):
    record, make, table = KINDS[kind]
    other = Park(park.session)
    row = park.relayed(make(seq=1), of=other.dying)
    assert park.hand_in(row, record=record)[0].state is RowState.NEW
    assert park.session.get(table, row.row_id).quarantined
    assert other.numbers() == {"Nord 1": (0, 0), "Syd 1": (0, 0)}
    counts = [count_event(park.session, each.event, at=START) for each in (park, other)]
    assert [(count.came, count.head_count) for count in counts] == [(0, None)] * 2
    assert [row.strange for row in list_devices(park.session, park.event)] == [0, 1]


def test_a_phone_that_relays_for_itself_just_hands_in(park):
    park.hand_in(park.relayed(make_scan(park.codes[0], seq=1), of=park.helping))
    assert park.numbers() == {"Nord 1": (0, 0), "Syd 1": (1, 1)}
    assert [row.relayed for row in list_devices(park.session, park.event)] == [0, 0]
