"""What is asked of an event's people: whom to list, to write to, to write into a file."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from eventsys.attendance.people.rules import AnswerGiven, PeopleFilter, Presence
from eventsys.attendance.statements import came_to, came_to_any
from eventsys.events.models import Occasion
from eventsys.registration.models import Participant, Registration
from eventsys.registration.queries import (
    IS_SOMEBODY,
    ParticipantRow,
    participant_row,
    select_participants,
)
from eventsys.registration.questions.models import QuestionAnswer
from eventsys.registration.search import is_about


def list_people(
    session: Session,
    event_id: int,
    wanted: PeopleFilter,
    *,
    after: int = 0,
    limit: int | None = None,
) -> Sequence[ParticipantRow]:
    """List those of an event who are meant, in the order they registered, from behind an id on."""
    chosen = select_participants().where(Participant.id > after, is_meant(event_id, wanted))
    return [participant_row(row) for row in session.execute(chosen.limit(limit))]


@dataclass(frozen=True)
class FirstOnes:
    """The first of those who are meant, and how many are meant in all."""

    rows: Sequence[ParticipantRow]
    total: int


def list_first(session: Session, event_id: int, wanted: PeopleFilter, *, limit: int) -> FirstOnes:
    """List the first of those who are meant, and count all: they are looked for once."""
    meant = (
        select(Participant.id, func.count().over().label("total"))
        .join(Registration)
        .where(is_meant(event_id, wanted))
        .order_by(Participant.id)
        .limit(limit)
        .subquery()
    )
    chosen = select_participants().add_columns(meant.c.total)
    rows = session.execute(chosen.join(meant, meant.c.id == Participant.id)).all()
    return FirstOnes([participant_row(row) for row in rows], rows[0].total if rows else 0)


def list_ids(
    session: Session, event_id: int, wanted: PeopleFilter, *, limit: int | None = None
) -> Sequence[int]:
    """List the ids of those who are meant, in the order they registered."""
    chosen = select(Participant.id).join(Registration).where(is_meant(event_id, wanted))
    return session.scalars(chosen.order_by(Participant.id).limit(limit)).all()


def count_people(session: Session, event_id: int, wanted: PeopleFilter) -> int:
    """Count those of an event who are meant."""
    counted = select(func.count()).select_from(Participant).join(Registration)
    return session.scalars(counted.where(is_meant(event_id, wanted))).one()


def list_came(session: Session, ids: Collection[int]) -> set[int]:
    """Tell which of some participants came to an occasion that was held."""
    return set(
        session.scalars(select(Participant.id).where(Participant.id.in_(ids), came_to_any()))
    )


def is_meant(event_id: int, wanted: PeopleFilter) -> ColumnElement[bool]:
    """Tell of each participant and registration of a statement whether they are meant.

    The event is said of both, so that neither has to be looked for one by one.
    """
    is_there = and_(Participant.event_id == event_id, Registration.event_id == event_id)
    return and_(is_there, IS_SOMEBODY, *conditions(event_id, wanted))


def conditions(event_id: int, wanted: PeopleFilter) -> Iterator[ColumnElement[bool]]:
    """Give a condition for each thing that matters."""
    yield from of_the_chosen(wanted)
    yield from of_their_place(event_id, wanted)
    yield from of_their_contact(wanted)
    if wanted.answer is not None:
        yield has_answered(wanted.answer)
    if wanted.presence is not None:
        came = Participant.id.in_(select(came_to([event_id]).c.participant_id))
        yield came if wanted.presence is Presence.CAME else not_(came)
    if wanted.search:
        yield is_about(wanted.search)


def of_the_chosen(wanted: PeopleFilter) -> Iterator[ColumnElement[bool]]:
    """Give the conditions of who was chosen one by one."""
    if wanted.ids is not None:
        yield Participant.id.in_(wanted.ids)
    if wanted.registration_ids is not None:
        yield Participant.registration_id.in_(wanted.registration_ids)


def of_their_place(event_id: int, wanted: PeopleFilter) -> Iterator[ColumnElement[bool]]:
    """Give the conditions of who somebody is and where they stand."""
    if wanted.statuses:
        yield Participant.status.in_(wanted.statuses)
    if wanted.categories:
        yield Participant.category.in_(wanted.categories)
    if wanted.occasion_no is not None:
        one = select(Occasion.id).filter_by(event_id=event_id, no=wanted.occasion_no)
        chosen = Participant.occasion_id == one.scalar_subquery()
        yield or_(Participant.occasion_id.is_(None), chosen)


def of_their_contact(wanted: PeopleFilter) -> Iterator[ColumnElement[bool]]:
    """Give the conditions of who registered them."""
    if wanted.languages:
        yield Registration.language.in_(wanted.languages)
    if wanted.channels:
        yield Registration.contact_channel.in_(wanted.channels)
    if wanted.in_group is not None:
        has_group = Registration.group_name.is_not(None)
        yield has_group if wanted.in_group else not_(has_group)


def has_answered(answer: AnswerGiven) -> ColumnElement[bool]:
    """Tell whether a participant, or whoever registered them, gave an answer; maybe among others.

    Several choices are stored with blanks between.
    """
    chosen = (" " + QuestionAnswer.value + " ").contains(f" {answer.value} ", autoescape=True)
    return exists().where(
        QuestionAnswer.question_id == answer.question_id,
        QuestionAnswer.registration_id == Participant.registration_id,
        or_(
            QuestionAnswer.participant_id.is_(None), QuestionAnswer.participant_id == Participant.id
        ),
        chosen,
    )
