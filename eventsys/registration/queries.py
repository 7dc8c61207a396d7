"""What is asked of registrations."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from eventsys.core.db import table_of
from eventsys.core.keys import Purpose
from eventsys.core.links import is_token_of, make_token, public_id_in
from eventsys.core.text import Language
from eventsys.events.care.models import EventCare
from eventsys.events.care.queries import COLUMNS as CARE, care_of
from eventsys.events.errors import EventNotFound
from eventsys.events.intake.models import Intake
from eventsys.events.intake.queries import INTAKE, intake_in, intake_now
from eventsys.events.models import Event, Occasion
from eventsys.events.rules import AgeRule, RegistrationWindow
from eventsys.registration.merging.models import MergedRegistration
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.questions.models import Question
from eventsys.registration.rules import (
    Category,
    Channel,
    Offered,
    ParticipantStatus,
    Source,
    Terms,
)
from eventsys.registration.search import is_about


@dataclass(frozen=True, kw_only=True)
class ParticipantRow:
    """A participant as organisers see them in a list."""

    id: int
    ticket_id: int
    registration_id: int
    reference: str
    contact_name: str
    contact_channel: Channel
    contact_email: str | None
    contact_phone: str | None
    language: Language
    group_name: str
    name: str
    category: Category
    birth_year: int | None
    status: ParticipantStatus
    occasion_no: int | None
    registered_at: datetime


IS_SOMEBODY = Registration.source != Source.PREPRINTED
"""Tickets printed beforehand stand on no list of people until somebody is typed in for them."""
events, occasions, cares = table_of(Event), table_of(Occasion), table_of(EventCare)
questions = table_of(Question)
TERMS = (
    select(
        events.c.id,
        events.c.status,
        events.c.attends,
        events.c.takes_registrations,
        events.c.registration_opens_at,
        events.c.registration_closes_at,
        events.c.birth_year_from,
        events.c.birth_year_to,
        events.c.roster_salt,
        events.c.asks_workplace,
        occasions.c.id.label("occasion_id"),
        occasions.c.no,
        occasions.c.ends_at,
        *CARE,
        exists()
        .where(questions.c.event_id == events.c.id, questions.c.retired_at.is_(None))
        .label("has_questions"),
        *INTAKE,
    )
    .join(occasions, and_(occasions.c.event_id == events.c.id, occasions.c.cancelled_at.is_(None)))
    .outerjoin(cares, cares.c.event_id == events.c.id)
    .outerjoin(table_of(Intake), table_of(Intake).c.event_id == events.c.id)
    .where(events.c.slug == bindparam("slug"))
    .with_for_update(read=True, of=events)
)


def get_terms(session: Session, slug: str) -> Terms:
    """Give all of an event that a registration hangs on, which nobody can change meanwhile.

    Many may hold an event so at once. Raise `EventNotFound`.
    """
    rows = session.connection().execute(TERMS, {"slug": slug}).all()
    if not rows:
        raise EventNotFound(slug)
    event = rows[0]
    is_for_some = event.birth_year_from is not None
    return Terms(
        event_id=event.id,
        status=event.status,
        attends=event.attends,
        window=RegistrationWindow(
            takes_registrations=event.takes_registrations,
            opens_at=event.registration_opens_at,
            closes_at=event.registration_closes_at,
        ),
        age_rule=AgeRule(event.birth_year_from, event.birth_year_to) if is_for_some else None,
        roster_salt=event.roster_salt,
        occasions=[Offered(row.occasion_id, row.no, row.ends_at) for row in rows],
        care=care_of(event),
        has_questions=event.has_questions,
        asks_workplace=event.asks_workplace,
        intake=intake_now(session, intake_in(event), event.id),
    )


def token_of(registration: Registration) -> str:
    """Make the token of a registration's own page."""
    return make_token(Purpose.REGISTRATION_LINK, registration.public_id, registration.link_version)


def feed_secret_of(registration: Registration) -> str:
    """Make the secret of a registration's own calendar; a new link makes it worthless too."""
    return make_token(Purpose.FEED_LINK, registration.public_id, registration.link_version)


def find_registration_by_token(
    session: Session, token: str, purpose: Purpose = Purpose.REGISTRATION_LINK
) -> Registration | None:
    """Find the registration that a link opens; None for any other text.

    The link of one that was merged into another opens that one.
    """
    kept = aliased(Registration)
    row = session.execute(
        select(Registration, kept)
        .outerjoin(MergedRegistration, MergedRegistration.registration_id == Registration.id)
        .outerjoin(kept, kept.id == MergedRegistration.kept_id)
        .where(Registration.public_id == public_id_in(token))
    ).one_or_none()
    if row is None:
        return None
    found: Registration = row[0]
    into: Registration | None = row[1]
    if not is_token_of(purpose, found.public_id, found.link_version, token):
        return None
    return found if into is None else into


