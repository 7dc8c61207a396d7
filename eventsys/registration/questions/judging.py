"""What given answers come to: which questions are shown, which answers are right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.core.text import UnusableCharacter, clean_text, mask_cpr, read_count
from eventsys.events.rules import RegistrationWindow
from eventsys.registration.questions.dates import read_date
from eventsys.registration.questions.errors import Fault
from eventsys.registration.questions.rules import NO, YES, QuestionKind, QuestionView

LONGEST_ANSWER = 500
Given = str | Sequence[str]
Answers = Mapping[str, Given]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The answers as they are stored, and what is wrong, both by the questions' codes."""

    values: Mapping[str, str]
    faults: Mapping[str, Fault]


def judge(questions: Sequence[QuestionView], given: Answers) -> Judged:
    """Read the answers to what is asked once, or of one person, in its order.

    The answer to a question that is not shown is dropped; a required one is then not demanded.
    """
    values: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    for question in questions:
        if is_shown(question, values):
            read = read_answer(question, given.get(question.code, ""))
            if isinstance(read, Fault):
                faults[question.code] = read
            elif read:
                values[question.code] = read
    known = {question.code for question in questions}
    faults.update(dict.fromkeys(given.keys() - known, Fault.UNKNOWN))
    return Judged(values=values, faults=faults)


def is_shown(question: QuestionView, values: Mapping[str, str]) -> bool:
    """Tell whether the earlier answers ask for a question."""
    condition = question.condition
    return condition is None or condition.value in values.get(condition.code, "").split()


def read_answer(question: QuestionView, given: Given) -> str | Fault:
    """Read one answer into the form that is stored; empty where there is none."""
    chosen = [given] if isinstance(given, str) else list(given)
    chosen = [each for each in chosen if each.strip()]
    if not chosen:
        return missing(question) if question.is_required else ""
    if question.kind is QuestionKind.CHOICES:
        return read_choices(question, chosen)
    if len(chosen) > 1:
        return Fault.NO_CHOICE
    return read_one(question, chosen[0])


def read_one(question: QuestionView, given: str) -> str | Fault:
    """Read the answer to a question that has one."""
    match question.kind:
        case QuestionKind.TEXT:
            return read_text(question, given)
        case QuestionKind.NUMBER:
            return read_number(given)
        case QuestionKind.DATE:
            return read_day(given)
        case QuestionKind.AGREEMENT:
            return read_agreement(question, given)
        case _:
            return given if given in question.conditions else Fault.NO_CHOICE


def missing(question: QuestionView) -> Fault:
    """Say what is wrong with no answer at all."""
    return Fault.NOT_AGREED if question.kind is QuestionKind.AGREEMENT else Fault.MISSING


def read_choices(question: QuestionView, chosen: Sequence[str]) -> str | Fault:
    """Read several choices, in the order in which they are offered."""
    if not set(chosen) <= set(question.options):
        return Fault.NO_CHOICE
    return " ".join(each for each in question.options if each in chosen)


def read_text(question: QuestionView, given: str) -> str | Fault:
    """Read a text; what looks like a CPR number is taken out."""
    try:
        text = mask_cpr(clean_text(given))
    except UnusableCharacter:
        return Fault.UNUSABLE
    if question.is_required and not text:
        return Fault.MISSING
    return text if len(text) <= LONGEST_ANSWER else Fault.TOO_LONG


def read_number(given: str) -> str | Fault:
    """Read a whole number, from 0 up."""
    number = read_count(given)
    return Fault.NO_NUMBER if number is None or number < 0 else str(number)


def read_day(given: str) -> str | Fault:
    """Read a day."""
    day = read_date(given)
    return Fault.NO_DATE if day is None else day.isoformat()


def read_agreement(question: QuestionView, given: str) -> str | Fault:
    """Read an agreement; without one nothing is stored."""
    if given == YES:
        return YES
    if given == NO:
        return Fault.NOT_AGREED if question.is_required else ""
    return Fault.NO_CHOICE


def is_masked(given: Given) -> bool:
    """Tell whether an answer holds what looks like a CPR number and is taken out."""
    return isinstance(given, str) and mask_cpr(given) != given


def answers_close_at(window: RegistrationWindow, starts_at: datetime) -> datetime:
    """Tell until when answers can be changed: registration closes, or the occasion begins."""
    return starts_at if window.closes_at is None else min(window.closes_at, starts_at)
