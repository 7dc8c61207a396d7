"""Ten years of figures side by side: every second one frozen, each made many times."""

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from statistics import median

from sqlalchemy.orm import Session

from eventsys.attendance.earlier.operations import add_figure
from eventsys.attendance.earlier.rules import FigureRequest
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM, Principal, PrincipalKind
from eventsys.core.text import Language
from eventsys.reports.comparing.queries import compare_years
from eventsys.reports.comparing.rules import MOST_YEARS
from eventsys.reports.figures.definitions import codes, definition_of
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.figures.rules import Made
from eventsys.reports.yearly.content import Findings
from eventsys.reports.yearly.operations import approve_report, begin_report, check_report
from tests.benchmarks.figures import Figure as Measured, at_most, exactly
from tests.benchmarks.stage import Stage, inside
from tests.watch import watch_statements

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
FIRST, MAKINGS, PARTS, EARLIER, LOOKS = 2016, 20, 50, 200, 5
"""The first year; makings of each year; parts of each figure; others' numbers of each year."""
YEARS = range(FIRST, FIRST + MOST_YEARS)
SECOND = Principal(PrincipalKind.ACCOUNT, 1)
MOST_SECONDS, QUERIES = 5, 4


def measure(stage: Stage) -> Iterator[Measured]:
    """Compare the years, on SQLite and on PostgreSQL."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        with inside(stage.install(databases)):
            with transaction() as session:
                for year in YEARS:
                    lay_in(session, year)
            taken, asked = looks()
            yield at_most(f"{name}: ten years compared", taken, MOST_SECONDS, " s")
            yield exactly(f"{name}: questions for it", asked, QUERIES)


def looks() -> tuple[float, int]:
    """Compare the years some times; give the seconds and the questions."""
    taken, asked = [], 0
    for _ in range(LOOKS):
        db.session.remove()
        begun = time.perf_counter()
        with watch_statements() as statements:
            compared = compare_years(db.session(), YEARS, Language.DANISH)
        taken.append(time.perf_counter() - begun)
        asked = len(statements)
        assert [each.shown for each in compared.figures["F07"]] == ["1.019"] * MOST_YEARS
    return median(taken), asked


def lay_in(session: Session, year: int) -> None:
    """Make a year some times, freeze every second one, and write others' numbers down."""
    for number in range(MAKINGS):
        keep_runs(session, year, figures_of(year, 1000 + number), at=AT, by=SYSTEM)
    for number in range(EARLIER):
        request = FigureRequest(
            year=year, event_name=f"Fest {number}", counts="børn", figure=number, source="Bilag"
        )
        add_figure(session, request, at=AT, by=SYSTEM)
    if year % 2:
        findings = Findings(figures=figures_of(year, 1019), programme=(), blockers=())
        report = begin_report(session, year, at=AT, by=SYSTEM)
        check_report(session, report, findings, at=AT, by=SECOND)
        approve_report(session, report, findings, at=AT, by=SYSTEM)


def figures_of(year: int, number: int) -> Mapping[str, Figure]:
    """Make figures that are as large as their parts can be."""
    parts = {f"Del {part}": number for part in range(PARTS)}
    made = Made(numerator=number, denominator=number * 2, parts=parts, inputs=[("made", number)])
    return {code: Figure(definition_of(code, year), made) for code in codes()}
