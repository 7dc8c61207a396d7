"""What is asked of tickets printed beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.codes import CodeKind, digest_of, read_code
from eventsys.core.keys import Purpose, keys
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import ParticipantStatus, Source, Terms
from eventsys.registration.tickets.rules import roster_short


@dataclass(frozen=True, kw_only=True)
class PrintedTickets:
    """One print run, and how many of its tickets nobody has been typed in for."""

    registration_id: int
    reference: str
    printed_at: datetime
    free: int


def list_print_runs(session: Session, event: Event) -> Sequence[PrintedTickets]:
    """List an event's print runs, the newest first."""
    free = func.count(Participant.id).filter(Participant.status == ParticipantStatus.CONFIRMED)
    rows = session.execute(
        select(Registration.id, Registration.reference, Registration.created_at, free)
        .outerjoin(Participant, Participant.registration_id == Registration.id)
        .where(Registration.event_id == event.id, Registration.source == Source.PREPRINTED)
        .group_by(Registration.id)
        .order_by(Registration.id.desc())
    )
    return [
        PrintedTickets(registration_id=run, reference=reference, printed_at=at, free=number)
        for run, reference, at, number in rows
    ]


def find_print_run(session: Session, event: Event, registration_id: int) -> Registration | None:
    """Find one of an event's print runs."""
    return session.scalar(
        select(Registration).where(
            Registration.id == registration_id,
            Registration.event_id == event.id,
            Registration.source == Source.PREPRINTED,
        )
    )


def find_free(session: Session, terms: Terms, text: str) -> Participant | None:
    """Find whom a ticket printed beforehand waits for; None for any other code."""
    read = read_code(text)
    if read.kind is CodeKind.SHORT_CODE:
        salt = keys().unseal(Purpose.ROSTER_SALT, terms.roster_salt)
        is_it = Ticket.roster_short == roster_short(salt, read.value)
    elif read.kind is CodeKind.CODE:
        is_it = Ticket.code_hash == digest_of(read.value)
    else:
        return None
    return session.scalar(
        select(Participant)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(
            is_it,
            Ticket.event_id == terms.event_id,
            Registration.source == Source.PREPRINTED,
            Participant.status == ParticipantStatus.CONFIRMED,
        )
    )
