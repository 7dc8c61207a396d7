"""What stands in the addresses of lists: an occasion's number, a participant's id."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort

from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetOccasion, SheetParticipant
from eventsys.core.db import db
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.web.organiser.frame import both_or_404

NO = "<int:no>"
PARTICIPANT = "<int:participant_id>"


@dataclass(frozen=True, kw_only=True)
class Found:
    """An event with its sheet, read in one go."""

    view: EventView
    event: Event
    sheet: AttendanceSheet

    def occasion_or_404(self, no: int) -> SheetOccasion:
        """Give the occasion with a number, or answer that there is none."""
        return next((each for each in self.sheet.occasions if each.no == no), None) or abort(404)

    def participant_or_404(self, participant_id: int) -> SheetParticipant:
        """Give the participant with an id, or answer that there is none."""
        people = self.sheet.participants
        return next((each for each in people if each.id == participant_id), None) or abort(404)


def find(slug: str, *, at: datetime) -> Found:
    """Give an event with its sheet, or answer that there is none."""
    view, event = both_or_404(slug)
    return Found(view=view, event=event, sheet=read_attendance(db.session(), event, at=at))
