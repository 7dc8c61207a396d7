"""What is asked of certificates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.certificates.models import Certificate
from eventsys.core.codes import CodeKind, read_code
from eventsys.core.keys import Purpose, keys
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Registration


@dataclass(frozen=True)
class PrintedCertificate:
    """A certificate in force with its code and the name of its holder, if they gave one."""

    certificate: Certificate
    code: str
    name: str


def find_certificate(session: Session, text: str) -> Certificate | None:
    """Find a certificate by its code as read or typed, whoever it was for."""
    read = read_code(text)
    if read.kind is not CodeKind.CODE:
        return None
    return session.scalar(select(Certificate).filter_by(code_hash=read.digest))


def find_certificate_of(session: Session, participant_id: int) -> Certificate | None:
    """Find the certificate that a participant has now."""
    return session.scalar(
        select(Certificate).filter_by(participant_id=participant_id, revoked_at=None)
    )


def list_certificates_of(session: Session, participant_id: int) -> Sequence[Certificate]:
    """List all certificates that a participant was ever given, the newest first."""
    given = select(Certificate).filter_by(participant_id=participant_id)
    return session.scalars(given.order_by(Certificate.id.desc())).all()


def certificates_in_force(session: Session, event: Event) -> Mapping[int, Certificate]:
    """Give the certificates of an event that were not revoked, by their holder's id."""
    given = select(Certificate).filter_by(event_id=event.id, revoked_at=None)
    return {
        each.participant_id: each
        for each in session.scalars(given)
        if each.participant_id is not None
    }


def list_printed(
    session: Session, event: Event, *, of: Sequence[int] | None = None
) -> Sequence[PrintedCertificate]:
    """List an event's certificates that can be printed, in the order of registering.

    With `of`, those of some participants alone.
    """
    wanted = (
        select(Certificate, Participant.name)
        .join(Participant, Participant.id == Certificate.participant_id)
        .where(Certificate.event_id == event.id, Certificate.revoked_at.is_(None))
        .order_by(Participant.id)
    )
    if of is not None:
        wanted = wanted.where(Participant.id.in_(of))
    return [
        PrintedCertificate(certificate, code_of(certificate), name or "")
        for certificate, name in session.execute(wanted)
    ]


def list_holder_ids(session: Session, event: Event) -> Sequence[int]:
    """List the ids of those whose certificates can be printed, in the order of registering."""
    ids = select(Participant.id).join(Certificate, Certificate.participant_id == Participant.id)
    in_force = ids.where(Certificate.event_id == event.id, Certificate.revoked_at.is_(None))
    return session.scalars(in_force.order_by(Participant.id)).all()


def holders_of(session: Session, registration: Registration) -> Sequence[int]:
    """List the positions of a registration's people who have a certificate."""
    positions = (
        select(Participant.position)
        .join(Certificate, Certificate.participant_id == Participant.id)
        .where(
            Participant.registration_id == registration.id,
            Certificate.revoked_at.is_(None),
        )
    )
    return session.scalars(positions.order_by(Participant.position)).all()


def code_of(certificate: Certificate) -> str:
    """Decrypt a certificate's code."""
    return keys().unseal(Purpose.CERTIFICATE, certificate.sealed_code)
