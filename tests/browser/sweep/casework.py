"""What the sweep shows of the casework: tasks in every state, and each kind of facts."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from eventsys.casework.models import (
    ConsultantCount,
    Deliverable,
    ExternalIndicator,
    StaffAllocation,
)
from eventsys.casework.rules import DeliverableKind, DeliverableStatus, TaskStatus
from eventsys.core.localtime import local_day
from tests.browser.sweep.acts import send
from tests.browser.sweep.places import Place
from tests.facts import (
    add_activity,
    add_advice,
    add_fact,
    add_plan,
    add_publication,
    add_requisition,
)

CASEWORK = "/organiser/casework/"
LONG = "Skolen og biblioteket på Nørrebro og i Nordvest " * 3
KINDS = ("plans", "publications", "deliverables", "staff", "consultants", "indicators")


def fill(session: Session, at: datetime) -> None:
    """Do a task of each kind and state: grown, logged twice, withdrawn, overdue."""
    today = local_day(at)
    order = add_requisition(
        session,
        today,
        unit=LONG,
        topic=LONG,
        purpose=LONG,
        outcome=LONG,
        status=TaskStatus.UNDER_WAY,
        follow_up_on=today - timedelta(days=2),
    )
    add_advice(session, today, converted_to_id=order.id)
    first = add_advice(session, today, unit=LONG, minutes=20)
    add_advice(session, today, duplicate_of_id=first.id)
    add_advice(session, today, status=TaskStatus.CANCELLED)
    add_advice(session, today, unit=LONG)
    add_activity(session, add_plan(session, title=LONG), today)
    add_publication(session, today, title=LONG)
    told = {"title": LONG, "year": today.year}
    done = {"kind": DeliverableKind.STUDY, "status": DeliverableStatus.DELIVERED}
    add_fact(session, Deliverable, **done, **told)
    staff = {"code": "1.a", "title": LONG, "half_years": 3}
    add_fact(session, StaffAllocation, programme_year=today.year, **staff)
    add_fact(session, ConsultantCount, year=today.year, consultants=5)
    found = {"source": LONG, "period": "forår", "value": Decimal("-4.10"), "unit": "point"}
    add_fact(session, ExternalIndicator, **told, **found)


def places_of() -> list[Place]:
    """List the pages of the casework."""
    return [
        Place("organiser.casework.index", CASEWORK),
        Place("organiser.casework.index", f"{CASEWORK}?show=overdue"),
        Place("organiser.casework.index", f"{CASEWORK}?q=nothing"),
        Place("organiser.casework.new", f"{CASEWORK}new"),
        Place("organiser.casework.new", f"{CASEWORK}new", send),
        *(Place("organiser.casework.show", f"{CASEWORK}{number}") for number in range(1, 6)),
        Place("organiser.casework.edit", f"{CASEWORK}1/edit"),
        Place("organiser.casework.edit", f"{CASEWORK}3/edit"),
        *(Place("organiser.records.index", f"{CASEWORK}{kind}/") for kind in KINDS),
        Place("organiser.records.index", f"{CASEWORK}activities/"),
        Place("organiser.records.index", f"{CASEWORK}staff/?year=2001"),
        *(Place("organiser.records.new", f"{CASEWORK}{kind}/new") for kind in KINDS),
        Place("organiser.records.new", f"{CASEWORK}activities/new", send),
        *(Place("organiser.records.edit", f"{CASEWORK}{kind}/1/edit") for kind in KINDS),
    ]
