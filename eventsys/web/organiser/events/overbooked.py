"""What becomes of an event that is to have fewer places than people hold: three ways out."""

from dataclasses import dataclass, replace

from flask import request

from eventsys.core import clock
from eventsys.core.db import Session
from eventsys.events.errors import CapacityBelowTaken
from eventsys.events.models import Event
from eventsys.events.pools.queries import most_taken
from eventsys.events.requests import EventPlan
from eventsys.registration.overbooked.operations import amend_and_mark
from eventsys.registration.standing.operations import amend_with_people
from eventsys.web.common.guards import current_principal
from eventsys.web.common.words import _, ngettext

KEEP, MARK = "keep", "mark"


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The ways that are offered, in words; the third is to leave all as it was."""

    keep: str
    mark: str


def ways_out(error: CapacityBelowTaken) -> WaysOut:
    """Offer to keep the places that are taken, or to mark who is to be called."""
    return WaysOut(
        keep=_("Keep %(taken)s places", taken=error.taken),
        mark=ngettext(
            "Set %(capacity)s places, and mark %(num)d person to be called",
            "Set %(capacity)s places, and mark %(num)d people to be called",
            error.taken - error.capacity,
            capacity=error.capacity,
        ),
    )


def amended(session: Session, event: Event, plan: EventPlan) -> Event:
    """Change an event; with fewer places than are taken, as the organiser has chosen."""
    at, by = clock.now(), current_principal()
    chosen, taken = request.form.get("overbooked"), most_taken(session, event)
    if plan.capacity is None or plan.capacity >= taken:
        return amend_with_people(session, event, plan, at=at, by=by)
    if chosen == MARK:
        return amend_and_mark(session, event, plan, at=at, by=by)
    kept = replace(plan, capacity=taken) if chosen == KEEP else plan
    return amend_with_people(session, event, kept, at=at, by=by)


def is_chosen() -> bool:
    """Tell whether the organiser has chosen what becomes of places that are taken."""
    return request.form.get("overbooked") in {KEEP, MARK}
