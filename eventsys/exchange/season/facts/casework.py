"""The facts of the casework and of the programme."""

from datetime import date
from decimal import Decimal

from msgspec import field

from eventsys.casework.rules import (
    DeliverableKind,
    DeliverableStatus,
    PlanKind,
    PublicationKind,
    PublicationState,
    TaskKind,
    TaskStatus,
)
from eventsys.core.text import Language
from eventsys.exchange.season.facts.base import (
    Count,
    Fact,
    FactId,
    Line,
    Name,
    Text,
    Year,
    require,
)

LONGEST_DECIMAL = 40
ADVICE_ONLY = ("given_on", "converted_to")
REQUISITION_ONLY = ("accepted_on", "purpose", "outcome", "follow_up_on", "followed_up_on")


class TaskFact(Fact, tag="task", frozen=True, kw_only=True):
    """Advice or a requisition, asked by an actor or else by a unit as typed."""

    kind: TaskKind
    status: TaskStatus
    actor: FactId | None = None
    unit: Line = ""
    received_on: date
    given_on: date | None = None
    accepted_on: date | None = None
    minutes: Count | None = None
    topic: Text
    purpose: Text = ""
    outcome: Text = ""
    follow_up_on: date | None = None
    followed_up_on: date | None = None
    duplicate_of: FactId | None = None
    converted_to: FactId | None = None
    events: list[FactId] = field(default_factory=list)

    def check(self) -> None:
        """Hold the task against its kind: each has fields that the other has not."""
        has_one = (self.actor is None) == bool(self.unit)
        require("unit", is_true=has_one, reason="or `actor`: one of them must be there")
        is_other = self.id not in {self.duplicate_of, self.converted_to}
        require("duplicate_of", is_true=is_other, reason="or `converted_to` is the task itself")
        foreign = REQUISITION_ONLY if self.kind is TaskKind.ADVICE else ADVICE_ONLY
        for name in foreign:
            require(name, is_true=not getattr(self, name), reason=f"goes not with {self.kind}")
        has_day = self.given_on is not None or self.accepted_on is not None
        is_dated = self.status is not TaskStatus.SOLVED or has_day
        require("status", is_true=is_dated, reason="is solved, and no day says when")
        is_set = len(set(self.events)) == len(self.events)
        require("events", is_true=is_set, reason="names one of them twice")


class PlanFact(Fact, tag="plan", frozen=True, kw_only=True):
    """A comprehensive plan or an urban regeneration."""

    kind: PlanKind
    title: Name
    place: Line = ""
    ended_on: date | None = None


class PlanActivityFact(Fact, tag="plan-activity", frozen=True, kw_only=True):
    """Work on a plan, on a day."""

    plan: FactId
    held_on: date
    role: Line


class PublicationFact(Fact, tag="publication", frozen=True, kw_only=True):
    """Something published; what is an edition of another is not new."""

    title: Name
    kind: PublicationKind
    state: PublicationState
    first_published_on: date | None = None
    edition_of: FactId | None = None
    language: Language | None = None

    def check(self) -> None:
        """Refuse what came out on no day, and an edition of itself."""
        is_draft = self.state is PublicationState.DRAFT
        is_dated = is_draft or self.first_published_on is not None
        require("first_published_on", is_true=is_dated, reason="is missing")
        require("edition_of", is_true=self.edition_of != self.id, reason="is the title itself")


class DeliverableFact(Fact, tag="deliverable", frozen=True, kw_only=True):
    """A project, a workshop concept or a study that the year's programme promised."""

    kind: DeliverableKind
    title: Name
    status: DeliverableStatus
    year: Year
    place: Line = ""


class StaffYearsFact(Fact, tag="staff-years", frozen=True, kw_only=True):
    """Planned staff time of one row of a year's programme, in half years."""

    programme_year: Year
    code: Name
    title: Name
    half_years: Count


class ConsultantsFact(Fact, tag="consultants", frozen=True, kw_only=True):
    """How many consultants the team has in a year."""

    year: Year
    consultants: Count


class IndicatorFact(Fact, tag="indicator", frozen=True, kw_only=True):
    """A number that others have found, with its source; its digits are kept as they are written."""

    title: Name
    source: Line
    year: Year
    period: Line
    value: Decimal
    unit: Line

    def check(self) -> None:
        """Refuse what is no finite number, or one too long to be kept digit by digit."""
        is_number = self.value.is_finite() and len(f"{self.value:f}") <= LONGEST_DECIMAL
        require("value", is_true=is_number, reason="is out of range")


class EarlierFigureFact(Fact, tag="earlier-figure", frozen=True, kw_only=True):
    """What an event, or a code such as `F07`, came to in a year before this system."""

    year: Year
    event_name: Name
    counts: Name
    figure: Count
    source: Name
