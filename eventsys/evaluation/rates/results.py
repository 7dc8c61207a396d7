"""The results of one wave, as far as they may be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.evaluation.rates.hiding import SMALLEST_GROUP, Span, is_small, tell
from eventsys.evaluation.rates.queries import (
    Counts,
    count_waves,
    list_measured,
    list_own_words,
    survey_of,
)
from eventsys.evaluation.rates.rules import Counted, Share, Told, relevant_of, told_of
from eventsys.evaluation.rates.scopes import Measured, tables_of
from eventsys.evaluation.surveys.queries import list_versions
from eventsys.evaluation.surveys.rules import AskedQuestion, Questionnaire
from eventsys.evaluation.waves.models import SurveyWave

Versions = Mapping[int, Questionnaire]


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """How a question was answered by those asked, and by those at the exit.

    None where the answers are hidden.
    """

    question: AskedQuestion
    told: Told | None
    at_exit: Told | None


@dataclass(frozen=True, kw_only=True)
class WaveResults:
    """A wave's results; by question there are none before it is closed.

    Of answers that come in one by one, the difference would show what the last one said.
    """

    measured: Measured
    questionnaire: Questionnaire
    is_closed: bool
    rate: Share
    at_exit: int
    questions: Sequence[QuestionResult]


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """What people wrote to a question; None where so few answered at all that it is hidden."""

    question: AskedQuestion
    texts: Sequence[str] | None
    at_exit: Sequence[str] | None


def read_results(session: Session, wave: SurveyWave, *, at: datetime) -> WaveResults:
    """Give a wave's results; as many questions to the database for any number of answers."""
    survey_id = survey_of(session, wave.version_id)
    known = list_measured(session, survey_id)
    mine = next(each for each in known if each.wave_id == wave.id)
    alike = [each for each in closed(known, at) if each.months == mine.months]
    versions = versions_of(session, [mine, *alike])
    questionnaire = versions[mine.version_id]
    counts = count_waves(session, {each.wave_id for each in (mine, *alike)})
    return WaveResults(
        measured=mine,
        questionnaire=questionnaire,
        is_closed=mine in alike,
        rate=counts.rate_of(wave.id),
        at_exit=counts.responses.get((wave.id, True), 0),
        questions=[
            result_of(mine, question, span_of(question.code, alike, versions, counts), counts)
            for question in questionnaire.questions
            if mine in alike
        ],
    )


def closed(known: Iterable[Measured], at: datetime) -> list[Measured]:
    """Keep the waves that are over."""
    return [each for each in known if each.closes_at <= at]


def versions_of(session: Session, measured: Iterable[Measured]) -> Versions:
    """Give the versions of the questionnaire that were asked, by their ids."""
    found = list_versions(session, sorted({each.version_id for each in measured}))
    return {each.id: each for each in found}


def span_of(code: str, measured: Sequence[Measured], versions: Versions, counts: Counts) -> Span:
    """Choose of which waves, and of which of their sums, a question's figures may be told."""
    people = {
        each.wave_id: relevant_of(counted)
        for each in measured
        if (counted := counted_in(each, code, versions, counts)) is not None
    }
    asked = [each for each in measured if each.wave_id in people]
    return tell(tables_of(asked, people), people)


def counted_in(measured: Measured, code: str, versions: Versions, counts: Counts) -> Counted | None:
    """Give how a question was answered in a wave, by the version that was asked there."""
    question = versions[measured.version_id].find(code)
    return None if question is None else counts.of(measured.wave_id, question)


def result_of(
    measured: Measured, question: AskedQuestion, span: Span, counts: Counts
) -> QuestionResult:
    """Give how a question was answered, where that may be told."""
    mine = counts.of(measured.wave_id, question)
    at_exit = counts.of(measured.wave_id, question, at_exit=True)
    may_tell = span.may_tell(frozenset({measured.wave_id}))
    return QuestionResult(
        question=question,
        told=told_of(mine, question) if may_tell else None,
        at_exit=None if is_small(relevant_of(at_exit)) else told_of(at_exit, question),
    )


def read_own_words(session: Session, wave: SurveyWave, *, at: datetime) -> Sequence[OwnWords]:
    """Give what people wrote in a wave that is closed; nothing before."""
    if wave.closes_at > at:
        return []
    [questionnaire] = list_versions(session, [wave.version_id])
    counts, written = count_waves(session, {wave.id}), list_own_words(session, wave.id)

    def words_to(question: AskedQuestion, *, at_exit: bool) -> list[str] | None:
        if counts.responses.get((wave.id, at_exit), 0) < SMALLEST_GROUP:
            return None
        return [text for to, there, text in written if (to, there) == (question.id, at_exit)]

    return [
        OwnWords(
            question=question,
            texts=words_to(question, at_exit=False),
            at_exit=words_to(question, at_exit=True),
        )
        for question in questionnaire.questions
        if question.is_text
    ]
