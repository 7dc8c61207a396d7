"""Makes what tests start from, by the operations: `make_event(session, capacity=3)`.

Every moment is counted from `at`. Tests of pages pass `at=clock.now()`, as pages read the clock.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.checkin.devices.operations import PairedDevice, invite_device, pair_device
from eventsys.checkin.requests import Batch, HeadCountRow, ScanRow, TallyRow
from eventsys.checkin.rules import DeviceRole, Direction, HeadCountKind, HeadCountRole
from eventsys.core.codes import read_code
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
from eventsys.places.operations import find_or_add_venue
from eventsys.registration.models import Registration
from eventsys.registration.operations import register
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import Category, Channel, Contact, ParticipantRequest
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.registration.tickets.rules import TicketCodes

AT = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
START = AT + timedelta(days=7)
HOURS = timedelta(hours=3)

_numbers = count(1)


def make_venue(session: Session, name: str = "Hans Tavsens Park", *, at: datetime = AT) -> Venue:
    """Find or make a venue in Nørrebro."""
    district = session.scalars(select(District).filter_by(slug="noerrebro")).one()
    return find_or_add_venue(session, district, name, at=at, by=SYSTEM)


def occasions_on(venue: Venue, days: Sequence[int], *, at: datetime = AT) -> list[OccasionPlan]:
    """Plan occasions of three hours, so many days after `at`."""
    starts = [at + timedelta(days=day) for day in days]
    return [
        OccasionPlan(starts_at=start, ends_at=start + timedelta(hours=3), venue_id=venue.id)
        for start in starts
    ]


def make_occasions(session: Session, number: int, *, at: datetime = AT) -> list[OccasionPlan]:
    """Plan a number of occasions a week apart, the first seven days after `at`."""
    days = range(7, 7 * (number + 1), 7)
    return occasions_on(make_venue(session, at=at), days, at=at)


def make_plan(
    session: Session, *, at: datetime = AT, days: Sequence[int] = (7,), **changes: Any
) -> EventPlan:
    """Plan an event; `changes` are those of `EventPlan`, `days` the occasions' days after `at`."""
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
    return replace(plan, **changes)


def make_draft(session: Session, *, at: datetime = AT, **changes: Any) -> Event:
    """Make a draft; see `make_plan`."""
    return create_event(session, make_plan(session, at=at, **changes), at=at, by=SYSTEM)


def make_event(session: Session, *, at: datetime = AT, **changes: Any) -> Event:
    """Make a published event that takes registrations; see `make_plan`."""
    event = make_draft(session, at=at, **changes)
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


def make_family(
    session: Session, event: Event, number: int = 1, *, at: datetime = AT, **changes: Any
) -> Registration:
    """Register a number of adults, called Person 1 and so on; see `make_request`."""
    return make_registration(session, event, *names_of(number), at=at, **changes)


def names_of(number: int) -> list[str]:
    """Name a number of persons."""
    return [f"Person {index}" for index in range(1, number + 1)]


def codes_of(session: Session, registration: Registration) -> list[TicketCodes]:
    """Tell the codes of a registration's tickets, in their order."""
    return [held.codes for held in list_held_tickets(session, registration)]


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


def make_scan(code: str, at: datetime = START, **changes: Any) -> ScanRow:
    """Make a scan of a code at the northern gate, going in."""
    scan = ScanRow(
        row_id=str(uuid4()),
        seq=next(_numbers),
        read=read_code(code),
        gate="Nord",
        direction=Direction.IN,
        undoes=None,
        device_at=at,
        shown=None,
        relayed_for=None,
    )
    return replace(scan, **changes)


def make_tally(at: datetime = START, **changes: Any) -> TallyRow:
    """Count a child without a ticket at the northern gate."""
    tally = TallyRow(
        row_id=str(uuid4()),
        seq=next(_numbers),
        category=Category.CHILD,
        gate="Nord",
        undoes=None,
        linked_scan_id=None,
        device_at=at,
    )
    return replace(tally, **changes)


def make_head_count(at: datetime = START, **changes: Any) -> HeadCountRow:
    """Count 120 heads at a post in the quarter-hour from `at`."""
    count = HeadCountRow(
        row_id=str(uuid4()),
        seq=next(_numbers),
        post="Broen",
        slot_start=at,
        slot_end=at + timedelta(minutes=15),
        kind=HeadCountKind.IN,
        n=120,
        role=HeadCountRole.SUM,
        supersedes=None,
        reason=None,
        device_at=at,
    )
    return replace(count, **changes)


def batch_of(*rows: Any, sent_at: datetime = START) -> Batch[Any]:
    """Put rows into a batch from a phone whose clock is right."""
    return Batch(sent_at=sent_at, rows=list(rows))
