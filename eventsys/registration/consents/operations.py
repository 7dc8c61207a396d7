"""What changes the answers to whether pictures of a child may be shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import table_of
from eventsys.core.principal import Principal
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.consents.queries import list_consents_of
from eventsys.registration.consents.rules import TEXT_VERSION
from eventsys.registration.models import Registration
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import Category, Terms

consents = table_of(PhotoConsent)


def keep_consents(
    session: Session,
    terms: Terms,
    registration: Registration,
    request: RegistrationRequest,
    people: Sequence[int],
    *,
    at: datetime,
) -> None:
    """Write down what a new registration answered; `people` are the participants' ids.

    An event that does not ask, or is not answered, costs no statement.
    """
    if not terms.care.photos:
        return
    answers = {
        person: asked.photos
        for person, asked in zip(people, request.participants, strict=True)
        if asked.photos is not None and terms.category(asked) is Category.CHILD
    }
    add_answers(session, registration, answers, at=at)


def answer_photos(
    session: Session, registration: Registration, answers: Mapping[int, bool], *, at: datetime
) -> None:
    """Take a family's answers of now, by the participants' ids; what stays as it was costs nothing.

    A no after a yes withdraws it: an organiser is then to take the pictures away.
    """
    known = {
        each.participant_id: each.is_allowed for each in list_consents_of(session, registration)
    }
    changed = {
        person: answer
        for person, answer in answers.items()
        if person in known and known[person] is not answer
    }
    withdrawn = [person for person in changed if known[person]]
    if withdrawn:
        session.execute(
            update(PhotoConsent)
            .where(
                PhotoConsent.participant_id.in_(withdrawn),
                PhotoConsent.is_given.is_(True),
                PhotoConsent.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=at)
            .execution_options(synchronize_session=False)
        )
    new = {person: answer for person, answer in changed.items() if not known[person]}
    add_answers(session, registration, new, at=at)


def add_answers(
    session: Session, registration: Registration, answers: Mapping[int, bool], *, at: datetime
) -> None:
    """Store answers as they are given."""
    rows = [
        {
            "event_id": registration.event_id,
            "participant_id": person,
            "is_given": answer,
            "text_version": TEXT_VERSION,
            "given_by": registration.contact_name or "",
            "given_at": at,
        }
        for person, answer in answers.items()
    ]
    if rows:
        session.connection().execute(insert(consents), rows)


def note_removal(session: Session, consent: PhotoConsent, *, at: datetime, by: Principal) -> None:
    """Note that a child's pictures were taken away; harmless when repeated."""
    if consent.withdrawn_at is None or consent.removed_at is not None:
        return
    consent.removed_at, consent.removed_by = at, str(by)
    record(session, "remove-pictures", consent, {}, at=at, by=by)


def find_withdrawal(session: Session, event_id: int, consent_id: int) -> PhotoConsent | None:
    """Find a consent of an event that was withdrawn."""
    return session.scalar(
        select(PhotoConsent).where(
            PhotoConsent.id == consent_id,
            PhotoConsent.event_id == event_id,
            PhotoConsent.withdrawn_at.is_not(None),
        )
    )
