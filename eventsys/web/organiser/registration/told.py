"""What people answered to the event's questions, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eventsys.core.db import Session
from eventsys.core.text import Language
from eventsys.registration.queries import ParticipantRow
from eventsys.registration.questions.answers.queries import AnswersOfPeople, gather_answers
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import QuestionView
from eventsys.web.common.questions.words import answer_words


@dataclass(frozen=True)
class AnswerShown:
    """A question and its answer, in words."""

    question: str
    words: str


@dataclass(frozen=True)
class Told:
    """An event's questions, and what several people answered."""

    questions: Sequence[QuestionView] = ()
    answers: AnswersOfPeople = field(
        default_factory=lambda: AnswersOfPeople(of_participants={}, of_registrations={})
    )

    def by(self, row: ParticipantRow, language: Language) -> list[AnswerShown]:
        """List what a participant, or whoever registered them, answered."""
        given = self.answers.of(row.id, row.registration_id)
        return [
            AnswerShown(
                question.worded(language).label,
                answer_words(question, given[question.id], language),
            )
            for question in self.questions
            if question.id in given
        ]


NOTHING_TOLD = Told()


def told_by(session: Session, event_id: int, rows: Sequence[ParticipantRow]) -> Told:
    """Gather what people answered; where nothing is asked, nothing is looked for."""
    return told_to(session, list_questions(session, event_id), rows)


def told_to(
    session: Session, questions: Sequence[QuestionView], rows: Sequence[ParticipantRow]
) -> Told:
    """Gather what people answered to questions; where nothing is asked, nothing is looked for."""
    if not questions or not rows:
        return NOTHING_TOLD
    return Told(questions, gather_answers(session, [row.registration_id for row in rows]))


def say_answer(
    questions: Mapping[int, QuestionView], language: Language, question_id: int, value: str
) -> str:
    """Say an answer by the question's id."""
    return answer_words(questions[question_id], value, language)
