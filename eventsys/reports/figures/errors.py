"""Why something is not made part of a figure."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class QuestionWithoutRate(DomainError):
    """No version of the questionnaire asks a question of this code of which a share is given."""

    question_code: str
