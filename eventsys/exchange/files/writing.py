"""Writes a table as a file of any kind, in pieces that can be sent while others are made."""

from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from eventsys.exchange.danish_csv import csv_lines
from eventsys.exchange.files.opendocument import write_opendocument
from eventsys.exchange.files.records import json_lines
from eventsys.exchange.files.rules import FileFormat, Sheet
from eventsys.exchange.files.workbook import write_workbook

PIECE = 64 * 1024


def workbook_pieces(*sheets: Sheet) -> Iterator[bytes]:
    """Write several tables into one workbook."""
    return laid_by(lambda file: write_workbook(file, *sheets))


def file_pieces(sheet: Sheet, form: FileFormat) -> Iterator[bytes]:
    """Write a table; what cannot be sent before it is whole waits on the disk, not in memory."""
    match form:
        case FileFormat.CSV:
            return in_pieces(csv_lines(sheet.heads, sheet.rows))
        case FileFormat.JSON:
            return in_pieces(json_lines(sheet))
        case FileFormat.XLSX:
            return workbook_pieces(sheet)
        case FileFormat.ODS:
            return laid_by(lambda file: write_opendocument(file, sheet))


def in_pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Join lines into pieces that are worth sending; the first goes at once."""
    held, size = [], PIECE
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def laid_by(fill: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    """Fill a file that has no name, and hand it out; it is gone when nobody reads it any more."""
    with TemporaryFile() as file:
        fill(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
