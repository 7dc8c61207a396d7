"""What changes an event's occasions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.principal import Principal
from eventsys.events.errors import HasRegistrations
from eventsys.events.models import EarlierOccasion, Event, Occasion, PlacePool
from eventsys.events.requests import OccasionPlan
from eventsys.events.rules import EventStatus
from eventsys.places.models import District, Venue
from eventsys.places.operations import VenueDetails, amend_venue


def lay_out_occasions(
    session: Session, event: Event, plans: Sequence[OccasionPlan], *, at: datetime
) -> None:
    """Make the event's occasions those of the plan, numbered by their start.

    One that stays keeps its number's row and its calendar uid. Raise `HasRegistrations` where one
    would go that people are registered for.
    """
    ever = session.scalars(select(Occasion).filter_by(event_id=event.id)).all()
    known = {occasion.no: occasion for occasion in ever if occasion.cancelled_at is None}
    kept = {plan.no for plan in plans if plan.no is not None}
    for no in known.keys() - kept:
        remove(session, event, known[no], at=at)
    session.flush()
    next_no = max((occasion.no for occasion in ever), default=0) + 1
    for plan in sorted(plans, key=lambda plan: plan.starts_at):
        occasion = known.get(plan.no) if plan.no is not None else None
        if occasion is None:
            session.add(new_occasion(event, plan, next_no, at=at))
            next_no += 1
        else:
            move(session, occasion, plan, at=at)
    session.flush()


def remove(session: Session, event: Event, occasion: Occasion, *, at: datetime) -> None:
    """Take an occasion out of the event; calendars of a published one show it as cancelled.

    So does one of a draft that was published before and has left traces: a scan, a ticket.
    """
    pool = session.scalar(select(PlacePool).filter_by(occasion_id=occasion.id))
    if pool is not None and pool.taken:
        raise HasRegistrations(pool.taken)
    if event.status is EventStatus.DRAFT and try_to_delete(session, occasion):
        return
    occasion.cancelled_at = at
    occasion.sequence += 1
    occasion.revised_at = at


def try_to_delete(session: Session, occasion: Occasion) -> bool:
    """Delete an occasion; False where something refers to it, and it stays."""
    try:
        with session.begin_nested():
            session.delete(occasion)
    except IntegrityError:
        return False
    return True


def new_occasion(event: Event, plan: OccasionPlan, no: int, *, at: datetime) -> Occasion:
    """Make an occasion with a calendar uid of its own."""
    return Occasion(
        event_id=event.id,
        no=no,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        venue_id=plan.venue_id,
        calendar_uid=str(uuid4()),
        created_at=at,
        revised_at=at,
    )


def move(session: Session, occasion: Occasion, plan: OccasionPlan, *, at: datetime) -> None:
    """Change time and place; calendars follow the raised sequence, and what was is kept."""
    wanted = (plan.starts_at, plan.ends_at, plan.venue_id)
    if wanted == (occasion.starts_at, occasion.ends_at, occasion.venue_id):
        return
    earlier = EarlierOccasion(
        occasion_id=occasion.id,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        venue_id=occasion.venue_id,
        changed_at=at,
    )
    session.add(earlier)
    occasion.starts_at, occasion.ends_at, occasion.venue_id = wanted
    occasion.sequence += 1
    occasion.revised_at = at


def revise_occasions(session: Session, event: Event, *, at: datetime) -> None:
    """Say that what calendars show of the event changed."""
    for occasion in session.scalars(select(Occasion).filter_by(event_id=event.id)):
        if occasion.revised_at != at:
            occasion.sequence += 1
            occasion.revised_at = at


def amend_place(
    session: Session,
    venue: Venue,
    district: District,
    details: VenueDetails,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Change a venue; calendars follow where its name or address is another.

    Raise `VenueExists` where the district has another venue of this name.
    """
    before = (venue.name, venue.address)
    amend_venue(session, venue, district, details, at=at, by=by)
    if before == (venue.name, venue.address):
        return
    there = select(Occasion).where(Occasion.venue_id == venue.id, Occasion.ends_at > at)
    for occasion in session.scalars(there):
        occasion.sequence += 1
        occasion.revised_at = at
