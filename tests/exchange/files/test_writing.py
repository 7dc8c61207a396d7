"""Files of each kind are read back by a judge that is not ours: what was a text is one."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from eventsys.core.localtime import to_local
from eventsys.exchange.files.rules import Chart, Column, FileFormat, Sheet, sheet_of
from eventsys.exchange.files.writing import PIECE, file_pieces, in_pieces

AT = to_local(datetime(2027, 1, 22, 16, 30, tzinfo=UTC))
HARMFUL = [
    '=HYPERLINK("http://x")',
    "+4512345678",
    "-1+1",
    "@SUM(A1)",
    " =1",
    "＝1",
    "{=1}",
    "<b>&amp;",
    "http://x.example/",
]


def rows_of(cells, **changes):
    keys = [f"c{place}" for place in range(len(cells[0]))]
    made = {"name": "Ark", "keys": keys, "heads": [each.upper() for each in keys], "rows": cells}
    return Sheet(**(made | changes))


def whole(sheet, form):
    return b"".join(file_pieces(sheet, form))


def book_of(sheet):
    return load_workbook(io.BytesIO(whole(sheet, FileFormat.XLSX)))


def document_of(sheet):
    packed = zipfile.ZipFile(io.BytesIO(whole(sheet, FileFormat.ODS)))
    assert packed.infolist()[0].filename == "mimetype"
    return ET.fromstring(packed.read("content.xml"))  # noqa: S314 -- our own text


@pytest.mark.parametrize("text", HARMFUL)
def test_a_text_in_a_workbook_is_no_formula_and_no_link(text):
    cell = book_of(rows_of([[text]])).active["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


@pytest.mark.parametrize("text", HARMFUL)
def test_a_text_in_an_open_document_is_no_formula(text):
    document = document_of(rows_of([[text]]))
    cell = document.findall(".//{*}table-row")[1][0]
    kinds = {key.rpartition("}")[2]: value for key, value in cell.attrib.items()}
    assert (kinds, read_back(cell[0])) == ({"value-type": "string"}, text)


@pytest.mark.parametrize("text", ["a  b", " a", "a ", "a\tb", "  a   <b>  ", " ", "a b"])
def test_the_blanks_of_a_text_stay_in_an_open_document(text):
    document = document_of(rows_of([[text]]))
    assert read_back(document.findall(".//{*}table-row")[1][0][0]) == text


def read_back(paragraph):
    """Read a paragraph as the standard says (OpenDocument 1.2, 6.1.2): blanks collapse."""
    text = collapsed(paragraph.text, "")
    for each in paragraph:
        is_tab = each.tag.endswith("}tab")
        count = next((value for key, value in each.attrib.items() if key.endswith("}c")), "1")
        text += "\t" if is_tab else " " * int(count)
        text += collapsed(each.tail, text)
    return text.removesuffix(" ") if collapsible_end(paragraph) else text


def collapsed(text, before):
    """Take several blanks for one, and those at the beginning for none."""
    one = re.sub(r"[ \t]+", " ", text or "")
    return one if before else one.removeprefix(" ")


def collapsible_end(paragraph):
    """Tell whether the last thing is a blank that is typed, which counts for nothing."""
    tail = paragraph[-1].tail if len(paragraph) else paragraph.text
    return (tail or "").endswith(" ")


def test_numbers_days_and_moments_are_what_they_are_in_a_workbook():
    row = [3, 1.5, Decimal("2.25"), AT, date(2027, 1, 22), None, "", True]
    page = book_of(rows_of([row])).active
    assert [cell.value for cell in page[2]] == [
        *(3, 1.5, 2.25, datetime(2027, 1, 22, 17, 30), datetime(2027, 1, 22)),  # noqa: DTZ001 -- a local time has no zone yet
        *(None, None, 1),
    ]
    formats = [page[2][3].number_format, page[2][4].number_format]
    assert formats == ["dd-mm-yyyy hh:mm", "dd-mm-yyyy"]
    assert page[1][0].font.b
    assert page.freeze_panes == "A2"


def test_numbers_days_and_moments_are_what_they_are_in_an_open_document():
    document = document_of(rows_of([[3, Decimal("2.25"), AT, date(2027, 1, 22), None]]))
    cells = document.findall(".//{*}table-row")[1]
    found = [
        {key.rpartition("}")[2]: value for key, value in cell.attrib.items() if "style" not in key}
        for cell in cells
    ]
    assert found == [
        {"value-type": "float", "value": "3"},
        {"value-type": "float", "value": "2.25"},
        {"value-type": "date", "date-value": "2027-01-22T17:30:00"},
        {"value-type": "date", "date-value": "2027-01-22"},
        {},
    ]


def test_a_spreadsheet_in_csv_has_danish_numbers_and_days():
    text = whole(rows_of([[1.5, AT, date(2027, 1, 22), "Åse; Øe"]]), FileFormat.CSV)
    read = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read[1] == ["1,5", "22-01-2027 17:30", "22-01-2027", "Åse; Øe"]


def test_json_has_codes_and_moments_for_programs():
    columns = [
        Column(key="status", head="Status", cell=lambda row: row[0], code=lambda _row: "confirmed"),
        Column(key="at", head="Hvornår", cell=lambda row: row[1]),
        Column(key="share", head="Andel", cell=lambda _row: Decimal("0.5")),
    ]
    sheet = sheet_of("Ark", columns, [("Har plads", AT), ("Har plads", None)], for_programs=True)
    assert json.loads(whole(sheet, FileFormat.JSON)) == [
        {"status": "confirmed", "at": "2027-01-22T17:30:00+01:00", "share": "0.5"},
        {"status": "confirmed", "at": None, "share": "0.5"},
    ]
    assert json.loads(whole(rows_of([[1]], rows=[]), FileFormat.JSON)) == []


@pytest.mark.parametrize("form", FileFormat)
def test_marks_that_are_unseen_or_break_a_file_stand_in_none(form):
    if form is FileFormat.JSON:
        return  # it writes every mark in a way that harms nobody
    whole_text = "a\x00b\x0b\u202ec\ufffe"
    if form is FileFormat.CSV:
        assert whole(rows_of([[whole_text]]), form).decode("utf-8-sig").split() == ["C0", "abc"]
    elif form is FileFormat.XLSX:
        assert book_of(rows_of([[whole_text]])).active["A2"].value == "abc"
    else:
        assert document_of(rows_of([[whole_text]])).findall(".//{*}table-row")[1][0][0].text == (
            "abc"
        )


def test_a_chart_is_native_and_says_in_words_what_it_shows():
    chart = Chart(title="Hvem kom", words="Søjler for hver indgang", names=0, numbers=[1])
    content = whole(rows_of([["Nord", 3], ["Syd", 4]], chart=chart), FileFormat.XLSX)
    packed = zipfile.ZipFile(io.BytesIO(content))
    assert "Ark!$B$2:$B$3" in packed.read("xl/charts/chart1.xml").decode()
    assert 'descr="Søjler for hver indgang"' in packed.read("xl/drawings/drawing1.xml").decode()


def test_a_sheet_without_rows_has_its_head_and_no_chart():
    chart = Chart(title="Hvem kom", words="Søjler", names=0, numbers=[0])
    content = whole(rows_of([["x"]], rows=[], chart=chart), FileFormat.XLSX)
    assert "xl/charts/chart1.xml" not in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [cell.value for cell in load_workbook(io.BytesIO(content)).active[1]] == ["C0"]
    assert len(book_of(rows_of([[1]], heads=[], keys=[], rows=[])).sheetnames) == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Fest [1]: a/b", "Fest 1 a b"), ("'", "1"), ("æ" * 40, "æ" * 31), ("\u202eFest", "Fest")],
)
def test_a_sheet_gets_a_name_that_it_may_have(name, shown):
    assert book_of(rows_of([[1]], name=name)).sheetnames == [shown]


def test_the_first_line_goes_at_once_and_others_in_pieces_worth_sending():
    line = b"x" * (PIECE // 4)
    assert [len(piece) for piece in in_pieces([b"head", *[line] * 5])] == [4, PIECE, PIECE // 4]
    assert list(in_pieces([])) == []


@pytest.mark.parametrize("form", [FileFormat.XLSX, FileFormat.ODS])
def test_a_download_that_is_broken_off_leaves_no_file(form, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pieces = file_pieces(rows_of([[str(number)] for number in range(50)]), form)
    assert next(pieces)
    pieces.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_says_nothing_of_when_it_was_packed():
    """A table of the same rows is the same file, also on another day."""
    packed = zipfile.ZipFile(io.BytesIO(whole(rows_of([[1]]), FileFormat.ODS)))
    assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