def stands_at(session: Session, registration: Registration) -> Mapping[int | None, bool]:
    """Tell at which occasions people of a registration are expected, and whether it is certain.

    None stands for all occasions of the event. Who has left is expected nowhere.
    """
    rows = session.execute(
        select(Participant.occasion_id, Participant.status).where(
            Participant.registration_id == registration.id,
            Participant.status != ParticipantStatus.DEREGISTERED,
        )
    )
    expected: dict[int | None, bool] = {}
    for occasion_id, status in rows:
        is_certain = status is ParticipantStatus.CONFIRMED
        expected[occasion_id] = expected.get(occasion_id, False) or is_certain
    return expected


def find_by_public_id(session: Session, public_id: str) -> Registration | None:
    """Find a registration by the id that stands in its links."""
    return session.scalar(select(Registration).where(Registration.public_id == public_id))


def get_registration(session: Session, registration_id: int) -> Registration:
    """Give a registration by its id."""
    return session.get_one(Registration, registration_id)


def find_registration_of(
    session: Session, event: Event, registration_id: int
) -> Registration | None:
    """Find one of an event's registrations by its id."""
    return find_registration_in(session, event.id, registration_id)


def find_registration_in(
    session: Session, event_id: int, registration_id: int
) -> Registration | None:
    """Find a registration by its id, where it is one of an event."""
    return session.scalar(select(Registration).filter_by(event_id=event_id, id=registration_id))


def find_participant(
    session: Session, registration: Registration, position: int
) -> Participant | None:
    """Find one of a registration's participants by their position, counted from 1."""
    return session.scalar(
        select(Participant).where(
            Participant.registration_id == registration.id, Participant.position == position
        )
    )


def find_participant_of(session: Session, event: Event, participant_id: int) -> Participant | None:
    """Find one of an event's participants by their id."""
    return find_participant_in(session, event.id, participant_id)


def find_participant_in(session: Session, event_id: int, participant_id: int) -> Participant | None:
    """Find a participant by their id, where they are one of an event."""
    return session.scalar(select(Participant).filter_by(event_id=event_id, id=participant_id))


def list_participants(
    session: Session,
    event: Event,
    *,
    search: str = "",
    of: Collection[int] | None = None,
    after: int = 0,
    limit: int | None = None,
) -> Sequence[ParticipantRow]:
    """List an event's participants in the order they registered, from behind an id on.

    With a search, those alone whom it is about; with `of`, those of some registrations alone.
    """
    found = and_(IS_SOMEBODY, is_about(search)) if search else IS_SOMEBODY
    found = found if of is None else and_(found, Registration.id.in_(of))
    chosen = select_participants().where(
        Participant.event_id == event.id, Participant.id > after, found
    )
    return [participant_row(row) for row in session.execute(chosen.limit(limit))]


def select_participants() -> Select[*tuple[Any, ...]]:
    """Select what lists show of participants, in the order they registered."""
    return (
        select(Participant, Registration, Occasion.no, Ticket.id.label("ticket_id"))
        .join(Registration, Registration.id == Participant.registration_id)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .outerjoin(Occasion, Occasion.id == Participant.occasion_id)
        .order_by(Participant.id)
    )


def participant_row(row: Row[*tuple[Any, ...]]) -> ParticipantRow:
    """Put together what lists show of one participant."""
    participant, registration = row.Participant, row.Registration
    return ParticipantRow(
        id=participant.id,
        ticket_id=row.ticket_id,
        registration_id=registration.id,
        reference=registration.reference,
        contact_name=registration.contact_name or "",
        contact_channel=registration.contact_channel,
        contact_email=registration.contact_email,
        contact_phone=registration.contact_phone,
        language=registration.language,
        group_name=registration.group_name or "",
        name=participant.name or "",
        category=participant.category,
        birth_year=participant.birth_year,
        status=participant.status,
        occasion_no=row.no,
        registered_at=registration.created_at,
    )


def count_participants(session: Session, event: Event, *, search: str = "") -> int:
    """Count an event's participants, whatever their status; with a search, those it is about."""
    counted = select(func.count()).where(Participant.event_id == event.id)
    found = and_(IS_SOMEBODY, is_about(search)) if search else IS_SOMEBODY
    return session.scalars(counted.join_from(Participant, Registration).where(found)).one()
