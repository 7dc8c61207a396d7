"""What changes registrations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, make_transient_to_detached

from eventsys.core.codes import new_public_id, new_short_code
from eventsys.core.db import table_of
from eventsys.core.errors import Busy, DomainError
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.pools.operations import release_places
from eventsys.registration.affiliations.operations import keep_affiliations
from eventsys.registration.consents.operations import keep_consents
from eventsys.registration.errors import (
    KeyReused,
)
from eventsys.registration.models import Participant, Registration
from eventsys.registration.needs.operations import keep_needs
from eventsys.registration.places.operations import Taken, statuses_of, take_places
from eventsys.registration.queries import get_terms
from eventsys.registration.questions.answers.operations import store_answers
from eventsys.registration.requests import Attempt, RegistrationRequest
from eventsys.registration.rules import (
    ParticipantRequest,
    ParticipantStatus,
    Terms,
)
from eventsys.registration.telling import TOLD_NOTHING, tell_made
from eventsys.registration.tickets.operations import Holder, issue
from eventsys.registration.waitlist.operations import join_waitlist

registrations, participants = table_of(Registration), table_of(Participant)
KEY = ["idempotency_key"]
ADD = insert(registrations).returning(registrations.c.id)
ADD_IF_NEW = {
    "sqlite": sqlite.insert(registrations)
    .on_conflict_do_nothing(index_elements=KEY)
    .returning(registrations.c.id),
    "postgresql": postgresql.insert(registrations)
    .on_conflict_do_nothing(index_elements=KEY)
    .returning(registrations.c.id),
}
EARLIER = select(registrations.c.id, registrations.c.request_digest).where(
    registrations.c.idempotency_key == bindparam("key")
)
ADD_PEOPLE = insert(participants).returning(
    participants.c.id.label("participant_id"),
    participants.c.event_id,
    participants.c.occasion_id,
    participants.c.category,
    sort_by_parameter_order=True,
)


@dataclass(frozen=True)
class Registered:
    """What came of a request: the registration, and whether this very call made it."""

    registration: Registration
    is_new: bool


def register(
    session: Session, event: Event, request: RegistrationRequest, *, at: datetime, by: Principal
) -> Registration:
    """Take the places asked for, with a ticket for each participant.

    It is all or none, unless the request says what else will do: then some wait.

    Raise `RegistrationClosed`, `TooManyParticipants`, `OccasionMissing`, `OutsideAgeRule`,
    `CompanionsAlone`, `NotEnoughPlaces`, and `WrongAnswers` to what the event asks.
    """
    session.flush()
    terms = get_terms(session, event.slug)
    taken = take_places(session, terms, request, at=at)
    request = taken.request
    values = registration_values(terms, request, taken.occasion_id, at=at, by=by)
    registration_id = session.connection().execute(ADD, values).scalar_one()
    registration = adopt(session, registration_id, values)
    people = add_people(session, terms, registration, taken, at=at)
    keep_needs(session, terms, registration, request, people)
    keep_consents(session, terms, registration, request, people, at=at)
    keep_affiliations(session, terms, request, people, at=at)
    store_answers(session, terms, registration, request, people)
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
    request. An attempt is looked for only where it is refused or its key is known, so that most
    attempts cost nothing, and one that arrives twice at once still has one answer.
    """
    session.flush()
    terms = get_terms(session, slug)
    try:
        taken = take_places(session, terms, request, at=at)
    except DomainError:
        earlier = find_attempt(session, attempt)
        if earlier is None:
            raise
        return Registered(earlier, is_new=False)
    request = taken.request
    values = registration_values(terms, request, taken.occasion_id, at=at, by=by)
    registration = claim_key(session, attempt, values)
    if registration is None:
        if taken.places:
            release_places(session, terms.event_id, taken.occasion_id, taken.places)
        return Registered(get_attempt(session, attempt), is_new=False)
    people = add_people(session, terms, registration, taken, at=at)
    keep_needs(session, terms, registration, request, people)
    keep_consents(session, terms, registration, request, people, at=at)
    keep_affiliations(session, terms, request, people, at=at)
    store_answers(session, terms, registration, request, people)
    return Registered(registration, is_new=True)


