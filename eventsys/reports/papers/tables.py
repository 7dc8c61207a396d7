"""The tables of the paper: figures, and what they are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.dates import get_month_names

from eventsys.core.numbers import HALF, NOTHING, write_count, write_halves
from eventsys.documents.status import Head, PaperTable, TableCell, TableRow
from eventsys.reports.figures.rules import Form, Part, Value
from eventsys.reports.papers.hiding import DENOMINATOR, NUMERATOR, WHOLE, Place
from eventsys.reports.papers.rules import KeptFigure, PaperNames, ReportFacts
from eventsys.reports.papers.words import Words

GROUPS: Mapping[str, Sequence[str]] = {
    "events": ("F01", "F02"),
    "effort": ("F03", "F04", "F05", "F06", "F12"),
    "tasks": ("F07", "F08", "F13"),
    "plans": ("F09", "F10", "F11", "F19"),
    "programme": ("F14", "F15", "F16"),
    "sources": ("F17", "F18"),
}
"""Which figures stand together."""
WIDEST = 1000


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What every table is made from: the facts, their words, and what is hidden of which year."""

    facts: ReportFacts
    names: PaperNames
    words: Words
    hidden: frozenset[Place]
    hidden_before: frozenset[Place]

    def parts_of(self, code: str) -> Mapping[str, Part]:
        """Give what a figure is made of; nothing where there is no such figure."""
        figure = self.facts.figures.get(code)
        return {} if figure is None else figure.parts

    @property
    def remarks(self) -> list[str]:
        """Say that the numbers are invented, where they are."""
        return [self.words.invented] if self.facts.is_invented else []

    def text(self, text: str) -> TableCell:
        """Write words."""
        return TableCell(text=text)

    def count(self, number: int) -> TableCell:
        """Write a whole number."""
        return TableCell(text=write_count(number, self.facts.language), number=number)

    def part(self, code: str, name: str) -> TableCell:
        """Write a part as what it is, unless it is hidden."""
        part = self.parts_of(code).get(name, 0)
        if Place(code, name) in self.hidden:
            return TableCell(text=self.words.hidden)
        if isinstance(part, str):
            return TableCell(text=part)
        return TableCell(text=str(part), number=part) if code == "F18" else self.count(part)


def figure_table(desk: Desk, group: str) -> PaperTable:
    """Lay figures out that stand together; a sentence stands beneath, and only where it is true."""
    words = desk.words
    listed = [desk.facts.figures[code] for code in GROUPS[group] if code in desk.facts.figures]
    return PaperTable(
        name=words.groups[group],
        caption=words.groups[group],
        heads=[
            Head(text=words.figure, width=2),
            Head(text=words.number, is_number=True),
            Head(text=words.last_year, is_number=True),
            Head(text=words.numerator, is_number=True),
            Head(text=words.denominator, is_number=True),
        ],
        rows=[row_of(desk, each) for each in listed if each.definition.form is not Form.TREND],
        notes=[
            *([note for each in listed for note in notes_of(desk, each)] or empty(desk, listed)),
            *desk.remarks,
        ],
    )


def empty(desk: Desk, listed: Sequence[KeptFigure]) -> list[str]:
    """Say that there is nothing where there is nothing."""
    return [] if listed else [desk.words.nothing]


def row_of(desk: Desk, figure: KeptFigure) -> TableRow:
    """Write a figure: what is printed, the year before, and the exact pair."""
    before = desk.facts.before.get(figure.code)
    text = figure.definition.texts[desk.facts.language]
    pair = ((NUMERATOR, figure.numerator), (DENOMINATOR, figure.denominator))
    return TableRow(
        cells=[
            desk.text(f"{figure.code}. {text}"),
            shown_of(desk, figure, desk.hidden),
            desk.text(NOTHING) if before is None else shown_of(desk, before, desk.hidden_before),
            *(pair_cell(desk, figure, name, number) for name, number in pair),
        ]
    )


def shown_of(desk: Desk, figure: KeptFigure, hidden: frozenset[Place]) -> TableCell:
    """Write a figure as it is printed, with its value for reckoning."""
    if Place(figure.code, WHOLE) in hidden:
        return TableCell(text=desk.words.hidden)
    return TableCell(text=figure.shown or NOTHING, number=number_of(figure.value))


def number_of(value: Value) -> int | float | None:
    """Give a value that is a number."""
    return None if isinstance(value, bool | str) else value


def pair_cell(desk: Desk, figure: KeptFigure, name: str, number: int | None) -> TableCell:
    """Write the numerator or denominator; staff-years are kept as halves."""
    if Place(figure.code, name) in desk.hidden:
        return TableCell(text=desk.words.hidden)
    return TableCell(text=NOTHING) if number is None else desk.count(number)


