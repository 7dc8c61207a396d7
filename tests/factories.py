"""Makes what tests start from, by the operations: `make_event(session, capacity=3)`.

Every moment is counted from `at`. Tests of pages pass `at=clock.now()`, as pages read the clock.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.checkin.devices.operations import PairedDevice, invite_device, pair_device
from eventsys.checkin.rules import DeviceRole
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.operations import create_event, publish
from eventsys.events.requests import EventPlan, OccasionPlan
from eventsys.events.rules import EventKind
from eventsys.people.models import Account
from eventsys.people.operations import add_account
from eventsys.people.rules import RoleName
from eventsys.places.models import District, Venue
from eventsys.places.operations import add_district, find_or_add_venue
from eventsys.registration.models import Registration
from eventsys.registration.operations import register
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import Channel, Contact, ParticipantRequest

AT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def make_venue(session: Session, name: str = "Hans Tavsens Park", *, at: datetime = AT) -> Venue:
    """Find or make a venue in Nørrebro."""
    district = session.scalar(select(District).filter_by(slug="noerrebro"))
    if district is None:
        district = add_district(session, "noerrebro", "Nørrebro", at=at, by=SYSTEM)
    return find_or_add_venue(session, district, name, at=at, by=SYSTEM)


def occasions_on(venue: Venue, days: Sequence[int], *, at: datetime = AT) -> list[OccasionPlan]:
    """Plan occasions of three hours, so many days after `at`."""
    starts = [at + timedelta(days=day) for day in days]
    return [
        OccasionPlan(starts_at=start, ends_at=start + timedelta(hours=3), venue_id=venue.id)
        for start in starts
    ]


def make_draft(
    session: Session, *, at: datetime = AT, days: Sequence[int] = (7,), **changes: Any
) -> Event:
    """Make a draft; `changes` are those of `EventPlan`, `days` the occasions' days after `at`."""
    number = session.scalars(select(func.count(Event.id))).one() + 1
    plan = EventPlan(
        slug=f"fest-{number}",
        kind=EventKind.PUBLIC,
        titles={Language.DANISH: f"Fest {number}", Language.ENGLISH: f"Party {number}"},
        bodies={Language.DANISH: "Kom og vær med.", Language.ENGLISH: "Come and join us."},
        occasions=occasions_on(make_venue(session, at=at), days, at=at),
        capacity=100,
        gates=("Nord", "Syd"),
    )
    return create_event(session, replace(plan, **changes), at=at, by=SYSTEM)


def make_event(
    session: Session, *, at: datetime = AT, days: Sequence[int] = (7,), **changes: Any
) -> Event:
    """Make a published event that takes registrations; see `make_draft`."""
    event = make_draft(session, at=at, days=days, **changes)
    publish(session, event, at=at, by=SYSTEM)
    return event


def make_request(*names: str, **changes: Any) -> RegistrationRequest:
    """Make what a visitor asks for: a place for each name, Amina and Bo without any."""
    request = RegistrationRequest(
        contact=Contact(name="Amina Khan", channel=Channel.EMAIL, email="amina@example.org"),
        language=Language.DANISH,
        participants=[ParticipantRequest(name=name) for name in names or ("Amina", "Bo")],
    )
    return replace(request, **changes)


def make_registration(
    session: Session, event: Event, *names: str, at: datetime = AT, **changes: Any
) -> Registration:
    """Register at an event; see `make_request`."""
    return register(session, event, make_request(*names, **changes), at=at, by=VISITOR)


def make_device(
    session: Session,
    event: Event,
    gate: str | None = None,
    role: DeviceRole = DeviceRole.SCAN,
    *,
    at: datetime = AT,
) -> PairedDevice:
    """Pair a phone with an event: `.device`, `.token`."""
    code = invite_device(session, event, gate, role, at=at, by=SYSTEM)
    return pair_device(session, code, "the phone of a test", at=at)


def make_account(
    session: Session,
    email: str = "organiser@example.org",
    role: RoleName = RoleName.ORGANISER,
    *,
    at: datetime = AT,
) -> Account:
    """Add an account that nobody can sign in with; for API tokens and the audit log."""
    return add_account(session, email, "no password", [role], at=at, by=SYSTEM)
