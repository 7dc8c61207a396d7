"""What stores and changes answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import table_of
from eventsys.core.localtime import local_day
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.events.models import Event
from eventsys.registration.holding import hold_known
from eventsys.registration.models import Participant, Registration
from eventsys.registration.questions.answers.queries import first_start_of, last_end_of
from eventsys.registration.questions.errors import AnswersFixed, WrongAnswer, WrongAnswers
from eventsys.registration.questions.judging import Answers, answers_close_at, judge
from eventsys.registration.questions.models import QuestionAnswer
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import AskedOf, QuestionView, asked
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import ParticipantStatus, Terms

answers = table_of(QuestionAnswer)
ADD = insert(answers)


@dataclass(frozen=True, kw_only=True)
class AnswersRequest:
    """New answers: of the registration, and of its people by their position, counted from 1."""

    answers: Answers = field(default_factory=dict)
    participants: Mapping[int, Answers] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What was answered by one participant, or without one by the registration as a whole."""

    participant_id: int | None
    answers: Answers


def store_answers(
    session: Session,
    terms: Terms,
    registration: Registration,
    request: RegistrationRequest,
    people: Sequence[int],
) -> None:
    """Store what a new registration and its people answer; raise `WrongAnswers`.

    `people` are the participants' ids. An event that asks nothing costs no statement. Of a group
    only what is asked once is asked now: its people may answer on its own page.
    """
    given = [participant.answers for participant in request.participants]
    if not terms.has_questions and not request.answers and not any(given):
        return
    sheets = [
        Sheet(participant_id=None, answers=request.answers),
        *(Sheet(participant_id=one, answers=own) for one, own in zip(people, given, strict=True)),
    ]
    if request.group_name is not None:
        del sheets[1:]
    add_sheets(session, registration, sheets, terms.last_end)


def amend_answers(
    session: Session,
    registration: Registration,
    request: AnswersRequest,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Replace the answers of a registration and of those of its people who still come.

    Answers to what is no longer asked stay. Raise `AnswersFixed` and `WrongAnswers`.
    """
    event = session.get_one(Event, registration.event_id)
    session.refresh(event, with_for_update={"read": True})
    hold_known(session, registration)
    if at >= answers_close_at(event.window, first_start_of(session, registration)):
        raise AnswersFixed
    sheets = [Sheet(participant_id=None, answers=request.answers)]
    sheets += [
        Sheet(participant_id=person.id, answers=request.participants.get(person.position, {}))
        for person in those_who_come(session, registration)
    ]
    remove_answers(session, registration, sheets)
    add_sheets(session, registration, sheets, last_end_of(session, event))
    if by.kind is PrincipalKind.ACCOUNT:
        details = {"registration": registration.reference}
        record(session, "answer", registration, details, at=at, by=by)


def redate_answers(session: Session, event: Event) -> None:
    """Bring the answers' deletion dates in line with the event's, which has moved."""
    last_end = last_end_of(session, event)
    for question in list_questions(session, event.id):
        session.connection().execute(
            answers.update()
            .where(answers.c.question_id == question.id)
            .values(delete_after=deletion_day(question, last_end))
        )


def deletion_day(question: QuestionView, last_end: datetime) -> date:
    """Tell the last day on which the answers to a question are kept."""
    return local_day(last_end) + timedelta(days=question.deletion_days)


def those_who_come(session: Session, registration: Registration) -> Sequence[Participant]:
    """List the people of a registration without those who were deregistered."""
    coming = select(Participant).where(
        Participant.registration_id == registration.id,
        Participant.status != ParticipantStatus.DEREGISTERED,
    )
    return session.scalars(coming.order_by(Participant.position)).all()


def remove_answers(session: Session, registration: Registration, sheets: Sequence[Sheet]) -> None:
    """Take out the earlier answers to what is asked now, of those who answer anew."""
    questions = list_questions(session, registration.event_id)
    ids = [question.id for question in questions if not question.is_retired]
    for sheet in sheets:
        session.execute(
            delete(QuestionAnswer).where(
                QuestionAnswer.question_id.in_(ids),
                QuestionAnswer.registration_id == registration.id,
                QuestionAnswer.participant_id.is_(None)
                if sheet.participant_id is None
                else QuestionAnswer.participant_id == sheet.participant_id,
            )
        )


def add_sheets(
    session: Session, registration: Registration, sheets: Sequence[Sheet], last_end: datetime
) -> None:
    """Judge and store the answers of a registration and its people; raise `WrongAnswers`.

    The first sheet is the registration's own.
    """
    questions = list_questions(session, registration.event_id)
    rows: list[dict[str, object]] = []
    wrong: list[WrongAnswer] = []
    for position, sheet in enumerate(sheets, start=-1):
        asked_of = AskedOf.REGISTRATION if position < 0 else AskedOf.PARTICIPANT
        posed = asked(questions, asked_of)
        judged = judge(posed, sheet.answers)
        wrong += [
            WrongAnswer(code=code, fault=fault, position=None if position < 0 else position)
            for code, fault in judged.faults.items()
        ]
        rows += rows_of(posed, judged.values, last_end, registration, sheet.participant_id)
    if wrong:
        raise WrongAnswers(wrong)
    if rows:
        session.connection().execute(ADD, rows)


def rows_of(
    questions: Sequence[QuestionView],
    values: Mapping[str, str],
    last_end: datetime,
    registration: Registration,
    participant_id: int | None,
) -> Iterator[dict[str, object]]:
    """Write answers as rows."""
    for question in questions:
        if question.code in values:
            yield {
                "question_id": question.id,
                "registration_id": registration.id,
                "participant_id": participant_id,
                "value": values[question.code],
                "delete_after": deletion_day(question, last_end),
            }
