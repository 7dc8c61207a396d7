"""How somebody's attendance follows from what was said, told as one would read it aloud."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, strategies as st

from eventsys.attendance.marks.rules import (
    Attendance,
    AttendanceSource,
    AttendanceStatus,
    MarkSource,
    Said,
    attendance_of,
    is_whole,
    made_at,
)

CAME, APOLOGISED = AttendanceStatus.CAME, AttendanceStatus.APOLOGISED
NOW = datetime(2026, 5, 11, 10, 0, tzinfo=UTC)
AWAY, UNKNOWN = AttendanceStatus.STAYED_AWAY, AttendanceStatus.UNKNOWN


@pytest.mark.parametrize(
    ("said", "whole", "status", "source"),
    [
        pytest.param(Said(), False, UNKNOWN, "none", id="nobody said anything"),
        pytest.param(Said(), True, AWAY, "none", id="all who came are known"),
        pytest.param(Said(apology=APOLOGISED), True, APOLOGISED, "apology", id="apologies"),
        pytest.param(
            Said(listed=CAME, apology=APOLOGISED), True, CAME, "list", id="came after all"
        ),
        pytest.param(
            Said(was_scanned=True, listed=AWAY), True, CAME, "scan", id="scanned, but not ticked"
        ),
        pytest.param(
            Said(correction=AWAY, was_scanned=True), False, AWAY, "correction", id="corrected"
        ),
    ],
)
def test_a_correction_counts_most_then_a_scan_then_the_list(said, whole, status, source):
    assert attendance_of(said, is_whole=whole) == Attendance(status, AttendanceSource(source))


def test_only_of_whom_nobody_said_anything_is_it_held_that_they_stayed_away():
    for correction, scanned, listed, apology in product(
        AttendanceStatus, (True, False), AttendanceStatus, AttendanceStatus
    ):
        said = Said(correction, scanned, listed, apology)
        rests_on = attendance_of(said, is_whole=True).source
        assert (rests_on is AttendanceSource.NONE) is (said == Said())


def test_an_unknown_takes_back_what_its_source_said():
    said = Said()
    said.hear(MarkSource.APOLOGY, APOLOGISED)
    said.hear(MarkSource.LIST, CAME)
    said.hear(MarkSource.CORRECTION, AWAY)
    said.hear(MarkSource.CORRECTION, UNKNOWN)
    assert attendance_of(said, is_whole=True).status is CAME
    said.hear(MarkSource.LIST, UNKNOWN)
    assert attendance_of(said, is_whole=True).status is APOLOGISED
    said.hear(MarkSource.APOLOGY, UNKNOWN)
    assert attendance_of(said, is_whole=False).status is UNKNOWN


def test_all_who_came_are_known_once_the_list_is_closed_or_the_scanning_over():
    states = list(product((True, False), repeat=3))
    whole = [is_whole(is_closed=c, is_over=o, has_scans=s) for c, o, s in states]
    assert [state for state, is_so in zip(states, whole, strict=True) if is_so] == [
        (True, True, True),
        (True, True, False),
        (True, False, True),
        (True, False, False),
        (False, True, True),
    ]


@given(
    made=st.lists(st.integers(0, 10**7), min_size=2, max_size=40, unique=True).map(sorted),
    batches=st.lists(st.integers(0, 3), min_size=40, max_size=40),
    clock_is_wrong_by=st.integers(-(10**9), 10**9),
    delays=st.lists(st.integers(0, 10**8), min_size=4, max_size=4),
)
def test_marks_count_in_the_order_they_were_made_however_they_are_sent(
    made, batches, clock_is_wrong_by, delays
):
    """Each number is milliseconds: one tablet's marks, its clock, when each batch is sent."""
    wrong = timedelta(milliseconds=clock_is_wrong_by)
    sent = [NOW + timedelta(milliseconds=made[-1] + delay) for delay in delays]
    places = dict.fromkeys(range(len(sent)), 0)
    stored = []
    for moment, batch in zip(made, batches, strict=False):
        device_at = NOW + timedelta(milliseconds=moment) + wrong
        stored.append(made_at(device_at, sent[batch] + wrong, sent[batch], places[batch]))
        places[batch] += 1
    assert stored == sorted(stored)
    assert all(each - NOW < timedelta(milliseconds=made[-1] + 1) for each in stored)
