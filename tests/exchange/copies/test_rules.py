"""An event moves to other days, and its local times stay as they are."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.requests import EventPlan, OccasionPlan
from eventsys.events.rules import AgeRule, EventKind, is_slug
from eventsys.exchange.copies.rules import (
    days_to_next_year,
    moved,
    new_slug,
    same_weekday,
    shifted,
)

ZONE = "Europe/Copenhagen"
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def plan_on(*spans, **changes):
    return EventPlan(
        slug="fest",
        kind=EventKind.PUBLIC,
        titles={Language.DANISH: "Fest"},
        occasions=[
            OccasionPlan(starts_at=start, ends_at=end, venue_id=3, no=7) for start, end in spans
        ],
        **changes,
    )


@given(DAYS, st.integers(2000, 2100))
def test_the_same_weekday_of_another_year_is_near_the_same_day(day, year):
    found = same_weekday(day, year)
    assert found.weekday() == day.weekday()
    near = date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
    assert abs(found - near) <= timedelta(days=3)


@pytest.mark.parametrize(
    ("first", "today", "next_time"),
    [
        (date(2026, 6, 6), date(2026, 9, 1), date(2027, 6, 5)),
        (date(2026, 6, 6), date(2026, 1, 1), date(2027, 6, 5)),
        (date(2020, 2, 29), date(2026, 3, 30), date(2027, 2, 27)),
        (date(2026, 1, 1), date(2026, 12, 30), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 12, 31), date(2027, 12, 30)),
    ],
)
def test_last_years_event_is_on_the_same_weekday_of_a_year_to_come(first, today, next_time):
    found = first + timedelta(days=days_to_next_year(first, today))
    assert (found, found > today) == (next_time, True)


def test_a_time_of_day_stays_over_the_change_of_the_clocks():
    winter = datetime(2027, 3, 20, 16, 30, tzinfo=UTC)
    assert to_local(shifted(winter, 14, ZONE)).isoformat() == "2027-04-03T17:30:00+02:00"


def test_a_time_that_the_clocks_skip_is_an_hour_later_and_lasts_as_long():
    start, end = datetime(2027, 3, 21, 1, 30, tzinfo=UTC), datetime(2027, 3, 21, 2, 0, tzinfo=UTC)
    [occasion] = moved(plan_on((start, end)), 7).occasions
    assert to_local(occasion.starts_at).isoformat() == "2027-03-28T03:30:00+02:00"
    assert occasion.ends_at - occasion.starts_at == timedelta(minutes=30)


def test_the_second_of_two_hours_stays_the_second():
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # 02:30 for the second time
    assert shifted(second, 0, ZONE) == second
    assert shifted(second - timedelta(hours=1), 0, ZONE) == second - timedelta(hours=1)


def test_a_plan_moves_with_its_registration_birth_years_and_without_lots_drawn():
    start = datetime(2026, 12, 20, 12, tzinfo=UTC)
    span = (start, start + timedelta(hours=3))
    plan = plan_on(
        span,
        registration_opens_at=start - timedelta(days=30),
        age_rule=AgeRule(2016, 2018),
        intake=IntakePlan(way=Way.DRAW, is_drawn=True),
    )
    found = moved(plan, 364)
    [occasion] = found.occasions
    assert (occasion.no, occasion.venue_id) == (None, 3)
    assert occasion.starts_at == start + timedelta(days=364)
    assert found.registration_opens_at == start + timedelta(days=334)
    assert found.registration_closes_at is None
    assert found.age_rule == AgeRule(2017, 2019)
    assert found.intake == IntakePlan(way=Way.DRAW, is_drawn=False)
    assert moved(plan, 2).age_rule == AgeRule(2016, 2018)
    assert moved(plan_on(span), 364).age_rule is None


OLD, NEW = date(2026, 6, 6), date(2027, 6, 5)


@pytest.mark.parametrize(
    ("slug", "new", "taken", "found"),
    [
        ("fest-2026", NEW, {"fest-2026"}, "fest-2027"),
        ("fest-2026", NEW, {"fest-2026", "fest-2027"}, "fest-2027-2"),
        ("fest", NEW, {"fest"}, "fest-2027"),
        ("fest", OLD, {"fest"}, "fest-2"),
        ("fest", OLD, {"fest", "fest-2"}, "fest-3"),
        ("x" * 80, NEW, {"x" * 80}, "x" * 72 + "-2027"),
        ("x" * 80, OLD, {"x" * 80}, "x" * 77 + "-2"),
    ],
)
def test_a_copy_has_an_address_of_its_own(slug, new, taken, found):
    assert new_slug(slug, OLD, new, taken) == found
    assert is_slug(found)
