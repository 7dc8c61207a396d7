"""Registrations that wait for a decision: an organiser's yes or no, or the draw."""

from datetime import timedelta

from eventsys.core.principal import SYSTEM
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.registration.approval.operations import approve, decline
from eventsys.registration.draw.operations import draw
from tests.browser.sweep.events import NAMES, Events
from tests.factories import make_registration

BY_DRAW = IntakePlan(way=Way.DRAW)


def register_for_decisions(events: Events) -> None:
    """Register where somebody decides, and let some of it be decided."""
    register_who_needs_a_yes(events)
    register_for_draws(events)


def register_who_needs_a_yes(events: Events) -> None:
    """Register where an organiser decides: one is not decided, one has a yes, one a no."""
    event = events.event("ansog", intake=IntakePlan(way=Way.APPROVAL))
    made = {
        name: make_registration(events.session, event, *NAMES[:2], at=events.at)
        for name in ("asked", "approved", "declined")
    }
    for name, registration in made.items():
        events.keep(name, registration)
    approve(events.session, made["approved"], at=events.at, by=SYSTEM)
    reason = "Kurset er for begyndere."
    decline(events.session, made["declined"], reason, at=events.at, by=SYSTEM)


def register_for_draws(events: Events) -> None:
    """Register where lots decide: before the draw, and after it for one who has no place yet."""
    at, day = events.at, timedelta(days=1)
    to_come = events.event(
        "lod",
        intake=BY_DRAW,
        registration_opens_at=at - day,
        registration_closes_at=at + day,
    )
    events.keep("in the draw", make_registration(events.session, to_come, *NAMES, at=at))
    drawn = events.event(
        "trukket",
        at=at - 2 * day,
        intake=BY_DRAW,
        capacity=1,
        days=(30,),
        registration_opens_at=at - 3 * day,
        registration_closes_at=at - day,
    )
    late = make_registration(events.session, drawn, *NAMES, at=at - 2 * day)
    events.keep("not drawn", late)
    make_registration(events.session, drawn, NAMES[0], at=at - 2 * day)
    draw(events.session, drawn, "2026", at=at, by=SYSTEM)
