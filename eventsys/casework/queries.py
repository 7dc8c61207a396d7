"""The facts of a year as plain rows, with what is needed to count them; one query each.

All days are local days of Copenhagen. The rows come in the order of their ids, whatever the order
in which they were written down.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from eventsys.casework.models import (
    AdhocTask,
    ConsultantCount,
    Deliverable,
    ExternalIndicator,
    Plan,
    PlanActivity,
    Publication,
    StaffAllocation,
)
from eventsys.casework.rules import (
    DeliverableFact,
    IndicatorFact,
    OpenTaskFact,
    PlanActivityFact,
    PublicationFact,
    StaffFact,
    TaskFact,
    TaskStatus,
)

COUNTED_ON = func.coalesce(AdhocTask.given_on, AdhocTask.accepted_on)
"""Advice has the one day, a requisition the other, and nothing has both."""


def in_year(
    day: InstrumentedAttribute[date] | InstrumentedAttribute[date | None], year: int
) -> ColumnElement[bool]:
    """Tell whether a day is of a year."""
    return in_years(day, year, year)


def in_years(
    day: InstrumentedAttribute[date] | InstrumentedAttribute[date | None], first: int, last: int
) -> ColumnElement[bool]:
    """Tell whether a day is of one of some years, the last among them."""
    return day.between(date(first, 1, 1), date(last, 12, 31))


def tasks_of_year(session: Session, year: int) -> Sequence[TaskFact]:
    """List the advice given and the requisitions accepted in a year; see `tasks_of_years`."""
    return tasks_of_years(session, year, year)


def tasks_of_years(session: Session, first: int, last: int) -> Sequence[TaskFact]:
    """List the advice given and the requisitions accepted in some years, the last among them.

    Also what does not count.
    A requisition that was cancelled leaves the advice it came from as advice.
    """
    original, successor = aliased(AdhocTask), aliased(AdhocTask)
    rows = session.execute(
        select(
            AdhocTask.public_id,
            AdhocTask.kind,
            AdhocTask.status,
            COUNTED_ON.label("counted_on"),
            AdhocTask.actor_id,
            AdhocTask.unit,
            AdhocTask.minutes,
            AdhocTask.topic,
            original.public_id.label("duplicate_of"),
            successor.public_id.label("converted_to"),
        )
        .outerjoin(original, original.id == AdhocTask.duplicate_of_id)
        .outerjoin(
            successor,
            (successor.id == AdhocTask.converted_to_id)
            & (successor.status != TaskStatus.CANCELLED),
        )
        .where(
            or_(
                in_years(AdhocTask.given_on, first, last),
                in_years(AdhocTask.accepted_on, first, last),
            )
        )
        .order_by(AdhocTask.public_id)
    )
    return [TaskFact(**row._asdict()) for row in rows]


def open_tasks_of_year(session: Session, year: int) -> Sequence[OpenTaskFact]:
    """List what came in a year and waits for its day: a report of the year would lack it."""
    rows = session.execute(
        select(AdhocTask.public_id, AdhocTask.kind, AdhocTask.received_on)
        .where(
            in_year(AdhocTask.received_on, year),
            COUNTED_ON.is_(None),
            AdhocTask.status != TaskStatus.CANCELLED,
            AdhocTask.duplicate_of_id.is_(None),
        )
        .order_by(AdhocTask.public_id)
    )
    return [OpenTaskFact(**row._asdict()) for row in rows]


def plan_activities_of_year(session: Session, year: int) -> Sequence[PlanActivityFact]:
    """List what was done in plans in a year."""
    rows = session.execute(
        select(
            PlanActivity.public_id,
            Plan.public_id.label("plan_id"),
            Plan.kind.label("plan_kind"),
            Plan.title.label("plan_title"),
            PlanActivity.held_on,
            PlanActivity.role,
            Plan.ended_on.label("plan_ended_on"),
        )
        .join(Plan, Plan.id == PlanActivity.plan_id)
        .where(in_year(PlanActivity.held_on, year))
        .order_by(PlanActivity.public_id)
    )
    return [PlanActivityFact(**row._asdict()) for row in rows]


def publications_of_year(session: Session, year: int) -> Sequence[PublicationFact]:
    """List what has its first day of publication in a year, drafts and reprints among it."""
    original = aliased(Publication)
    rows = session.execute(
        select(
            Publication.public_id,
            Publication.title,
            Publication.kind,
            Publication.state,
            Publication.first_published_on,
            original.public_id.label("edition_of"),
        )
        .outerjoin(original, original.id == Publication.edition_of_id)
        .where(in_year(Publication.first_published_on, year))
        .order_by(Publication.public_id)
    )
    return [PublicationFact(**row._asdict()) for row in rows]


def deliverables_of_year(session: Session, year: int) -> Sequence[DeliverableFact]:
    """List the deliverables of a year."""
    found = select(Deliverable).filter_by(year=year).order_by(Deliverable.public_id)
    return [
        DeliverableFact(
            public_id=each.public_id,
            title=each.title,
            kind=each.kind,
            status=each.status,
            year=each.year,
            place=each.place,
        )
        for each in session.scalars(found)
    ]


def staff_of_programme(session: Session, programme_year: int) -> Sequence[StaffFact]:
    """List the staff-years that a year's programme plans, by their codes."""
    found = select(StaffAllocation).filter_by(programme_year=programme_year)
    return [
        StaffFact(
            public_id=each.public_id,
            programme_year=each.programme_year,
            code=each.code,
            title=each.title,
            half_years=each.half_years,
        )
        for each in session.scalars(found.order_by(StaffAllocation.code))
    ]


def consultants_in(session: Session, year: int) -> int | None:
    """Tell how many consultants the team has in a year; None where nobody has said so."""
    return session.scalar(select(ConsultantCount.consultants).filter_by(year=year))


def indicators_of_year(session: Session, year: int) -> Sequence[IndicatorFact]:
    """List the numbers that others have found about a year."""
    found = select(ExternalIndicator).filter_by(year=year).order_by(ExternalIndicator.public_id)
    return [
        IndicatorFact(
            public_id=each.public_id,
            title=each.title,
            source=each.source,
            year=each.year,
            period=each.period,
            value=each.value,
            unit=each.unit,
        )
        for each in session.scalars(found)
    ]
