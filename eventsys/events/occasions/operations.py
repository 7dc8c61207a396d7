"""What changes an event's occasions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.revision import raise_revision
from eventsys.events.announcing.operations import announce_moves, dates_of, tell_changed
from eventsys.events.errors import HasRegistrations, LastOccasion, WrongTransition
from eventsys.events.models import EarlierOccasion, Event, Occasion, PlacePool
from eventsys.events.pools.operations import lay_out_pools
from eventsys.events.pools.queries import list_pools
from eventsys.events.requests import OccasionPlan
from eventsys.events.rules import Attends, EventStatus
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


def cancel_occasion(
    session: Session, event: Event, occasion: Occasion, *, at: datetime, by: Principal
) -> None:
    """Call one date of several off; harmless when repeated. Those who come to all are told.

    One that is over can be called off too: it was not held, and counts against nobody. Raise
    `LastOccasion` where no other is left, `WrongTransition` where the event as a whole is off, and
    `HasRegistrations` where people chose this date alone.
    """
    hold_for_dates(session, event)
    if occasion.cancelled_at is not None:
        return
    before, is_to_come = dates_of(session, event), occasion.ends_at > at
    if before.keys() == {occasion.id}:
        raise LastOccasion
    note_change(session, event, occasion, "cancel date", at=at, by=by)
    remove(session, event, occasion, at=at)
    lay_out_own_pools(session, event)
    if is_to_come:
        announce_moves(session, event, before, at=at)


def restore_occasion(
    session: Session, event: Event, occasion: Occasion, *, at: datetime, by: Principal
) -> None:
    """Hold a date after all that was called off; harmless when repeated. Raise `WrongTransition`.

    It comes back into the calendars as the same entry.
    """
    hold_for_dates(session, event)
    if occasion.cancelled_at is None:
        return
    before = dates_of(session, event)
    note_change(session, event, occasion, "restore date", at=at, by=by)
    occasion.cancelled_at = None
    occasion.sequence += 1
    occasion.revised_at = at
    lay_out_own_pools(session, event)
    if occasion.ends_at > at:
        announce_moves(session, event, before, at=at)


def hold_for_dates(session: Session, event: Event) -> None:
    """Hold an event whose dates are to change; raise `WrongTransition` where it is off or away."""
    session.refresh(event, with_for_update=True)
    if event.status not in {EventStatus.DRAFT, EventStatus.PUBLISHED}:
        raise WrongTransition(event.status, event.status)


def lay_out_own_pools(session: Session, event: Event) -> None:
    """Give each date that is held its own places, where people choose one."""
    session.flush()
    if event.attends is Attends.ONE:
        lay_out_pools(session, event, list_pools(session, event)[0].capacity)


def note_change(
    session: Session, event: Event, occasion: Occasion, verb: str, *, at: datetime, by: Principal
) -> None:
    """Write down that a date is to change, and let all that is shown of the event be made anew."""
    record(session, verb, event, {"slug": event.slug, "date": occasion.no}, at=at, by=by)
    event.revised_at = at
    tell_changed(session, event, at=at)
    raise_revision(session)


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
    """Change a venue; calendars follow where its name, address or position is another.

    Raise `VenueExists` where the district has another venue of this name.
    """
    before = name_and_position(venue)
    amend_venue(session, venue, district, details, at=at, by=by)
    if before == name_and_position(venue):
        return
    held = session.scalars(select(Occasion).where(Occasion.venue_id == venue.id)).all()
    for occasion in held:
        occasion.sequence += occasion.ends_at > at
        occasion.revised_at = at
    for event_id in sorted({each.event_id for each in held if each.ends_at > at}):
        tell_changed(session, session.get_one(Event, event_id), at=at)


def name_and_position(venue: Venue) -> tuple[object, ...]:
    """Give what calendars say of a venue."""
    return venue.name, venue.address, venue.latitude, venue.longitude
