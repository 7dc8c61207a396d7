"""Plans, publications, deliverables and staff-years as they are written down, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from eventsys.casework.models import (
    ConsultantCount,
    Deliverable,
    ExternalIndicator,
    Plan,
    PlanActivity,
    Publication,
    StaffAllocation,
)
from eventsys.casework.records import operations
from eventsys.casework.records.errors import AfterTheEnd, FactInUse, FactKnown, NotAnOriginal
from eventsys.casework.records.operations import add_fact, amend_fact, remove_fact
from eventsys.casework.records.queries import (
    find_fact,
    find_same,
    hold_fact,
    list_activities,
    list_consultants,
    list_deliverables,
    list_indicators,
    list_originals,
    list_plans,
    list_publications,
    list_staff,
)
from eventsys.casework.records.rules import (
    ActivityRequest,
    ConsultantsRequest,
    DeliverableRequest,
    IndicatorRequest,
    PlanRequest,
    PublicationRequest,
    StaffRequest,
)
from eventsys.casework.rules import (
    DeliverableKind,
    DeliverableStatus,
    PlanKind,
    PublicationKind,
    PublicationState,
)
from eventsys.casework.tasks.errors import LooksLikeCpr
from eventsys.core.audit import AuditEntry
from eventsys.core.codes import new_public_id
from eventsys.core.principal import SYSTEM
from tests.factories import AT

DAY = date(2009, 5, 4)
LATER = AT + timedelta(hours=1)
PLAN = PlanRequest(kind=PlanKind.COMPREHENSIVE_PLAN, title="Tingbjerg", place="Brønshøj")
STAFF = StaffRequest(programme_year=2010, code="1.a", title="Bydele", half_years=3)
BOOK = PublicationRequest(
    title="Forældre på banen",
    kind=PublicationKind.HANDBOOK,
    state=PublicationState.PUBLISHED,
    first_published_on=DAY,
)
STUDY = DeliverableRequest(
    kind=DeliverableKind.STUDY, title="Barrierer", status=DeliverableStatus.DELIVERED, year=2009
)
POINT = IndicatorRequest(
    title="Indflydelse",
    source="Integrationsbarometer",
    year=2009,
    period="forår 2009",
    value=Decimal("4.0"),
    unit="point",
)


def add(session, request, public_id=None):
    return add_fact(session, public_id or new_public_id(), request, at=AT, by=SYSTEM)


def test_each_kind_of_fact_is_written_down_and_listed_in_its_year(session):
    plan = add(session, PLAN)
    activity = add(session, ActivityRequest(plan_id=plan.id, held_on=DAY, role="Sparring"))
    book, study = add(session, BOOK), add(session, STUDY)
    staff, team = add(session, STAFF), add(session, ConsultantsRequest(year=2010, consultants=5))
    point = add(session, POINT)
    assert [type(each) for each in (plan, activity, book, study, staff, team, point)] == [
        *(Plan, PlanActivity, Publication, Deliverable),
        *(StaffAllocation, ConsultantCount, ExternalIndicator),
    ]
    assert list_plans(session) == [plan]
    assert (list_activities(session, 2009), list_activities(session, 2010)) == ([activity], [])
    assert (list_publications(session, 2009), list_publications(session, 2010)) == ([book], [])
    assert (list_deliverables(session, 2009), list_deliverables(session, 2010)) == ([study], [])
    assert (list_staff(session, 2010), list_staff(session, 2009)) == ([staff], [])
    assert (list_consultants(session, 2010), list_consultants(session, 2009)) == ([team], [])
    assert (list_indicators(session, 2009), list_indicators(session, 2010)) == ([point], [])
    assert (staff.half_years, team.consultants, str(point.value)) == (3, 5, "4.0")
    assert find_fact(session, Plan, plan.id) is plan


def test_a_draft_without_a_day_is_listed_in_every_year(session):
    draft = add(session, replace(BOOK, state=PublicationState.DRAFT, first_published_on=None))
    assert list_publications(session, 2030) == [draft]


def test_what_is_sent_twice_is_written_down_once(session):
    first = add(session, PLAN, "same")
    assert add(session, replace(PLAN, title="Andet"), "same") is first
    assert [each.title for each in list_plans(session)] == ["Tingbjerg"]


def test_whoever_sends_it_at_the_same_moment_gets_what_the_other_wrote(session, monkeypatch):
    first = add(session, PLAN, "same")
    seen = iter([None, first])
    monkeypatch.setattr(operations, "find_same", lambda *_given: next(seen))
    assert add(session, PLAN, "same") is first


def test_the_year_has_each_code_and_its_number_of_consultants_once(session):
    add(session, STAFF)
    add(session, ConsultantsRequest(year=2010, consultants=5))
    other = add(session, replace(STAFF, code="1.b"))
    for request in (STAFF, ConsultantsRequest(year=2010, consultants=4)):
        with pytest.raises(FactKnown):
            add(session, request)
    with pytest.raises(FactKnown):
        amend_fact(session, other, STAFF, at=LATER, by=SYSTEM)
    session.refresh(other)
    assert other.code == "1.b"


def test_a_fact_is_changed_and_signed(session):
    plan = add(session, PLAN)
    held = hold_fact(session, Plan, plan.id)
    amend_fact(session, held, replace(PLAN, ended_on=DAY), at=LATER, by=SYSTEM)
    assert (plan.ended_on, plan.changed_at, plan.created_at) == (DAY, LATER, AT)
    verbs = session.scalars(select(AuditEntry.verb).filter_by(object_kind="plan")).all()
    assert verbs == ["add", "amend"]


def test_nothing_is_done_in_a_plan_after_its_end(session):
    plan = add(session, replace(PLAN, ended_on=DAY))
    add(session, ActivityRequest(plan_id=plan.id, held_on=DAY, role=""))
    with pytest.raises(AfterTheEnd):
        add(session, ActivityRequest(plan_id=plan.id, held_on=date(2009, 5, 5), role=""))


def test_an_edition_is_of_a_first_one(session):
    book = add(session, BOOK)
    reprint = add(session, replace(BOOK, edition_of_id=book.id))
    with pytest.raises(NotAnOriginal):
        add(session, replace(BOOK, edition_of_id=reprint.id))
    with pytest.raises(NotAnOriginal):
        amend_fact(session, book, replace(BOOK, edition_of_id=book.id), at=AT, by=SYSTEM)
    assert list_originals(session) == {book.id: "Forældre på banen"}


def test_a_number_of_a_citizen_is_refused(session):
    with pytest.raises(LooksLikeCpr):
        add(session, replace(PLAN, place="hos 010203-1234"))


def test_only_what_nothing_is_told_of_is_taken_back(session):
    plan, book = add(session, PLAN), add(session, BOOK)
    activity = add(session, ActivityRequest(plan_id=plan.id, held_on=DAY, role=""))
    add(session, replace(BOOK, edition_of_id=book.id))
    for row in (plan, book):
        with pytest.raises(FactInUse):
            remove_fact(session, row, at=AT, by=SYSTEM)
    remove_fact(session, activity, at=AT, by=SYSTEM)
    remove_fact(session, plan, at=AT, by=SYSTEM)
    assert find_same(session, Plan, plan.public_id) is None
