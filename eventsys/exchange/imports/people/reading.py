"""Reads a list of registrations, which may be pretix's order data."""

from eventsys.exchange.imports.people.pretix import is_pretix, records_of
from eventsys.exchange.imports.reading import digest_of, laid_out, read_import
from eventsys.exchange.imports.records import is_json, read_json, table_of
from eventsys.exchange.imports.rules import ImportFile
from eventsys.exchange.tables.rules import FROM_ORGANISERS, ReadTable


def read_people_file(name: str, content: bytes, sheet: str = "") -> ImportFile:
    """Read a file with a head and rows, or the orders of pretix. Raise `UnreadableTable`."""
    if len(content) <= FROM_ORGANISERS.file and is_json(content):
        found = read_json(content)
        if is_pretix(found):
            table = ReadTable(table_of(records_of(found), FROM_ORGANISERS))
            return laid_out(name, table, digest_of(content, sheet), is_marked=False)
    return read_import(name, content, sheet)
