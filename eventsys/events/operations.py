"""What changes events."""

import base64
import secrets
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.keys import Purpose, keys
from eventsys.core.principal import Principal
from eventsys.core.revision import raise_revision
from eventsys.events.announcing.operations import (
    announce_moves,
    announce_status,
    dates_of,
    tell_changed,
    tell_status,
)
from eventsys.events.care.operations import write_care
from eventsys.events.errors import EventInUse, HasRegistrations, SlugTaken, WrongTransition
from eventsys.events.groups.operations import write_groups
from eventsys.events.intake.operations import write_intake
from eventsys.events.models import Event, Gate, SpokenLanguage
from eventsys.events.occasions.operations import lay_out_occasions, revise_occasions
from eventsys.events.occasions.queries import face_of
from eventsys.events.pools.operations import lay_out_pools
from eventsys.events.pools.queries import count_taken
from eventsys.events.requests import EventPlan
from eventsys.events.rules import TRANSITIONS, EventStatus
from eventsys.events.team.operations import write_contact
from eventsys.events.texts.operations import write_texts

SALT_BYTES = 16


def create_event(session: Session, plan: EventPlan, *, at: datetime, by: Principal) -> Event:
    """Make a draft of an event.

    Raise `WrongEventDetails` for a detail that cannot be and `SlugTaken`.
    """
    plan.check()
    check_slug_is_free(session, plan.slug, None)
    event = Event(
        slug=plan.slug,
        roster_salt=new_sealed_salt(),
        created_by=str(by),
        created_at=at,
        revised_at=at,
    )
    fill(event, plan)
    claim_slug(session, event)
    write_texts(session, event, plan, at=at, by=by)
    write_details(session, event, plan, at=at)
    record(session, "create", event, {"slug": event.slug}, at=at, by=by)
    raise_revision(session)
    return event


def amend_event(
    session: Session, event: Event, plan: EventPlan, *, at: datetime, by: Principal
) -> Event:
    """Bring an event in line with a new plan; tickets stay valid.

    Where it changes nothing that calendars show, their entries stay as they are. Raise what
    `create_event` raises, `CapacityBelowTaken`, and `HasRegistrations` where an
    occasion would go that people are registered for, or `attends` would change.
    """
    plan.check()
    hold(session, event)
    check_slug_is_free(session, plan.slug, event)
    if plan.attends is not event.attends and count_taken(session, event):
        raise HasRegistrations(count_taken(session, event))
    before, shown = dates_of(session, event), face_of(session, event)
    event.slug = plan.slug
    claim_slug(session, event)
    event.revised_at = at
    if plan.family_scan is not event.family_scan:
        event.family_scan_at = at
    fill(event, plan)
    write_texts(session, event, plan, at=at, by=by)
    write_details(session, event, plan, at=at)
    if face_of(session, event) != shown:
        revise_occasions(session, event, at=at)
    announce_moves(session, event, before, at=at)
    tell_changed(session, event, at=at)
    record(session, "amend", event, {"slug": event.slug}, at=at, by=by)
    raise_revision(session)
    return event


def publish(session: Session, event: Event, *, at: datetime, by: Principal) -> None:
    """Show an event to the public; also takes a cancellation back."""
    change_status(session, event, EventStatus.PUBLISHED, at=at, by=by)


def withdraw(session: Session, event: Event, *, at: datetime, by: Principal) -> None:
    """Make a published event a draft again; refused once people are registered."""
    hold(session, event)
    taken = count_taken(session, event)
    if taken:
        raise HasRegistrations(taken)
    change_status(session, event, EventStatus.DRAFT, at=at, by=by)


def cancel(session: Session, event: Event, *, at: datetime, by: Principal) -> None:
    """Call an event off; participants and tickets keep their states."""
    change_status(session, event, EventStatus.CANCELLED, at=at, by=by)


def archive(session: Session, event: Event, *, at: datetime, by: Principal) -> None:
    """Put a past event away."""
    change_status(session, event, EventStatus.ARCHIVED, at=at, by=by)


