"""What holds registrations, and what makes their people nobody; the counts stay."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, delete, select, update
from sqlalchemy.orm import Session

from eventsys.core.codes import new_public_id, new_short_code
from eventsys.core.db import table_of
from eventsys.core.keys import Purpose, keys
from eventsys.core.localtime import quarter_of
from eventsys.events.models import Event
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.approval.models import Decision
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.links.models import LinkRenewal
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.needs.models import Need
from eventsys.registration.notes.models import RegistrationNote
from eventsys.registration.overbooked.models import OverbookedCall
from eventsys.registration.questions.models import QuestionAnswer
from eventsys.registration.rules import FLAG_PRACTICE, FLAG_STAFF, Channel
from eventsys.registration.tickets.models import ReplacedTicket
from eventsys.registration.tickets.operations import fresh_codes

COUNTED_FLAGS = FLAG_PRACTICE | FLAG_STAFF
"""What of a ticket's marks hangs on no person."""
NO_PERSON: dict[str, Any] = {
    "contact_name": None,
    "contact_channel": Channel.NONE,
    "contact_email": None,
    "contact_phone": None,
    "group_name": None,
    "idempotency_key": None,
    "request_digest": None,
}


def hold_all(session: Session, registration_ids: Sequence[int]) -> Sequence[int]:
    """Hold registrations and then their tickets, each in the order of their ids.

    A scan of one of them waits, and finds its ticket no more. Tell which are not forgotten yet.
    """
    session.flush()
    held = session.scalars(
        select(Registration)
        .where(Registration.id.in_(registration_ids))
        .order_by(Registration.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    known = [each.id for each in held if each.forgotten_at is None]
    theirs = select(Participant.id).where(Participant.registration_id.in_(known))
    tickets = select(Ticket.id).where(Ticket.participant_id.in_(theirs))
    session.execute(tickets.order_by(Ticket.id).with_for_update()).all()
    return known


def forget(
    session: Session, event: Event, registration_ids: Sequence[int], *, at: datetime
) -> None:
    """Empty all that is known of the people of some registrations of an event.

    Each has a new reference and id that nobody knows, each ticket new codes, and times are those
    of their quarter of an hour. Standing, category, language and place in line stay.
    """
    people = session.scalars(
        select(Participant.id).where(Participant.registration_id.in_(registration_ids))
    ).all()
    for statement in deletions(registration_ids, people):
        session.execute(statement.execution_options(synchronize_session=False))
    typed = update(Affiliation).where(Affiliation.participant_id.in_(people)).values(typed="")
    session.execute(typed.execution_options(synchronize_session=False))
    judged = update(Decision).where(Decision.registration_id.in_(registration_ids))
    session.execute(judged.values(reason="").execution_options(synchronize_session=False))
    forget_contacts(session, registration_ids, at=at)
    forget_people(session, registration_ids, at=at)
    forget_tickets(session, event, people)
    session.flush()


def deletions(registration_ids: Sequence[int], people: Sequence[int]) -> list[Delete]:
    """List what goes whole: it counts in no figure."""
    theirs = select(Ticket.id).where(Ticket.participant_id.in_(people))
    whole = (Need, QuestionAnswer, RegistrationNote, LinkRenewal, OverbookedCall)
    return [
        *(
            delete(each).where(each.c.registration_id.in_(registration_ids))
            for each in map(table_of, whole)
        ),
        delete(PhotoConsent).where(PhotoConsent.participant_id.in_(people)),
        delete(ReplacedTicket).where(ReplacedTicket.ticket_id.in_(theirs)),
        delete(Affiliation).where(
            Affiliation.participant_id.in_(people), Affiliation.actor_id.is_(None)
        ),
    ]


def forget_contacts(session: Session, registration_ids: Sequence[int], *, at: datetime) -> None:
    """Leave of registrations what counts; their links and references open nothing any more."""
    rows = select(Registration).where(Registration.id.in_(registration_ids))
    for registration in session.scalars(rows):
        for name, value in NO_PERSON.items():
            setattr(registration, name, value)
        registration.public_id, registration.reference = new_public_id(), new_short_code()
        registration.link_version += 1
        registration.created_at = quarter_of(registration.created_at)
        registration.forgotten_at = quarter_of(at)
    session.flush()


def forget_people(session: Session, registration_ids: Sequence[int], *, at: datetime) -> None:
    """Leave of participants where they stand and what kind of person they were."""
    rows = select(Participant).where(Participant.registration_id.in_(registration_ids))
    for person in session.scalars(rows.execution_options(populate_existing=True)):
        person.name = person.birth_year = None
        if person.deregistered_at is not None:
            person.deregistered_at = quarter_of(person.deregistered_at)
        person.forgotten_at = quarter_of(at)
    session.flush()


def forget_tickets(session: Session, event: Event, people: Sequence[int]) -> None:
    """Put a surrogate in each ticket's place: codes that nobody holds, and no past."""
    salt = keys().unseal(Purpose.ROSTER_SALT, event.roster_salt)
    rows = select(Ticket).where(Ticket.participant_id.in_(people))
    for ticket in session.scalars(rows.execution_options(populate_existing=True)):
        for name, value in fresh_codes(salt).items():
            setattr(ticket, name, value)
        ticket.flags &= COUNTED_FLAGS
        ticket.past = None
        ticket.changed_at = quarter_of(ticket.changed_at)
        if ticket.status_at is not None:
            ticket.status_at = quarter_of(ticket.status_at)
    session.flush()
