"""What is asked of registrations that are to be forgotten, and of those that were."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.merging.models import MergedRegistration
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.needs.models import Need
from eventsys.registration.notes.models import RegistrationNote
from eventsys.registration.questions.models import QuestionAnswer
from eventsys.registration.rules import ParticipantStatus


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How much personal data there is: of how many, and what of it besides names and contacts."""

    registrations: int
    people: int
    answers: int
    needs: int
    notes: int
    pictures: int


def together_with(session: Session, registration_id: int) -> Sequence[int]:
    """List a registration and all that were ever brought into one with it."""
    known = {registration_id}
    found = {registration_id}
    while found:
        rows = session.execute(
            select(MergedRegistration.registration_id, MergedRegistration.kept_id).where(
                MergedRegistration.registration_id.in_(found)
                | MergedRegistration.kept_id.in_(found)
            )
        )
        found = {each for row in rows for each in row} - known
        known |= found
    return sorted(known)


def list_unforgotten(session: Session, event_id: int) -> Sequence[int]:
    """List an event's registrations of which somebody knows whose they are."""
    known = select(Registration.id).where(
        Registration.event_id == event_id, Registration.forgotten_at.is_(None)
    )
    return session.scalars(known.order_by(Registration.id)).all()


def count_kept(session: Session, registration_ids: Collection[int]) -> Kept:
    """Count what is known of the people of some registrations."""
    people = select(Participant.id).where(Participant.registration_id.in_(registration_ids))

    def number(model: type[QuestionAnswer | Need | RegistrationNote | Participant]) -> int:
        theirs = select(func.count()).select_from(model)
        return session.scalars(theirs.where(model.registration_id.in_(registration_ids))).one()

    shown = select(func.count()).select_from(PhotoConsent)
    return Kept(
        registrations=len(registration_ids),
        people=number(Participant),
        answers=number(QuestionAnswer),
        needs=number(Need),
        notes=number(RegistrationNote),
        pictures=session.scalars(shown.where(PhotoConsent.participant_id.in_(people))).one(),
    )


def count_coming(session: Session, registration_ids: Collection[int]) -> int:
    """Count those of some registrations who have not left."""
    coming = select(func.count()).where(
        Participant.registration_id.in_(registration_ids),
        Participant.status != ParticipantStatus.DEREGISTERED,
    )
    return session.scalars(coming).one()


def count_pictures_to_remove(session: Session, registration_ids: Collection[int]) -> int:
    """Count withdrawals after which somebody has yet to take pictures away."""
    theirs = select(Participant.id).where(Participant.registration_id.in_(registration_ids))
    standing = select(func.count()).where(
        PhotoConsent.participant_id.in_(theirs),
        PhotoConsent.withdrawn_at.is_not(None),
        PhotoConsent.removed_at.is_(None),
    )
    return session.scalars(standing).one()


def words_about(session: Session, registration_ids: Collection[int]) -> set[str]:
    """List by what people can be told: names, addresses, numbers and references."""
    people = select(Participant.name).where(Participant.registration_id.in_(registration_ids))
    contacts = session.execute(
        select(
            Registration.reference,
            Registration.contact_name,
            Registration.contact_email,
            Registration.contact_phone,
            Registration.group_name,
        ).where(Registration.id.in_(registration_ids))
    )
    words = {*session.scalars(people), *(word for row in contacts for word in row)}
    return {word for word in words if word}


def objects_about(
    session: Session, registration_ids: Collection[int]
) -> Mapping[str, Collection[int]]:
    """List what the log may name of people, by kind."""
    ids = list(registration_ids)
    people = session.scalars(select(Participant.id).where(Participant.registration_id.in_(ids)))
    known = [*people]
    notes = select(RegistrationNote.id).where(RegistrationNote.registration_id.in_(ids))
    photos = select(PhotoConsent.id).where(PhotoConsent.participant_id.in_(known))
    return {
        "registration": ids,
        "participant": known,
        "ticket": session.scalars(select(Ticket.id).where(Ticket.participant_id.in_(known))).all(),
        "registration_note": session.scalars(notes).all(),
        "photo_consent": session.scalars(photos).all(),
    }
