"""What can be asked and answered, decided on plain values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from eventsys.core.standing import TextState
from eventsys.core.text import Language
from eventsys.events.programme.rules import READINGS, Reading

NOT_RELEVANT = "not-relevant"
"""The answer of somebody to whom a question does not apply; it is an answer, a blank is none."""

SCALE = ("4", "3", "2", "1")
"""The four steps of a scale, from "to a high degree" down to "not at all"."""

YES, NO = "yes", "no"
LONGEST_TITLE = 100
LONGEST_INTRO = 1000
LONGEST_LABEL = 200
LONGEST_HELP = 500
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
MOST_QUESTIONS = 30
LONGEST_ANSWER = 2000
"""How much somebody can write to one question."""


class SurveyQuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    YES_NO = "yes-no"
    CHOICE = "choice"
    TEXT = "text"


FIXED_ANSWERS: Mapping[SurveyQuestionKind, Sequence[str]] = {
    SurveyQuestionKind.SCALE: SCALE,
    SurveyQuestionKind.YES_NO: (YES, NO),
}
"""Answers that are the same wherever such a question is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyWords:
    """A questionnaire's title and introduction in one language."""

    title: str
    intro: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyQuestionWords:
    """A question in one language, with the labels of a choice by their codes."""

    label: str
    help: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedQuestion:
    """A question as it is asked; `options` are the codes of a choice, in their order.

    `positive` are the answers that count as positive in a rate; without any there is no rate.
    """

    id: int
    code: str
    position: int
    kind: SurveyQuestionKind
    may_be_irrelevant: bool
    options: Sequence[str]
    positive: Sequence[str]
    words: Mapping[Language, SurveyQuestionWords]
    states: Mapping[Language, TextState] = field(default_factory=dict)

    def language_in(self, language: Language) -> Language:
        """Tell in which language the question is worded for a reader of a language."""
        return language if language in self.words else Language.DANISH

    def reading(self, language: Language) -> Reading:
        """Tell which text a reader of a language gets; what counts is the Danish one."""
        if language not in self.words:
            return Reading.DANISH
        return READINGS.get(self.states.get(language), Reading.WHOLE)

    def worded(self, language: Language) -> SurveyQuestionWords:
        """Give the words in a language, else in Danish."""
        return self.words[self.language_in(language)]

    @property
    def scored(self) -> Sequence[str]:
        """List the answers that say something about the matter, in their order; none of a text."""
        return FIXED_ANSWERS.get(self.kind, self.options)

    @property
    def values(self) -> Sequence[str]:
        """List all answers that can be chosen: "not relevant" is one where it is offered."""
        return (*self.scored, *((NOT_RELEVANT,) if self.may_be_irrelevant else ()))

    @property
    def is_text(self) -> bool:
        """Tell whether people answer in their own words."""
        return self.kind is SurveyQuestionKind.TEXT

    @property
    def has_rate(self) -> bool:
        """Tell whether a share of positive answers can be given."""
        return bool(self.positive)


@dataclass(frozen=True, kw_only=True, slots=True)
class Questionnaire:
    """A version of a questionnaire as people answer it; `id` is the version's."""

    id: int
    survey_id: int
    no: int
    is_archived: bool
    words: Mapping[Language, SurveyWords]
    states: Mapping[Language, TextState]
    questions: Sequence[AskedQuestion]

    def language_in(self, language: Language) -> Language:
        """Tell in which language title and introduction are for a reader of a language."""
        return language if language in self.words else Language.DANISH

    def reading(self, language: Language) -> Reading:
        """Tell which title and introduction a reader of a language gets."""
        if language not in self.words:
            return Reading.DANISH
        return READINGS.get(self.states.get(language), Reading.WHOLE)

    def worded(self, language: Language) -> SurveyWords:
        """Give title and introduction in a language, else in Danish."""
        return self.words[self.language_in(language)]

    @property
    def is_askable(self) -> bool:
        """Tell whether there is anything to answer."""
        return bool(self.questions)

    def find(self, code: str) -> AskedQuestion | None:
        """Find a question by its code."""
        return next((each for each in self.questions if each.code == code), None)

    @property
    def digest(self) -> str:
        """Name what is asked by its content, so that a form can say which questions it showed.

        Translations leave it as it is: what counts is the Danish.
        """
        asked = [[each.code, each.values, *in_danish(each)] for each in self.questions]
        return sha256(json.dumps(asked).encode()).hexdigest()[:16]


def in_danish(question: AskedQuestion) -> list[object]:
    """Write down what a question says in Danish."""
    danish = question.worded(Language.DANISH)
    return [danish.label, danish.help, [danish.options.get(each) for each in question.options]]
