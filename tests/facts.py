"""Rows of the casework for tests: `add_task(session, TaskKind.ADVICE, given_on=…)`."""

from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from eventsys.casework.models import AdhocTask, Fact, Plan, PlanActivity, Publication
from eventsys.casework.rules import (
    PlanKind,
    PublicationKind,
    PublicationState,
    TaskKind,
    TaskStatus,
)
from eventsys.core.codes import new_public_id
from eventsys.core.principal import SYSTEM
from tests.factories import AT

DAY = date(2009, 5, 4)
Row = TypeVar("Row", bound=Fact)


def add_fact(session: Session, model: type[Row], **values: Any) -> Row:
    """Write a fact down as it stands."""
    marks = {"created_at": AT, "changed_at": AT}
    makers = {"created_by": str(SYSTEM), "changed_by": str(SYSTEM)}
    row = model(**{"public_id": new_public_id(), **marks, **makers, **values})
    session.add(row)
    session.flush()
    return row


def add_advice(session: Session, given_on: date | None = DAY, **changes: Any) -> AdhocTask:
    """Write down advice that a unit got."""
    return add_task(session, TaskKind.ADVICE, given_on, **{"given_on": given_on, **changes})


def add_requisition(session: Session, accepted_on: date | None = DAY, **changes: Any) -> AdhocTask:
    """Write down what a unit has commissioned."""
    values = {"accepted_on": accepted_on, **changes}
    return add_task(session, TaskKind.REQUISITION, accepted_on, **values)


def add_task(session: Session, kind: TaskKind, day: date | None, **values: Any) -> AdhocTask:
    """Write down a task that is solved on a day, or new."""
    plain = {
        "status": TaskStatus.NEW if day is None else TaskStatus.SOLVED,
        "unit": "Skolen" if values.get("actor_id") is None else "",
        "received_on": day or DAY,
        "topic": "Forældremøde",
    }
    return add_fact(session, AdhocTask, kind=kind, **{**plain, **values})


def add_plan(
    session: Session, kind: PlanKind = PlanKind.COMPREHENSIVE_PLAN, **changes: Any
) -> Plan:
    """Write down a plan."""
    return add_fact(session, Plan, **{"kind": kind, "title": "Tingbjerg", **changes})


def add_activity(session: Session, plan: Plan, held_on: date = DAY) -> PlanActivity:
    """Write down work on a plan."""
    return add_fact(session, PlanActivity, plan_id=plan.id, held_on=held_on, role="Sparring")


def add_publication(
    session: Session, first_published_on: date | None = DAY, **changes: Any
) -> Publication:
    """Write down something published."""
    plain = {
        "title": "Forældre på banen",
        "kind": PublicationKind.HANDBOOK,
        "state": PublicationState.PUBLISHED,
        "first_published_on": first_published_on,
    }
    return add_fact(session, Publication, **{**plain, **changes})
