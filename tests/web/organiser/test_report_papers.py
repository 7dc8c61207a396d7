"""The report's files are read back by readers that are not ours: numbers, heads, language, tags."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2
import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import range_to_tuple

from eventsys.core.text import Language
from eventsys.documents.status import print_status
from eventsys.reports.figures.rules import LANGUAGES
from eventsys.reports.papers.composing import WORDS, compose
from eventsys.reports.papers.rules import PaperFormat
from eventsys.reports.yearly.rules import Chapter, ReportState
from eventsys.web.organiser.report.papers import PAPER_TYPES, in_ods, in_xlsx, write_paper
from tests.documents.judge import elements_of, faults_of
from tests.pages import Page
from tests.reports.papers.facts import ERRATUM, NAMES, facts_of, figures_of_2009, kept

HARMFUL = '=HYPERLINK("http://x")'
TEXTS = {
    Chapter.PROBLEM: {
        Language.DANISH: "#let x = 1 $y$ <script>alert(1)</script>\n\n- et\n- **to**\n\n## Mere",
        Language.ENGLISH: "Too many children.",
    }
}


def facts(language=Language.DANISH, **changes):
    before = figures_of_2009(language)
    made = {"texts": TEXTS, "errata": [ERRATUM], "before": before}
    return facts_of(figures_of_2009(language), language, **(made | changes))


def paper(language=Language.DANISH, **changes):
    return compose(facts(language, **changes), NAMES)


def book_of(made):
    return load_workbook(io.BytesIO(in_xlsx(made)))


def document_of(made):
    packed = zipfile.ZipFile(io.BytesIO(in_ods(made)))
    return ET.fromstring(packed.read("content.xml"))  # noqa: S314 -- our own text


def tags_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [str(each["/S"]) for each in elements_of(document.Root.StructTreeRoot)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_can_be_read_out_and_leafed_through(language):
    pdf = print_status(paper(language))
    assert faults_of(pdf, language.value) == []
    tags = tags_of(pdf)
    tables = [each for each in paper(language).tables if each.rows]
    assert (tags.count("/H1"), tags.count("/Table")) == (1, len(tables))
    assert tags.count("/THead") == len(tables)
    assert tags.count("/TH") == sum(len(each.heads) for each in tables)
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        titles = [each.title for top in outline.root for each in (top, *top.children)]
        assert document.open_metadata()["dc:title"] == "Status 2009"
    assert {*WORDS[language].chapters.values()} <= set(titles)


def test_every_page_of_a_draft_says_so_and_none_of_an_approved_report():
    def signed(state):
        document = pypdfium2.PdfDocument(print_status(paper(state=state)))
        texts = [page.get_textpage().get_text_range() for page in document]
        return ["UDKAST" in text for text in texts]

    assert set(signed(ReportState.DRAFT)) == {True}
    assert set(signed(ReportState.APPROVED)) == {False}


def test_a_year_without_figures_is_a_paper_too():
    empty = compose(facts_of({}), NAMES)
    assert faults_of(print_status(empty), "da") == []


@pytest.mark.parametrize("form", PaperFormat)
def test_the_same_facts_are_the_same_bytes_whenever_they_are_written(in_app, form):
    first = write_paper(facts(), form)
    assert write_paper(facts(), form) == first
    later = facts(made_at=datetime(2010, 1, 15, 12, tzinfo=UTC) + timedelta(days=400))
    assert write_paper(later, form) != first


def test_every_kind_has_a_media_type():
    assert set(PAPER_TYPES) == set(PaperFormat)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_is_valid(in_app, language):
    html = write_paper(facts(language), PaperFormat.HTML).decode()
    page = Page(html)
    assert page.root.get("lang") == language.value
    assert "<script" not in html
    assert not [each for each in page.root.iter() if each.get("src") or each.get("style")]
    links = [each.get("href") for each in page.root.iter("a")]
    assert links == [f"#c{number}" for number in range(1, len(Chapter) + 1)]
    assert [each.text for each in page.root.iter("h1")] == ["Status 2009"]
    heads = [each.get("scope") for each in page.root.iter("th")]
    assert set(heads) == {"col", "row"}
    assert len([*page.root.iter("table")]) == len([x for x in paper(language).tables if x.rows])


def test_the_page_has_the_lists_and_headings_that_were_written(in_app):
    page = Page(write_paper(facts(), PaperFormat.HTML).decode())
    section = next(
        each for each in page.root.iter("section") if each.get("aria-labelledby") == "c2"
    )
    assert [each.text for each in section.iter("li")] == ["et", "to"]
    assert [each.text for each in section.iter("h3")] == ["Mere"]
    assert [each.text for each in section.iter("p")] == ["#let x = 1 $y$ <script>alert(1)</script>"]


def test_the_workbook_has_a_sheet_for_each_table_with_typed_numbers():
    book = book_of(paper())
    tables = [each for each in paper().tables if each.rows]
    assert len(book.sheetnames) == len(tables) + 1
    events = book["Store arrangementer"]
    heads = ["Nøgletal", "Tal", "Tal (værdi)", "Året før", "Året før (værdi)", "Tæller", "Nævner"]
    assert [cell.value for cell in events[1]] == heads
    assert [cell.value for cell in events[3]][1:] == [
        *("ca. 10.000", 10000, "ca. 10.000", 10000, 9960, "–"),
    ]
    effort = book["Den områdebaserede indsats"]
    assert [cell.value for cell in effort[3]][1:3] == ["91,7\u00a0%", 91.7]
    assert [cell.value for cell in effort[3]][-2:] == [55, 60]
    asked = [[cell.value for cell in row] for row in book["Spørgeskemaer"].iter_rows()]
    assert ["F04", "<blank>", "skjult"] in asked


def test_the_first_sheet_says_what_the_workbook_is_and_that_it_is_a_draft():
    lines = [row[0].value for row in book_of(paper())["Status 2009"].iter_rows()]
    assert lines[:4] == [
        "Status 2009",
        "TaskForce Integration",
        "Udkast",
        "Gjort op 15. januar 2010.",
    ]
    assert WORDS[Language.DANISH].hides in lines
    approved = book_of(paper(state=ReportState.APPROVED))["Status 2009"]
    assert "Udkast" not in [row[0].value for row in approved.iter_rows()]


def test_the_workbook_draws_what_the_paper_draws_with_words():
    packed = zipfile.ZipFile(io.BytesIO(in_xlsx(paper())))
    charts = [each for each in packed.namelist() if each.startswith("xl/charts/chart")]
    assert len(charts) == 3
    drawings = [packed.read(x).decode() for x in packed.namelist() if "drawings/drawing" in x]
    assert sum('descr="Søjlerne viser ' in each for each in drawings) == 3


def test_each_chart_draws_the_cells_that_the_paper_draws():
    made = paper()
    book, packed = book_of(made), zipfile.ZipFile(io.BytesIO(in_xlsx(made)))
    drawn = [each for each in made.tables if each.drawn]
    for number, table in enumerate(drawn, 1):
        chart = ET.fromstring(packed.read(f"xl/charts/chart{number}.xml"))  # noqa: S314 -- our own text
        title = chart.find("{*}chart/{*}title")
        assert "".join(title.itertext()).strip() == table.caption
        series = [
            [
                cells_at(book, each.find(f"{{*}}{part}//{{*}}f").text)
                for part in ("tx", "cat", "val")
            ]
            for each in chart.iter()
            if each.tag.endswith("}ser")
        ]
        names = [row.cells[0].text for row in table.rows]
        assert series == [
            [[table.heads[place].text], names, [row.cells[place].number for row in table.rows]]
            for place in table.drawn
        ]


def cells_at(book, address):
    """Read the cells at an address, as a chart names them."""
    name, (left, top, right, bottom) = range_to_tuple(address)
    return [
        cell
        for row in book[name].iter_rows(top, bottom, left, right, values_only=True)
        for cell in row
    ]


def test_no_text_of_a_table_is_a_formula():
    figures = figures_of_2009(F12=kept("F12", 1, parts={HARMFUL: 1}))
    made = compose(facts_of(figures), NAMES)
    cell = book_of(made)["Arrangementer i bydelene"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", HARMFUL, None)
    texts = [each.text for each in document_of(made).iter() if each.tag.endswith("}p")]
    assert HARMFUL in texts


def test_the_open_document_has_the_same_cells_as_the_workbook():
    made = paper()
    tables = [each for each in document_of(made).iter() if each.tag.endswith("}table")]
    book = book_of(made)
    names = [value for each in tables for key, value in each.items() if key.endswith("}name")]
    assert [name[:31] for name in names] == book.sheetnames
    for table, name in zip(tables, book.sheetnames, strict=True):
        rows = [each for each in table.iter() if each.tag.endswith("}table-row")]
        assert [[value_of(cell) for cell in row] for row in rows] == [
            [cell.value for cell in row] for row in book[name].iter_rows()
        ]


def value_of(cell):
    """Read a cell of an open document back: a number as one."""
    values = {key.rpartition("}")[2]: value for key, value in cell.items()}
    if values.get("value-type") == "float":
        return float(values["value"])
    return "\n".join("".join(each.itertext()) for each in cell) or None
