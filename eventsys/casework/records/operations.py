"""What writes facts of the casework down, changes them, and takes back what was a mistake."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.casework.models import (
    ConsultantCount,
    Deliverable,
    ExternalIndicator,
    Plan,
    PlanActivity,
    Publication,
    StaffAllocation,
)
from eventsys.casework.records.errors import AfterTheEnd, FactInUse, FactKnown, NotAnOriginal
from eventsys.casework.records.queries import find_same
from eventsys.casework.records.rules import (
    ActivityRequest,
    ConsultantsRequest,
    DeliverableRequest,
    FactRequest,
    IndicatorRequest,
    PlanRequest,
    PublicationRequest,
    StaffRequest,
    values_of,
)
from eventsys.casework.tasks.errors import LooksLikeCpr
from eventsys.casework.tasks.rules import holds_cpr
from eventsys.core.audit import record
from eventsys.core.principal import Principal

Told = TypeVar("Told", Plan, Publication)
FactRow = (
    Plan
    | PlanActivity
    | Publication
    | Deliverable
    | StaffAllocation
    | ConsultantCount
    | ExternalIndicator
)
MODELS: dict[type[FactRequest], type[FactRow]] = {
    PlanRequest: Plan,
    ActivityRequest: PlanActivity,
    PublicationRequest: Publication,
    DeliverableRequest: Deliverable,
    StaffRequest: StaffAllocation,
    ConsultantsRequest: ConsultantCount,
    IndicatorRequest: ExternalIndicator,
}


def add_fact(
    session: Session, public_id: str, request: FactRequest, *, at: datetime, by: Principal
) -> FactRow:
    """Write a fact down; what comes twice under one id is written down once.

    Raise `FactKnown`, `AfterTheEnd`, `NotAnOriginal` and `LooksLikeCpr`.
    """
    model = MODELS[type(request)]
    known = find_same(session, model, public_id)
    if known is not None:
        return known
    row = model(public_id=public_id, created_at=at, created_by=str(by))
    check(session, row, request)
    fill(row, request, at=at, by=by)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        faster = find_same(session, model, public_id)
        if faster is None:
            raise FactKnown from error
        return faster
    note(session, "add", row, at=at, by=by)
    return row


def amend_fact(
    session: Session, row: FactRow, request: FactRequest, *, at: datetime, by: Principal
) -> None:
    """Change a fact; the caller holds its row. Raise what `add_fact` raises."""
    check(session, row, request)
    try:
        with session.begin_nested():
            fill(row, request, at=at, by=by)
    except IntegrityError as error:
        raise FactKnown from error
    note(session, "amend", row, at=at, by=by)


def remove_fact(session: Session, row: FactRow, *, at: datetime, by: Principal) -> None:
    """Take back a fact that was written down by mistake. Raise `FactInUse`."""
    note(session, "remove", row, at=at, by=by)
    try:
        with session.begin_nested():
            session.delete(row)
    except IntegrityError as error:
        raise FactInUse from error


def check(session: Session, row: FactRow, request: FactRequest) -> None:
    """Refuse what contradicts other facts, and what looks like the number of a citizen."""
    if holds_cpr(*(text for text in values_of(request).values() if isinstance(text, str))):
        raise LooksLikeCpr
    if isinstance(request, ActivityRequest):
        ended_on = held(session, Plan, request.plan_id).ended_on
        if ended_on is not None and request.held_on > ended_on:
            raise AfterTheEnd
    if isinstance(request, PublicationRequest) and request.edition_of_id is not None:
        original = held(session, Publication, request.edition_of_id)
        if original.id == row.id or original.edition_of_id is not None:
            raise NotAnOriginal


def held(session: Session, model: type[Told], fact_id: int) -> Told:
    """Give what a fact is told of, unchanged by others until the end."""
    return session.get_one(model, fact_id, with_for_update=True, populate_existing=True)


def fill(row: FactRow, request: FactRequest, *, at: datetime, by: Principal) -> None:
    """Write into a row what was asked for, and who did."""
    for name, value in values_of(request).items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = at, str(by)


def note(
    session: Session,
    verb: str,
    row: (
        Plan
        | PlanActivity
        | Publication
        | Deliverable
        | StaffAllocation
        | ConsultantCount
        | ExternalIndicator
    ),
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Write into the log what was done to a fact."""
    record(session, verb, row, {"number": row.public_id}, at=at, by=by)
