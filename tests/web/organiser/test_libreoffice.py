"""The report's files as LibreOffice opens them: what comes out of it is what went in."""

import io

import pikepdf
import pypdfium2
import pytest
from openpyxl import load_workbook

from eventsys.core.text import Language
from eventsys.documents.word.writing import write_status
from eventsys.exchange.danish_csv import csv_lines
from eventsys.reports.figures.definitions import definition_of
from eventsys.reports.figures.files import HEADS, report_cells
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.rules import LANGUAGES, Made
from eventsys.reports.papers.composing import compose
from eventsys.web.organiser.report.papers import in_ods, in_xlsx
from eventsys.web.organiser.report.sheets import sheets_of
from tests.documents.judge import elements_of
from tests.libreoffice import DANISH_CSV, converted
from tests.reports.papers.facts import NAMES, facts_of, figures_of_2009, kept
from tests.web.organiser.test_report_papers import HARMFUL, paper

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def pages_of(content):
    """Read the sheets of a workbook, cell by cell."""
    return {
        page.title: [[cell.value for cell in row] for row in page.iter_rows()]
        for page in load_workbook(io.BytesIO(content))
    }


def formulas_in(content):
    return [
        cell.value
        for page in load_workbook(io.BytesIO(content))
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def composed():
    """Put a report together in which a district is called as a formula is."""
    figures = figures_of_2009(F12=kept("F12", 2, parts={HARMFUL: 3, "نوربرو": 1}))
    return compose(facts_of(figures), NAMES)


def test_the_reports_workbook_and_open_document_are_what_the_paper_says(tmp_path):
    made = composed()
    files = {"excel.xlsx": in_xlsx(made), "open.ods": in_ods(made)}
    for found in converted(files, "xlsx", tmp_path).values():
        assert formulas_in(found) == []
        pages = pages_of(found)
        sheets = sheets_of(made)
        assert len(pages) == len(sheets)
        for sheet, page in zip(sheets, pages.values(), strict=True):
            heads, *rows = page
            assert heads == sheet.heads
            assert rows == [[cell if cell != "" else None for cell in row] for row in sheet.rows]


def test_the_reports_table_is_numbers_and_words_to_a_danish_spreadsheet(tmp_path):
    figures = {
        "F01": Figure(definition_of("F01", 2009), Made(numerator=1714, parts={"admitted": 1673})),
        "F04": Figure(definition_of("F04", 2009), Made(numerator=55, denominator=60)),
        "F16": Figure(definition_of("F16", 2009), Made(numerator=3, denominator=2)),
    }
    lines = b"".join(csv_lines(HEADS[Language.DANISH], report_cells(figures, Language.DANISH)))
    made = converted({"status.csv": lines}, "xlsx", tmp_path, reading=DANISH_CSV)
    [page] = pages_of(made["status"]).values()
    assert page[0] == [*HEADS[Language.DANISH]]
    assert [row[0] for row in page[1:]] == ["F01", "F04", "F16"]
    assert [row[3:6] for row in page[1:]] == [[1714, 1714, None], [91.7, 55, 60], [1.5, 3, 2]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reports_word_document_is_laid_out_with_all_it_says_and_its_headings(
    tmp_path, language
):
    made = paper(language)
    [pdf] = converted({"status.docx": write_status(made)}, TAGGED, tmp_path).values()
    document = pypdfium2.PdfDocument(pdf)
    pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    whole = "".join(pages)
    assert all(squeezed(made.sign.upper()) in each for each in pages)
    for chapter in made.chapters:
        assert squeezed(chapter.heading) in whole
    for table in made.tables:
        for row in table.rows:
            assert all(squeezed(cell.text) in whole for cell in row.cells[1:])
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert str(read.Root.Lang).startswith(language.value)
        tags = [str(each.get("/S")) for each in elements_of(read.Root.StructTreeRoot)]
    rows = [each for each in made.tables if each.rows]
    assert (tags.count("/H1"), tags.count("/H2")) == (1, len(made.chapters))
    assert tags.count("/Table") == len(rows)
    assert tags.count("/TH") == sum(len(each.heads) for each in rows)
    assert tags.count("/Figure") == 3


def squeezed(text):
    """Take the blanks and line breaks out: where lines end is the program's own business.

    A hyphen at a line's end comes as a mark of its own.
    """
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())
