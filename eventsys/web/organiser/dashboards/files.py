"""A dashboard as a file for a spreadsheet: what the page says, a number on each line."""

from collections.abc import Iterable, Iterator, Sequence

from eventsys.exchange.danish_csv import Cell, csv_lines
from eventsys.web.common.words import _
from eventsys.web.organiser.dashboards.figures import Figure
from eventsys.web.organiser.dashboards.groups import GroupRow, Times


def figure_lines(lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Write the file."""
    head = (_("Figure"), _("Group"), _("Number"), _("What it counts"))
    return csv_lines(head, lines)


def lines_of(figures: Iterable[Figure]) -> Iterator[Sequence[Cell]]:
    """Write figures; one that cannot be told yet has no number."""
    for each in figures:
        yield [each.name, None, each.number, each.why]


def group_lines(
    rows: Iterable[GroupRow], names: Sequence[str], note: str
) -> Iterator[Sequence[Cell]]:
    """Write groups, a line for each number."""
    for row in rows:
        for name, cell in zip(names, row.cells, strict=True):
            yield [name, row.name, cell.shown if cell.number is None else cell.number, note]


def time_lines(times: Times, name: str, note: str) -> Iterator[Sequence[Cell]]:
    """Write numbers over time."""
    for row in times.rows:
        yield [name, row.name, row.people, note]
