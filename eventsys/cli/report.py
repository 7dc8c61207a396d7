"""`eventsys report`: the figures of a year's status as a file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, TypeAlias

import click

from eventsys.attendance.earlier.rules import FIRST_YEAR
from eventsys.cli.installation import instance_option, opened
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.exchange.danish_csv import csv_lines
from eventsys.reports.figures.files import HEADS, report_cells, report_json
from eventsys.reports.figures.making import Figure, make_figures
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.figures.rules import LANGUAGES

Figures: TypeAlias = Mapping[str, Figure]
LAST_YEAR = 2100


def in_json(year: int, figures: Figures, language: Language) -> bytes:
    """Write the figures for other programs."""
    return report_json(year, figures, language).encode()


def in_csv(_: int, figures: Figures, language: Language) -> bytes:
    """Write the figures for Danish spreadsheets."""
    return b"".join(csv_lines(HEADS[language], report_cells(figures, language)))


FORMATS: Mapping[str, Callable[[int, Figures, Language], bytes]] = {"json": in_json, "csv": in_csv}


@click.command("report")
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@click.option(
    "--format", "file_format", type=click.Choice([*FORMATS]), required=True, help="The file's kind."
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
    """Make the figures of a year of its facts, keep what is new of them, and write them out."""
    with opened(instance):
        at = clock.now()
        figures = make_figures(db.session(), year, at=at)
        with transaction() as session:
            keep_runs(session, year, figures, at=at, by=SYSTEM)
    output.write(FORMATS[file_format](year, figures, Language(lang)))
