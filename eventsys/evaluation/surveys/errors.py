"""What is refused about questionnaires."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class WrongSurvey(DomainError):
    """A detail of a questionnaire or of a question cannot be."""

    field: str


@dataclass(eq=False)
class TooManySurveyQuestions(DomainError):
    """A questionnaire asks as much as it may."""

    most: int


@dataclass(eq=False)
class SurveyArchived(DomainError):
    """The questionnaire is archived: nothing in it changes."""


@dataclass(eq=False)
class SurveyQuestionNotFound(DomainError):
    """The newest version of the questionnaire does not ask this."""

    code: str
