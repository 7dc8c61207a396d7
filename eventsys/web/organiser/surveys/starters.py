"""Questionnaires to begin from: what the city has asked after its workshops, in all languages."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeAlias

from eventsys.core.text import Language
from eventsys.evaluation.surveys.requests import (
    SurveyPlan,
    SurveyQuestionPlan,
    SurveyQuestionText,
)
from eventsys.evaluation.surveys.rules import YES, SurveyQuestionKind, SurveyWords
from eventsys.web.common.languages import speaking
from eventsys.web.common.words import _

Worded: TypeAlias = Callable[[], SurveyQuestionText]


class Starter(StrEnum):
    """A questionnaire that is there to begin from."""

    RIGHT_AFTER = "right-after"
    FOLLOW_UP = "follow-up"


UPPER_HALF = ("4", "3")
"""The steps of a scale that count as positive: to a high degree, to some degree."""


def plan_of(starter: Starter) -> SurveyPlan:
    """Give title and introduction in all languages."""
    return SurveyPlan(texts={each: head_in(starter, each) for each in Language})


def questions_of(starter: Starter) -> list[SurveyQuestionPlan]:
    """Give what is asked in all languages: what is measured, then what people want to add."""
    if starter is Starter.RIGHT_AFTER:
        measured = SurveyQuestionPlan(
            kind=SurveyQuestionKind.SCALE,
            texts=in_all_languages(better_ways),
            may_be_irrelevant=True,
            positive=UPPER_HALF,
        )
        return [measured, in_own_words(what_to_improve)]
    measured = SurveyQuestionPlan(
        kind=SurveyQuestionKind.YES_NO,
        texts=in_all_languages(used_new_methods),
        may_be_irrelevant=True,
        positive=(YES,),
    )
    return [measured, in_own_words(what_was_used)]


def head_in(starter: Starter, language: Language) -> SurveyWords:
    """Give title and introduction in a language."""
    with speaking(language):
        if starter is Starter.RIGHT_AFTER:
            return SurveyWords(title=_("After the workshop"), intro=introduction())
        return SurveyWords(title=_("Some months after the workshop"), intro=introduction())


def introduction() -> str:
    """Say why people are asked, and that nobody sees who answered what."""
    return _("Your answers help us to make it better. Nobody can see who answered what.")


def in_own_words(words: Worded) -> SurveyQuestionPlan:
    """Ask for what people want to say themselves."""
    return SurveyQuestionPlan(kind=SurveyQuestionKind.TEXT, texts=in_all_languages(words))


def in_all_languages(words: Worded) -> Mapping[Language, SurveyQuestionText]:
    """Word a question in each language."""
    texts = {}
    for language in Language:
        with speaking(language):
            texts[language] = words()
    return texts


def better_ways() -> SurveyQuestionText:
    """Ask what the status report calls better possibilities."""
    return SurveyQuestionText(
        label=_("Did the workshop give you better ways to involve and talk with parents?"),
        help=_("Choose “Not relevant to me” if you do not work with parents."),
    )


def used_new_methods() -> SurveyQuestionText:
    """Ask what the status report calls having used new methods."""
    return SurveyQuestionText(
        label=_("Have you used new methods with parents of ethnic minority background since then?"),
        help=_("Choose “Not relevant to me” if you have had no occasion."),
    )


def what_to_improve() -> SurveyQuestionText:
    """Ask for advice to the organisers."""
    return SurveyQuestionText(label=_("What could be better?"))


def what_was_used() -> SurveyQuestionText:
    """Ask what came of it."""
    return SurveyQuestionText(label=_("What have you used, and how did it go?"))
