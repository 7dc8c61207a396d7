"""What several phones hand in at once is stored in one go, and comes to the same as one by one."""

import random

import pytest
from sqlalchemy import select

from eventsys.checkin.errors import UnknownDevice
from eventsys.checkin.models import Arrival, Device, Scan, StrayRow, TicketState
from eventsys.checkin.requests import Handed, UnreadableRow
from eventsys.checkin.rules import Direction, RowState
from eventsys.checkin.scans import operations
from eventsys.checkin.scans.operations import record_scans, record_together
from eventsys.checkin.scans.posts import Post
from eventsys.core.db import table_of
from tests.factories import (
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
)
from tests.watch import watch_statements

PHONES = 4


class Crowd:
    """Two events whose phones send at the same moment, each now and then what was sent before."""

    def __init__(self, session, seed):
        self.chance = random.Random(seed)
        events = [make_event(session, reentry=bool(seed % 2)) for _ in range(2)]
        codes = [codes_of(session, make_family(session, event, 3)) for event in events]
        self.codes = [each.code for known in codes for each in known] + ["nobody's"]
        self.phones = [make_device(session, events[number % 2]).token for number in range(PHONES)]
        self.made = [[], []]

    def row(self, made_there):
        chance = self.chance.random()
        if made_there and chance < 0.3:
            return self.chance.choice(made_there)
        if chance < 0.35:
            return UnreadableRow(row_id=None, body="nonsense")
        undone = self.chance.choice(made_there).row_id if made_there and chance < 0.45 else None
        direction = Direction.UNDO if undone else self.chance.choice(["in", "in", "out"])
        made = make_scan(
            self.chance.choice(self.codes), direction=Direction(direction), undoes=undone
        )
        made_there.append(made)
        return made

    def hand_in(self):
        phone = self.chance.randrange(PHONES)
        rows = [self.row(self.made[phone % 2]) for _ in range(self.chance.randrange(4))]
        return Handed(token=self.phones[phone], batch=batch_of(*rows), at=START)


def one_by_one(session, handed):
    return [record_scans(session, each.token, each.batch, at=each.at) for each in handed]


def stored(session):
    """Read all that scans change; the sums of arrivals whosever phone they are kept for."""
    tables = [
        (TicketState, set()),
        (Device, set()),
        (Scan, {"received_at"}),
        (StrayRow, {"id"}),
    ]
    facts = [
        sorted(
            (
                tuple(
                    row[column.name]
                    for column in table_of(model).columns
                    if column.name not in left_out
                )
                for row in session.execute(select(table_of(model))).mappings()
            ),
            key=str,
        )
        for model, left_out in tables
    ]
    sums = {}
    for each in session.scalars(select(Arrival)):
        slot = (each.occasion_id, each.gate, each.quarter_at)
        before = sums.get(slot, (0, 0))
        sums[slot] = (before[0] + each.admitted, before[1] + each.inside)
    session.expire_all()
    return facts, {slot: sum_ for slot, sum_ in sums.items() if any(sum_)}


def both_ways(session, handed):
    """Store the same in both ways; give the rows' states and all that is stored after each."""
    found = []
    for way in (one_by_one, record_together):
        with session.begin_nested() as attempt:
            results = way(session, handed)
            states = [[(row.index, row.row_id, row.state) for row in each] for each in results]
            found.append((states, *stored(session)))
            attempt.rollback()
    return found


@pytest.mark.parametrize("seed", range(10))
def test_in_one_go_or_one_by_one_comes_to_the_same(seed, session):
    crowd = Crowd(session, seed)
    alone, together = both_ways(session, [crowd.hand_in() for _ in range(12)])
    assert together == alone


def test_control_posts_that_meet_must_not_be_stored_in_one_go(session, monkeypatch):
    def all_in_one(posts):
        by_event = {}
        for post in posts:
            by_event.setdefault(post.device.event_id, []).append(post)
        return by_event.values()

    monkeypatch.setattr(operations, "rounds_of", all_in_one)
    crowd = Crowd(session, 1)
    alone, together = both_ways(session, [crowd.hand_in() for _ in range(12)])
    assert together != alone


def test_each_is_told_what_its_scans_come_to_with_all_others(session):
    event = make_event(session)
    [code] = [each.code for each in codes_of(session, make_family(session, event, 1))]
    phones = [make_device(session, event).token for _ in range(3)]
    handed = [Handed(token=each, batch=batch_of(make_scan(code)), at=START) for each in phones]
    told = [row.verdict for [row] in record_together(session, handed)]
    assert sorted(told) == ["admitted", "already-in", "already-in"]
    again = [row for [row] in record_together(session, handed)]
    assert [row.verdict for row in again] == told
    assert {row.state for row in again} == {RowState.SAME}


def test_many_phones_cost_as_many_statements_as_one(session):
    event = make_event(session)
    family = codes_of(session, make_family(session, event, 8))
    phones = [make_device(session, event).token for _ in family]

    def hand_in(count):
        return [
            Handed(token=token, batch=batch_of(make_scan(each.code)), at=START)
            for token, each in zip(phones[:count], family, strict=False)
        ]

    for _ in range(2):
        record_together(session, hand_in(8))
    costs = []
    for count in (1, 8):
        with watch_statements() as statements:
            record_together(session, hand_in(count))
        costs.append(len(statements))
    assert costs == [5, 5]


def test_where_one_phone_is_unknown_nothing_is_stored(session):
    phone = make_device(session, make_event(session)).token
    handed = [
        Handed(token=each, batch=batch_of(make_scan("A1")), at=START) for each in (phone, "?")
    ]
    with pytest.raises(UnknownDevice):
        record_together(session, handed)
    assert session.query(Scan).count() == 0


def test_a_post_has_a_clock_of_its_own():
    post = Post(device=None, batch=batch_of(sent_at=START), at=START)
    assert post.clock.is_measured
