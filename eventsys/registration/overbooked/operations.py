"""What changes an event to fewer places than people hold."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.pools.queries import list_pools
from eventsys.events.requests import EventPlan
from eventsys.registration.overbooked.models import OverbookedCall
from eventsys.registration.overbooked.queries import list_parties
from eventsys.registration.overbooked.rules import to_be_called
from eventsys.registration.standing.operations import amend_with_people


def amend_and_mark(
    session: Session, event: Event, plan: EventPlan, *, at: datetime, by: Principal
) -> Event:
    """Bring an event in line with a plan of too few places, and mark who is to be called.

    Everybody keeps the place they have: it is for people to call, and for those called to say no.
    Raise what `amend_with_people` raises but `CapacityBelowTaken`.
    """
    amend_with_people(session, event, replace(plan, may_overbook=True), at=at, by=by)
    marked = 0
    for pool in list_pools(session, event):
        excess = 0 if pool.capacity is None else pool.taken - pool.capacity
        for party in to_be_called(list_parties(session, pool), excess):
            mark(session, party.registration_id, party.people, at=at)
            marked += party.people
    record(session, "overbook", event, {"slug": event.slug, "people": marked}, at=at, by=by)
    session.flush()
    return event


def mark(session: Session, registration_id: int, people: int, *, at: datetime) -> None:
    """Note that so many of a registration hold a place too many; also after an earlier call."""
    known = select(OverbookedCall).filter_by(registration_id=registration_id)
    call = session.scalar(known) or OverbookedCall(registration_id=registration_id)
    call.size, call.marked_at, call.settled_at = people, at, None
    session.add(call)


def settle(
    session: Session, event: Event, call: OverbookedCall, *, at: datetime, by: Principal
) -> None:
    """Note that somebody has called."""
    call.settled_at = at
    record(session, "call", event, {"registration": call.registration_id}, at=at, by=by)
    session.flush()
