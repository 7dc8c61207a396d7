"""Questionnaires and their answers in words."""

from eventsys.core.text import Language
from eventsys.evaluation.surveys.rules import (
    NO,
    NOT_RELEVANT,
    YES,
    AskedQuestion,
    SurveyQuestionKind,
)
from eventsys.web.common.apart import set_apart
from eventsys.web.common.words import _


def value_words(question: AskedQuestion, value: str, language: Language) -> str:
    """Say one of the answers that can be chosen."""
    own = question.worded(language).options.get(value)
    if own is not None and question.kind is SurveyQuestionKind.CHOICE:
        return str(own)
    return fixed_words(value)


def fixed_words(value: str) -> str:
    """Say an answer that is the same wherever such a question is asked."""
    words = {
        "4": _("To a high degree"),
        "3": _("To some degree"),
        "2": _("To a lesser degree"),
        "1": _("No, not at all"),
        YES: _("Yes"),
        NO: _("No"),
        NOT_RELEVANT: _("Not relevant to me"),
    }
    return words.get(value, value)


def value_apart(question: AskedQuestion, value: str, language: Language) -> str:
    """Say one of the answers, set apart where it is in the question's own other language."""
    words = value_words(question, value, language)
    is_own = question.kind is SurveyQuestionKind.CHOICE and value != NOT_RELEVANT
    return set_apart(words, question.language_in(language), language) if is_own else words


def kind_name(kind: SurveyQuestionKind) -> str:
    """Name how a question is answered."""
    names = {
        SurveyQuestionKind.SCALE: _("Four steps with faces"),
        SurveyQuestionKind.YES_NO: _("Yes or no"),
        SurveyQuestionKind.CHOICE: _("One choice"),
        SurveyQuestionKind.TEXT: _("Own words"),
    }
    return names[kind]
