"""`eventsys report`: the status of a year as a file, as figures or as a paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import click

from eventsys.attendance.earlier.rules import FIRST_YEAR
from eventsys.cli.installation import instance_option, opened
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.documents.errors import PressFailed
from eventsys.exchange.danish_csv import csv_lines
from eventsys.reports.figures.files import HEADS, report_cells, report_json
from eventsys.reports.figures.making import Figure, make_figures
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.reports.papers.queries import read_report
from eventsys.reports.papers.rules import PaperFormat
from eventsys.reports.yearly.files import told_of
from eventsys.reports.yearly.operations import note_errata
from eventsys.reports.yearly.queries import YearlyReport, find_report, hold_row
from eventsys.reports.yearly.rules import ReportState
from eventsys.web.organiser.report.papers import write_paper

LAST_YEAR = 2100


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is written out: the figures of a year, and its report, where somebody has begun it."""

    year: int
    figures: Mapping[str, Figure]
    report: YearlyReport | None


def told_in(year: int, figures: Mapping[str, Figure]) -> Told:
    """Tell of a year: of figures as they stand now, or as they were frozen."""
    known = find_report(db.session(), year)
    is_frozen = known is not None and known.is_frozen
    return Told(year=year, figures=known.figures if known and is_frozen else figures, report=known)


def in_json(told: Told, language: Language) -> bytes:
    """Write the figures for other programs."""
    about = told_of(told.report, language)
    return report_json(told.year, told.figures, language, about).encode()


def in_csv(told: Told, language: Language) -> bytes:
    """Write the figures for Danish spreadsheets."""
    return b"".join(csv_lines(HEADS[language], report_cells(told.figures, language)))


WORKINGS: Mapping[str, Callable[[Told, Language], bytes]] = {"json": in_json, "csv": in_csv}
"""The exact figures, for programs and for reckoning; the papers hide what would tell of few."""


def as_paper(year: int, form: PaperFormat, language: Language) -> bytes:
    """Write the report as people read it, of what was kept."""
    facts = read_report(db.session(), year, language)
    if facts is None:
        raise click.ClickException(f"No figures of {year} were kept.")
    try:
        return write_paper(facts, form)
    except PressFailed as error:
        raise click.ClickException("The file could not be made now. Try again later.") from error


@click.command("report")
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@click.option(
    "--format",
    "file_format",
    type=click.Choice([*WORKINGS, *(each.value for each in PaperFormat)]),
    required=True,
    help="The file's kind.",
)
@click.option(
    "--lang",
    type=click.Choice([each.value for each in LANGUAGES]),
    default=Language.DANISH.value,
    show_default=True,
    help="The language of the texts and numbers.",
)
@click.option(
    "-o",
    "--output",
    type=click.File("wb", lazy=True, atomic=True),
    required=True,
    metavar="FILE",
    help="Where to write it; - is standard output.",
)
@instance_option
def report(year: int, file_format: str, lang: str, output: BinaryIO, instance: Path | None) -> None:
    """Make the figures of a year of its facts, keep what is new of them, and write them out.

    Once the year's report is approved, its frozen figures are written; what came out otherwise
    since is noted as a correction. json and csv hold the exact figures;
    pdf, docx, html, xlsx and ods are the report as a paper.
    """
    with opened(instance):
        at = clock.now()
        figures = make_figures(db.session(), year, at=at)
        with transaction() as session:
            keep_runs(session, year, figures, at=at, by=SYSTEM)
            row = hold_row(session, year)
            if row is not None and row.state is ReportState.APPROVED:
                note_errata(session, row, figures, at=at, by=SYSTEM)
        if file_format in WORKINGS:
            written = WORKINGS[file_format](told_in(year, figures), Language(lang))
        else:
            written = as_paper(year, PaperFormat(file_format), Language(lang))
    output.write(written)