def notes_of(desk: Desk, figure: KeptFigure) -> list[str]:
    """Say what a figure lacks, that last year was counted otherwise, or what has come true."""
    before = desk.facts.before.get(figure.code)
    notes = []
    if figure.missing is not None:
        notes.append(f"{figure.code}: {desk.names.missing(figure.missing)}")
    if before is not None and before.definition.version != figure.definition.version:
        notes.append(desk.words.other_rule.format(figure.code))
    if figure.definition.form is Form.TREND and figure.shown.strip(NOTHING):
        notes.append(figure.shown)
    return notes


def parts_table(desk: Desk, codes: Sequence[str], caption: str, how: str) -> PaperTable:
    """Lay out what figures are made of, part by part."""
    words = desk.words
    rows = [
        TableRow(cells=[desk.text(code), desk.text(desk.names.part(name)), desk.part(code, name)])
        for code in codes
        for name in desk.parts_of(code)
    ]
    is_hiding = any(
        Place(code, name) in desk.hidden for code in codes for name in desk.parts_of(code)
    )
    return PaperTable(
        name=caption,
        caption=caption,
        heads=[
            Head(text=words.figure),
            Head(text=how, width=1),
            Head(text=words.number, is_number=True),
        ],
        rows=rows,
        notes=[
            *([] if rows else [words.nothing]),
            *([words.hides] if is_hiding else []),
            *desk.remarks,
        ],
    )


def drawn_table(
    desk: Desk, caption: str, heads: Sequence[str], rows: Sequence[TableRow]
) -> PaperTable:
    """Lay out numbers with bars beside them, which the table says in digits."""
    first, *others = heads
    words = desk.words.drawn.format(", ".join(others))
    legend = [words] if len(others) > 1 else []
    widest = max((sum(numbers_in(row)) for row in rows), default=0)
    return PaperTable(
        name=caption,
        caption=caption,
        heads=[Head(text=first), *(Head(text=each, is_number=True) for each in others)],
        rows=[with_bars(row, widest) for row in rows],
        notes=[*(legend if rows else [desk.words.nothing]), *desk.remarks],
        drawn=tuple(range(1, len(heads))) if rows else (),
        words=words,
    )


def numbers_in(row: TableRow) -> list[float]:
    """Give the numbers of a row."""
    return [each.number for each in row.cells if each.number is not None]


def with_bars(row: TableRow, widest: float) -> TableRow:
    """Draw a row's numbers beside one another; the widest row is as wide as can be."""
    bars = [int(number * WIDEST / widest) if widest else 0 for number in numbers_in(row)]
    return TableRow(cells=row.cells, bars=bars)


def months_table(desk: Desk) -> PaperTable:
    """Lay out advice and requisitions by month."""
    names = get_month_names("wide", locale=desk.facts.language.value)
    months = sorted({*desk.parts_of("F07"), *desk.parts_of("F08")})
    rows = [
        TableRow(
            cells=[
                desk.text(f"{names[int(month[-2:])]} {month[:4]}"),
                desk.part("F07", month),
                desk.part("F08", month),
            ]
        )
        for month in months
    ]
    return drawn_table(desk, desk.words.months, [desk.words.month, *tasks_of(desk)], rows)


def years_table(desk: Desk) -> PaperTable:
    """Lay out advice and requisitions of each year since the beginning."""
    years = sorted({name.partition("-")[0] for name in desk.parts_of("F13")})
    rows = [
        TableRow(
            cells=[
                desk.text(year),
                desk.part("F13", f"{year}-advice"),
                desk.part("F13", f"{year}-requisitions"),
            ]
        )
        for year in years
    ]
    return drawn_table(desk, desk.words.years, [desk.words.year, *tasks_of(desk)], rows)


def tasks_of(desk: Desk) -> list[str]:
    """Name the kinds of tasks."""
    return [desk.names.part("advice"), desk.names.part("requisitions")]


def districts_table(desk: Desk) -> PaperTable:
    """Lay out the events of the area-based effort by district."""
    rows = [
        TableRow(cells=[desk.text(name), desk.part("F12", name)]) for name in desk.parts_of("F12")
    ]
    words = desk.words
    return drawn_table(desk, words.districts, [words.district, words.number], rows)


def staff_table(desk: Desk) -> PaperTable:
    """Lay out the programme's staff-years, with their sum."""
    words, figure = desk.words, desk.facts.figures.get("F16")
    rows = [
        TableRow(cells=[desk.text(code), staff_cell(str(part))])
        for code, part in desk.parts_of("F16").items()
    ]
    if figure is not None and figure.numerator is not None:
        total = staff_cell(write_halves(figure.numerator))
        rows.append(TableRow(cells=[desk.text(words.total), total]))
    return PaperTable(
        name=words.staff,
        caption=words.staff_years,
        heads=[Head(text=words.area, width=1), Head(text=words.staff, is_number=True)],
        rows=rows,
        notes=[] if rows else [words.nothing],
    )


def staff_cell(written: str) -> TableCell:
    """Write staff-years as they are printed, with their number."""
    wholes = int(written.removesuffix(HALF) or 0)
    halves = 2 * wholes + written.endswith(HALF)
    return TableCell(text=written, number=halves // 2 if halves % 2 == 0 else halves / 2)
