"""What changes needs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.core.text import mask_cpr
from eventsys.events.care.queries import get_care
from eventsys.events.care.rules import Care
from eventsys.events.models import Event, Occasion
from eventsys.registration.models import Participant, Registration
from eventsys.registration.needs.models import Need
from eventsys.registration.needs.rules import NeedRequest, deletion_moment
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import Terms

needs = table_of(Need)
Whose = tuple[int | None, NeedRequest]
"""A participant's id, None for all of a registration, and what is needed."""


def keep_needs(
    session: Session,
    terms: Terms,
    registration: Registration,
    request: RegistrationRequest,
    people: Sequence[int],
) -> None:
    """Write down what a new registration needs, as far as the event asks; `people` are their ids.

    An event that asks nothing, or is told nothing, costs no statement.
    """
    if not terms.care.needs:
        return
    own = [
        (person, need)
        for person, asked in zip(people, request.participants, strict=True)
        for need in asked.needs
    ]
    whose: list[Whose] = [*((None, need) for need in request.needs), *own]
    add_needs(
        session, terms.care, registration, whose, delete_after=deletion_moment(terms.last_end)
    )


def replace_needs(
    session: Session,
    registration: Registration,
    common: Sequence[NeedRequest],
    own: Mapping[int, Sequence[NeedRequest]],
    *,
    at: datetime,
) -> None:
    """Let a registration need this from now on; `own` by the participants' ids."""
    event = session.get_one(Event, registration.event_id)
    session.execute(delete(Need).where(Need.registration_id == registration.id))
    whose: list[Whose] = [*((None, need) for need in common)]
    whose += [(person, need) for person, asked in own.items() for need in asked]
    until = deletion_moment(last_end(session, event))
    if until > at:
        add_needs(session, get_care(session, event), registration, whose, delete_after=until)


def add_needs(
    session: Session,
    care: Care,
    registration: Registration,
    whose: Sequence[Whose],
    *,
    delete_after: datetime,
) -> None:
    """Store needs of the kinds that the event asks; what looks like a CPR number is taken out."""
    rows = list(rows_of(care, registration, whose, delete_after))
    if rows:
        session.connection().execute(insert(needs), rows)


def rows_of(
    care: Care, registration: Registration, whose: Sequence[Whose], delete_after: datetime
) -> Iterator[dict[str, object]]:
    """Write needs as rows."""
    for person, need in whose:
        if need.kind in care.needs:
            yield {
                "event_id": registration.event_id,
                "registration_id": registration.id,
                "participant_id": person,
                "kind": need.kind,
                "language": need.language,
                "number": need.number,
                "text": mask_cpr(need.text),
                "delete_after": delete_after,
            }


def drop_needs(session: Session, participant: Participant) -> None:
    """Delete what a person needs who does not come any more."""
    session.execute(delete(Need).where(Need.participant_id == participant.id))


def keep_needs_until(session: Session, event: Event) -> None:
    """Let the needs of an event whose dates may have changed be deleted by its dates of now."""
    until = deletion_moment(last_end(session, event))
    session.execute(
        update(Need)
        .where(Need.event_id == event.id, Need.delete_after != until)
        .values(delete_after=until)
        .execution_options(synchronize_session=False)
    )


def last_end(session: Session, event: Event) -> datetime:
    """Tell when the last occasion of an event ends."""
    ends = select(func.max(Occasion.ends_at)).where(
        Occasion.event_id == event.id, Occasion.cancelled_at.is_(None)
    )
    return session.scalars(ends).one()
