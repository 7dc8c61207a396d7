"""Whom a free place is offered to, and how long an offer lasts: by day, and over every night."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from eventsys.core.localtime import COPENHAGEN, to_local
from eventsys.events.intake.rules import WaitlistOrder
from eventsys.registration.waitlist.rules import (
    Party,
    expiry_of,
    is_awaited,
    is_in_time,
    next_party,
)

HOUR = timedelta(hours=1)


def expiry(at, starts_at):
    found = expiry_of(datetime.fromisoformat(at), datetime.fromisoformat(starts_at), COPENHAGEN)
    return to_local(found).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("at", "starts_at", "until"),
    [
        # a day by daylight, where there is time: 11 hours today, 13 tomorrow
        ("2026-05-04T10:00+02:00", "2026-06-04T10:00+02:00", "2026-05-05T21:00+02:00"),
        # half of what is left until the start the same day
        ("2026-05-04T09:00+02:00", "2026-05-04T17:00+02:00", "2026-05-04T13:00+02:00"),
        # the evening before: 2 h 50 today and 2 h tomorrow are left, so half of that
        ("2026-05-04T18:10+02:00", "2026-05-05T10:00+02:00", "2026-05-04T20:35+02:00"),
        # made at night, it begins in the morning
        ("2026-05-04T23:30+02:00", "2026-05-05T12:00+02:00", "2026-05-05T10:00+02:00"),
        # never less than an hour, and never beyond the start
        ("2026-05-04T12:00+02:00", "2026-05-04T13:30+02:00", "2026-05-04T13:00+02:00"),
        ("2026-05-04T12:00+02:00", "2026-05-04T12:30+02:00", "2026-05-04T12:30+02:00"),
        # an hour of the evening that is left goes on in the morning
        ("2026-05-04T20:30+02:00", "2026-05-05T09:00+02:00", "2026-05-05T08:30+02:00"),
        # the clocks go forward on 29 March and back on 25 October 2026: days stay 13 hours long
        ("2026-03-28T20:00+01:00", "2026-04-28T10:00+02:00", "2026-03-30T18:00+02:00"),
        ("2026-10-24T20:00+02:00", "2026-11-24T10:00+01:00", "2026-10-26T18:00+01:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T12:00+01:00", "2026-10-25T10:00+01:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T12:00+01:00", "2026-10-25T10:00+01:00"),
    ],
)
def test_an_offer_lasts_half_the_time_left_and_nights_do_not_count(at, starts_at, until):
    assert expiry(at, starts_at) == until


NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=364)).map(lambda since: NEW_YEAR + since)


@given(at=MOMENTS, ahead=st.timedeltas(timedelta(minutes=1), timedelta(days=60)))
def test_an_offer_never_runs_out_at_night_nor_after_the_start(at, ahead):
    starts_at = at + ahead
    until = expiry_of(at, starts_at, COPENHAGEN)
    assert at < until <= starts_at
    assert until == starts_at or 8 <= to_local(until - timedelta(microseconds=1)).hour < 21


@given(at=MOMENTS, ahead=st.timedeltas(timedelta(hours=15), timedelta(days=60)))
def test_nobody_has_less_than_an_hour_to_answer(at, ahead):
    assert expiry_of(at, at + ahead, COPENHAGEN) - at >= HOUR


@pytest.mark.parametrize(("hours", "in_time"), [(5, True), (4, True), (3.9, False)])
def test_the_last_offer_is_made_four_hours_before_the_start(hours, in_time):
    at = datetime(2026, 5, 4, 8, tzinfo=UTC)
    assert is_in_time(at, at + hours * HOUR) is in_time


PARTIES = [Party(1, 3), Party(2, 1, is_passed=True), Party(3, 2), Party(4, 1)]


@pytest.mark.parametrize(
    ("order", "unused", "chosen"),
    [
        (WaitlistOrder.FITS, 0, None),
        (WaitlistOrder.FITS, 1, 4),
        (WaitlistOrder.FITS, 2, 3),
        (WaitlistOrder.FITS, 3, 1),
        (WaitlistOrder.FITS, None, 1),
        (WaitlistOrder.FIRST, 2, None),
        (WaitlistOrder.FIRST, 3, 1),
    ],
)
def test_a_free_place_goes_to_the_first_that_fits_or_strictly_to_the_first(order, unused, chosen):
    party = next_party(PARTIES, unused, order)
    assert (party and party.registration_id) == chosen


def test_what_is_too_little_for_the_first_is_kept_where_the_order_is_strict():
    assert is_awaited(PARTIES, 2, WaitlistOrder.FIRST)
    assert not is_awaited([Party(1, 3)], 2, WaitlistOrder.FITS)
    assert not is_awaited([Party(1, 3, is_passed=True)], 2, WaitlistOrder.FIRST)
