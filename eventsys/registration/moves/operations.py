"""What takes a registration to another date."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.errors import Busy
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.pools.operations import claim_places, lock_pools, release_places
from eventsys.events.queries import get_event_by_id
from eventsys.events.rules import RegistrationState
from eventsys.registration.changes.errors import MoveRefused
from eventsys.registration.changes.queries import is_move_allowed, list_present
from eventsys.registration.errors import RegistrationClosed
from eventsys.registration.holding import hold_known
from eventsys.registration.leaving.operations import start_of
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.moves.queries import can_go
from eventsys.registration.places.operations import chosen_occasion
from eventsys.registration.queries import get_terms
from eventsys.registration.rules import ParticipantStatus, Terms
from eventsys.registration.waitlist.operations import (
    join_waitlist,
    leave_waitlist,
    offer_free_places,
)


def move(
    session: Session, registration: Registration, no: int, *, at: datetime, by: Principal
) -> None:
    """Take everybody of a registration to another date of the event; the tickets go along.

    The places there are claimed and those here released in one transaction. Where there are none,
    those who only wait go to the end of that date's waiting list; who has a place or an offer keeps
    it. Harmless when repeated. Raise `MoveRefused`, `RegistrationClosed`, `OccasionMissing` and
    `NotEnoughPlaces`.
    """
    terms = get_terms(session, get_event_by_id(session, registration.event_id).slug)
    if terms.state(at) is not RegistrationState.OPEN:
        raise RegistrationClosed(terms.state(at))
    there, known = chosen_occasion(terms, no, at), registration.occasion_id
    if there is None or known is None:
        raise MoveRefused
    lock_pools(session, registration.event_id, {known, there})
    hold_known(session, registration)
    if registration.occasion_id == there:
        return
    if registration.occasion_id != known:
        raise Busy  # somebody else has just moved it somewhere else
    people = list_present(session, registration)
    check_move(session, registration, people, at=at, by=by)
    change_dates(session, terms, registration, people, there, at=at)
    details = {"registration": registration.reference, "from": known, "to": there}
    record(session, "move", registration, details, at=at, by=by)


def check_move(
    session: Session,
    registration: Registration,
    people: Sequence[Participant],
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Raise `MoveRefused` where the event, the time or a request nobody has judged forbids it.

    The event's own wish binds people who do it themselves, not the service desk.
    """
    is_free = by.kind is PrincipalKind.ACCOUNT
    if not can_go(session, registration, people):
        raise MoveRefused
    if not is_free and not is_move_allowed(session, registration.event_id):
        raise MoveRefused
    if start_of(session, people[0]) <= at:
        raise MoveRefused


def change_dates(
    session: Session,
    terms: Terms,
    registration: Registration,
    people: Sequence[Participant],
    there: int,
    *,
    at: datetime,
) -> None:
    """Claim places there or join its waiting list, release those here, and tell of it."""
    event_id, here = registration.event_id, registration.occasion_id
    asked, held = count_places(people), count_places(people, without=ParticipantStatus.WAITING)
    is_in = try_to_claim(session, terms, there, asked=asked, held=held)
    if held:
        release_places(session, event_id, here, held)
    leave_waitlist(session, registration, at=at)
    take_along(session, registration, people, there, at=at)
    stand(session, people, ParticipantStatus.CONFIRMED if is_in else ParticipantStatus.WAITING)
    kind = NoticeKind.REGISTERED if is_in else NoticeKind.WAITING
    put_notice(session, kind, registration.id, revision=registration.revision, at=at)
    if not is_in:
        join_waitlist(session, registration, at=at)
    offer_free_places(session, event_id, here, at=at, is_fresh=bool(held))


def count_places(people: Sequence[Participant], *, without: ParticipantStatus | None = None) -> int:
    """Count the places of people, but of those at one state."""
    return sum(person.takes_place for person in people if person.status is not without)


def try_to_claim(session: Session, terms: Terms, there: int, *, asked: int, held: int) -> bool:
    """Take the places of another date; False where those who only wait may wait there instead."""
    try:
        claim_places(session, terms.event_id, there, asked)
    except NotEnoughPlaces:
        if held or not terms.intake.has_waitlist:
            raise
        return False
    return True


def take_along(
    session: Session,
    registration: Registration,
    people: Sequence[Participant],
    occasion_id: int,
    *,
    at: datetime,
) -> None:
    """Write the new date down everywhere, the tickets in the order in which scans hold them."""
    ids = [person.id for person in people]
    mine = select(Ticket.id).where(Ticket.participant_id.in_(ids)).order_by(Ticket.id)
    tickets = session.scalars(mine.with_for_update()).all()
    session.execute(
        update(Ticket).where(Ticket.id.in_(tickets)).values(occasion_id=occasion_id, changed_at=at)
    )
    for person in people:
        person.occasion_id = occasion_id
    registration.occasion_id = occasion_id
    registration.revision += 1
    session.flush()


def stand(session: Session, people: Sequence[Participant], status: ParticipantStatus) -> None:
    """Let people have their places, or wait for them."""
    for person in people:
        person.status = status
    session.flush()
