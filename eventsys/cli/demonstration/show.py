"""What an event of the demonstration is, before it has ids: with its place by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from eventsys.cli.demonstration.languages import Translations
from eventsys.core.localtime import from_local
from eventsys.core.text import Language
from eventsys.events.care.rules import NO_CARE, Care
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.requests import EventPlan, OccasionPlan
from eventsys.events.rules import (
    AgeRule,
    Attends,
    Audience,
    EventKind,
    EventStatus,
    Visibility,
)
from eventsys.events.team.rules import TeamContact
from eventsys.registration.questions.requests import QuestionPlan

SATURDAY = 5
TUESDAY = 1
OPEN_SINCE = timedelta(days=14)
TEAM = TeamContact(name="Integrationsteamet", phone="+4500112233", email="integration@example.org")


@dataclass(frozen=True, kw_only=True)
class Show:
    """One day and place of an event."""

    day: date
    begins: time
    ends: time
    venue: str


@dataclass(frozen=True, kw_only=True)
class School:
    """A class that comes together, without names; it counts among the participants."""

    name: str
    teacher: str
    children: int


@dataclass(frozen=True, kw_only=True)
class DemonstrationEvent:
    """An event, its status, and how many participants are to be registered and to wait."""

    slug: str
    kind: EventKind
    titles: Mapping[Language, str]
    bodies: Mapping[Language, str]
    shows: Sequence[Show]
    audience: Audience = Audience.FAMILIES
    spoken: frozenset[Language] = frozenset({Language.DANISH})
    capacity: int | None = None
    takes_registrations: bool = True
    opens_in: timedelta = -OPEN_SINCE
    closes_in: timedelta | None = None
    intake: IntakePlan = field(default_factory=IntakePlan)
    attends: Attends = Attends.ALL
    visibility: Visibility = Visibility.ALL
    age_rule: AgeRule | None = None
    care: Care = NO_CARE
    gates: Sequence[str] = ()
    status: EventStatus = EventStatus.PUBLISHED
    participants: int = 0
    waiting: int = 0
    largest_group: int = field(default=4)
    questions: Sequence[QuestionPlan] = ()
    school: School | None = None
    asks_workplace: bool = False
    translations: Translations | None = None

    def plan(self, venues: Mapping[str, int], at: datetime) -> EventPlan:
        """Write the event as an organiser's plan."""
        return EventPlan(
            slug=self.slug,
            kind=self.kind,
            titles=self.titles,
            bodies=self.bodies,
            occasions=[occasion(show, venues) for show in self.shows],
            visibility=self.visibility,
            attends=self.attends,
            audience=self.audience,
            spoken=self.spoken,
            capacity=self.capacity,
            takes_registrations=self.takes_registrations,
            registration_opens_at=at + self.opens_in if self.takes_registrations else None,
            registration_closes_at=None if self.closes_in is None else at + self.closes_in,
            intake=self.intake,
            age_rule=self.age_rule,
            care=self.care,
            gates=self.gates,
            asks_workplace=self.asks_workplace,
            contact=TEAM,
        )


def occasion(show: Show, venues: Mapping[str, int]) -> OccasionPlan:
    """Write a day and place as an occasion."""
    return OccasionPlan(
        starts_at=from_local(datetime.combine(show.day, show.begins)),
        ends_at=from_local(datetime.combine(show.day, show.ends)),
        venue_id=venues[show.venue],
    )


def next_weekday(day: date, weekday: int) -> date:
    """Find the first day from a day on that is a weekday (Monday is 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
