"""What is asked of completion: the rule, and who has completed a course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.completion.models import CompletionRule
from eventsys.attendance.completion.rules import Completion, Meeting, Progress, judge
from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.marks.sheets import AttendanceSheet, SheetParticipant
from eventsys.events.models import Event
from eventsys.registration.rules import ParticipantStatus


@dataclass(frozen=True, kw_only=True)
class CourseCompletion:
    """How far each participant of an event has come, by their id; none where there is no rule.

    `rules` are all there ever were, the newest first: that one is in force.
    `participants` are those who have a place, and those who came before they gave it back.
    """

    rules: Sequence[CompletionRule]
    sheet: AttendanceSheet
    participants: Sequence[SheetParticipant]
    completions: Mapping[int, Completion]

    @property
    def rule(self) -> CompletionRule | None:
        """Give the rule that is in force."""
        return self.rules[0] if self.rules else None

    def completed(self) -> list[int]:
        """List the ids of those who have completed the course."""
        return [
            each.id
            for each in self.participants
            if each.id in self.completions
            and self.completions[each.id].progress is Progress.COMPLETED
        ]


def find_rule(session: Session, event: Event) -> CompletionRule | None:
    """Find the rule of an event that is in force; None where none was set."""
    newest = CompletionRule.id.desc()
    return session.scalar(
        select(CompletionRule).filter_by(event_id=event.id).order_by(newest).limit(1)
    )


def list_rules(session: Session, event: Event) -> Sequence[CompletionRule]:
    """List all rules that an event ever had, the newest first."""
    rules = select(CompletionRule).filter_by(event_id=event.id)
    return session.scalars(rules.order_by(CompletionRule.id.desc())).all()


def read_completion(session: Session, event: Event, *, at: datetime) -> CourseCompletion:
    """Read who has completed an event, and what others lack; four queries, whatever its size."""
    rules, sheet = list_rules(session, event), read_attendance(session, event, at=at)
    people = [each for each in sheet.participants if takes_part(sheet, each)]
    return CourseCompletion(
        rules=rules,
        sheet=sheet,
        participants=people,
        completions=completions_of(sheet, people, rules[0].needed) if rules else {},
    )


def takes_part(sheet: AttendanceSheet, participant: SheetParticipant) -> bool:
    """Tell whether somebody has a place, or came before it was given back."""
    return participant.status is ParticipantStatus.CONFIRMED or bool(sheet.came(participant.id))


def completions_of(
    sheet: AttendanceSheet, people: Sequence[SheetParticipant], needed: int
) -> Mapping[int, Completion]:
    """Tell how far people have come; those who attended alike are judged once."""
    held = [each for each in sheet.occasions if not each.is_cancelled]

    @cache
    def judged(statuses: tuple[AttendanceStatus, ...]) -> Completion:
        pairs = zip(statuses, held, strict=True)
        return judge(needed, [Meeting(status, each.is_over) for status, each in pairs])

    return {
        person.id: judged(tuple(sheet.status(person.id, each.id) for each in held))
        for person in people
    }
