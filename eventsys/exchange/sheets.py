"""Who came to which occasion, as a file: a line for each person, a column for each occasion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetParticipant
from eventsys.exchange.danish_csv import Cell
from eventsys.registration.rules import Category, ParticipantStatus


@dataclass(frozen=True, kw_only=True)
class SheetWords:
    """The file's words in its reader's language; `occasions` are the heads by occasion's id.

    Those of the occasions that are held, in their order.
    """

    head: Sequence[str]
    last: str
    occasions: Mapping[int, str]
    statuses: Mapping[AttendanceStatus, str]
    categories: Mapping[Category, str]
    standings: Mapping[ParticipantStatus, str]

    @property
    def heads(self) -> Sequence[str]:
        """Name the columns."""
        return [*self.head, *self.occasions.values(), self.last]


def sheet_cells(
    sheet: AttendanceSheet, people: Sequence[SheetParticipant], words: SheetWords
) -> Iterator[Sequence[Cell]]:
    """Write the lines' cells."""
    occasion_ids = [each.id for each in sheet.occasions if not each.is_cancelled]
    return (cells_of(each, sheet, occasion_ids, words) for each in people)


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
