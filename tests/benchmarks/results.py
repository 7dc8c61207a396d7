"""A wave's results with 10,000 answers, beside a year of others; and all of them compared."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventsys.core import clock
from eventsys.core.db import db, table_of, transaction
from eventsys.evaluation.rates.comparing import compare, list_closed
from eventsys.evaluation.rates.results import read_results
from eventsys.evaluation.rates.scopes import By, Scope
from eventsys.evaluation.responses.models import Answer, SurveyResponse
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.rules import NO, SCALE, YES, Questionnaire
from eventsys.evaluation.waves.models import SurveyWave
from tests.answers import Given, make_measured
from tests.benchmarks.figures import Figure, at_most, noted
from tests.benchmarks.stage import Stage, inside
from tests.surveys import make_questionnaire, make_scale, make_yes_no

RESPONSES = 5_000
ANSWERS = 2 * RESPONSES
OTHERS = 40
LOOKS = 11
DISTRICTS = ("noerrebro", "valby", "bispebjerg", "indre-by")


def measure(stage: Stage) -> Iterator[Figure]:
    """Look at a wave that many answered, and at all waves together, some of them small."""
    settings = stage.install(stage.sqlite)
    with inside(settings):
        wave_id, survey_id = lay_in()
        result_ms = milliseconds(lambda session: look(session, wave_id))
        compared_ms = milliseconds(lambda session: put_together(session, survey_id))
    yield at_most(f"the results of a wave with {ANSWERS:,} answers", result_ms, 100, " ms")
    yield noted(f"comparing it with {OTHERS} others by district", compared_ms, " ms")


def lay_in() -> tuple[int, int]:
    """Lay a wave with many answers in, and others of the same year of which some are small."""
    at = clock.now() - timedelta(days=60)
    with transaction() as session:
        asked = make_questionnaire(session, make_scale(), make_yes_no())
        wave = make_measured(session, asked, at=at)
        answer(session, wave, asked)
        for number in range(OTHERS):
            size = 3 if number % 10 == 0 else 20
            given = Given(responses=size, answers=[{"4": size}, {YES: size}])
            make_measured(session, asked, given, at=at, district=DISTRICTS[number % 4])
        return wave.id, asked.survey_id


def answer(session: Session, wave: SurveyWave, asked: Questionnaire) -> None:
    """Lay the many answers in."""
    ids = [uuid4().hex for _ in range(RESPONSES)]
    scale, yes_no = asked.questions
    session.execute(
        insert(table_of(SurveyResponse)),
        [{"id": each, "wave_id": wave.id, "source": ResponseSource.LINK} for each in ids],
    )
    session.execute(
        insert(table_of(Answer)),
        [
            {"response_id": each, "question_id": question, "value": values[number % len(values)]}
            for question, values in ((scale.id, SCALE), (yes_no.id, (YES, NO)))
            for number, each in enumerate(ids)
        ],
    )


def milliseconds(ask: Callable[[Session], object]) -> float:
    """Tell how long a question usually takes."""
    taken = []
    for _ in range(LOOKS):
        session = db.session()
        began = time.perf_counter()
        ask(session)
        taken.append(time.perf_counter() - began)
        db.session.remove()
    return 1000 * median(taken)


def look(session: Session, wave_id: int) -> object:
    """Ask for a wave's results."""
    return read_results(session, session.get_one(SurveyWave, wave_id), at=clock.now())


def put_together(session: Session, survey_id: int) -> object:
    """Compare all waves."""
    known = list_closed(session, survey_id, at=clock.now())
    return compare(session, known, Scope(), By.DISTRICT)
