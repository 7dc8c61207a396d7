"""Files for Danish spreadsheets: nothing in them is run, everything is read back."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from eventsys.core.localtime import to_local
from eventsys.exchange.danish_csv import csv_lines, unmarked, written


def read(lines):
    text = b"".join(lines).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_file_begins_with_its_mark_and_ends_its_lines_as_windows_does():
    assert b"".join(csv_lines(["Navn", "Antal"], [["Åse; Øe", 3]])) == (
        b"\xef\xbb\xbfNavn;Antal\r\n" + '"Åse; Øe";3\r\n'.encode()
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (714, "714"),
        (-3, "-3"),
        (to_local(datetime(2027, 1, 22, 16, 30, tzinfo=UTC)), "22-01-2027 17:30"),
        ("Amina Khan", "Amina Khan"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("  +4512345678", "'  +4512345678"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("a\x00b\u202ec", "abc"),
        ("O'Brien", "O'Brien"),
        ("", ""),
    ],
)
def test_cells(cell, text):
    assert written(cell) == text


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read_back_and_no_cell_is_a_formula(rows):
    found = read(csv_lines(["a", "b"], rows))[1:]
    assert found == [[written(cell) for cell in row] for row in rows]
    assert all(cell.lstrip()[:1] not in set("=+-@") for row in found for cell in row)


@given(st.text(alphabet=st.sampled_from("'=+-@＝ \tAæم"), max_size=6))
def test_the_mark_before_a_formula_is_taken_away_again(text):
    assert unmarked(written(text)) == text
