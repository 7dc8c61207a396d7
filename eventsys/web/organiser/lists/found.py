"""What stands in the addresses of lists: an occasion's number, a participant's id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort

from eventsys.attendance.marks.queries import (
    list_sheet_occasions,
    list_sheet_participants,
    read_sheet_of,
)
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetOccasion, SheetParticipant
from eventsys.core.db import db
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.web.organiser.frame import both_or_404

NO = "<int:no>"
PARTICIPANT = "<int:participant_id>"


@dataclass(frozen=True, kw_only=True)
class Found:
    """An event with its occasions as its sheet has them; who came is read for those shown."""

    view: EventView
    event: Event
    occasions: Sequence[SheetOccasion]

    def participants(self) -> Sequence[SheetParticipant]:
        """List everybody of the event, in the order they registered."""
        return list_sheet_participants(db.session(), self.event)

    def sheet_of(self, people: Sequence[SheetParticipant]) -> AttendanceSheet:
        """Read how some of them attended each occasion."""
        return read_sheet_of(db.session(), self.event, people, self.occasions)

    def occasion_or_404(self, no: int) -> SheetOccasion:
        """Give the occasion with a number, or answer that there is none."""
        return next((each for each in self.occasions if each.no == no), None) or abort(404)

    def participant_or_404(self, participant_id: int) -> SheetParticipant:
        """Give the participant with an id, or answer that there is none."""
        people = self.participants()
        return next((each for each in people if each.id == participant_id), None) or abort(404)


def find(slug: str, *, at: datetime) -> Found:
    """Give an event with its occasions, or answer that there is none."""
    view, event = both_or_404(slug)
    occasions = list_sheet_occasions(db.session(), event, at=at)
    return Found(view=view, event=event, occasions=occasions)
