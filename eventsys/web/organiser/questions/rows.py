"""Questions as rows of a list, with what was answered added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.questions.rules import QuestionKind, QuestionView
from eventsys.web.common.dates import say_date
from eventsys.web.common.questions.words import (
    asked_of_name,
    condition_words,
    kind_name,
    value_words,
)
from eventsys.web.common.words import _


@dataclass(frozen=True)
class Total:
    """How many chose an answer."""

    text: str
    number: int


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """A question as organisers see it."""

    id: int
    code: str
    label: str
    kind: str
    asked_of: str
    condition: str
    purpose: str
    deleted: str
    is_required: bool
    is_retired: bool
    is_first: bool
    is_last: bool
    answers: int
    totals: Sequence[Total]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """All answers to each question, and those that can be added up, by value."""

    answers: Mapping[int, int]
    totals: Mapping[int, Mapping[str, int]]


def rows_of(
    questions: Sequence[QuestionView], event: EventView, counts: Counts, language: Language
) -> list[QuestionRow]:
    """Put questions into words, those no longer asked last."""
    active = [each for each in questions if not each.is_retired]
    retired = [each for each in questions if each.is_retired]
    ends = {each.id for each in (*active[:1], *active[-1:])}
    return [
        QuestionRow(
            id=each.id,
            code=each.code,
            label=each.worded(language).label,
            kind=kind_name(each.kind),
            asked_of=asked_of_name(each.asked_of),
            condition=condition_words(each, questions, language),
            purpose=each.worded(language).purpose,
            deleted=say_date(
                local_day(event.last_end) + timedelta(days=each.deletion_days), language
            ),
            is_required=each.is_required,
            is_retired=each.is_retired,
            is_first=each.id in ends and each is active[0],
            is_last=each.id in ends and each is active[-1],
            answers=counts.answers.get(each.id, 0),
            totals=totals_of(each, counts.totals.get(each.id, {}), language),
        )
        for each in (*active, *retired)
    ]


def totals_of(
    question: QuestionView, counted: Mapping[str, int], language: Language
) -> list[Total]:
    """Add up what was answered: numbers to their sum, choices each by itself."""
    if not counted:
        return []
    if question.kind is QuestionKind.NUMBER:
        total = sum(int(value) * number for value, number in counted.items())
        return [Total(_("In all"), total)]
    chosen: dict[str, int] = dict.fromkeys(question.conditions, 0)
    for values, number in counted.items():
        for value in values.split():
            chosen[value] = chosen.get(value, 0) + number
    return [Total(value_words(question, value, language), n) for value, n in chosen.items()]
