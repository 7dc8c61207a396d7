"""The report's tables as sheets: numbers typed, and beside them how they are printed."""

from collections.abc import Iterator, Sequence

from eventsys.documents.status import PaperTable, StatusPaper, TableRow
from eventsys.exchange.files.rules import Cell, Chart, Sheet


def sheets_of(paper: StatusPaper) -> list[Sheet]:
    """Make a sheet of each table that has rows, after one that says what this is."""
    return [
        cover_of(paper),
        *(sheet_of_table(each, paper.as_number) for each in paper.tables if each.rows),
    ]


def cover_of(paper: StatusPaper) -> Sheet:
    """Say what the workbook is, whether it is a draft, and what is not in it or is hidden."""
    notes = dict.fromkeys(note for table in paper.tables for note in table.notes)
    lines = [*filter(None, [paper.sender, paper.sign, *paper.lines]), *notes]
    return Sheet(
        name=paper.title, keys=["text"], heads=[paper.title], rows=[[line] for line in lines]
    )


def sheet_of_table(table: PaperTable, as_number: str) -> Sheet:
    """Lay a table out; a column of numbers that are printed otherwise comes as both."""
    printed = [is_printed_otherwise(table, place) for place in range(len(table.heads))]
    heads = [
        text
        for head, is_both in zip(table.heads, printed, strict=True)
        for text in [head.text, *([as_number.format(head.text)] if is_both else [])]
    ]
    return Sheet(
        name=table.name,
        keys=heads,
        heads=heads,
        rows=[list(cells_of(row, printed)) for row in table.rows],
        chart=chart_of(table),
    )


def is_printed_otherwise(table: PaperTable, place: int) -> bool:
    """Tell whether a column has a number that looks unlike itself, as in `ca. 10.000`."""
    cells = [row.cells[place] for row in table.rows]
    return any(
        each.number is not None and each.text.replace(".", "").replace(",", "") != str(each.number)
        for each in cells
    )


def cells_of(row: TableRow, printed: Sequence[bool]) -> Iterator[Cell]:
    """Give a row's cells."""
    for cell, is_both in zip(row.cells, printed, strict=True):
        if is_both:
            yield cell.text
            yield cell.number
        else:
            yield cell.text if cell.number is None else cell.number


def chart_of(table: PaperTable) -> Chart | None:
    """Give the picture of the columns that the paper draws."""
    if not table.drawn:
        return None
    return Chart(title=table.caption, words=table.words, names=0, numbers=table.drawn)
