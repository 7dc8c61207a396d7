"""What the rows of a list of earlier figures come to, decided on plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from eventsys.attendance.earlier.rules import (
    LONGEST_TEXT,
    FigureRequest,
    key_of,
    read_figure,
    read_figure_year,
)
from eventsys.core.folding import fold
from eventsys.exchange.imports.rules import KNOWN, Outcome
from eventsys.exchange.tables.cells import UNREADABLE


class FigureColumn(StrEnum):
    """What is read of a figure."""

    YEAR = "year"
    EVENT = "event"
    FIGURE = "figure"
    COUNTS = "counts"
    SOURCE = "source"


HEADINGS = {
    FigureColumn.YEAR: ("år", "year", "السنة", "yıl", "سال", "sannadka"),
    FigureColumn.EVENT: (
        *("arrangement", "navn", "event", "name", "الفعالية", "etkinlik", "تقریب", "munaasabadda"),
    ),
    FigureColumn.FIGURE: ("antal", "tal", "figure", "number", "العدد", "sayı", "تعداد", "tirada"),
    FigureColumn.COUNTS: (
        *("hvad tallet tæller", "tæller", "what it counts", "counts", "ما يعدّه الرقم"),
        *("neyi sayıyor", "یہ کیا گنتا ہے", "waxa ay tirinayso"),
    ),
    FigureColumn.SOURCE: ("kilde", "source", "المصدر", "kaynak", "ماخذ", "isha"),
}
FIGURE_HEADINGS = {
    fold(heading): column.value for column, headings in HEADINGS.items() for heading in headings
}


class Fault(StrEnum):
    """What is wrong with a row; `OTHER` is a figure that is there with another number."""

    YEAR = "year"
    NO_EVENT = "no-event"
    FIGURE = "figure"
    NO_COUNTS = "no-counts"
    NO_SOURCE = "no-source"
    LONG = "long"
    UNREADABLE = "unreadable"
    TWICE = "twice"
    KNOWN = KNOWN
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedFigure:
    """A row as it is understood; what could not be read is 0."""

    outcome: Outcome
    request: FigureRequest


Found = tuple[Fault, FigureColumn, int]
"""What is wrong, in which column, and the row or the number that it is at odds with."""


def judge_figures(
    rows: Sequence[tuple[int, Sequence[str]]],
    columns: Sequence[str],
    known: Mapping[tuple[int, str], int],
    this_year: int,
) -> list[ListedFigure]:
    """Judge each row, and whether the figure stands in an earlier one or is there already."""
    first: dict[tuple[int, str], int] = {}
    judged = []
    for number, cells in rows:
        told = {FigureColumn(key): cell for key, cell in zip(columns, cells, strict=False) if key}
        figure = understand(number, told, this_year)
        key = (figure.request.year, figure.request.key)
        found = [*faults_of(told, this_year), *faults_of_twins(figure, first, known)]
        first.setdefault(key, number)
        judged.append(with_fault(figure, found))
    return judged


def understand(number: int, told: Mapping[FigureColumn, str], this_year: int) -> ListedFigure:
    """Read a row as far as it can be read."""
    cells = {column: told.get(column, "").strip() for column in FigureColumn}
    return ListedFigure(
        outcome=Outcome(number=number, cells=[*told.values()]),
        request=FigureRequest(
            year=read_figure_year(cells[FigureColumn.YEAR], this_year) or 0,
            event_name=cells[FigureColumn.EVENT],
            counts=cells[FigureColumn.COUNTS],
            figure=read_figure(cells[FigureColumn.FIGURE]) or 0,
            source=cells[FigureColumn.SOURCE],
        ),
    )


def faults_of(told: Mapping[FigureColumn, str], this_year: int) -> Iterator[Found]:
    """Ask for all that a figure is nothing without."""
    cells = {column: told.get(column, "").strip() for column in FigureColumn}
    needed = {
        FigureColumn.EVENT: Fault.NO_EVENT,
        FigureColumn.COUNTS: Fault.NO_COUNTS,
        FigureColumn.SOURCE: Fault.NO_SOURCE,
    }
    if read_figure_year(cells[FigureColumn.YEAR], this_year) is None:
        yield Fault.YEAR, FigureColumn.YEAR, 0
    if read_figure(cells[FigureColumn.FIGURE]) is None:
        yield Fault.FIGURE, FigureColumn.FIGURE, 0
    for column, fault in needed.items():
        if not fold(cells[column]):
            yield fault, column, 0
        elif len(cells[column]) >= LONGEST_TEXT:
            yield Fault.LONG, column, 0
        elif UNREADABLE in cells[column]:
            yield Fault.UNREADABLE, column, 0


def faults_of_twins(
    figure: ListedFigure,
    first: Mapping[tuple[int, str], int],
    known: Mapping[tuple[int, str], int],
) -> Iterator[Found]:
    """Tell that the same is said twice, or is there already, with this number or another."""
    request = figure.request
    key = (request.year, key_of(request.event_name, request.counts))
    if key in first:
        yield Fault.TWICE, FigureColumn.EVENT, first[key]
    if key in known:
        fault = Fault.KNOWN if known[key] == request.figure else Fault.OTHER
        yield fault, FigureColumn.FIGURE, known[key]


def with_fault(figure: ListedFigure, found: Sequence[Found]) -> ListedFigure:
    """Say the first thing that is wrong with a row."""
    if not found:
        return figure
    fault, column, other = found[0]
    outcome = replace(figure.outcome, fault=fault.value, column=column.value, other=other)
    return replace(figure, outcome=outcome)
