"""Reads the file of an import; what nobody may ask of people is left behind at once."""

from collections.abc import Sequence
from hashlib import sha256

from eventsys.core.text import CPR_MASK
from eventsys.exchange.danish_csv import unmarked
from eventsys.exchange.imports.records import is_json, read_json, table_of
from eventsys.exchange.imports.rules import MOST_SHOWN_COLUMNS, ImportFile, is_unwanted
from eventsys.exchange.tables.reading import ZIP, read_table
from eventsys.exchange.tables.rules import FROM_ORGANISERS, ReadTable, Reason, UnreadableTable

LONGEST_FILE_NAME = 120


def read_import(name: str, content: bytes, sheet: str = "") -> ImportFile:
    """Read a file with a head and rows. Raise `UnreadableTable`.

    In CSV the apostrophe is taken away that our own files put before what looks like a formula.
    Columns without anything in them are passed over, and those that are too many to be shown.
    """
    if is_json(content):
        if len(content) > FROM_ORGANISERS.file:
            raise UnreadableTable(Reason.TOO_LARGE)
        table = ReadTable(table_of(read_json(content), FROM_ORGANISERS))
        return laid_out(name, table, digest_of(content, sheet), is_marked=False)
    table = read_table(content, FROM_ORGANISERS, sheet=sheet)
    is_marked = not content.startswith(ZIP)
    return laid_out(name, table, digest_of(content, sheet), is_marked=is_marked)


def digest_of(content: bytes, sheet: str) -> str:
    """Tell a file, and a sheet of it, from all others."""
    return sha256(content + sheet.encode()).hexdigest()


def laid_out(name: str, table: ReadTable, digest: str, *, is_marked: bool) -> ImportFile:
    """Lay a table out as a list; `is_marked` where apostrophes may stand before formulas."""
    head, *rows = table.rows
    if not rows:
        raise UnreadableTable(Reason.EMPTY)
    width = max(len(row.cells) for row in table.rows)
    heads = [*head.cells, *[""] * (width - len(head.cells))]
    filled = {place for row in table.rows for place, cell in enumerate(row.cells) if cell}
    wanted = [place for place in sorted(filled) if not is_unwanted(heads[place])]
    kept, dropped = wanted[:MOST_SHOWN_COLUMNS], wanted[MOST_SHOWN_COLUMNS:]

    def cells(texts: Sequence[str]) -> list[str]:
        whole = [*texts, *[""] * (width - len(texts))]
        return [unmarked(whole[place]) if is_marked else whole[place] for place in kept]

    kept_rows = [(row.number, cells(row.cells)) for row in rows]
    return ImportFile(
        name=name[:LONGEST_FILE_NAME],
        digest=digest,
        heads=[heads[place] for place in kept],
        rows=kept_rows,
        is_guessed=table.is_guessed,
        is_masked=any(CPR_MASK in text for _number, texts in kept_rows for text in texts),
        is_merged=table.is_merged,
        sheets=table.sheets,
        unwanted=[text for text in heads if is_unwanted(text)],
        dropped=[heads[place] for place in dropped],
    )
