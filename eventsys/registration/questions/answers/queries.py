"""What is asked about answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event, Occasion
from eventsys.registration.models import Participant, Registration
from eventsys.registration.questions.models import Question, QuestionAnswer
from eventsys.registration.questions.rules import COUNTED
from eventsys.registration.rules import ParticipantStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """One answer as it is stored; no participant where the registration as a whole gave it."""

    question_id: int
    registration_id: int
    participant_id: int | None
    value: str


@dataclass(frozen=True, kw_only=True)
class AnswersOfPeople:
    """The answers of several participants and of their registrations."""

    of_participants: Mapping[int, Mapping[int, str]]
    of_registrations: Mapping[int, Mapping[int, str]]

    def of(self, participant_id: int, registration_id: int) -> dict[int, str]:
        """Give a person's answers with those of their registration, by the questions' ids."""
        own = self.of_participants.get(participant_id, {})
        return {**self.of_registrations.get(registration_id, {}), **own}


def list_answers(session: Session, registration_ids: Iterable[int]) -> Sequence[Answered]:
    """List all answers of registrations."""
    found = select(
        QuestionAnswer.question_id,
        QuestionAnswer.registration_id,
        QuestionAnswer.participant_id,
        QuestionAnswer.value,
    ).where(QuestionAnswer.registration_id.in_(sorted(set(registration_ids))))
    return [Answered(**row) for row in session.execute(found).mappings()]


def gather_answers(session: Session, registration_ids: Iterable[int]) -> AnswersOfPeople:
    """Gather the answers of registrations and of all their people; one query."""
    people: dict[int, dict[int, str]] = defaultdict(dict)
    registrations: dict[int, dict[int, str]] = defaultdict(dict)
    for answer in list_answers(session, registration_ids):
        if answer.participant_id is None:
            registrations[answer.registration_id][answer.question_id] = answer.value
        else:
            people[answer.participant_id][answer.question_id] = answer.value
    return AnswersOfPeople(of_participants=people, of_registrations=registrations)


def count_answers(session: Session, event_id: int) -> Mapping[int, Mapping[str, int]]:
    """Count the answers of those who have a place, by question and value.

    Kinds alone that can be added up; what somebody wrote in words is no number.
    """
    has_place = exists().where(
        Participant.registration_id == QuestionAnswer.registration_id,
        or_(
            QuestionAnswer.participant_id.is_(None),
            Participant.id == QuestionAnswer.participant_id,
        ),
        Participant.status == ParticipantStatus.CONFIRMED,
    )
    counted = (
        select(QuestionAnswer.question_id, QuestionAnswer.value, func.count())
        .join(
            Question,
            and_(Question.id == QuestionAnswer.question_id, Question.kind.in_(sorted(COUNTED))),
        )
        .where(Question.event_id == event_id, has_place)
        .group_by(QuestionAnswer.question_id, QuestionAnswer.value)
    )
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for question_id, value, number in session.execute(counted):
        counts[question_id][value] = number
    return counts


def count_all_answers(session: Session, event_id: int) -> Mapping[int, int]:
    """Count all answers to each of an event's questions, whoever gave them."""
    counted = (
        select(QuestionAnswer.question_id, func.count())
        .join(Question, Question.id == QuestionAnswer.question_id)
        .where(Question.event_id == event_id)
        .group_by(QuestionAnswer.question_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def first_start_of(session: Session, registration: Registration) -> datetime:
    """Tell when what a registration is for begins."""
    starts = select(func.min(Occasion.starts_at)).where(
        Occasion.event_id == registration.event_id
        if registration.occasion_id is None
        else Occasion.id == registration.occasion_id,
        Occasion.cancelled_at.is_(None),
    )
    return session.scalars(starts).one()


def last_end_of(session: Session, event: Event) -> datetime:
    """Tell when an event ends."""
    ends = select(func.max(Occasion.ends_at)).where(
        Occasion.event_id == event.id, Occasion.cancelled_at.is_(None)
    )
    return session.scalars(ends).one()
