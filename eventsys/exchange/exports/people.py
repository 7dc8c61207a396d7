"""An event's participants with all that is known of them, some hundred read at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.people.queries import is_meant
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.text import Language
from eventsys.events.care.rules import NeedKind
from eventsys.events.models import Occasion
from eventsys.registration.models import Participant, Registration
from eventsys.registration.needs.models import Need
from eventsys.registration.questions.answers.queries import AnswersOfPeople, gather_answers
from eventsys.registration.rules import Category, ParticipantStatus, Source

ROWS_A_QUERY = 500
NO_ANSWERS = AnswersOfPeople(of_participants={}, of_registrations={})


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonNeed:
    """What a person, or all of their registration, needs."""

    kind: NeedKind
    text: str
    language: str | None
    number: int | None


@dataclass(kw_only=True, slots=True)
class ExportedPerson:
    """A participant as a line of a file, with the answers by question's id."""

    id: int
    registration_id: int
    position: int
    reference: str
    name: str | None
    category: Category
    birth_year: int | None
    status: ParticipantStatus
    occasion_no: int | None
    occasion_starts_at: datetime | None
    contact_name: str | None
    email: str | None
    phone: str | None
    language: Language
    group_name: str | None
    source: Source
    registered_at: datetime
    answers: Mapping[int, str]
    needs: Sequence[PersonNeed]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is read besides: the answers, and the needs that are kept at a moment.

    `meant` says of whom; None of everybody.
    """

    answers: bool = False
    needs_at: datetime | None = None
    meant: PeopleFilter | None = None


PEOPLE = (
    select(
        Participant.id,
        Participant.registration_id,
        Participant.position,
        Registration.reference,
        Participant.name,
        Participant.category,
        Participant.birth_year,
        Participant.status,
        Occasion.no.label("occasion_no"),
        Occasion.starts_at.label("occasion_starts_at"),
        Registration.contact_name,
        Registration.contact_email.label("email"),
        Registration.contact_phone.label("phone"),
        Registration.language,
        Registration.group_name,
        Registration.source,
        Registration.created_at.label("registered_at"),
    )
    .join(Registration, Registration.id == Participant.registration_id)
    .outerjoin(Occasion, Occasion.id == Participant.occasion_id)
    .order_by(Participant.id)
    .limit(ROWS_A_QUERY)
)


def read_people(session: Session, event_id: int, wanted: Wanted) -> Iterator[ExportedPerson]:
    """Read an event's participants, or those who are meant, in the order they registered."""
    after, of_event = 0, PEOPLE.where(is_meant(event_id, wanted.meant or PeopleFilter()))
    while rows := session.execute(of_event.where(Participant.id > after)).mappings().all():
        after = rows[-1]["id"]
        registrations = {row["registration_id"] for row in rows}
        answers = gather_answers(session, registrations) if wanted.answers else NO_ANSWERS
        needs = gather_needs(session, registrations, wanted.needs_at)
        for row in rows:
            registration_id = row["registration_id"]
            told = answers.of(row["id"], registration_id)
            needed = needs[registration_id, row["id"]] + needs[registration_id, None]
            yield ExportedPerson(**row, answers=told, needs=needed)


def gather_needs(
    session: Session, registration_ids: set[int], at: datetime | None
) -> Mapping[tuple[int, int | None], list[PersonNeed]]:
    """Gather what registrations and their people need; nothing where nobody asks."""
    found: dict[tuple[int, int | None], list[PersonNeed]] = defaultdict(list)
    if at is None:
        return found
    kept = (
        select(Need)
        .where(Need.registration_id.in_(registration_ids), Need.delete_after > at)
        .order_by(Need.id)
    )
    for need in session.scalars(kept):
        person = PersonNeed(
            kind=need.kind, text=need.text, language=need.language, number=need.number
        )
        found[need.registration_id, need.participant_id].append(person)
    return found
