"""Spreadsheets as schools send them, and files that would do harm."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st
from openpyxl import Workbook

from eventsys.exchange.tables.reading import read_table
from eventsys.exchange.tables.rules import (
    FROM_ORGANISERS,
    LARGEST_FILE,
    LARGEST_UNPACKED,
    LONGEST_CELL,
    MOST_ROWS,
    Reason,
    UnreadableTable,
)

SAMPLES = Path(__file__).parents[1] / "samples"
DANISH = "Navn;Født\r\nÆgir Ørsted;2016\r\nBo;2015\r\n"
READ = [(1, ["Navn", "Født"]), (2, ["Ægir Ørsted", "2016"]), (3, ["Bo", "2015"])]
BOOK = '<workbook xmlns="x" xmlns:r="relationships"><sheets>{}</sheets></workbook>'
SHEET = '<sheet name="A" r:id="r1" xmlns:r="http://x/relationships"/>'
LINKS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'


def cells_in(content):
    return [(row.number, list(row.cells)) for row in read_table(content).rows]


def reason_for(content):
    with pytest.raises(UnreadableTable) as refusal:
        read_table(content)
    return refusal.value.reason


def book_of(rows, *, sheets=SHEET, links=LINKS, **parts):
    """Pack a workbook of one sheet."""
    packed = io.BytesIO()
    sheet = f'<worksheet xmlns="x"><sheetData>{rows}</sheetData></worksheet>'
    files = {
        "xl/workbook.xml": BOOK.format(sheets),
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": sheet,
    } | parts
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_however_excel_saved_it(alphabet, delimiter):
    content = DANISH.replace(";", delimiter).encode(alphabet)
    assert cells_in(content) == READ


@pytest.mark.parametrize("alphabet", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_by_its_zeros(alphabet):
    assert cells_in(DANISH.encode(alphabet)) == READ


def test_only_a_guessed_alphabet_is_asked_about():
    assert read_table(DANISH.encode("cp1252")).is_guessed
    assert not read_table(DANISH.encode()).is_guessed
    assert not read_table("محمد\n".encode("utf-16")).is_guessed


def test_the_line_that_tells_excel_the_delimiter_is_no_row():
    content = b"sep=,\r\nNavn,Note\r\nBo,a;b;c\r\n"
    assert cells_in(content) == [(2, ["Navn", "Note"]), (3, ["Bo", "a;b;c"])]


def test_delimiters_and_lines_within_quotes_part_nothing():
    content = b'Navn,"a;b;c"\n"Bo\nKaj","x"\nCarl,"y ""z"""\n'
    assert cells_in(content) == [
        (1, ["Navn", "a;b;c"]),
        (2, ["Bo Kaj", "x"]),
        (4, ["Carl", 'y "z"']),
    ]


def test_an_open_quotation_mark_is_told_with_its_line():
    with pytest.raises(UnreadableTable) as refusal:
        read_table(b'Navn\nBo\n"Carl\nDan\n')
    assert (refusal.value.reason, refusal.value.line) == (Reason.OPEN_QUOTE, 3)


def test_cells_are_plain_lines_of_text():
    content = "Navn;Note\nA\u202eb;x\x00y\nBo  Kaj;010115-1234\n=cmd|' /C calc'!A0;+1\n".encode()
    assert cells_in(content)[1:] == [
        (2, ["Ab", "x\ufffdy"]),
        (3, ["Bo Kaj", "[fjernet: ligner CPR]"]),
        (4, ["=cmd|' /C calc'!A0", "+1"]),
    ]


def test_a_cell_is_cut_where_no_name_is_that_long():
    [(_, [cell])] = cells_in(b"x" * 5000)
    assert len(cell) == LONGEST_CELL


@pytest.mark.parametrize(
    ("sample", "rows"),
    [
        (
            "openpyxl.xlsx",
            [
                (1, ["Fornavn", "Efternavn", "Fødselsår", "Klasse"]),
                (2, ["Amina", "Yılmaz", "2015", "3.B"]),
                (3, ["Bo Kaj", "Sørensen", "2016-03-12", "3.B"]),
                (9, ["", "", "2015"]),
                (10, ["محمد", "علي", "2016"]),
            ],
        ),
        (
            "xlsxwriter-inline.xlsx",
            [(1, ["Navn", "Fødselsår"]), (2, ["Amina", "2015"]), (3, ["Bo", "2016"])],
        ),
        (
            "xlsxwriter-shared.xlsx",
            [
                (1, ["Navn", "Fødselsår"]),
                (2, ["Amina", "2015"]),
                (3, ["Bo", "2016"]),
                (4, ["Carl"]),
                (5, ["=cmd|' /C calc'!A0"]),
                (6, ["Dan", ""]),
            ],
        ),
    ],
)
def test_a_workbook_is_read_whoever_wrote_it(sample, rows):
    assert cells_in((SAMPLES / sample).read_bytes()) == rows


def test_cells_without_addresses_stand_one_after_the_other():
    rows = "<row><c><v>1</v></c><c t='str'><v>b</v></c><c t='e'><v>#REF!</v></c></row>"
    assert cells_in(book_of(rows)) == [(1, ["1", "b", ""])]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2016", "2016"),
        ("2016.0", "2016"),
        ("1.5", "1.5"),
        ("1e999", "1e999"),
        ("", ""),
        ("x", "x"),
    ],
)
def test_numbers_are_written_as_people_write_them(value, shown):
    rows = f"<row><c t='str'><v>Bo</v></c><c><v>{value}</v></c></row>"
    assert cells_in(book_of(rows)) == [(1, ["Bo", shown])]


