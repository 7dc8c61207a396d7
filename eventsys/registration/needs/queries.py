"""What is asked of needs; what is due for deletion is not given any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from eventsys.events.care.rules import NeedKind
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.needs.models import Need
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import unsealed


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnNeed:
    """A need as those see it who told it; `position` is the person's, None for all of them."""

    kind: NeedKind
    text: str
    language: str | None
    position: int | None
    number: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedRow:
    """A need as those see it who arrange the event; name and ticket are empty for a family's."""

    kind: NeedKind
    text: str
    language: str | None
    name: str
    short_code: str
    reference: str
    contact_name: str
    contact_email: str | None
    contact_phone: str | None
    number: int | None = None
    group_name: str = ""


def list_needs_of(
    session: Session, registration: Registration, *, at: datetime
) -> Sequence[OwnNeed]:
    """List what a registration needs."""
    rows = session.execute(
        select(Need.kind, Need.text, Need.language, Need.number, Participant.position)
        .outerjoin(Participant, Participant.id == Need.participant_id)
        .where(Need.registration_id == registration.id, Need.delete_after > at)
        .order_by(Participant.position, Need.id)
    )
    return [
        OwnNeed(
            kind=row.kind,
            text=row.text,
            language=row.language,
            position=row.position,
            number=row.number,
        )
        for row in rows
    ]


def list_needs(session: Session, event: Event, *, at: datetime) -> Sequence[NeedRow]:
    """List what those need who still come to an event, by kind."""
    comer = aliased(Participant)
    still_comes = exists().where(
        comer.registration_id == Need.registration_id,
        comer.status != ParticipantStatus.DEREGISTERED,
        or_(Need.participant_id.is_(None), comer.id == Need.participant_id),
    )
    rows = session.execute(
        select(Need, Registration, Participant.name, Ticket.sealed_codes)
        .join(Registration, Registration.id == Need.registration_id)
        .outerjoin(Participant, Participant.id == Need.participant_id)
        .outerjoin(Ticket, Ticket.participant_id == Need.participant_id)
        .where(Need.event_id == event.id, Need.delete_after > at, still_comes)
        .order_by(Need.kind, Need.id)
    )
    return [
        NeedRow(
            kind=need.kind,
            text=need.text,
            language=need.language,
            name=name or "",
            short_code=unsealed(sealed).short_code if sealed else "",
            reference=registration.reference,
            contact_name=registration.contact_name or "",
            contact_email=registration.contact_email,
            contact_phone=registration.contact_phone,
            number=need.number,
            group_name=registration.group_name or "",
        )
        for need, registration, name, sealed in rows
    ]
