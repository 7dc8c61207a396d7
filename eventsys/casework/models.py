"""The tables of the casework; every row is a fact with an id that leaves with it in files."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.casework.rules import (
    DeliverableKind,
    DeliverableStatus,
    PlanKind,
    PublicationKind,
    PublicationState,
    TaskKind,
    TaskStatus,
)
from eventsys.core.codes import new_public_id
from eventsys.core.db import Model
from eventsys.core.text import Language


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number kept digit by digit, also by databases that know floats alone."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write the number as people do, without an exponent."""
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Read what was written."""
        return None if value is None else Decimal(value)


class Fact:
    """What every fact has: an id that never changes, who wrote it down, who changed it last.

    The id is chosen by whoever sends the fact, so that sending it twice makes one of it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class AdhocTask(Fact, Model):
    """Advice or a requisition; asked by an actor of the register, or else by a unit as typed.

    Advice counts on the day it was first given, a requisition on the day it was accepted. Advice
    that became a requisition, and what was logged twice, stay known and do not count.
    """

    __tablename__ = "adhoc_task"
    __table_args__ = (
        CheckConstraint("(actor_id IS NULL) = (unit <> '')", name="requester"),
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("duplicate_of_id <> id", name="two"),
        CheckConstraint(
            "kind = 'advice' OR (given_on IS NULL AND converted_to_id IS NULL)", name="advice"
        ),
        CheckConstraint(
            "kind = 'requisition' OR (accepted_on IS NULL AND purpose = '' AND outcome = ''"
            " AND follow_up_on IS NULL AND followed_up_on IS NULL)",
            name="requisition",
        ),
        CheckConstraint(
            "status <> 'solved' OR given_on IS NOT NULL OR accepted_on IS NOT NULL", name="solved"
        ),
    )

    kind: Mapped[TaskKind]
    status: Mapped[TaskStatus]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"), index=True)
    unit: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date] = mapped_column(index=True)
    given_on: Mapped[date | None] = mapped_column(index=True)
    accepted_on: Mapped[date | None] = mapped_column(index=True)
    minutes: Mapped[int | None]
    topic: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    follow_up_on: Mapped[date | None] = mapped_column(index=True)
    followed_up_on: Mapped[date | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("adhoc_task.id"), index=True)
    converted_to_id: Mapped[int | None] = mapped_column(ForeignKey("adhoc_task.id"), index=True)


class TaskEvent(Model):
    """An event that a requisition led to, or was about."""

    __tablename__ = "task_event"

    task_id: Mapped[int] = mapped_column(ForeignKey("adhoc_task.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Plan(Fact, Model):
    """A comprehensive plan or an urban regeneration that the team has a part in."""

    __tablename__ = "plan"

    kind: Mapped[PlanKind]
    title: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]


class PlanActivity(Fact, Model):
    """Work on a plan, on a day."""

    __tablename__ = "plan_activity"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    role: Mapped[str]


class Publication(Fact, Model):
    """Something published; what is an edition of another, such as a translation, is not new.

    No language means one that this system does not speak.
    """

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("state = 'draft' OR first_published_on IS NOT NULL", name="published"),
        CheckConstraint("edition_of_id <> id", name="two"),
    )

    title: Mapped[str]
    kind: Mapped[PublicationKind]
    state: Mapped[PublicationState]
    first_published_on: Mapped[date | None] = mapped_column(index=True)
    edition_of_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"), index=True)
    language: Mapped[Language | None]


class Deliverable(Fact, Model):
    """A project, a workshop concept or a study that the year's programme promised."""

    __tablename__ = "deliverable"

    kind: Mapped[DeliverableKind]
    title: Mapped[str]
    status: Mapped[DeliverableStatus]
    year: Mapped[int] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(default="")


class StaffAllocation(Fact, Model):
    """Planned staff time of one row of a year's programme, in half years."""

    __tablename__ = "staff_allocation"
    __table_args__ = (
        UniqueConstraint("programme_year", "code"),
        CheckConstraint("half_years >= 0", name="half_years"),
    )

    programme_year: Mapped[int]
    code: Mapped[str]
    title: Mapped[str]
    half_years: Mapped[int]


class ConsultantCount(Fact, Model):
    """How many consultants the team has in a year; it should be the sum of the staff-years."""

    __tablename__ = "consultant_count"
    __table_args__ = (CheckConstraint("consultants >= 0", name="consultants"),)

    year: Mapped[int] = mapped_column(unique=True)
    consultants: Mapped[int]


class ExternalIndicator(Fact, Model):
    """A number that others have found, with its source; never computed here."""

    __tablename__ = "external_indicator"

    title: Mapped[str]
    source: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    period: Mapped[str]
    value: Mapped[Decimal] = mapped_column(ExactDecimal())
    unit: Mapped[str]