def claim_key(
    session: Session, attempt: Attempt, values: Mapping[str, object]
) -> Registration | None:
    """Store a registration under its attempt's key; None where the key is taken."""
    connection = session.connection()
    keyed = {**values, "idempotency_key": attempt.key_digest, "request_digest": attempt.body_digest}
    added = connection.execute(ADD_IF_NEW[connection.dialect.name], keyed).scalar_one_or_none()
    return None if added is None else adopt(session, added, keyed)


def adopt(session: Session, registration_id: int, values: Mapping[str, object]) -> Registration:
    """Let the session know a registration that a statement has just stored."""
    registration = Registration(id=registration_id, **values)
    make_transient_to_detached(registration)
    session.add(registration)
    return registration


def get_attempt(session: Session, attempt: Attempt) -> Registration:
    """Give what an attempt came to, whose key is taken; raise `KeyReused`."""
    earlier = find_attempt(session, attempt)
    if earlier is None:
        raise Busy  # it was taken a moment ago and given up since
    return earlier


def find_attempt(session: Session, attempt: Attempt) -> Registration | None:
    """Find what an attempt came to before; raise `KeyReused` where it asked for something else."""
    found = session.connection().execute(EARLIER, {"key": attempt.key_digest}).one_or_none()
    if found is None:
        return None
    if found.request_digest != attempt.body_digest:
        raise KeyReused
    return session.get_one(Registration, found.id)


def registration_values(
    terms: Terms,
    request: RegistrationRequest,
    occasion_id: int | None,
    *,
    at: datetime,
    by: Principal,
) -> dict[str, object]:
    """Write a request down as a registration."""
    return {
        "public_id": new_public_id(),
        "reference": new_short_code(),
        "event_id": terms.event_id,
        "occasion_id": occasion_id,
        "language": request.language,
        "source": request.source,
        "contact_name": request.contact.name,
        "contact_channel": request.contact.channel,
        "contact_email": request.contact.email,
        "contact_phone": request.contact.phone,
        "group_name": request.group_name,
        "link_version": 1,
        "revision": 1,
        "registered_by": str(by),
        "created_at": at,
    }


def add_people(
    session: Session,
    terms: Terms,
    registration: Registration,
    taken: Taken,
    *,
    at: datetime,
) -> list[int]:
    """Write the participants down, issue their tickets and tell of it; give their ids.

    Those without a place wait; their tickets admit once they have one.
    """
    asked_for = taken.request.participants
    statuses = statuses_of(terms, asked_for, taken.places)
    people = [
        {
            "registration_id": registration.id,
            "event_id": terms.event_id,
            "occasion_id": registration.occasion_id,
            "position": position,
            "status": status,
            **person_values(terms, asked),
        }
        for position, (asked, status) in enumerate(zip(asked_for, statuses, strict=True), start=1)
    ]
    added = session.connection().execute(ADD_PEOPLE, people)
    holders = [Holder(**row) for row in added.mappings()]
    issue(session, terms.roster_salt, holders, at=at)
    if registration.source not in TOLD_NOTHING:
        kind = NoticeKind.REGISTERED if taken.places else NoticeKind.WAITING
        put_notice(session, kind, registration.id, revision=1, at=at)
        tell_made(session, registration, len(people), at=at)
    if ParticipantStatus.WAITING in statuses and not taken.awaits_decision:
        join_waitlist(session, registration, at=at)
    return [holder.participant_id for holder in holders]


def person_values(terms: Terms, asked: ParticipantRequest) -> dict[str, object]:
    """Write one person down; a birth year is kept only where an age rule asks for it."""
    comes_along = terms.is_companion(asked)
    asks_year = terms.age_rule is not None and not comes_along
    return {
        "name": asked.name,
        "category": terms.category(asked),
        "birth_year": asked.birth_year if asks_year else None,
        "is_companion": comes_along,
        "takes_place": terms.takes_place(asked),
    }
