"""Counting rules, with the figures of International Day."""

from datetime import timedelta
from itertools import count

import pytest

from eventsys.attendance.rules import (
    CountedHeads,
    HeadCountFacts,
    Passage,
    count_heads,
    first_passages,
    group,
    quarter_hour_of,
)
from eventsys.checkin.rules import HeadCountKind, HeadCountRole
from eventsys.registration.rules import Category
from tests.factories import START

numbers = count(1)
ENTRIES = (610, 1240, 890, 720, 1310, 940, 480, 1015, 765, 430, 870, 690)


def heads(n, kind=HeadCountKind.IN, role=HeadCountRole.SUM, minute=0):
    return HeadCountFacts(
        headcount_id=f"{next(numbers):04}",
        occasion_id=1,
        kind=kind,
        role=role,
        n=n,
        at=START + timedelta(minutes=minute),
    )


def test_entries_are_added_and_the_control_count_is_not():
    counted = count_heads([*map(heads, ENTRIES), heads(598, role=HeadCountRole.CONTROL)])
    assert counted == CountedHeads(9960, HeadCountKind.IN)
    assert (counted.rounded, counted.is_approximate) == (10_000, True)


def test_of_people_present_the_most_at_once_is_taken_never_the_sum():
    present = [heads(n, HeadCountKind.PRESENT) for n in (300, 420, 410)]
    assert count_heads(present) == CountedHeads(420, HeadCountKind.PRESENT)


def test_of_estimates_the_newest_is_taken_and_is_always_approximate():
    estimates = [heads(n, HeadCountKind.ESTIMATE, minute=m) for n, m in ((9000, 5), (50, 1))]
    assert count_heads(estimates) == CountedHeads(9000, HeadCountKind.ESTIMATE)
    assert CountedHeads(50, HeadCountKind.ESTIMATE).is_approximate


def test_kinds_are_never_added_together():
    mixed = [heads(10), heads(500, HeadCountKind.PRESENT), heads(900, HeadCountKind.ESTIMATE)]
    assert count_heads(mixed) == CountedHeads(10, HeadCountKind.IN)


def test_nothing_counted_is_nothing_not_zero():
    assert count_heads([heads(5, role=HeadCountRole.CONTROL)]) is None


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (99, 99),
        (100, 100),
        (105, 110),
        (104, 100),
        (999, 1000),
        (1049, 1000),
        (1050, 1100),
        (5250, 5500),
        (5249, 5000),
    ],
)
def test_large_numbers_are_rounded_half_up(value, rounded):
    assert CountedHeads(value, HeadCountKind.IN).rounded == rounded


def passage(person, minute, gate="Nord", *, with_ticket=True, occasion=1):
    at = START + timedelta(minutes=minute)
    return Passage(person, occasion, Category.CHILD, gate, at, with_ticket=with_ticket)


def test_a_person_counts_once_at_the_gate_they_first_came_in_by():
    persons = first_passages(
        [passage(1, 20, "Syd", occasion=2), passage(1, 3), passage("w", 4, with_ticket=False)]
    )
    by_gate = group(persons, lambda person: person.gate, ["Nord", "Syd"])
    assert [(gate, came.admitted, came.walk_ins) for gate, came in by_gate.items()] == [
        ("Nord", 1, 1),
        ("Syd", 0, 0),
    ]


def test_quarter_hours_begin_at_the_quarter():
    assert quarter_hour_of(passage(1, 29)) == START + timedelta(minutes=15)
