"""The figures of several years as they were kept: nothing is counted, whatever their number."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from eventsys.attendance.earlier.models import EarlierFigure
from eventsys.core.numbers import NOTHING
from eventsys.core.text import Language
from eventsys.reports.comparing.rules import (
    EarlierNumber,
    Origin,
    Why,
    YearNumber,
    YearStand,
)
from eventsys.reports.figures.definitions import codes
from eventsys.reports.figures.models import FigureRun
from eventsys.reports.figures.rules import Form
from eventsys.reports.papers.hiding import WHOLE, Place, hidden_in
from eventsys.reports.papers.queries import fixed_figure, kept_figures
from eventsys.reports.papers.rules import KeptFigure
from eventsys.reports.yearly.content import figure_from
from eventsys.reports.yearly.models import Erratum, Report
from eventsys.reports.yearly.rules import ReportState


@dataclass(frozen=True, kw_only=True)
class KeptYear:
    """A year's figures as they were frozen, or as they were made the last time."""

    origin: Origin
    at: datetime
    figures: Mapping[str, KeptFigure]
    corrected: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Years side by side: how far each is, each figure year by year, and what others wrote down."""

    years: Sequence[YearStand]
    figures: Mapping[str, Sequence[YearNumber]]
    of_events: Sequence[EarlierNumber]


def years_told(session: Session) -> Sequence[int]:
    """List the years of which anything was kept or written down, the newest first."""
    everywhere = union(
        select(FigureRun.year),
        select(Report.year).where(Report.state == ReportState.APPROVED),
        select(EarlierFigure.year),
    )
    return sorted(session.scalars(everywhere), reverse=True)


def compare_years(session: Session, years: Sequence[int], language: Language) -> Comparison:
    """Put years side by side, in as many questions for ten as for one."""
    kept = newest_years(session, years, language) | approved_years(session, years, language)
    earlier = earlier_numbers(session, years)
    hidden = {year: hidden_in(each.figures) for year, each in kept.items()}
    known = codes()
    return Comparison(
        years=[stand_of(year, kept.get(year), earlier[year]) for year in years],
        figures={
            code: [
                number_in(
                    year,
                    kept.get(year),
                    code,
                    earlier=[each for each in earlier[year] if code_of(each) == code],
                    is_hidden=Place(code, WHOLE) in hidden.get(year, ()),
                )
                for year in years
            ]
            for code in known
        },
        of_events=[each for year in years for each in earlier[year] if code_of(each) not in known],
    )


def newest_years(session: Session, years: Sequence[int], language: Language) -> dict[int, KeptYear]:
    """Give the newest making of each figure of years."""
    newest = (
        select(func.max(FigureRun.id))
        .where(FigureRun.year.in_(years))
        .group_by(FigureRun.year, FigureRun.code)
    )
    runs: defaultdict[int, dict[str, FigureRun]] = defaultdict(dict)
    for run in session.scalars(select(FigureRun).where(FigureRun.id.in_(newest))):
        runs[run.year][run.code] = run
    return {
        year: KeptYear(
            origin=Origin.NEWEST,
            at=max(each.run_at for each in made.values()),
            figures=kept_figures(made, language),
        )
        for year, made in runs.items()
    }


def approved_years(
    session: Session, years: Sequence[int], language: Language
) -> dict[int, KeptYear]:
    """Give the figures of years as they were frozen, and which of them came out otherwise since."""
    rows = session.execute(
        select(Report.year, Report.content, Report.approved_at).where(
            Report.year.in_(years), Report.state == ReportState.APPROVED
        )
    ).all()
    corrected: defaultdict[int, set[str]] = defaultdict(set)
    errata = select(Report.year, Erratum.code).join(Erratum, Erratum.report_id == Report.id)
    for year, code in session.execute(errata.where(Report.year.in_(years))):
        corrected[year].add(code)
    return {
        year: KeptYear(
            origin=Origin.APPROVED,
            at=approved_at,
            figures={
                code: fixed_figure(figure_from(each), language)
                for code, each in json.loads(content)["figures"].items()
            },
            corrected=frozenset(corrected[year]),
        )
        for year, content, approved_at in rows
        if content is not None and approved_at is not None
    }


def earlier_numbers(
    session: Session, years: Sequence[int]
) -> defaultdict[int, list[EarlierNumber]]:
    """List what others have written down of years, by what it is of."""
    order = (EarlierFigure.year, EarlierFigure.event_name, EarlierFigure.counts)
    found: defaultdict[int, list[EarlierNumber]] = defaultdict(list)
    for row in session.scalars(
        select(EarlierFigure).where(EarlierFigure.year.in_(years)).order_by(*order)
    ):
        found[row.year].append(
            EarlierNumber(
                year=row.year,
                event_name=row.event_name,
                number=row.figure,
                counts=row.counts,
                source=row.source,
            )
        )
    return found


def code_of(earlier: EarlierNumber) -> str:
    """Read the figure that a number of others is of: its code stands in place of an event."""
    return earlier.event_name.strip().upper()


def stand_of(year: int, kept: KeptYear | None, earlier: Sequence[EarlierNumber]) -> YearStand:
    """Say how far a year is."""
    if kept is not None:
        return YearStand(year=year, origin=kept.origin, at=kept.at)
    return YearStand(year=year, origin=Origin.EARLIER if earlier else Origin.NOWHERE)


def number_in(
    year: int,
    kept: KeptYear | None,
    code: str,
    *,
    earlier: Sequence[EarlierNumber],
    is_hidden: bool,
) -> YearNumber:
    """Tell what a figure came to in a year; what was counted here goes before all else."""
    figure = None if kept is None else kept.figures.get(code)
    is_counted = figure is not None and figure.missing is None
    if earlier and not is_counted:
        return YearNumber(year=year, origin=Origin.EARLIER, earlier=earlier)
    if kept is None or figure is None:
        return YearNumber(year=year, origin=Origin.NOWHERE, why=Why.NEVER_MADE)
    why = Why.FEW if is_hidden else why_of(figure)
    return YearNumber(
        year=year,
        origin=kept.origin,
        shown="" if why or figure.missing else figure.shown,
        value=None if why else figure.value,
        version=figure.definition.version,
        missing=figure.missing,
        why=why,
        is_corrected=code in kept.corrected,
    )


def why_of(figure: KeptFigure) -> Why | None:
    """Say why there is no number though no fact is missing; None where there is one."""
    if figure.missing is not None:
        return None
    if figure.definition.form is Form.TREND and not figure.numerator:
        return Why.NOT_TRUE
    return Why.NOBODY if figure.shown == NOTHING else None
