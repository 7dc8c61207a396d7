"""The facts of questionnaires and of what was answered."""

from typing import Annotated, TypeAlias

from msgspec import Meta, field

from eventsys.core.text import Language
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.rules import FIXED_ANSWERS, NOT_RELEVANT, SurveyQuestionKind
from eventsys.exchange.season.facts.base import (
    Count,
    Fact,
    FactId,
    Line,
    Moment,
    Name,
    Number,
    Text,
    Value,
    require,
)

Code: TypeAlias = Annotated[str, Meta(min_length=1, max_length=64)]
FigureCode: TypeAlias = Annotated[str, Meta(pattern=r"^F[0-9]{2}$")]
Months: TypeAlias = Annotated[int, Meta(ge=0, le=120)]


class SurveyTextValue(Value, frozen=True, kw_only=True):
    """A questionnaire's title and introduction in one language."""

    title: Name
    intro: Text = ""


class SurveyFact(Fact, tag="survey", frozen=True, kw_only=True):
    """A questionnaire; `figures` says which question a figure of the report is made of."""

    created_at: Moment
    archived_at: Moment | None = None
    texts: dict[Language, SurveyTextValue]
    figures: dict[FigureCode, Code] = field(default_factory=dict)

    def check(self) -> None:
        """Refuse one without Danish."""
        require("texts", is_true=Language.DANISH in self.texts, reason="has no Danish")


class SurveyVersionFact(Fact, tag="survey-version", frozen=True, kw_only=True):
    """The questions as they were asked together."""

    survey: FactId
    no: Number
    made_at: Moment


class QuestionTextValue(Value, frozen=True, kw_only=True):
    """A question in one language, with the labels of a choice by their codes."""

    label: Name
    help: Text = ""
    options: dict[str, Line] = field(default_factory=dict)


class QuestionFact(Fact, tag="question", frozen=True, kw_only=True):
    """One question of a version; `positive` are the answers that count as positive in a rate."""

    version: FactId
    code: Code
    position: Count
    kind: SurveyQuestionKind
    may_be_irrelevant: bool = False
    options: list[Code] = field(default_factory=list)
    positive: list[Code] = field(default_factory=list)
    texts: dict[Language, QuestionTextValue]

    def check(self) -> None:
        """Refuse one without Danish, and positive answers that cannot be given."""
        require("texts", is_true=Language.DANISH in self.texts, reason="has no Danish")
        is_offered = set(self.positive) <= set(FIXED_ANSWERS.get(self.kind, self.options))
        require("positive", is_true=is_offered, reason="holds an answer that is not offered")

    def takes(self, answer: str) -> bool:
        """Tell whether an answer is one of those that can be chosen."""
        is_scored = answer in FIXED_ANSWERS.get(self.kind, self.options)
        return is_scored or (self.may_be_irrelevant and answer == NOT_RELEVANT)


class WaveFact(Fact, tag="wave", frozen=True, kw_only=True):
    """One questionnaire at one time for those who came to an event; 0 months is right after it."""

    event: FactId
    version: FactId
    months: Months
    opens_at: Moment
    closes_at: Moment
    invited_at: Moment | None = None

    def check(self) -> None:
        """Refuse a window that ends before it begins."""
        is_window = self.opens_at < self.closes_at
        require("closes_at", is_true=is_window, reason="is not after `opens_at`")


class InvitationFact(Fact, tag="invitation", frozen=True, kw_only=True):
    """That somebody was asked, and whether they answered; who it was is in no season file."""

    wave: FactId
    answered: bool = False


class ResponseFact(Fact, tag="response", frozen=True, kw_only=True):
    """What one respondent answered, by the questions' ids; own words are in no season file."""

    wave: FactId
    source: ResponseSource
    answers: dict[FactId, Code] = field(default_factory=dict)
