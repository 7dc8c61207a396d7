"""What decides which events and questions figures are made of, and keeps each making."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.evaluation.surveys.models import Survey, SurveyQuestion, SurveyVersion
from eventsys.events.models import Event
from eventsys.reports.figures.errors import QuestionWithoutRate
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.models import FigureQuestion, FigureRun, ReportedEvent
from eventsys.reports.figures.queries import counts_as_of, newest_runs
from eventsys.reports.figures.rules import LANGUAGES, CountsAs, shown


def let_count_as(
    session: Session, event: Event, counts_as: CountsAs | None, *, at: datetime, by: Principal
) -> None:
    """Let an event count as something in its year's report, or as nothing."""
    session.flush()
    if counts_as is counts_as_of(session, event):
        return
    session.execute(delete(ReportedEvent).where(ReportedEvent.event_id == event.id))
    if counts_as is not None:
        session.add(ReportedEvent(event_id=event.id, counts_as=counts_as))
    session.flush()
    record(session, "count in report", event, {"counts_as": counts_as}, at=at, by=by)


def choose_question(
    session: Session, code: str, survey: Survey, question_code: str, *, at: datetime, by: Principal
) -> None:
    """Make a figure of one question of a questionnaire; raise `QuestionWithoutRate`."""
    asked = session.scalars(
        select(SurveyQuestion)
        .join(SurveyVersion, SurveyVersion.id == SurveyQuestion.version_id)
        .where(SurveyVersion.survey_id == survey.id, SurveyQuestion.code == question_code)
    )
    if not any(each.positive for each in asked):
        raise QuestionWithoutRate(question_code)
    session.merge(FigureQuestion(code=code, survey_id=survey.id, question_code=question_code))
    session.flush()
    record(
        session,
        "choose for figure",
        survey,
        {"code": code, "question": question_code},
        at=at,
        by=by,
    )


def keep_runs(
    session: Session, year: int, figures: Mapping[str, Figure], *, at: datetime, by: Principal
) -> int:
    """Keep the figures that came out otherwise than the last time, or for the first time.

    A making that differs in nothing leaves no row; give the number of those that did.
    """
    known = newest_runs(session, year)
    runs = [run_of(year, each, at=at, by=by) for each in figures.values()]
    new = [each for each in runs if each.code not in known or differs(each, known[each.code])]
    session.add_all(new)
    session.flush()
    return len(new)


def run_of(year: int, figure: Figure, *, at: datetime, by: Principal) -> FigureRun:
    """Write a making of a figure down."""
    definition, made = figure.definition, figure.made
    return FigureRun(
        year=year,
        code=definition.code,
        definition_version=definition.version,
        numerator=made.numerator,
        denominator=made.denominator,
        shown={each.value: shown(definition, made, each) for each in LANGUAGES},
        parts=dict(made.parts),
        missing=made.missing,
        inputs_hash=made.inputs_hash,
        run_at=at,
        run_by=str(by),
    )


def differs(run: FigureRun, known: FigureRun) -> bool:
    """Tell whether two makings differ in anything but who made them when."""
    return any(
        getattr(run, name) != getattr(known, name)
        for name in (
            *("definition_version", "numerator", "denominator", "shown", "parts", "missing"),
            "inputs_hash",
        )
    )
