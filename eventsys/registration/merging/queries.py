"""What is asked of registrations that may be one."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.registration.merging.models import MergedRegistration
from eventsys.registration.merging.rules import Party, Suspicion, suspect
from eventsys.registration.models import Participant, Registration
from eventsys.registration.queries import IS_SOMEBODY
from eventsys.registration.rules import ParticipantStatus


def list_suspicions(session: Session, event_id: int) -> list[Suspicion]:
    """List the registrations of an event that may be one, of those of which somebody is left."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    present = (
        select(Participant.registration_id, Participant.name)
        .where(
            Participant.event_id == event_id, Participant.status != ParticipantStatus.DEREGISTERED
        )
        .order_by(Participant.id)
    )
    for registration_id, name in session.execute(present):
        names[registration_id].append(name or "")
    registrations = select(
        Registration.id,
        Registration.occasion_id,
        Registration.contact_name,
        Registration.contact_email,
        Registration.contact_phone,
    ).where(Registration.event_id == event_id, Registration.forgotten_at.is_(None), IS_SOMEBODY)
    return suspect(
        Party(
            id=row.id,
            occasion_id=row.occasion_id,
            contact_name=row.contact_name or "",
            email=row.contact_email,
            phone=row.contact_phone,
            names=names[row.id],
        )
        for row in session.execute(registrations)
        if row.id in names
    )


def find_merged(session: Session, registration: Registration) -> MergedRegistration | None:
    """Tell into which registration one was merged; None where it stands for itself."""
    return session.get(MergedRegistration, registration.id)
