"""The figures of the area-based effort: who was present, and what they answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from eventsys.attendance.actors.queries import actors_among
from eventsys.attendance.passages.queries import list_admissions_to
from eventsys.evaluation.rates.queries import Counts, count_people, count_waves, list_measured
from eventsys.evaluation.rates.results import closed, versions_of
from eventsys.evaluation.rates.rules import (
    NOTHING,
    Counted,
    Share,
    pooled,
    positive_of,
    relevant_of,
)
from eventsys.evaluation.rates.scopes import Measured
from eventsys.evaluation.surveys.rules import AskedQuestion, Questionnaire
from eventsys.people.actors.queries import read_register
from eventsys.registration.affiliations.queries import actors_of
from eventsys.reports.figures.queries import YearScope, chosen_questions
from eventsys.reports.figures.rules import CountsAs, InputRow, Made, Missing


@dataclass(frozen=True)
class Asked:
    """A wave, the question of it that a figure is made of, and how it was answered."""

    wave: Measured
    question: AskedQuestion
    counted: Counted
    invited: int


def ids_in(scope: YearScope) -> list[int]:
    """List the events of the area-based effort."""
    return [each.id for each in scope.that_count_as(CountsAs.AREA_EFFORT)]


def make_actors(session: Session, scope: YearScope, *, at: datetime) -> Made:
    """Count the different actors of those who were present, by the merges that stand now.

    They have the names that they had on the year's last day.
    """
    ids = ids_in(scope)
    if not ids:
        return Made(missing=Missing.EVENT)
    held = {occasion for each in scope.events for occasion in each.occasion_ids}
    came = {
        int(each.person) for each in list_admissions_to(session, ids) if each.occasion_id in held
    }
    known, register = actors_of(session, ids), read_register(session, at=at)
    counted = actors_among(sorted(came), known, register, date(scope.year, 12, 31))
    inputs = [
        ("actor", name, level, people)
        for (name, level), people in named(
            (each.name, each.level.value, each.people) for each in counted.actors
        ).items()
    ]
    parts = {"people": counted.people, "unknown": counted.unknown}
    if not counted.actors:
        missing = Missing.WORKPLACES if came else Missing.ATTENDANCE
        return Made(missing=missing, parts=parts, inputs=inputs)
    return Made(numerator=counted.number, parts=parts, inputs=inputs)


def named(rows: Iterable[tuple[str, str, int]]) -> Mapping[tuple[str, str], int]:
    """Add the people up of actors that are called alike."""
    people: Counter[tuple[str, str]] = Counter()
    for name, level, number in rows:
        people[name, level] += number
    return people


def make_share(
    session: Session, scope: YearScope, code: str, *, follows_up: bool, at: datetime
) -> Made:
    """Pool a question's answers over the waves right after the workshops, or months after."""
    waves = [each for each in list_waves(session, scope, at) if bool(each.months) is follows_up]
    if not waves:
        return Made(missing=Missing.WAVE)
    versions = versions_of(session, waves)
    counts = count_waves(session, {each.wave_id for each in waves})
    chosen = chosen_questions(session, code)
    asked = [
        Asked(
            each,
            question,
            counts.of(each.wave_id, question),
            counts.rate_of(each.wave_id).denominator,
        )
        for each in waves
        if (question := question_in(versions[each.version_id], chosen)) is not None
    ]
    if len(asked) < len(waves):
        return Made(missing=Missing.QUESTION)
    relevant = sum(relevant_of(each.counted) for each in asked)
    return Made(
        numerator=sum(positive_of(each.counted) for each in asked),
        denominator=relevant,
        parts={
            "invited": sum(each.invited for each in asked),
            "answered": sum(each.counted.responses for each in asked),
            "not_relevant": sum(each.counted.not_relevant for each in asked),
            "blank": sum(each.counted.blank for each in asked),
            "relevant": relevant,
            "positive": sum(positive_of(each.counted) for each in asked),
        },
        inputs=[row for each in asked for row in answer_rows(each)],
    )


def question_in(asked: Questionnaire, chosen: Mapping[int, str]) -> AskedQuestion | None:
    """Give the question that was chosen, or the only one with a rate; None where it is unsure."""
    if asked.survey_id in chosen:
        return asked.find(chosen[asked.survey_id])
    rated = [each for each in asked.questions if each.has_rate]
    return rated[0] if len(rated) == 1 else None


def answer_rows(asked: Asked) -> list[InputRow]:
    """Say how a question was answered in a wave; not by whom, which nobody knows."""
    place = (asked.wave.slug, asked.wave.months, asked.question.code)
    values = [
        ("answer", *place, value, value in asked.question.positive, number)
        for value, number in asked.counted.by_value.items()
    ]
    return [("answered", *place, asked.counted.responses, asked.invited), *values]


def make_response_rate(session: Session, scope: YearScope, *, at: datetime) -> Made:
    """Pool who answered among those who were asked, right after the workshops and later."""
    waves = list_waves(session, scope, at)
    if not waves:
        return Made(missing=Missing.WAVE)
    counts = count_people(session, {each.wave_id for each in waves})
    at_once, later = (
        rate_of([each for each in waves if bool(each.months) is follows_up], counts)
        for follows_up in (False, True)
    )
    whole = at_once + later
    return Made(
        numerator=whole.numerator,
        denominator=whole.denominator,
        parts={
            "answered_at_once": at_once.numerator,
            "invited_at_once": at_once.denominator,
            "answered_later": later.numerator,
            "invited_later": later.denominator,
        },
        rates=[each for each in (at_once, later) if each != NOTHING],
        inputs=[rate_row(each, counts.rate_of(each.wave_id)) for each in waves],
    )


def rate_of(waves: Sequence[Measured], counts: Counts) -> Share:
    """Pool who answered in some waves."""
    return pooled(counts.rate_of(each.wave_id) for each in waves)


def rate_row(wave: Measured, share: Share) -> InputRow:
    """Say how many were asked in a wave and how many answered."""
    return ("rate", wave.slug, wave.months, share.numerator, share.denominator)


def list_waves(session: Session, scope: YearScope, at: datetime) -> Sequence[Measured]:
    """List the waves of the area-based effort that are over."""
    return closed(list_measured(session, among=ids_in(scope)), at)
