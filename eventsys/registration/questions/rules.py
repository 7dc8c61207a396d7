"""What a question is, in plain values, and what can be one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from eventsys.core.standing import TextState
from eventsys.core.text import Language
from eventsys.events.programme.rules import READINGS, Reading

YES, NO = "yes", "no"
LONGEST_LABEL = 200
LONGEST_HELP = 500
MOST_OPTIONS = 30
MOST_QUESTIONS = 40
LONGEST_CODE = 40
MOST_DELETION_DAYS = 730
USUAL_DELETION_DAYS = 30


class QuestionKind(StrEnum):
    """What an answer to a question is."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    DATE = "date"
    AGREEMENT = "agreement"


class AskedOf(StrEnum):
    """Whether a question is asked once, or of each person."""

    REGISTRATION = "registration"
    PARTICIPANT = "participant"


WITH_OPTIONS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
COUNTED = WITH_OPTIONS | {QuestionKind.YES_NO, QuestionKind.AGREEMENT, QuestionKind.NUMBER}
"""Kinds whose answers are added up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionWords:
    """A question in one language; the options' labels by code, also of those no longer offered."""

    label: str
    help: str = ""
    purpose: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """The earlier answer that a question depends on: the question's code, and the value."""

    code: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionView:
    """A question as it is asked; `options` are the codes on offer, in their order."""

    id: int
    code: str
    kind: QuestionKind
    asked_of: AskedOf
    is_required: bool
    options: Sequence[str]
    condition: Condition | None
    deletion_days: int
    is_retired: bool
    words: Mapping[Language, QuestionWords]
    states: Mapping[Language, TextState] = field(default_factory=dict)

    def language_in(self, language: Language) -> Language:
        """Tell in which language the question is worded for a reader of a language."""
        return language if language in self.words else Language.DANISH

    def reading(self, language: Language) -> Reading:
        """Tell which text a reader of a language gets; what counts is the Danish one."""
        if language not in self.words:
            return Reading.DANISH
        return READINGS.get(self.states.get(language), Reading.WHOLE)

    def worded(self, language: Language) -> QuestionWords:
        """Give the words in a language, else in Danish."""
        return self.words[self.language_in(language)]

    @property
    def conditions(self) -> Sequence[str]:
        """List the answers that a later question can depend on."""
        if self.kind in WITH_OPTIONS:
            return self.options
        answers = {QuestionKind.YES_NO: (YES, NO), QuestionKind.AGREEMENT: (YES,)}
        return answers.get(self.kind, ())


def asked(questions: Sequence[QuestionView], asked_of: AskedOf) -> list[QuestionView]:
    """List what is asked of each person, or once; without what is no longer asked."""
    return [each for each in questions if each.asked_of is asked_of and not each.is_retired]


def possible_conditions(
    questions: Sequence[QuestionView], asked_of: AskedOf, before: int | None
) -> list[QuestionView]:
    """List the earlier questions that one can depend on; `before` is its id, None for a new one."""
    earlier = []
    for question in asked(questions, asked_of):
        if question.id == before:
            break
        if question.conditions:
            earlier.append(question)
    return earlier


def code_from(label: str, taken: frozenset[str]) -> str:
    """Make the code of a question or an option from its Danish label: small letters, digits, _."""
    danish = label.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = re.sub(r"[^a-z0-9]+", "_", danish).strip("_")[: LONGEST_CODE - 4].strip("_")
    stem = plain if plain[:1].isalpha() else f"q_{plain}".strip("_")
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (stem, *numbered) if code not in taken)
