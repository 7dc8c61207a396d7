"""An event's participants and occasions, and how each attended each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from eventsys.attendance.marks.rules import (
    NOT_KNOWN,
    NOTHING_SAID,
    Attendance,
    AttendanceSource,
    AttendanceStatus,
    Said,
    attendance_of,
)
from eventsys.registration.rules import Category, ParticipantStatus

Cell = tuple[int, int]
"""A participant's id and an occasion's."""


class SheetParticipant(NamedTuple):
    """A participant of the sheet; `occasion_id` is None where they are registered for all."""

    id: int
    name: str
    position: int
    registration_id: int
    contact_name: str
    category: Category
    status: ParticipantStatus
    occasion_id: int | None

    def is_expected_at(self, occasion_id: int) -> bool:
        """Tell whether they have a place at an occasion."""
        return self.status is ParticipantStatus.CONFIRMED and self.occasion_id in {
            None,
            occasion_id,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetOccasion:
    """An occasion of the sheet; it is whole where all who came are known."""

    id: int
    no: int
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    is_over: bool
    is_closed: bool
    is_whole: bool


@dataclass(frozen=True, kw_only=True)
class AttendanceSheet:
    """How each participant of an event attended each of its occasions.

    Participants stand in the order they registered, occasions in the order of their start. Nobody
    has a status at a cancelled occasion: it counts for nobody and against nobody.
    """

    participants: Sequence[SheetParticipant]
    occasions: Sequence[SheetOccasion]
    cells: Mapping[Cell, Attendance]
    came_to: Mapping[int, Sequence[int]]

    def attendance(self, participant_id: int, occasion_id: int) -> Attendance:
        """Tell how a participant attended an occasion, and what that rests on."""
        return self.cells.get((participant_id, occasion_id), NOT_KNOWN)

    def status(self, participant_id: int, occasion_id: int) -> AttendanceStatus:
        """Tell how a participant attended an occasion."""
        return self.attendance(participant_id, occasion_id).status

    def source(self, participant_id: int, occasion_id: int) -> AttendanceSource:
        """Tell what a participant's status at an occasion rests on."""
        return self.attendance(participant_id, occasion_id).source

    def came(self, participant_id: int) -> Sequence[int]:
        """List the ids of the occasions to which a participant came, in their order."""
        return self.came_to.get(participant_id, [])


def make_sheet(
    participants: Sequence[SheetParticipant],
    occasions: Sequence[SheetOccasion],
    said: Mapping[Cell, Said],
) -> AttendanceSheet:
    """Work out each participant's status at each occasion that was not cancelled."""
    held = [each for each in occasions if not each.is_cancelled]
    cells: dict[Cell, Attendance] = {}
    came_to: defaultdict[int, list[int]] = defaultdict(list)
    for person in participants:
        for each in held:
            heard = said.get((person.id, each.id), NOTHING_SAID)
            is_missed = each.is_whole and person.is_expected_at(each.id)
            found = attendance_of(heard, is_whole=is_missed)
            cells[person.id, each.id] = found
            if found.status is AttendanceStatus.CAME:
                came_to[person.id].append(each.id)
    return AttendanceSheet(
        participants=participants, occasions=occasions, cells=cells, came_to=came_to
    )
