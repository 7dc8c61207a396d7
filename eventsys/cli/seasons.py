"""`eventsys import season` and `eventsys export season`: a whole year of facts as a file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from eventsys.attendance.earlier.rules import FIRST_YEAR
from eventsys.cli.installation import instance_option, opened
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.errors import Overtaken
from eventsys.core.principal import SYSTEM
from eventsys.exchange.season.errors import SeasonRefused, SeasonUnwritable
from eventsys.exchange.season.kinds.base import YearOf
from eventsys.exchange.season.operations import export_season, import_season
from eventsys.exchange.season.rules import Fault, FaultKind
from eventsys.reports.years.queries import list_year_events

LAST_YEAR = 2100
MOST_SHOWN = 100

REASONS: Mapping[FaultKind, Callable[[Sequence[str]], str]] = {
    FaultKind.MARK: lambda _: "begins with a byte-order mark; save the file as plain UTF-8",
    FaultKind.EMPTY: lambda _: "holds no fact",
    FaultKind.TOO_LONG: lambda _: "is longer than a megabyte",
    FaultKind.UNREADABLE: lambda about: about[0],
    FaultKind.REPEATED_FIELD: lambda about: f"names the field '{about[0]}' twice",
    FaultKind.NUL: lambda _: "holds a NUL character, which cannot be stored",
    FaultKind.SAME_ID: lambda about: (
        f"{about[0]} '{about[1]}' stands in line {about[2]} with other content"
    ),
    FaultKind.REFERS_TO_NOTHING: lambda about: (
        f"{about[0]}: there is no {about[1]} '{about[2]}', neither in the file nor here"
    ),
    FaultKind.ELSEWHERE: lambda about: f"{about[0]}: '{about[1]}' belongs to something else",
    FaultKind.OTHER_CONTENT: lambda about: (
        f"{about[0]} '{about[1]}' is here already, with other content"
    ),
    FaultKind.TAKEN: lambda about: (
        f"a {about[0]} with the same {' and '.join(about[1:]) or 'key'} is there under another id"
    ),
}


@click.group("import")
def bring_in() -> None:
    """Bring facts in from a file."""


@click.group("export")
def take_out() -> None:
    """Take facts out into a file."""


@bring_in.command("season")
@click.argument("file", type=click.File("rb"))
@instance_option
def import_file(file: BinaryIO, instance: Path | None) -> None:
    """Bring a year of facts in, all or nothing; - is standard input. Harmless when repeated."""
    with opened(instance):
        try:
            with transaction() as session:
                imported = import_season(session, file, at=clock.now(), by=SYSTEM)
        except SeasonRefused as error:
            raise click.ClickException(refusal(error.faults)) from error
        except Overtaken as error:
            message = "The facts changed meanwhile. Nothing was imported; try again."
            raise click.ClickException(message) from error
    click.echo(f"{imported.new} facts are new, {imported.known} were here already.")


def refusal(faults: Sequence[Fault]) -> str:
    """List what is wrong, as far as anybody reads on, and say how much there is."""
    lines = [worded(each) for each in faults[:MOST_SHOWN]]
    if len(faults) > MOST_SHOWN:
        lines.append(f"and {len(faults) - MOST_SHOWN} more")
    return "\n".join([f"Nothing was imported; {len(faults)} faults:", *lines])


def worded(fault: Fault) -> str:
    """Say what is wrong with a line."""
    place = f"line {fault.line}: " if fault.line else ""
    return place + REASONS[fault.kind](fault.about)


@take_out.command("season")
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@click.option(
    "-o",
    "--output",
    type=click.File("wb", lazy=True, atomic=True),
    required=True,
    metavar="FILE",
    help="Where to write it; - is standard output.",
)
@instance_option
def export_file(year: int, output: BinaryIO, instance: Path | None) -> None:
    """Take all facts of a year out, with what they refer to."""
    with opened(instance), transaction() as session:
        events = [each.span.id for each in list_year_events(session) if each.year == year]
        try:
            lines = list(export_season(session, YearOf(year=year, event_ids=events)))
        except SeasonUnwritable as error:
            message = f"{error.fact_type} '{error.fact_id}' cannot be written: {error.reason}"
            raise click.ClickException(message) from error
    if not lines:
        raise click.ClickException(f"There is nothing of {year}.")
    output.writelines(lines)
