"""What decides about registrations that wait for a yes.

Each operation first locks the places it is about, then looks at the registration: of two who
decide at once the second sees what the first did, and no place is given twice.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import Principal
from eventsys.events.intake.queries import intake_of
from eventsys.events.intake.rules import Way
from eventsys.events.models import Event, Occasion
from eventsys.events.pools.operations import claim_places, lock_pool
from eventsys.events.queries import get_event_by_id
from eventsys.events.rules import EventStatus
from eventsys.registration.approval.errors import NothingToDecide, NoWaitlist, ReasonMissing
from eventsys.registration.approval.models import Decision
from eventsys.registration.approval.queries import find_decision, list_asking
from eventsys.registration.approval.rules import LONGEST_REASON, Verdict
from eventsys.registration.models import Participant, Registration
from eventsys.registration.needs.operations import drop_needs
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.statuses.operations import move, tell
from eventsys.registration.telling import tell_left, tell_made
from eventsys.registration.waitlist.operations import join_waitlist


def approve(session: Session, registration: Registration, *, at: datetime, by: Principal) -> None:
    """Say yes to a registration: everybody of it gets a place; harmless when repeated.

    Raise `NothingToDecide`, and `NotEnoughPlaces` where fewer are left than the party needs.
    """
    people = hold(session, registration, Verdict.APPROVED, at=at)
    if not people:
        return
    places = sum(person.takes_place for person in people)
    claim_places(session, registration.event_id, registration.occasion_id, places)
    move(session, registration, ParticipantStatus.WAITING, ParticipantStatus.CONFIRMED, at=at)
    decide(session, registration, Verdict.APPROVED, "", at=at, by=by)
    tell(session, NoticeKind.APPROVED, registration, at=at)


def approve_to_waitlist(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> None:
    """Say yes to a registration for which there is no place yet; harmless when repeated.

    Raise `NothingToDecide`, and `NoWaitlist` where the event has none.
    """
    people = hold(session, registration, Verdict.APPROVED, at=at)
    if not people:
        return
    if not intake_of(session, get_event_by_id(session, registration.event_id)).has_waitlist:
        raise NoWaitlist
    decide(session, registration, Verdict.APPROVED, "", at=at, by=by)
    join_waitlist(session, registration, at=at)
    tell(session, NoticeKind.WAITING, registration, at=at)


def decline(
    session: Session, registration: Registration, reason: str, *, at: datetime, by: Principal
) -> None:
    """Say no to a registration, with the reason that its contact reads; harmless when repeated.

    Raise `NothingToDecide`, and `ReasonMissing` for none or one that is too long.
    """
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise ReasonMissing(LONGEST_REASON)
    people = hold(session, registration, Verdict.DECLINED, at=at)
    if not people:
        return
    move(session, registration, ParticipantStatus.WAITING, ParticipantStatus.DEREGISTERED, at=at)
    for person in people:
        person.deregistered_at, person.deregistered_by = at, str(by)
        person.left_waiting = True
        drop_needs(session, person)
    decide(session, registration, Verdict.DECLINED, reason.strip(), at=at, by=by)
    tell(session, NoticeKind.DECLINED, registration, at=at)
    tell_left(session, registration, len(people), at=at)


def take_up_again(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> None:
    """Take a no back: those whom it sent away wait for a decision again.

    Raise `NothingToDecide` where no was not said, or it is too late.
    """
    lock_pool(session, registration.event_id, registration.occasion_id)
    decision = find_decision(session, registration)
    if decision is None or decision.verdict is not Verdict.DECLINED:
        raise NothingToDecide
    check_time(session, registration, at=at)
    back = session.scalars(
        update(Participant)
        .where(
            Participant.registration_id == registration.id,
            Participant.deregistered_at == decision.decided_at,
            Participant.deregistered_by == decision.decided_by,
        )
        .values(
            status=ParticipantStatus.WAITING,
            deregistered_at=None,
            deregistered_by=None,
            left_waiting=False,
        )
        .returning(Participant.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    move(session, registration, ParticipantStatus.WAITING, ParticipantStatus.WAITING, at=at)
    session.delete(decision)
    details = {"registration": registration.reference}
    record(session, "take up again", registration, details, at=at, by=by)
    tell(session, NoticeKind.WAITING, registration, at=at)
    tell_made(session, registration, len(back), at=at)


def hold(
    session: Session, registration: Registration, verdict: Verdict, *, at: datetime
) -> Sequence[Participant]:
    """Lock what is decided about; give those who wait for it, nobody where it was said before.

    Raise `NothingToDecide`; also where lots decide: nobody says yes or no to one of them.
    """
    lock_pool(session, registration.event_id, registration.occasion_id)
    decision = find_decision(session, registration)
    if decision is not None and decision.verdict is verdict:
        return []
    people = list_asking(session, registration)
    event = get_event_by_id(session, registration.event_id)
    if not people or intake_of(session, event).way is Way.DRAW:
        raise NothingToDecide
    check_time(session, registration, at=at)
    return people


def check_time(session: Session, registration: Registration, *, at: datetime) -> None:
    """Raise `NothingToDecide` where the event is not published, or what was asked for is over."""
    ends = select(func.max(Occasion.ends_at)).where(
        Occasion.event_id == registration.event_id, Occasion.cancelled_at.is_(None)
    )
    if registration.occasion_id is not None:
        ends = ends.where(Occasion.id == registration.occasion_id)
    status, ends_at = session.execute(
        select(Event.status, ends.scalar_subquery()).where(Event.id == registration.event_id)
    ).one()
    if status is not EventStatus.PUBLISHED or ends_at <= at:
        raise NothingToDecide


def decide(
    session: Session,
    registration: Registration,
    verdict: Verdict,
    reason: str,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Write a decision down."""
    session.add(
        Decision(
            registration_id=registration.id,
            event_id=registration.event_id,
            verdict=verdict,
            reason=reason,
            decided_at=at,
            decided_by=str(by),
        )
    )
    session.flush()
    verb = "approve" if verdict is Verdict.APPROVED else "decline"
    details = {"registration": registration.reference, "reason": reason}
    record(session, verb, registration, details, at=at, by=by)
