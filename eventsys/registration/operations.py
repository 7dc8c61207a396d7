"""What changes registrations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.codes import new_public_id, new_short_code
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.models import Event, Occasion
from eventsys.events.pools.operations import claim_places, release_places
from eventsys.events.pools.queries import get_pool
from eventsys.events.queries import get_event_as_it_stays, list_occasions
from eventsys.events.rules import Attends, RegistrationState
from eventsys.registration.errors import (
    KeyReused,
    OccasionMissing,
    OutsideAgeRule,
    RegistrationClosed,
    TooManyParticipants,
)
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.requests import Attempt, RegistrationRequest
from eventsys.registration.rules import (
    MOST_PARTICIPANTS,
    Category,
    ParticipantStatus,
    Source,
    outside_age_rule,
)
from eventsys.registration.spelling import suggest_email
from eventsys.registration.tickets.operations import issue


@dataclass(frozen=True)
class Registered:
    """What came of a request: the registration, and whether this very call made it."""

    registration: Registration
    is_new: bool


def register(
    session: Session, event: Event, request: RegistrationRequest, *, at: datetime, by: Principal
) -> Registration:
    """Take the places asked for, all or none, with a ticket for each participant.

    Raise `RegistrationClosed`, `TooManyParticipants`, `OccasionMissing`, `OutsideAgeRule` and
    `NotEnoughPlaces`.
    """
    occasions = list_occasions(session, event)
    check_is_open(event, occasions, at)
    check_participants(event, request)
    occasion_id = chosen_occasion(event, occasions, request.occasion_no, at)
    claim_places(session, get_pool(session, event.id, occasion_id), len(request.participants))
    registration = new_registration(event, request, occasion_id, at=at, by=by)
    session.add(registration)
    session.flush()
    add_participants(session, event, registration, request, at=at)
    if request.source is not Source.DEMONSTRATION:  # invented people are told nothing
        put_notice(session, NoticeKind.REGISTERED, registration.id, revision=1, at=at)
    return registration


def register_once(
    session: Session,
    slug: str,
    request: RegistrationRequest,
    attempt: Attempt,
    *,
    at: datetime,
    by: Principal,
) -> Registered:
    """Register, or give what the same attempt came to before.

    Raise what `register` raises, `EventNotFound`, and `KeyReused` where the key served for another
    request.
    """
    event = get_event_as_it_stays(session, slug)
    earlier = find_attempt(session, attempt)
    if earlier is not None:
        return Registered(earlier, is_new=False)
    try:
        with session.begin_nested():
            registration = register(session, event, request, at=at, by=by)
            registration.idempotency_key = attempt.key_digest
            registration.request_digest = attempt.body_digest
    except (IntegrityError, NotEnoughPlaces):
        # the same attempt may have been faster on another connection, and taken the last places
        earlier = find_attempt(session, attempt)
        if earlier is None:
            raise
        return Registered(earlier, is_new=False)
    return Registered(registration, is_new=True)


def find_attempt(session: Session, attempt: Attempt) -> Registration | None:
    """Find what an attempt came to before; raise `KeyReused` where it asked for something else."""
    earlier = session.scalar(
        select(Registration).where(Registration.idempotency_key == attempt.key_digest)
    )
    if earlier is not None and earlier.request_digest != attempt.body_digest:
        raise KeyReused
    return earlier


def deregister(session: Session, participant: Participant, *, at: datetime, by: Principal) -> None:
    """Give one participant's place back; harmless when repeated.

    After the occasion began no place is released, and whoever was admitted stays counted. What an
    account does to others stands in the audit log, what people do themselves does not.
    """
    held_place = participant.status is ParticipantStatus.CONFIRMED
    if not leave(session, participant, at=at, by=by):
        return
    registration = session.get_one(Registration, participant.registration_id)
    session.refresh(registration, with_for_update=True)  # others of it may leave at this moment
    registration.revision += 1
    if by.kind is PrincipalKind.ACCOUNT:
        details = {"registration": registration.reference, "position": participant.position}
        record(session, "deregister", participant, details, at=at, by=by)
    ticket = session.scalars(select(Ticket).filter_by(participant_id=participant.id)).one()
    ticket.changed_at = at
    session.flush()
    if held_place and at < start_of(session, participant):
        pool = get_pool(session, participant.event_id, participant.occasion_id)
        release_places(session, pool, 1)
    put_notice(
        session, NoticeKind.DEREGISTERED, registration.id, revision=registration.revision, at=at
    )


def leave(session: Session, participant: Participant, *, at: datetime, by: Principal) -> bool:
    """Move a participant to deregistered; False where another request was faster, or long ago."""
    if participant.status is ParticipantStatus.DEREGISTERED:
        return False
    moved = session.scalar(
        update(Participant)
        .where(Participant.id == participant.id, Participant.status == participant.status)
        .values(status=ParticipantStatus.DEREGISTERED, deregistered_at=at, deregistered_by=str(by))
        .returning(Participant.id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(participant)
    return moved is not None


def correct_email(session: Session, registration: Registration, *, at: datetime) -> None:
    """Write to the address that was probably meant instead; harmless when repeated.

    Links and tickets stay as they are, and who still has a place is told anew.
    """
    mistyped = registration.contact_email or ""
    meant = suggest_email(mistyped)
    if meant is None:
        return
    revision = session.scalar(
        update(Registration)
        .where(Registration.id == registration.id, Registration.contact_email == mistyped)
        .values(contact_email=meant, revision=Registration.revision + 1)
        .returning(Registration.revision)
        .execution_options(synchronize_session=False)
    )
    session.refresh(registration)
    if revision is not None and is_anybody_in(session, registration):
        put_notice(session, NoticeKind.REGISTERED, registration.id, revision=revision, at=at)


def is_anybody_in(session: Session, registration: Registration) -> bool:
    """Tell whether somebody of a registration still has a place."""
    has_place = exists().where(
        Participant.registration_id == registration.id,
        Participant.status == ParticipantStatus.CONFIRMED,
    )
    return bool(session.scalar(select(has_place)))


def start_of(session: Session, participant: Participant) -> datetime:
    """Tell when what the participant registered for begins."""
    starts = select(Occasion.starts_at).where(
        Occasion.event_id == participant.event_id
        if participant.occasion_id is None
        else Occasion.id == participant.occasion_id
    )
    starts = starts.where(Occasion.cancelled_at.is_(None))
    return session.scalars(starts.order_by(Occasion.starts_at).limit(1)).one()


def check_is_open(event: Event, occasions: Sequence[Occasion], at: datetime) -> None:
    """Raise `RegistrationClosed` where the event takes no registrations now."""
    last_end = max(occasion.ends_at for occasion in occasions)
    state = event.window.state(event.status, last_end, at)
    if state is not RegistrationState.OPEN:
        raise RegistrationClosed(state)


def check_participants(event: Event, request: RegistrationRequest) -> None:
    """Raise `TooManyParticipants`, or `OutsideAgeRule` for those the event is not for."""
    if not 1 <= len(request.participants) <= MOST_PARTICIPANTS:
        raise TooManyParticipants(MOST_PARTICIPANTS)
    rule = event.age_rule
    if rule is None:
        return
    birth_years = [participant.birth_year for participant in request.participants]
    outside = outside_age_rule(birth_years, rule.from_year, rule.to_year)
    if outside:
        raise OutsideAgeRule(outside, rule)


def chosen_occasion(
    event: Event, occasions: Sequence[Occasion], no: int | None, at: datetime
) -> int | None:
    """Find the occasion a registration is for; None where it is for all of them."""
    if event.attends is Attends.ALL:
        return None
    chosen = next((each for each in occasions if each.no == no and at < each.ends_at), None)
    if chosen is None:
        raise OccasionMissing
    return chosen.id


def new_registration(
    event: Event,
    request: RegistrationRequest,
    occasion_id: int | None,
    *,
    at: datetime,
    by: Principal,
) -> Registration:
    """Write a request down as a registration."""
    return Registration(
        public_id=new_public_id(),
        reference=new_short_code(),
        event_id=event.id,
        occasion_id=occasion_id,
        language=request.language,
        source=request.source,
        contact_name=request.contact.name,
        contact_channel=request.contact.channel,
        contact_email=request.contact.email,
        contact_phone=request.contact.phone,
        link_version=1,
        revision=1,
        registered_by=str(by),
        created_at=at,
    )


def add_participants(
    session: Session,
    event: Event,
    registration: Registration,
    request: RegistrationRequest,
    *,
    at: datetime,
) -> None:
    """Write the participants down and issue their tickets."""
    participants = [
        Participant(
            registration_id=registration.id,
            event_id=event.id,
            occasion_id=registration.occasion_id,
            position=position,
            name=asked.name,
            category=Category.CHILD if event.age_rule else asked.category,
            birth_year=asked.birth_year if event.age_rule else None,
            status=ParticipantStatus.CONFIRMED,
        )
        for position, asked in enumerate(request.participants, start=1)
    ]
    session.add_all(participants)
    session.flush()
    session.add_all(issue(event, participant, at=at) for participant in participants)
    session.flush()
