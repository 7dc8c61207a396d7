"""Reads the file of an import; what nobody may ask of people is left behind at once."""

from hashlib import sha256

from eventsys.core.text import CPR_MASK
from eventsys.exchange.danish_csv import unmarked
from eventsys.exchange.imports.rules import ImportFile, is_unwanted
from eventsys.exchange.tables.reading import ZIP, read_table
from eventsys.exchange.tables.rules import FROM_ORGANISERS, Reason, UnreadableTable

LONGEST_FILE_NAME = 120


def read_import(name: str, content: bytes, sheet: str = "") -> ImportFile:
    """Read a file with a head and rows. Raise `UnreadableTable`.

    In CSV the apostrophe is taken away that our own files put before what looks like a formula.
    """
    table = read_table(content, FROM_ORGANISERS, sheet=sheet)
    head, *rows = table.rows
    if not rows:
        raise UnreadableTable(Reason.EMPTY)
    width = max(len(row.cells) for row in table.rows)
    heads = [*head.cells, *[""] * (width - len(head.cells))]
    kept = [place for place, text in enumerate(heads) if not is_unwanted(text)]
    is_text = not content.startswith(ZIP)

    def cells(texts: list[str]) -> list[str]:
        whole = [*texts, *[""] * (width - len(texts))]
        return [unmarked(whole[place]) if is_text else whole[place] for place in kept]

    kept_rows = [(row.number, cells([*row.cells])) for row in rows]
    return ImportFile(
        name=name[:LONGEST_FILE_NAME],
        digest=sha256(content + sheet.encode()).hexdigest(),
        heads=[heads[place] for place in kept],
        rows=kept_rows,
        is_guessed=table.is_guessed,
        is_masked=any(CPR_MASK in text for _number, texts in kept_rows for text in texts),
        sheets=table.sheets,
        unwanted=[text for text in heads if is_unwanted(text)],
    )
