"""Questions and answers in words."""

from collections.abc import Sequence
from datetime import date

from markupsafe import escape

from eventsys.core.text import Language
from eventsys.registration.questions.errors import Fault
from eventsys.registration.questions.rules import (
    NO,
    WITH_OPTIONS,
    YES,
    AskedOf,
    QuestionKind,
    QuestionView,
)
from eventsys.web.common.apart import set_apart
from eventsys.web.common.dates import say_date
from eventsys.web.common.words import _, isolated


def fault_words(fault: Fault, label: str) -> str:
    """Say what is wrong with an answer, and what to do."""
    words = {
        Fault.MISSING: _("Answer “%(question)s”.", question=label),
        Fault.NOT_AGREED: _("You cannot take part without “%(question)s”.", question=label),
        Fault.TOO_LONG: _("Write at most 500 characters in “%(question)s”.", question=label),
        Fault.UNUSABLE: _("The text holds a character that we cannot store."),
        Fault.NO_NUMBER: _("Write a whole number in “%(question)s”, such as 3.", question=label),
        Fault.NO_DATE: _(
            "Write day, month and year in “%(question)s”, such as 31.12.2015.", question=label
        ),
        Fault.NO_CHOICE: _("Choose one of the answers to “%(question)s”.", question=label),
        Fault.UNKNOWN: _("The event does not ask this."),
    }
    return words[fault]


def apart(question: QuestionView, text: str, language: Language) -> str:
    """Let a question's text be heard and read in its own language where the page has another."""
    return set_apart(text, question.language_in(language), language)


def value_apart(question: QuestionView, value: str, language: Language) -> str:
    """Say one of the answers that can be chosen, set apart where it is the question's own."""
    words = value_words(question, value, language)
    return apart(question, words, language) if question.kind in WITH_OPTIONS else words


def answer_apart(question: QuestionView, value: str, language: Language) -> str:
    """Say what was answered, set apart where it is in the question's own words."""
    words = answer_words(question, value, language)
    return apart(question, words, language) if question.kind in WITH_OPTIONS else words


def value_words(question: QuestionView, value: str, language: Language) -> str:
    """Say one of the answers that can be chosen."""
    if question.kind in WITH_OPTIONS:
        return question.worded(language).options.get(value, value)
    return {YES: _("Yes"), NO: _("No")}.get(value, value)


def answer_words(question: QuestionView, value: str, language: Language) -> str:
    """Say what was answered."""
    if question.kind is QuestionKind.DATE:
        return say_date(date.fromisoformat(value), language)
    if question.kind in WITH_OPTIONS:
        return ", ".join(value_words(question, each, language) for each in value.split())
    if question.kind in {QuestionKind.YES_NO, QuestionKind.AGREEMENT}:
        return value_words(question, value, language)
    return value


def condition_words(
    question: QuestionView, questions: Sequence[QuestionView], language: Language
) -> str:
    """Say on which earlier answer a question depends; nothing where it depends on none."""
    condition = question.condition
    if condition is None:
        return ""
    earlier = next(each for each in questions if each.code == condition.code)
    values = {
        "answer": value_apart(earlier, condition.value, language),
        "question": apart(earlier, earlier.worded(language).label, language),
    }
    words = escape(_("Only if you answer “%(answer)s” to “%(question)s”."))
    return words % {name: isolated(value) for name, value in values.items()}


def kind_name(kind: QuestionKind) -> str:
    """Name what an answer is."""
    names = {
        QuestionKind.TEXT: _("Text"),
        QuestionKind.NUMBER: _("Number"),
        QuestionKind.CHOICE: _("One choice"),
        QuestionKind.CHOICES: _("Several choices"),
        QuestionKind.YES_NO: _("Yes or no"),
        QuestionKind.DATE: _("Date"),
        QuestionKind.AGREEMENT: _("Agreement"),
    }
    return names[kind]


def asked_of_name(asked_of: AskedOf) -> str:
    """Say who is asked."""
    names = {
        AskedOf.PARTICIPANT: _("Each person"),
        AskedOf.REGISTRATION: _("Once for all who are registered together"),
    }
    return names[asked_of]


def masked_words() -> str:
    """Say that what looks like a CPR number was not stored."""
    return _(
        "You wrote something that looks like a CPR number. We have removed it: we never ask for it."
    )
