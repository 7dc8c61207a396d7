"""Days and times as organisers type them."""

from datetime import date, time

import pytest

from eventsys.web.organiser.events.times import read_clock, read_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-01-31", date(2027, 1, 31)),
        ("31.1.2027", date(2027, 1, 31)),
        ("31. 1. 2027", date(2027, 1, 31)),
        ("31/01-2027", date(2027, 1, 31)),
        ("٣١.١.٢٠٢٧", date(2027, 1, 31)),
        ("31.2.2027", None),
        ("31.12.9999", None),
        ("31.12.1999", None),
        ("2027-13-01", None),
        ("31.1.27", None),
        ("i morgen", None),
        ("", None),
    ],
)
def test_days(typed, day):
    assert read_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("17:30", time(17, 30)),
        ("17.30", time(17, 30)),
        ("17:30:00", time(17, 30)),
        ("9", time(9)),
        ("00:00", time(0)),
        ("24:00", None),
        ("25:00", None),
        ("12:60", None),
        ("kl. 9", None),
        ("", None),
    ],
)
def test_times_of_day(typed, clock):
    assert read_clock(typed) == clock
