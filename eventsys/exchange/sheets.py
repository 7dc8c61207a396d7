"""Who came to which occasion, as a file: a line for each person, a column for each occasion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetParticipant
from eventsys.exchange.danish_csv import Cell, csv_lines
from eventsys.registration.rules import Category, ParticipantStatus


@dataclass(frozen=True, kw_only=True)
class SheetWords:
    """The file's words in its reader's language; `occasions` are the heads by occasion's id."""

    head: Sequence[str]
    last: str
    occasions: Mapping[int, str]
    statuses: Mapping[AttendanceStatus, str]
    categories: Mapping[Category, str]
    standings: Mapping[ParticipantStatus, str]


def sheet_lines(
    sheet: AttendanceSheet, people: Sequence[SheetParticipant], words: SheetWords
) -> Iterator[bytes]:
    """Write how people attended, in the order given; cancelled occasions have no column."""
    held = [each for each in sheet.occasions if not each.is_cancelled]
    head = [*words.head, *(words.occasions[each.id] for each in held), words.last]
    occasion_ids = [each.id for each in held]
    return csv_lines(head, (cells_of(each, sheet, occasion_ids, words) for each in people))


def cells_of(
    person: SheetParticipant,
    sheet: AttendanceSheet,
    occasion_ids: Sequence[int],
    words: SheetWords,
) -> list[Cell]:
    """Write a participant as cells, in the order of the head."""
    return [
        person.name or person.contact_name,
        words.categories[person.category],
        words.standings[person.status],
        *(words.statuses[sheet.status(person.id, each)] for each in occasion_ids),
        len(sheet.came(person.id)),
    ]
