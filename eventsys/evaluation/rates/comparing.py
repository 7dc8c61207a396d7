"""Waves compared: by year, district, event or the time that has gone by; exact and pooled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.evaluation.rates.hiding import Span
from eventsys.evaluation.rates.queries import Counts, count_people, count_waves, list_measured
from eventsys.evaluation.rates.results import (
    Versions,
    closed,
    counted_in,
    span_of,
    versions_of,
)
from eventsys.evaluation.rates.rules import Share, pooled
from eventsys.evaluation.rates.scopes import By, Measured, Scope, row_of
from eventsys.evaluation.surveys.rules import AskedQuestion


@dataclass(frozen=True, kw_only=True)
class Row:
    """Some waves together: who answered, and the share of each question by its code.

    A share is None where it is hidden, and missing where the waves measure several things.
    `measured` is one of the waves, for the row's name.
    """

    measured: Measured
    rate: Share
    shares: Mapping[str, Share | None]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The rows of a comparison, and all of them together.

    Right after an event and months later two things are measured: who answered is summed over
    both, what they answered is not.
    """

    questions: Sequence[AskedQuestion]
    rows: Sequence[Row]
    whole: Row | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rows are made of; `spans` are by a question's code and the months gone by."""

    versions: Versions
    counts: Counts
    spans: Mapping[tuple[str, int], Span]


def compare(session: Session, known: Sequence[Measured], scope: Scope, by: By) -> Comparison:
    """Compare the closed waves of a questionnaire, those of them that are within a scope.

    All of them are needed to tell what may be told of some.
    """
    versions = versions_of(session, known)
    questions = rated(versions)
    counts = count_waves(session, {each.wave_id for each in known})
    times = {each.months for each in known}
    facts = Facts(
        versions=versions,
        counts=counts,
        spans={
            (question.code, months): span_of(
                question.code, [each for each in known if each.months == months], versions, counts
            )
            for question in questions
            for months in times
        },
    )
    chosen = [each for each in known if scope.holds(each)]
    return Comparison(
        questions=questions,
        rows=[summed(each, questions, facts) for each in split(chosen, by)],
        whole=summed(chosen, questions, facts) if chosen else None,
    )


def rated(versions: Versions) -> list[AskedQuestion]:
    """List the questions that have a rate, as the newest version asks them, then older ones."""
    found: dict[str, AskedQuestion] = {}
    for version in sorted(versions, reverse=True):
        for question in versions[version].questions:
            if question.has_rate:
                found.setdefault(question.code, question)
    return list(found.values())


def split(measured: Iterable[Measured], by: By) -> Iterable[list[Measured]]:
    """Put waves into rows, in the order of what the rows are; events in that of time."""
    rows: dict[str | int, list[Measured]] = {}
    for each in measured:
        rows.setdefault(row_of(each, by), []).append(each)
    if by is By.EVENT:
        return rows.values()
    return (rows[key] for key in sorted(rows))


def summed(measured: Sequence[Measured], questions: Sequence[AskedQuestion], facts: Facts) -> Row:
    """Put waves together."""
    is_one_thing = len({each.months for each in measured}) == 1
    return Row(
        measured=measured[0],
        rate=pooled(facts.counts.rate_of(each.wave_id) for each in measured),
        shares={
            each.code: share_of(measured, each.code, facts) for each in questions if is_one_thing
        },
    )


def share_of(measured: Sequence[Measured], code: str, facts: Facts) -> Share | None:
    """Give the pooled share of a question in waves of one time; None where it is hidden."""
    counted = {
        each.wave_id: found
        for each in measured
        if (found := counted_in(each, code, facts.versions, facts.counts)) is not None
    }
    span = facts.spans[code, measured[0].months]
    if not span.may_tell(frozenset(counted)):
        return None
    return pooled(each.share for each in counted.values())


@dataclass(frozen=True, kw_only=True)
class AnsweredRow:
    """Who answered a questionnaire at one time after the events."""

    survey_id: int
    months: int
    rate: Share


def list_closed(
    session: Session, survey_id: int | None = None, *, at: datetime
) -> Sequence[Measured]:
    """List the waves that are over, of one questionnaire or of all."""
    return closed(list_measured(session, survey_id), at)


def read_response_rates(session: Session, chosen: Iterable[Measured]) -> list[AnsweredRow]:
    """Give who answered some waves, by questionnaire and time."""
    waves = list(chosen)
    counts = count_people(session, [each.wave_id for each in waves])
    rows: dict[tuple[int, int], list[Share]] = {}
    for each in waves:
        place = (each.survey_id, each.months)
        rows.setdefault(place, []).append(counts.rate_of(each.wave_id))
    return [
        AnsweredRow(survey_id=survey_id, months=months, rate=pooled(rows[survey_id, months]))
        for survey_id, months in sorted(rows)
    ]
