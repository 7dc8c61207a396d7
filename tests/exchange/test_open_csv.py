"""CSV for programs everywhere, read back by a reader that knows no Danish."""

import csv
import io

from eventsys.exchange.open_csv import open_csv_lines


def test_rows_are_read_back_as_they_were_written():
    rows = [["a, b", 'say "x"', "æ ع"], [91.7, 714, None], [True, False, -4]]
    text = b"".join(open_csv_lines(["one", "two", "three"], rows)).decode()
    assert text.startswith("one,two,three\r\n")
    assert [*csv.reader(io.StringIO(text, newline=""))][1:] == [
        ["a, b", 'say "x"', "æ ع"],
        ["91.7", "714", ""],
        ["true", "false", "-4"],
    ]


def test_a_text_that_a_spreadsheet_would_run_stays_text():
    [_, line] = open_csv_lines(["part"], [["=HYPERLINK(1)"]])
    assert line == b"'=HYPERLINK(1)\r\n"
