"""What an event asks, and answers to it by the questions' codes."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta

from eventsys.core.text import Language
from eventsys.registration.questions.rules import AskedOf, QuestionKind
from eventsys.web.api.shapes.common import Shape

Text = Annotated[str, Meta(max_length=2_000)]
Chosen = Annotated[Sequence[Text], Meta(max_length=50)]
AnswerWritten = bool | int | Text | Chosen | None
AnswersWritten = Annotated[
    Mapping[str, AnswerWritten],
    Meta(
        description="By the question's code: a text, a number, `2027-12-31`, true or false, the "
        "code of a choice, or a list of codes."
    ),
]


class OptionShown(Shape):
    """One of the answers that can be chosen."""

    code: str
    label: Mapping[Language, str]


class OnlyIf(Shape):
    """The earlier answer that a question depends on."""

    question: str
    answer: str


class QuestionShown(Shape):
    """A question that is asked of each participant, or once of the registration."""

    code: str
    kind: QuestionKind
    asked_of: AskedOf
    required: bool
    label: Mapping[Language, str]
    help: Mapping[Language, str]
    purpose: Mapping[Language, str]
    options: Sequence[OptionShown]
    only_if: OnlyIf | None
    deletion_days: int


class QuestionList(Shape):
    """What an event asks, in its order."""

    items: Sequence[QuestionShown]
