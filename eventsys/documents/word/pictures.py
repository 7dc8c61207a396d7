"""The bars of a table as a picture, with words for who cannot see it."""

from io import BytesIO

from docx.document import Document
from docx.shared import Mm

from eventsys.documents.press import press
from eventsys.documents.status import PaperTable
from eventsys.documents.word.blank import INNER_WIDTH
from eventsys.documents.word.parts import element_of

TEMPLATE = "bars.typ"


def add_picture(document: Document, table: PaperTable, language: str) -> None:
    """Draw the bars; raise `PressFailed`."""
    run = document.add_paragraph(style="Picture").add_run()
    run.add_picture(BytesIO(drawn(table, language)), width=Mm(INNER_WIDTH))
    words = f"{table.caption}. {table.words}"
    for told in element_of(run).xpath(".//wp:docPr | .//pic:cNvPr"):
        told.set("name", table.caption)
        told.set("descr", words)


def drawn(table: PaperTable, language: str) -> bytes:
    """Draw the bars of a table with their numbers."""
    rows = [
        {
            "name": row.cells[0].text,
            "bars": list(row.bars),
            "numbers": " + ".join(row.cells[place].text for place in table.drawn),
        }
        for row in table.rows
    ]
    names = [table.heads[place].text for place in table.drawn]
    job = {"language": language, "width": INNER_WIDTH, "names": names, "rows": rows}
    return press.draw(TEMPLATE, job)
