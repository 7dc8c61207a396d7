"""What is refused about questions and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsys.core.errors import DomainError


class Fault(StrEnum):
    """What is wrong with an answer."""

    MISSING = "missing"
    NOT_AGREED = "not-agreed"
    TOO_LONG = "too-long"
    UNUSABLE = "unusable"
    NO_NUMBER = "no-number"
    NO_DATE = "no-date"
    NO_CHOICE = "no-choice"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class WrongAnswer:
    """What is wrong with the answer to a question; `position` is the participant's, from 0."""

    code: str
    fault: Fault
    position: int | None = None


@dataclass(eq=False)
class WrongAnswers(DomainError):
    """Some answers are missing, or cannot be."""

    wrong: Sequence[WrongAnswer]


@dataclass(eq=False)
class AnswersFixed(DomainError):
    """Registration has closed or the occasion has begun: answers stay as they are."""


@dataclass(eq=False)
class WrongQuestion(DomainError):
    """A detail of a question cannot be."""

    field: str


@dataclass(eq=False)
class TooManyQuestions(DomainError):
    """An event asks as much as it may."""

    most: int


@dataclass(eq=False)
class QuestionAnswered(DomainError):
    """The question has answers, so that its kind and whom it is asked stay."""

    answers: int


@dataclass(eq=False)
class QuestionNeeded(DomainError):
    """Other questions depend on the question, or on an option that would go."""

    code: str
