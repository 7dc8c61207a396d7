"""ODS files as LibreOffice and we ourselves write them, and files that would do harm."""

import io
import zipfile
from datetime import date

import pytest

from eventsys.exchange.files.opendocument import MEDIA_TYPE, SPACES, write_opendocument
from eventsys.exchange.files.rules import Sheet
from eventsys.exchange.tables.reading import read_table
from eventsys.exchange.tables.rules import LARGEST_UNPACKED, Reason, UnreadableTable

MANY = 'table:number-columns-repeated="16384"'
FULL_SHEET = 'table:number-rows-repeated="1048570"'


def pack(content, **parts):
    """Pack an ODS file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MEDIA_TYPE)
        for name, text in {"content.xml": content, **parts}.items():
            if text is not None:
                archive.writestr(name, text)
    return packed.getvalue()


def book(rows, name="Ark1", more=""):
    table = f'<table:table table:name="{name}">{rows}</table:table>'
    return pack(f"<office:document-content {SPACES}>{table}{more}</office:document-content>")


def row(*cells, repeated=""):
    return f"<table:table-row {repeated}>{''.join(cells)}</table:table-row>"


def text(words, more=""):
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind} {more}><text:p>{words}</text:p></table:table-cell>"


def cells_in(content, **changes):
    return [(each.number, list(each.cells)) for each in read_table(content, **changes).rows]


def test_what_we_write_is_read():
    file = io.BytesIO()
    rows = [["=1+1", 2016, date(2027, 5, 1)], ["A\nB", None, "محمد"]]
    write_opendocument(file, Sheet(name="A", keys="abc", heads=["N", "Å", "D"], rows=rows))
    assert cells_in(file.getvalue()) == [
        (1, ["N", "Å", "D"]),
        (2, ["=1+1", "2016", "2027-05-01"]),
        (3, ["A B", "", "محمد"]),
    ]


def test_what_libreoffice_repeats_costs_nothing():
    rows = (
        row(text("Navn"), f"<table:table-cell {MANY}/>")
        + row(f"<table:table-cell {MANY}/>", repeated='table:number-rows-repeated="7"')
        + row(text("Bo<text:s/>Yde<text:line-break/>x"), repeated='table:number-rows-repeated="2"')
        + row(f"<table:table-cell {MANY}/>", repeated=FULL_SHEET)
    )
    assert cells_in(book(rows)) == [(1, ["Navn"]), (9, ["Bo Yde x"]), (10, ["Bo Yde x"])]


def test_numbers_truths_and_formulas_are_what_they_last_came_to():
    cells = (
        '<table:table-cell office:value-type="float" office:value="1450"/>'
        '<table:table-cell office:value-type="currency" office:value="1.5"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    )
    assert cells_in(book(row(cells))) == [(1, ["1450", "1.5", "", "2"])]


def test_merged_cells_are_told():
    merged = row(text("A", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>")
    assert read_table(book(merged)).is_merged
    assert not read_table(book(row(text("A")))).is_merged


def test_a_sheet_is_read_by_its_name():
    more = f'<table:table table:name="Børn">{row(text("B"))}</table:table>'
    content = book(row(text("A")), more=more)
    assert read_table(content).sheets == ["Ark1", "Børn"]
    assert cells_in(content, sheet="BØRN") == [(1, ["B"])]
    with pytest.raises(UnreadableTable) as refusal:
        read_table(content, sheet="C")
    assert refusal.value.reason is Reason.NO_SUCH_SHEET


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (book(""), Reason.EMPTY),
        (pack("<x>"), Reason.DAMAGED),
        (pack("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), Reason.DAMAGED),
        (pack("<x/>"), Reason.OTHER_FORMAT),
        (pack(None), Reason.OTHER_FORMAT),
        (
            book(row('<table:table-cell office:value-type="float" office:value="x"/>')),
            Reason.DAMAGED,
        ),
        (book(row(text("A"), repeated='table:number-rows-repeated="9999"')), Reason.TOO_MANY_ROWS),
        (pack("<x/>", **{"Pictures/a": "0" * (LARGEST_UNPACKED + 1)}), Reason.TOO_LARGE),
        (
            pack("x", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            Reason.LOCKED_OR_OLD,
        ),
    ],
)
def test_a_document_that_cannot_be_read_says_why(content, reason):
    with pytest.raises(UnreadableTable) as refusal:
        read_table(content)
    assert refusal.value.reason is reason
