"""What a report is made of, as it was kept."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.text import Language
from eventsys.reports.figures.definitions import DEFINITIONS
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.models import FigureRun
from eventsys.reports.figures.queries import is_invented, newest_runs, read_scope
from eventsys.reports.figures.rules import FigureDefinition, Form, Made, shown, value
from eventsys.reports.papers.rules import KeptFigure, ReportFacts
from eventsys.reports.yearly.queries import find_report
from eventsys.reports.yearly.rules import ReportState


def read_report(session: Session, year: int, language: Language) -> ReportFacts | None:
    """Give a year's report: as it was checked or approved, or else of the figures kept last.

    None before the first figure was kept. What was approved is the same whenever it is read, but
    for the errata, and the year before is told as it stood then.
    """
    report = find_report(session, year)
    runs = newest_runs(session, year)
    figures: Mapping[str, KeptFigure]
    if report is not None and report.figures:
        figures = {code: fixed_figure(each, language) for code, each in report.figures.items()}
        made_at = report.approved_at or report.checked_at or report.edited_at
    elif runs:
        figures = kept_figures(runs, language)
        made_at = max(each.run_at for each in runs.values())
    else:
        return None
    return ReportFacts(
        year=year,
        language=language,
        made_at=made_at,
        figures=figures,
        before=figures_before(session, year, language, made_at),
        state=report.state if report else ReportState.DRAFT,
        texts=report.texts if report else {},
        errata=report.errata if report else (),
        is_invented=is_invented(session, read_scope(session, year)),
    )


def figures_before(
    session: Session, year: int, language: Language, moment: datetime
) -> Mapping[str, KeptFigure]:
    """Give the figures of the year before: as they were approved, or as they stood at a moment."""
    report = find_report(session, year - 1)
    approved_at = report.approved_at if report else None
    if report is not None and approved_at is not None and approved_at <= moment:
        return {code: fixed_figure(each, language) for code, each in report.figures.items()}
    return kept_figures(newest_runs(session, year - 1, until=moment), language)


def fixed_figure(figure: Figure, language: Language) -> KeptFigure:
    """Read a figure as a report holds it."""
    definition, made = figure.definition, figure.made
    return KeptFigure(
        definition=definition,
        numerator=made.numerator,
        denominator=made.denominator,
        value=value(definition, made),
        shown=shown(definition, made, language),
        parts=dict(made.parts),
        missing=made.missing,
        inputs_hash=made.inputs_hash,
    )


def kept_figures(runs: Mapping[str, FigureRun], language: Language) -> Mapping[str, KeptFigure]:
    """Read makings of figures, in the order of their codes."""
    return {code: kept_figure(runs[code], language) for code in sorted(runs)}


def kept_figure(run: FigureRun, language: Language) -> KeptFigure:
    """Read a making of a figure."""
    definition, shown = definition_by(run), str(run.shown[language.value])
    is_stated = definition.form is Form.STATED and run.missing is None
    made = Made(
        numerator=run.numerator,
        denominator=run.denominator,
        stated=shown if is_stated else None,
    )
    return KeptFigure(
        definition=definition,
        numerator=run.numerator,
        denominator=run.denominator,
        value=value(definition, made),
        shown=shown,
        parts=dict(run.parts),
        missing=run.missing,
        inputs_hash=run.inputs_hash,
    )


def definition_by(run: FigureRun) -> FigureDefinition:
    """Give the definition that a figure was made by; one that was printed is never taken away."""
    (found,) = (
        each
        for each in DEFINITIONS
        if (each.code, each.version) == (run.code, run.definition_version)
    )
    return found
