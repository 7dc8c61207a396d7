"""Plans of events that move."""

from dataclasses import replace
from datetime import timedelta

from eventsys.events.queries import plan_of


def moved_by(plan, by):
    """Plan the same event, each date so much later."""
    dates = [
        replace(each, starts_at=each.starts_at + by, ends_at=each.ends_at + by)
        for each in plan.occasions
    ]
    return replace(plan, occasions=dates)


def moved(session, event, number, by=timedelta(hours=1)):
    """Plan the same event with the date of a number moved."""
    plan = plan_of(session, event)
    later = {each.no: each for each in moved_by(plan, by).occasions}
    return replace(plan, occasions=[later[e.no] if e.no == number else e for e in plan.occasions])
