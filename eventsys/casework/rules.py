"""What the facts of the casework are and what of them counts, decided on plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class TaskKind(StrEnum):
    """What an ad hoc task is: advice given at once, or work that another unit commissioned."""

    ADVICE = "advice"
    REQUISITION = "requisition"


class TaskStatus(StrEnum):
    """How far a task is."""

    NEW = "new"
    UNDER_WAY = "under-way"
    SOLVED = "solved"
    CANCELLED = "cancelled"


class Exclusion(StrEnum):
    """Why a task of a year counts for nothing."""

    CANCELLED = "cancelled"
    DUPLICATE = "duplicate"
    CONVERTED = "converted"
    """It has become a requisition, and counts once, as that."""


class PlanKind(StrEnum):
    """A comprehensive plan for a housing estate (helhedsplan), or an integrated regeneration."""

    COMPREHENSIVE_PLAN = "comprehensive-plan"
    URBAN_REGENERATION = "urban-regeneration"


class PublicationKind(StrEnum):
    """What was published."""

    REPORT = "report"
    HANDBOOK = "handbook"
    ARTICLE = "article"
    LEAFLET = "leaflet"
    OTHER = "other"


class PublicationState(StrEnum):
    """Whether a publication is out."""

    DRAFT = "draft"
    PUBLISHED = "published"


class DeliverableKind(StrEnum):
    """What was delivered."""

    PROJECT = "project"
    WORKSHOP_CONCEPT = "workshop-concept"
    STUDY = "study"


class DeliverableStatus(StrEnum):
    """How far a deliverable is."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    DELIVERED = "delivered"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFact:
    """A task of a year; `counted_on` is when advice was given or a requisition accepted.

    It was asked by an actor of the register, or by a unit that was only typed.
    """

    public_id: str
    kind: TaskKind
    status: TaskStatus
    counted_on: date
    actor_id: int | None
    unit: str
    minutes: int | None
    topic: str
    duplicate_of: str | None
    converted_to: str | None

    @property
    def exclusion(self) -> Exclusion | None:
        """Tell why the task does not count; None where it counts."""
        if self.status is TaskStatus.CANCELLED:
            return Exclusion.CANCELLED
        if self.duplicate_of is not None:
            return Exclusion.DUPLICATE
        if self.converted_to is not None:
            return Exclusion.CONVERTED
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTaskFact:
    """A task that came in a year and is neither counted, nor cancelled, nor a duplicate."""

    public_id: str
    kind: TaskKind
    received_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanActivityFact:
    """Something done in a plan on a day; plans are counted, not what was done in them."""

    public_id: str
    plan_id: str
    plan_kind: PlanKind
    plan_title: str
    held_on: date
    role: str
    plan_ended_on: date | None

    @property
    def is_after_end(self) -> bool:
        """Tell whether the plan had ended before; such a row counts for nothing."""
        return self.plan_ended_on is not None and self.held_on > self.plan_ended_on


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationFact:
    """Something with its first day of publication in a year; `edition_of` is what it reprints."""

    public_id: str
    title: str
    kind: PublicationKind
    state: PublicationState
    first_published_on: date
    edition_of: str | None

    @property
    def is_counted(self) -> bool:
        """Tell whether it counts: drafts, reprints and translations do not."""
        return self.state is PublicationState.PUBLISHED and self.edition_of is None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverableFact:
    """A project, a concept or a study of a year."""

    public_id: str
    title: str
    kind: DeliverableKind
    status: DeliverableStatus
    year: int
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffFact:
    """The staff-years of one row of the programme, in halves: 3 is one and a half."""

    public_id: str
    programme_year: int
    code: str
    title: str
    half_years: int

    @property
    def main_area(self) -> str:
        """Tell the main area: what stands before the first point of the code."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorFact:
    """A number that others have found, with who says so; it is never computed here."""

    public_id: str
    title: str
    source: str
    year: int
    period: str
    value: Decimal
    unit: str
