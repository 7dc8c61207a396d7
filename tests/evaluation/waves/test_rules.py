"""When waves are, in local time."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsys.evaluation.waves.rules import WaveState, Window, months_after, window_after
from tests.factories import AT


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_people_are_asked_at_the_end_and_have_two_weeks():
    window = window_after(moment("2026-05-11 13:00"), 0)
    assert window == Window(
        opens_at=moment("2026-05-11 13:00"), closes_at=moment("2026-05-25 21:59")
    )


@pytest.mark.parametrize(
    ("months", "opens_at", "closes_at"),
    [
        (3, "2026-08-11 07:00", "2026-08-25 21:59"),
        (6, "2026-11-11 08:00", "2026-11-25 22:59"),
        (12, "2027-05-11 07:00", "2027-05-25 21:59"),
    ],
)
def test_a_follow_up_comes_in_the_morning_months_later(months, opens_at, closes_at):
    window = window_after(moment("2026-05-11 13:00"), months)
    assert window == Window(opens_at=moment(opens_at), closes_at=moment(closes_at))


def test_a_month_that_is_shorter_has_its_last_day():
    day = moment("2026-11-30 12:00").date()
    assert months_after(day, 3) == moment("2027-02-28 12:00").date()
    assert months_after(day, 12) == moment("2027-11-30 12:00").date()


def test_an_event_that_ends_on_new_years_eve_by_local_time_is_followed_up_from_the_new_year():
    assert window_after(moment("2026-12-31 23:30"), 3).opens_at == moment("2027-04-01 07:00")


def test_a_wave_is_planned_then_open_then_closed():
    window = Window(opens_at=AT, closes_at=AT + timedelta(days=14))
    second = timedelta(seconds=1)
    states = [
        window.state(each)
        for each in (AT - second, AT, window.closes_at - second, window.closes_at)
    ]
    assert states == [WaveState.PLANNED, WaveState.OPEN, WaveState.OPEN, WaveState.CLOSED]
    assert window.reminds_at == AT + timedelta(days=7)
