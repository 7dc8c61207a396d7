"""Files of each kind as LibreOffice opens them: what comes out of it is what went in."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from eventsys.core.localtime import to_local
from eventsys.exchange.danish_csv import unmarked
from eventsys.exchange.files.rules import FileFormat, Sheet
from eventsys.exchange.files.writing import file_pieces
from tests.libreoffice import DANISH_CSV, converted

pytestmark = [pytest.mark.long, pytest.mark.timeout(1800)]

FIRST = [
    *("Åse Ærø", "Nguyễn Thị Hồng", "Ğülşen Çiçek"),
    *("محمد علي", "نور الدين بن صالح", "گڑیا چوہدری"),
    *("דוד לוי", "Олена Шевченко", "Νίκος Παπάς"),
    *("王小明", "アヤ 佐藤", "ሰላም ተስፋይ"),
]
HARD = ["=1+1", "+4512345678", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "a;b", 'c "d" e', "O'Neil"]
ODD = ["🎈 Ballon", "👩‍👧 Familie", "Ida 🎂", "مريم (Ida)", "x, y", "Æ" * 60]
NAMES_OF_200 = [
    *HARD,
    *ODD,
    *(f"{name} {number}" for number in range(1, 17) for name in FIRST),
][:200]
LIKE_NUMBERS = ["1", "007", "1,5", "12-12-2012", "TRUE", "1/2", "#N/A", "'x", "1E5", " a  b "]
"""Texts that a spreadsheet would take for something else where it had to guess, as in CSV."""
AT = datetime(2027, 3, 27, 22, 30, tzinfo=UTC)
"""An hour before the clocks go forward."""


def lines():
    """Name two hundred people, each with a number, a share, a birthday and a moment."""
    for number, name in enumerate(NAMES_OF_200, 1):
        moment = to_local(AT + timedelta(hours=number))
        yield [number, name, Decimal(number) / 4, date(2010, 1, 1) + timedelta(number), moment]


def sheet_of_people():
    heads = ["Nr.", "Navn", "Andel", "Født", "Tilmeldt"]
    return Sheet(name="Deltagere", keys=heads, heads=heads, rows=lines())


def file_of(sheet, kind):
    return b"".join(file_pieces(sheet, kind))


def rows_in(content):
    """Read the lines below the head of a workbook; a formula in it is a fault."""
    page = load_workbook(io.BytesIO(content)).active
    assert [cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]


def expected():
    """Tell what a workbook holds of the people: a local time has no zone in it."""
    for number, name, share, born, moment in lines():
        day = datetime(born.year, born.month, born.day)  # noqa: DTZ001 -- a local time has no zone yet
        yield [number, name, float(share), day, moment.replace(tzinfo=None)]


@pytest.mark.parametrize("kind", [FileFormat.XLSX, FileFormat.ODS])
def test_two_hundred_people_come_back_as_they_were_with_numbers_and_days(kind, tmp_path):
    made = converted({f"list.{kind}": file_of(sheet_of_people(), kind)}, "xlsx", tmp_path)
    assert rows_in(made["list"]) == [*expected()]


def test_a_danish_spreadsheet_finds_two_hundred_people_with_numbers_and_days_in_csv(tmp_path):
    content = file_of(sheet_of_people(), FileFormat.CSV)
    made = converted({"list.csv": content}, "xlsx", tmp_path, reading=DANISH_CSV)
    found = [[number, unmarked(name), *others] for number, name, *others in rows_in(made["list"])]
    assert found == [*expected()]


@pytest.mark.parametrize("kind", [FileFormat.XLSX, FileFormat.ODS])
def test_a_text_that_looks_like_a_number_stays_a_text(kind, tmp_path):
    rows = [[text] for text in LIKE_NUMBERS]
    sheet = Sheet(name="Ark", keys=["text"], heads=["Tekst"], rows=rows)
    made = converted({f"odd.{kind}": file_of(sheet, kind)}, "xlsx", tmp_path)
    assert rows_in(made["odd"]) == rows
