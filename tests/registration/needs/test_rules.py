from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from eventsys.core.text import CPR_MASK, mask_cpr
from eventsys.registration.needs.rules import (
    danish_holidays,
    deletion_moment,
    easter_sunday,
    is_masked,
    workdays_before,
)


@pytest.mark.parametrize(
    "number",
    [
        "010203-1234",
        "0102031234",
        "010203 1234",
        "010203 - 1234",
        "010203\u20131234",
        "٠١٠٢٠٣-١٢٣٤",
        "۰۱۰۲۰۳۱۲۳۴",
        "311299.1234",
    ],
)
def test_what_looks_like_a_cpr_number_is_taken_out(number):
    masked = mask_cpr(f"nødder, {number}!")
    assert masked == f"nødder, {CPR_MASK}!"
    assert is_masked(masked)


@pytest.mark.parametrize(
    "text",
    ["", "nødder", "+45 12 34 56 78", "10102031234", "990203-1234", "012345", "٣ أطفال", "½ liter"],
)
def test_what_does_not_look_like_one_stays_as_it_was_written(text):
    assert (mask_cpr(text), is_masked(text)) == (text, False)


@given(st.text(max_size=60))
def test_masking_twice_is_masking_once(text):
    assert mask_cpr(mask_cpr(text)) == mask_cpr(text)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 12, 5), date(2026, 11, 30)),  # a Saturday
        (date(2026, 12, 7), date(2026, 11, 30)),  # a Monday
        (date(2027, 4, 1), date(2027, 3, 22)),  # Maundy Thursday to Easter Monday are none
        (date(2027, 1, 5), date(2026, 12, 23)),  # Christmas and New Year neither
        (date(2026, 6, 8), date(2026, 5, 29)),  # nor Constitution Day
    ],
)
def test_five_workdays_are_counted_backwards(day, before):
    assert workdays_before(day, 5) == before


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2008, date(2008, 3, 23)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2076, date(2076, 4, 19)),
    ],
)
def test_easter_is_where_the_church_has_it(year, easter):
    assert easter_sunday(year) == easter


@given(st.integers(1900, 2299))
def test_easter_is_a_sunday_in_spring(year):
    easter = easter_sunday(year)
    assert (easter.weekday(), date(year, 3, 22) <= easter <= date(year, 4, 25)) == (6, True)


def test_the_holidays_that_move_fall_on_their_weekdays():
    days = [day.weekday() for day in danish_holidays(2027)[2:7]]
    assert days == [3, 4, 0, 3, 0]


def test_needs_are_kept_for_fourteen_days():
    end = datetime(2027, 5, 1, 14, tzinfo=UTC)
    assert deletion_moment(end) == datetime(2027, 5, 15, 14, tzinfo=UTC)
