"""Events that repeat an event, and what of it they all share."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from eventsys.core.principal import Principal
from eventsys.core.standing import Provenance
from eventsys.events.errors import CapacityBelowTaken
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.events.queries import list_occasions, plan_of
from eventsys.events.requests import EventPlan
from eventsys.events.rules import EventStatus
from eventsys.events.series.operations import join_series
from eventsys.events.series.queries import list_members
from eventsys.exchange.copies.errors import MemberIsFuller, SeriesChanged
from eventsys.exchange.copies.operations import copy_event, copy_standings
from eventsys.exchange.copies.rules import WEEK, first_day
from eventsys.registration.standing.operations import amend_with_people

MOST_REPEATS = 30
CHANGING = frozenset({EventStatus.DRAFT, EventStatus.PUBLISHED})


class Part(StrEnum):
    """What the events of a series can share."""

    TEXTS = "texts"
    CONTACT = "contact"
    CAPACITY = "capacity"
    GATES = "gates"


@dataclass(frozen=True, kw_only=True)
class Repetition:
    """How often an event is repeated, and after how many weeks each time.

    `known` is how many others somebody saw in the series: a second press repeats nothing.
    """

    weeks: int
    times: int
    known: int


def repeat_event(
    session: Session, event: Event, wanted: Repetition, *, at: datetime, by: Principal
) -> list[Event]:
    """Make drafts that repeat an event, behind those of its series that are there.

    Raise `SeriesChanged`, and what `copy_event` raises.
    """
    hold(session, event)
    members = list_members(session, event)
    if len(members) != wanted.known:
        raise SeriesChanged(len(members))
    last = max(first_day_of(session, each) for each in (event, *members))
    behind = (last - first_day_of(session, event)).days
    made = []
    for number in range(1, wanted.times + 1):
        copy = copy_event(session, event, behind + number * wanted.weeks * WEEK, at=at, by=by)
        join_series(session, event, copy, at=at, by=by)
        made.append(copy)
    return made


def share(
    session: Session, event: Event, parts: Collection[Part], *, at: datetime, by: Principal
) -> list[Event]:
    """Give the events of the series that are still to begin what this one has; all or none.

    Tickets, dates and places stay theirs. Raise `MemberIsFuller`.
    """
    shared = plan_of(session, event)
    members = [each for each in list_members(session, event) if is_to_come(session, each, at)]
    for member in members:
        plan = plan_of(session, member)
        for part in parts:
            plan = SHARING[part](plan, shared)
        try:
            amend_with_people(session, member, plan, at=at, by=by)
        except CapacityBelowTaken as error:
            raise MemberIsFuller(member.slug, error.taken, error.capacity) from error
        if Part.TEXTS in parts:
            copy_standings(session, event, member)
    return members


def is_to_come(session: Session, event: Event, at: datetime) -> bool:
    """Tell whether an event can still be changed before it begins."""
    starts = [each.starts_at for each in list_occasions(session, event)]
    return event.status in CHANGING and bool(starts) and min(starts) > at


def first_day_of(session: Session, event: Event) -> date:
    """Tell the local day on which an event begins."""
    return first_day([*plan_of(session, event).occasions], event.zone)


def with_texts(plan: EventPlan, shared: EventPlan) -> EventPlan:
    """Plan the same titles and texts."""
    provenance = Provenance(origins=shared.provenance.origins)
    return replace(plan, titles=shared.titles, bodies=shared.bodies, provenance=provenance)


def with_contact(plan: EventPlan, shared: EventPlan) -> EventPlan:
    """Plan the same contact, and the same languages spoken."""
    return replace(plan, contact=shared.contact, spoken=shared.spoken)


def with_capacity(plan: EventPlan, shared: EventPlan) -> EventPlan:
    """Plan as many places."""
    return replace(plan, capacity=shared.capacity)


def with_gates(plan: EventPlan, shared: EventPlan) -> EventPlan:
    """Plan the same gates, and the same rules at them."""
    return replace(
        plan,
        gates=shared.gates,
        reentry=shared.reentry,
        unknown_tickets=shared.unknown_tickets,
        family_scan=shared.family_scan,
    )


SHARING: Mapping[Part, Callable[[EventPlan, EventPlan], EventPlan]] = {
    Part.TEXTS: with_texts,
    Part.CONTACT: with_contact,
    Part.CAPACITY: with_capacity,
    Part.GATES: with_gates,
}
