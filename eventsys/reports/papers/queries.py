"""What a report is made of, as it was kept."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from eventsys.core.text import Language
from eventsys.reports.figures.definitions import DEFINITIONS
from eventsys.reports.figures.models import FigureRun
from eventsys.reports.figures.queries import newest_runs
from eventsys.reports.figures.rules import FigureDefinition, Form, Made, value
from eventsys.reports.papers.rules import KeptFigure, ReportFacts


def read_report(session: Session, year: int, language: Language) -> ReportFacts | None:
    """Give the figures of a year and of the one before as they were kept; None before the first.

    The report's moment is that of its newest figure.
    """
    runs = newest_runs(session, year)
    if not runs:
        return None
    return ReportFacts(
        year=year,
        language=language,
        made_at=max(each.run_at for each in runs.values()),
        figures=kept_figures(runs, language),
        before=kept_figures(newest_runs(session, year - 1), language),
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