STYLES = (
    "<styleSheet xmlns='x'><numFmts><numFmt numFmtId='170' formatCode='[$-406]d/m/yy'/>"
    "<numFmt numFmtId='171' formatCode='0 &quot;dage&quot;'/></numFmts>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='171'/>"
    "<xf numFmtId='3'/></cellXfs></styleSheet>"
)


@pytest.mark.parametrize(
    ("style", "shown"),
    [("0", "23456"), ("1", "1964-03-20"), ("2", "1964-03-20"), ("3", "23456"), ("4", "23456")],
)
def test_a_number_is_a_day_where_its_style_says_so_and_no_other(style, shown):
    """23,456 visits to a festival are no day in 1964."""
    rows = f"<row><c t='str'><v>Bo</v></c><c s='{style}'><v>23456</v></c></row>"
    assert cells_in(book_of(rows, **{"xl/styles.xml": STYLES})) == [(1, ["Bo", shown])]


def test_without_styles_what_looks_like_a_day_is_one():
    rows = "<row><c t='str'><v>Bo</v></c><c><v>42000</v></c></row>"
    assert cells_in(book_of(rows)) == [(1, ["Bo", "2014-12-27"])]


def test_merged_cells_of_a_workbook_are_told():
    book = Workbook()
    book.active.append(["Navn", "Hold"])
    book.active.append(["Bo", "4.b"])
    plain, merged = io.BytesIO(), io.BytesIO()
    book.save(plain)
    book.active.merge_cells("A2:B2")
    book.save(merged)
    assert not read_table(plain.getvalue()).is_merged
    assert read_table(merged.getvalue()).is_merged
    assert cells_in(merged.getvalue())[1] == (2, ["Bo"])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_five_hundred_columns_are_read_of_organisers_and_one_more_is_told(kind):
    def content(number):
        cells = [f"k{place}" for place in range(number)]
        return book_of(as_row(cells)) if kind == "xlsx" else ";".join(cells).encode()

    assert len(read_table(content(500), FROM_ORGANISERS).rows[0].cells) == 500
    with pytest.raises(UnreadableTable) as refusal:
        read_table(content(501), FROM_ORGANISERS)
    assert refusal.value.reason is Reason.TOO_MANY_COLUMNS
    assert len(read_table(content(501)).rows[0].cells) == 50


def as_row(cells):
    return "".join(["<row>", *(f"<c t='str'><v>{cell}</v></c>" for cell in cells), "</row>"])


def test_a_text_that_is_nowhere_is_empty():
    assert reason_for(book_of("<row><c t='s'><v>7</v></c></row>")) is Reason.EMPTY


def test_the_hidden_sheet_is_read_where_there_is_no_other():
    rows = "<row><c t='str'><v>Bo</v></c></row>"
    sheets = SHEET.replace("name", "state='hidden' name")
    links = LINKS.replace("worksheets", "/xl/worksheets")
    assert cells_in(book_of(rows, sheets=sheets, links=links)) == [(1, ["Bo"])]


def test_what_lies_far_to_the_right_or_below_costs_nothing():
    cells = "<c r='XFD1048576' t='str'><v>x</v></c><c r='A9' t='str'><v>Bo</v></c>"
    assert cells_in(book_of(f"<row r='1048576'>{cells}</row>")) == [(1048576, ["Bo"])]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\r\n;;\r\n", Reason.EMPTY),
        (b"x" * (LARGEST_FILE + 1), Reason.TOO_LARGE),
        (b"Bo\n" * (MOST_ROWS + 2), Reason.TOO_MANY_ROWS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, Reason.LOCKED_OR_OLD),
        (b"<html><body><table>", Reason.OTHER_FORMAT),
        (b"\x89PNG\r\n\x1a\n", Reason.OTHER_FORMAT),
        (b"PK\x03\x04 and nothing else", Reason.DAMAGED),
        (book_of("<row>"), Reason.DAMAGED),
        (book_of("<row r='x'/>"), Reason.DAMAGED),
        (book_of("", sheets=""), Reason.OTHER_FORMAT),
        (book_of("", **{"xl/workbook.xml": None}), Reason.OTHER_FORMAT),
        (book_of("", links="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), Reason.DAMAGED),
        (book_of("", **{"xl/media/a": "0" * (LARGEST_UNPACKED + 1)}), Reason.TOO_LARGE),
        (book_of("", **{f"xl/media/{n}": "" for n in range(600)}), Reason.TOO_LARGE),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, reason):
    assert reason_for(content) is reason


def test_a_workbook_that_lies_of_its_size_is_damaged():
    honest = book_of("<row><c t='str'><v>Bo</v></c></row>" * 20)
    place = honest.rindex(b"PK\x01\x02", 0, honest.rindex(b"xl/worksheets/sheet1.xml"))
    lying = bytearray(honest)
    lying[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert reason_for(bytes(lying)) is Reason.DAMAGED


@hypothesis_settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_no_file_at_all_does_more_than_be_refused(content, start):
    try:
        table = read_table(start + content)
    except UnreadableTable:
        return
    assert all(len(cell) <= LONGEST_CELL for row in table.rows for cell in row.cells)
