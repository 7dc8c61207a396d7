"""A course whose people came as a row of signs says: `course.attend("Amina", "+++-+")`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.completion.models import CompletionRule
from eventsys.attendance.completion.operations import RuleRequest, set_rule
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.models import Occasion
from eventsys.events.queries import get_event
from eventsys.events.rules import EventKind
from eventsys.registration.models import Participant, Registration
from tests.factories import AT, make_event, make_registration

DAYS = range(7, 43, 7)
SLUG = "medborgerskab"
SIGNS = {
    "+": AttendanceStatus.CAME,
    "a": AttendanceStatus.APOLOGISED,
    "-": AttendanceStatus.STAYED_AWAY,
}
TITLES = {
    Language.DANISH: "Medborgerskab i praksis",
    Language.ARABIC: "المواطنة الفاعلة",
    Language.TURKISH: "Uygulamada yurttaşlık",
}


class Course:
    """A course of six occasions of three hours, a week apart, with a rule and its people."""

    def __init__(
        self,
        session: Session,
        *names: str,
        needed: int | None = 4,
        days: Sequence[int] = DAYS,
        at: datetime = AT,
        slug: str = SLUG,
    ) -> None:
        self.at, self.slug = at, slug
        make_event(session, at=at, days=days, titles=TITLES, kind=EventKind.COURSE, slug=slug)
        self.look(session)
        if needed is not None:
            self.rule(needed)
        for name in names:
            self.register(name)

    @classmethod
    def again(cls, session: Session, slug: str = SLUG) -> "Course":
        """Find the course that was made in another session."""
        course = cls.__new__(cls)
        course.slug = slug
        course.look(session)
        course.at = course.event.created_at
        return course

    def look(self, session: Session) -> None:
        """Read what there is."""
        self.session, self.event = session, get_event(session, self.slug)
        occasions = select(Occasion).filter_by(event_id=self.event.id).order_by(Occasion.no)
        self.occasions = session.scalars(occasions).all()
        self.over_at = self.occasions[-1].ends_at
        rows = session.execute(
            select(Participant.name, Participant.id, Registration)
            .join(Registration, Registration.id == Participant.registration_id)
            .where(Participant.event_id == self.event.id)
        ).all()
        self.people = {str(name): number for name, number, _ in rows}
        self.registrations = {str(name): registration for name, _, registration in rows}

    def rule(self, needed: int, reason: str = "", *, at: datetime | None = None) -> CompletionRule:
        """Set the rule."""
        request = RuleRequest(needed=needed, reason=reason)
        return set_rule(self.session, self.event, request, at=at or self.at, by=SYSTEM)

    def register(self, name: str, language: Language = Language.DANISH) -> int:
        """Register somebody, and give the participant's id."""
        found = make_registration(self.session, self.event, name, at=self.at, language=language)
        people = select(Participant.id).filter_by(registration_id=found.id)
        self.registrations[name] = found
        self.people[name] = self.session.scalars(people).one()
        return self.people[name]

    def attend(self, name: str, row: str) -> None:
        """Say at which occasions somebody was; `?` says nothing, `.` stands for a cancelled one."""
        for occasion, sign in zip(self.occasions, row, strict=False):
            if sign in SIGNS:
                self.mark(name, occasion, SIGNS[sign], MarkSource.LIST, occasion.ends_at)

    def correct(self, name: str, number: int, sign: str, *, at: datetime | None = None) -> None:
        """Correct whether somebody was at an occasion."""
        occasion, moment = self.occasions[number - 1], at or self.over_at
        self.mark(name, occasion, SIGNS[sign], MarkSource.CORRECTION, moment)

    def mark(
        self,
        name: str,
        occasion: Occasion,
        status: AttendanceStatus,
        source: MarkSource,
        at: datetime,
    ) -> None:
        """Lay a mark."""
        self.session.add(
            AttendanceMark(
                mark_id=str(uuid4()),
                participant_id=self.people[name],
                occasion_id=occasion.id,
                status=status,
                source=source,
                reason="Stod på papirlisten" if source is MarkSource.CORRECTION else None,
                made_at=at,
                received_at=at,
                made_by=str(SYSTEM),
            )
        )
        self.session.flush()

    def cancel(self, number: int) -> None:
        """Cancel one occasion."""
        self.occasions[number - 1].cancelled_at = self.at
        self.session.flush()

    def move(self, number: int, by: timedelta) -> None:
        """Move one occasion."""
        occasion = self.occasions[number - 1]
        occasion.starts_at, occasion.ends_at = occasion.starts_at + by, occasion.ends_at + by
        self.session.flush()