def change_status(
    session: Session, event: Event, status: EventStatus, *, at: datetime, by: Principal
) -> None:
    """Move an event to a status; none where it has it already. Raise `WrongTransition`."""
    hold(session, event)
    if event.status is status:
        return
    if status not in TRANSITIONS[event.status]:
        raise WrongTransition(event.status, status)
    before = event.status
    record(session, status.value, event, {"from": before.value}, at=at, by=by)
    event.status = status
    event.revised_at = at
    if status is EventStatus.PUBLISHED and event.published_at is None:
        event.published_at = at
    revise_occasions(session, event, at=at)
    announce_status(session, event, before, at=at)
    tell_status(session, event, at=at)
    raise_revision(session)


def delete_draft(session: Session, event: Event, *, at: datetime, by: Principal) -> None:
    """Delete an event that was never published to anybody who registered.

    Raise `EventInUse` where registrations or phones, also former ones, are its.
    """
    hold(session, event)
    taken = count_taken(session, event)
    if event.status is not EventStatus.DRAFT or taken:
        raise HasRegistrations(taken)
    record(session, "delete", event, {"slug": event.slug}, at=at, by=by)
    try:
        with session.begin_nested():
            session.delete(event)
    except IntegrityError as error:
        raise EventInUse(event.slug) from error


def hold(session: Session, event: Event) -> None:
    """Wait for registrations under way and let none begin: what is judged now stays true."""
    lock_row(session, event)


def fill(event: Event, plan: EventPlan) -> None:
    """Write what stands in the event's own row."""
    event.kind = plan.kind
    event.visibility = plan.visibility
    event.attends = plan.attends
    event.audience = plan.audience
    event.takes_registrations = plan.takes_registrations
    event.registration_opens_at = plan.registration_opens_at
    event.registration_closes_at = plan.registration_closes_at
    event.birth_year_from = plan.age_rule.from_year if plan.age_rule else None
    event.birth_year_to = plan.age_rule.to_year if plan.age_rule else None
    event.reentry = plan.reentry
    event.unknown_tickets = plan.unknown_tickets
    event.family_scan = plan.family_scan
    event.asks_workplace = plan.asks_workplace


def write_details(session: Session, event: Event, plan: EventPlan, *, at: datetime) -> None:
    """Write spoken languages, gates, what is asked, occasions and place pools."""
    session.execute(delete(SpokenLanguage).where(SpokenLanguage.event_id == event.id))
    session.add_all(SpokenLanguage(event_id=event.id, language=each) for each in plan.spoken)
    write_gates(session, event, plan)
    write_care(session, event, plan.care)
    write_intake(session, event, plan.intake)
    write_contact(session, event, plan.contact)
    write_groups(session, event, plan.groups)
    lay_out_occasions(session, event, plan.occasions, at=at)
    lay_out_pools(session, event, plan.capacity, may_overbook=plan.may_overbook)
    session.flush()


def write_gates(session: Session, event: Event, plan: EventPlan) -> None:
    """Make the event's gates those of the plan; gates that stay keep their rows."""
    known = {gate.name: gate for gate in session.scalars(select(Gate).filter_by(event_id=event.id))}
    for name in known.keys() - set(plan.gates):
        session.delete(known[name])
    session.add_all(Gate(event_id=event.id, name=name) for name in plan.gates if name not in known)


def check_slug_is_free(session: Session, slug: str, event: Event | None) -> None:
    """Raise `SlugTaken` where another event has the slug."""
    holder = session.scalar(select(Event.id).where(Event.slug == slug))
    if holder is not None and (event is None or holder != event.id):
        raise SlugTaken(slug)


def claim_slug(session: Session, event: Event) -> None:
    """Store an event's slug; raise `SlugTaken` where another request was faster."""
    slug = event.slug
    try:
        with session.begin_nested():
            session.add(event)
            session.flush()
    except IntegrityError as error:
        raise SlugTaken(slug) from error


def new_sealed_salt() -> bytes:
    """Make the salt of an event's roster, encrypted: a database dump alone guesses no codes."""
    salt = base64.urlsafe_b64encode(secrets.token_bytes(SALT_BYTES)).rstrip(b"=").decode()
    return keys().seal(Purpose.ROSTER_SALT, salt)
