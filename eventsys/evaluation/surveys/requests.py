"""What an organiser decides about a questionnaire."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eventsys.core.standing import Provenance
from eventsys.core.text import Language
from eventsys.evaluation.surveys.errors import WrongSurvey
from eventsys.evaluation.surveys.rules import (
    FEWEST_OPTIONS,
    FIXED_ANSWERS,
    LONGEST_HELP,
    LONGEST_INTRO,
    LONGEST_LABEL,
    LONGEST_TITLE,
    MOST_OPTIONS,
    SurveyQuestionKind,
    SurveyWords,
)

CHOICE, TEXT = SurveyQuestionKind.CHOICE, SurveyQuestionKind.TEXT


@dataclass(frozen=True, kw_only=True)
class SurveyPlan:
    """A questionnaire's title and introduction; Danish is always there."""

    texts: Mapping[Language, SurveyWords]
    provenance: Provenance = field(default_factory=Provenance)

    def check(self) -> None:
        """Raise `WrongSurvey` for the first detail that cannot be."""
        for wrong in self.faults():
            raise WrongSurvey(wrong)

    def faults(self) -> Iterator[str]:
        """List the details that cannot be."""
        if Language.DANISH not in self.texts:
            yield "title"
        for text in self.texts.values():
            if not 0 < len(text.title) <= LONGEST_TITLE:
                yield "title"
            if len(text.intro) > LONGEST_INTRO:
                yield "intro"


@dataclass(frozen=True, kw_only=True)
class SurveyQuestionText:
    """What stands at a question in one language, without the labels of a choice."""

    label: str
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class SurveyOption:
    """One answer of a choice by language; `code` names one that is there already."""

    labels: Mapping[Language, str]
    code: str | None = None
    is_positive: bool = False


@dataclass(frozen=True, kw_only=True)
class SurveyQuestionPlan:
    """All that an organiser decides about a question; Danish is always there.

    `positive` are the positive answers of a scale or of yes and no; those of a choice say so
    themselves. With `is_other` it is another question than before, whose answers are not compared
    with those given so far.
    """

    kind: SurveyQuestionKind
    texts: Mapping[Language, SurveyQuestionText]
    may_be_irrelevant: bool = False
    options: Sequence[SurveyOption] = field(default=())
    positive: Sequence[str] = field(default=())
    is_other: bool = False
    provenance: Provenance = field(default_factory=Provenance)

    def check(self) -> None:
        """Raise `WrongSurvey` for the first detail that cannot be."""
        for wrong in self.faults():
            raise WrongSurvey(wrong)

    def faults(self) -> Iterator[str]:
        """List the details that cannot be."""
        if Language.DANISH not in self.texts:
            yield "label"
        for text in self.texts.values():
            if not 0 < len(text.label) <= LONGEST_LABEL:
                yield "label"
            if len(text.help) > LONGEST_HELP:
                yield "help"
        if self.kind is CHOICE:
            yield from self.faults_of_options()
        if not set(self.positive) <= set(FIXED_ANSWERS.get(self.kind, ())):
            yield "positive"
        if self.kind is TEXT and self.may_be_irrelevant:
            yield "may_be_irrelevant"

    def faults_of_options(self) -> Iterator[str]:
        """List what cannot be about the answers of a choice."""
        if not FEWEST_OPTIONS <= len(self.options) <= MOST_OPTIONS:
            yield "options"
        labels = [option.labels.get(each, "") for option in self.options for each in self.texts]
        if not all(0 < len(label) <= LONGEST_LABEL for label in labels):
            yield "options"
