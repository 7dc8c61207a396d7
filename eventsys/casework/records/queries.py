"""What is asked of plans, publications and the other facts; one query each."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from eventsys.casework.models import (
    ConsultantCount,
    Deliverable,
    ExternalIndicator,
    Fact,
    Plan,
    PlanActivity,
    Publication,
    StaffAllocation,
)
from eventsys.casework.queries import in_year

Row = TypeVar("Row", bound=Fact)


def find_fact(session: Session, model: type[Row], fact_id: int) -> Row | None:
    """Find a fact by its id."""
    return session.get(model, fact_id)


def find_same(session: Session, model: type[Row], public_id: str) -> Row | None:
    """Find a fact by the id that it has outside."""
    return session.scalar(select(model).where(model.public_id == public_id))


def hold_fact(session: Session, model: type[Row], fact_id: int) -> Row | None:
    """Give a fact that nobody else changes until the end; None where there is none."""
    return session.get(model, fact_id, with_for_update=True, populate_existing=True)


def list_plans(session: Session) -> Sequence[Plan]:
    """List the plans by title; they belong to no year."""
    return session.scalars(select(Plan).order_by(Plan.title, Plan.id)).all()


def list_activities(session: Session, year: int) -> Sequence[PlanActivity]:
    """List what was done in plans in a year, the newest first."""
    found = select(PlanActivity).where(in_year(PlanActivity.held_on, year))
    return session.scalars(found.order_by(PlanActivity.held_on.desc(), PlanActivity.id)).all()


def list_publications(session: Session, year: int) -> Sequence[Publication]:
    """List what was first published in a year, and what has no day yet."""
    is_of_year = in_year(Publication.first_published_on, year)
    is_to_come = Publication.first_published_on.is_(None)
    found = select(Publication).where(or_(is_of_year, is_to_come))
    return session.scalars(found.order_by(Publication.title, Publication.id)).all()


def list_originals(session: Session) -> Mapping[int, str]:
    """Give the titles of publications that are no edition of another, by their ids."""
    found = select(Publication.id, Publication.title).where(Publication.edition_of_id.is_(None))
    return dict(session.execute(found.order_by(Publication.title, Publication.id)).all())


def list_deliverables(session: Session, year: int) -> Sequence[Deliverable]:
    """List the deliverables of a year."""
    found = select(Deliverable).filter_by(year=year)
    return session.scalars(found.order_by(Deliverable.title, Deliverable.id)).all()


def list_staff(session: Session, year: int) -> Sequence[StaffAllocation]:
    """List the rows of a year's programme by their codes."""
    found = select(StaffAllocation).filter_by(programme_year=year)
    return session.scalars(found.order_by(StaffAllocation.code)).all()


def list_consultants(session: Session, year: int) -> Sequence[ConsultantCount]:
    """List how many consultants there are in a year: one row, or none."""
    return session.scalars(select(ConsultantCount).filter_by(year=year)).all()


def list_indicators(session: Session, year: int) -> Sequence[ExternalIndicator]:
    """List the numbers that others have found about a year."""
    found: Select[ExternalIndicator] = select(ExternalIndicator).filter_by(year=year)
    return session.scalars(found.order_by(ExternalIndicator.title, ExternalIndicator.id)).all()
