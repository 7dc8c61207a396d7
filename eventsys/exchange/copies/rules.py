"""How an event is moved to other days, decided on plain values; local times stay as they are."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from eventsys.core.localtime import COPENHAGEN, NonexistentTime, from_local, local_day, to_local
from eventsys.events.requests import EventPlan, OccasionPlan
from eventsys.events.rules import LONGEST_SLUG, AgeRule

WEEK = 7
HALF_A_WEEK = 3
LEAP_DAY = (2, 29)
HOUR = timedelta(hours=1)
LONGEST_ENDING = len("-2027-99")


def days_to_next_year(first: date, today: date) -> int:
    """Tell how many days later the same weekday is, nearest to the same day of a year to come."""
    year = max(first.year + 1, today.year)
    while same_weekday(first, year) <= today:
        year += 1
    return (same_weekday(first, year) - first).days


def same_weekday(day: date, year: int) -> date:
    """Give the day of a year that is nearest to a day and has its weekday."""
    is_leap_day = (day.month, day.day) == LEAP_DAY
    near = date(year, 2, 28) if is_leap_day else day.replace(year=year)
    away = (day.weekday() - near.weekday()) % WEEK
    return near + timedelta(days=away - WEEK if away > HALF_A_WEEK else away)


def moved(plan: EventPlan, days: int, zone: str = COPENHAGEN) -> EventPlan:
    """Plan the same so many days later; birth years follow, and nobody has been drawn yet."""
    occasions = [moved_occasion(each, days, zone) for each in plan.occasions]
    return replace(
        plan,
        occasions=occasions,
        registration_opens_at=moved_moment(plan.registration_opens_at, days, zone),
        registration_closes_at=moved_moment(plan.registration_closes_at, days, zone),
        age_rule=moved_rule(plan.age_rule, years_between(plan, occasions, zone)),
        intake=replace(plan.intake, is_drawn=False),
    )


def moved_occasion(occasion: OccasionPlan, days: int, zone: str) -> OccasionPlan:
    """Plan an occasion so many days later; in the night of the clocks it keeps its length."""
    starts_at = shifted(occasion.starts_at, days, zone)
    ends_at = shifted(occasion.ends_at, days, zone)
    if ends_at <= starts_at:
        ends_at = starts_at + (occasion.ends_at - occasion.starts_at)
    return OccasionPlan(starts_at=starts_at, ends_at=ends_at, venue_id=occasion.venue_id)


def moved_moment(moment: datetime | None, days: int, zone: str) -> datetime | None:
    """Give a moment so many days later, where there is one."""
    return None if moment is None else shifted(moment, days, zone)


def shifted(moment: datetime, days: int, zone: str) -> datetime:
    """Give the same local time so many days later; an hour on, where the clocks skip it."""
    local = to_local(moment, zone)
    naive = local.replace(tzinfo=None, fold=0) + timedelta(days=days)
    try:
        return from_local(naive, zone, second=bool(local.fold))
    except NonexistentTime:
        return from_local(naive + HOUR, zone)


def moved_rule(rule: AgeRule | None, years: int) -> AgeRule | None:
    """Give the birth years of children who are as old so many years later."""
    return rule and AgeRule(rule.from_year + years, rule.to_year + years)


def years_between(plan: EventPlan, occasions: list[OccasionPlan], zone: str) -> int:
    """Tell how many years later the first occasion is than that of the plan."""
    return first_day(occasions, zone).year - first_day([*plan.occasions], zone).year


def first_day(occasions: list[OccasionPlan], zone: str = COPENHAGEN) -> date:
    """Tell the local day of the first occasion."""
    return local_day(min(each.starts_at for each in occasions), zone)


def new_slug(slug: str, old: date, new: date, taken: Collection[str]) -> str:
    """Find a free address for a copy: with the new year in it, and a number where need be."""
    if old.year != new.year and str(old.year) in slug:
        wanted = slug.replace(str(old.year), str(new.year))
    else:
        wanted = f"{slug[: LONGEST_SLUG - LONGEST_ENDING].rstrip('-')}-{new.year}"
        wanted = wanted if old.year != new.year else slug
    stem, number = wanted[: LONGEST_SLUG - len("-99")].rstrip("-"), 2
    while wanted in taken:
        wanted, number = f"{stem}-{number}", number + 1
    return wanted
