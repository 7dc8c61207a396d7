"""Tables in a Word document: their head on every page, with a caption, as wide as they need."""

from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.shared import Mm
from docx.table import Table, _Row

from eventsys.documents.status import Head, PaperTable
from eventsys.documents.word.blank import INNER_WIDTH
from eventsys.documents.word.parts import element_of, made
from eventsys.documents.word.texts import write_text

STYLE = "Status Table"
LETTER, BOLD_LETTER, BESIDE = 1.8, 2.3, 4.0
"""How wide a letter is, also where Arial is not there, and what is beside a text: millimetres."""
NARROWEST = 28.0
"""What is kept for each column that shares the rest, on an average."""


def add_table(document: Document, table: PaperTable) -> None:
    """Lay a table out."""
    widths = widths_of(table)
    rows = [
        [each.text for each in table.heads],
        *([x.text for x in row.cells] for row in table.rows),
    ]
    laid = document.add_table(rows=len(rows), cols=len(widths), style=STYLE)
    laid.autofit = False
    for column, width in zip(laid.columns, widths, strict=True):
        column.width = Mm(width)
    for row, texts in zip(laid.rows, rows, strict=True):
        fill_row(row, widths, table.heads, texts)
    element_of(laid.rows[0]).get_or_add_trPr().append(made("w:tblHeader"))
    name_table(laid, table)


def fill_row(
    row: _Row, widths: Sequence[float], heads: Sequence[Head], texts: Sequence[str]
) -> None:
    """Write a row that stays on one page."""
    element_of(row).get_or_add_trPr().append(made("w:cantSplit"))
    for cell, width, head, text in zip(row.cells, widths, heads, texts, strict=True):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Number" if head.is_number else "Table Text"
        write_text(paragraph, text)


def name_table(laid: Table, table: PaperTable) -> None:
    """Tell readers what the table is, and what is drawn of it."""
    told = element_of(laid).tblPr
    told.append(made("w:tblCaption", val=table.caption))
    if table.words:
        told.append(made("w:tblDescription", val=table.words))


def widths_of(table: PaperTable) -> list[float]:
    """Give each column what its words need; those with a share of the rest get that."""
    needed = [
        0 if head.width else need for head, need in zip(table.heads, needs(table), strict=True)
    ]
    shares = sum(head.width for head in table.heads)
    most = INNER_WIDTH - NARROWEST * needed.count(0)
    squeeze = min(1, most / (sum(needed) or 1))
    rest = INNER_WIDTH - squeeze * sum(needed)
    return [
        rest * head.width / shares if head.width else need * squeeze
        for head, need in zip(table.heads, needed, strict=True)
    ]


def needs(table: PaperTable) -> Iterator[float]:
    """Tell how wide the words of each column are."""
    for place, head in enumerate(table.heads):
        longest = max(len(row.cells[place].text) for row in table.rows)
        yield max(len(head.text) * BOLD_LETTER, longest * LETTER) + BESIDE
