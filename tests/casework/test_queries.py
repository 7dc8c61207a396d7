"""The facts of a year as plain rows, on both databases; the numbers are the golden ones of 2009."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from eventsys.casework.models import (
    ConsultantCount,
    Deliverable,
    ExternalIndicator,
    StaffAllocation,
)
from eventsys.casework.queries import (
    consultants_in,
    deliverables_of_year,
    indicators_of_year,
    open_tasks_of_year,
    plan_activities_of_year,
    publications_of_year,
    staff_of_programme,
    tasks_of_year,
)
from eventsys.casework.rules import (
    DeliverableKind,
    DeliverableStatus,
    Exclusion,
    PlanKind,
    PublicationState,
    TaskKind,
    TaskStatus,
)
from tests.actors import make_actor
from tests.facts import (
    DAY,
    add_activity,
    add_advice,
    add_fact,
    add_plan,
    add_publication,
    add_requisition,
)

ADVICE = [11, 13, 16, 14, 17, 15, 9, 14, 19, 20, 18, 15]
REQUISITIONS = [1, 2, 3, 2, 3, 2, 1, 2, 3, 4, 3, 2]
FIRST, LAST = date(2009, 1, 1), date(2009, 12, 31)


def in_months(numbers):
    """Give a day of each month so many times."""
    return [date(2009, month, 1) for month, n in enumerate(numbers, start=1) for _each in range(n)]


def counted(session, kind, year=2009):
    facts = tasks_of_year(session, year)
    return len([each for each in facts if each.kind is kind and each.exclusion is None])


def test_the_golden_year_counts_181_times_advice_and_28_requisitions(session):
    for day in in_months(ADVICE):
        add_advice(session, day)
    accepted = [add_requisition(session, day) for day in in_months(REQUISITIONS)]
    original = add_advice(session, date(2010, 1, 4))
    add_advice(session, date(2010, 2, 1))
    for _each in range(3):
        add_advice(session, status=TaskStatus.CANCELLED)
    for _each in range(2):
        add_advice(session, duplicate_of_id=original.id)
    add_advice(session, converted_to_id=accepted[0].id)
    assert counted(session, TaskKind.ADVICE) == 181
    assert counted(session, TaskKind.REQUISITION) == 28
    reasons = [each.exclusion for each in tasks_of_year(session, 2009) if each.exclusion]
    assert sorted(reasons) == [
        *[Exclusion.CANCELLED] * 3,
        Exclusion.CONVERTED,
        *[Exclusion.DUPLICATE] * 2,
    ]


def test_a_task_is_of_the_year_in_which_it_was_given_or_accepted_not_of_that_it_came_in(session):
    late = add_advice(session, FIRST, received_on=date(2008, 12, 30))
    add_advice(session, date(2010, 1, 1), received_on=LAST)
    accepted = add_requisition(session, LAST, received_on=date(2009, 11, 2))
    assert {each.public_id: each.counted_on for each in tasks_of_year(session, 2009)} == {
        late.public_id: FIRST,
        accepted.public_id: LAST,
    }


def test_a_task_says_who_asked_and_what_it_became(session):
    actor = make_actor(session, "Gadepulsen")
    order = add_requisition(session, date(2010, 1, 4))
    advice = add_advice(
        session, actor_id=actor.id, minutes=20, topic="Lektier", converted_to_id=order.id
    )
    copy = add_advice(session, duplicate_of_id=advice.id)
    facts = {each.public_id: each for each in tasks_of_year(session, 2009)}
    told = facts[advice.public_id]
    assert (told.actor_id, told.unit, told.minutes, told.topic) == (actor.id, "", 20, "Lektier")
    assert told.converted_to == order.public_id
    assert facts[copy.public_id].duplicate_of == advice.public_id
    assert facts[copy.public_id].unit == "Skolen"


def test_what_waits_for_its_day_is_listed_and_nothing_else(session):
    waiting = add_requisition(session, None)
    add_requisition(session)
    add_advice(session, None, received_on=date(2008, 12, 31))
    add_advice(session, None, status=TaskStatus.CANCELLED)
    add_advice(session, None, duplicate_of_id=waiting.id)
    (found,) = open_tasks_of_year(session, 2009)
    assert (found.public_id, found.kind) == (waiting.public_id, TaskKind.REQUISITION)


def test_the_golden_year_has_eight_plans_in_eleven_rows_and_three_regenerations_in_five(session):
    plans = [add_plan(session) for _each in range(8)]
    areas = [add_plan(session, PlanKind.URBAN_REGENERATION) for _each in range(3)]
    ended = add_plan(session, ended_on=date(2008, 12, 31))
    for plan in (*plans, *plans[:3], *areas, *areas[:2]):
        add_activity(session, plan)
    add_activity(session, ended, LAST)
    add_activity(session, add_plan(session), date(2010, 1, 1))
    rows = [each for each in plan_activities_of_year(session, 2009) if not each.is_after_end]
    of_kind = {kind: [each for each in rows if each.plan_kind is kind] for kind in PlanKind}
    assert {kind: len(found) for kind, found in of_kind.items()} == {
        PlanKind.COMPREHENSIVE_PLAN: 11,
        PlanKind.URBAN_REGENERATION: 5,
    }
    assert {kind: len({each.plan_id for each in found}) for kind, found in of_kind.items()} == {
        PlanKind.COMPREHENSIVE_PLAN: 8,
        PlanKind.URBAN_REGENERATION: 3,
    }


def test_the_golden_year_has_five_publications_beside_a_draft_and_a_reprint(session):
    titles = [add_publication(session) for _each in range(5)]
    add_publication(session, state=PublicationState.DRAFT)
    add_publication(session, edition_of_id=titles[0].id)
    add_publication(session, date(2010, 3, 1))
    found = publications_of_year(session, 2009)
    assert len([each for each in found if each.is_counted]) == 5
    assert len(found) == 7
    reprint = [each.edition_of for each in found if each.edition_of is not None]
    assert reprint == [titles[0].public_id]


def test_the_programme_has_four_rows_three_main_areas_and_five_staff_years(session):
    halves = {"1.a": 3, "1.b": 2, "2": 2, "3": 3}
    for code, number in halves.items():
        values = {"programme_year": 2010, "code": code, "title": "Indsats", "half_years": number}
        add_fact(session, StaffAllocation, **values)
    add_fact(session, ConsultantCount, year=2010, consultants=5)
    rows = staff_of_programme(session, 2010)
    assert {each.code: each.half_years for each in rows} == halves
    assert len({each.main_area for each in rows}) == 3
    assert consultants_in(session, 2010) == 5
    assert consultants_in(session, 2009) is None


def test_deliverables_and_numbers_of_others_are_given_by_their_year(session):
    project = {"kind": DeliverableKind.PROJECT, "title": "Fra Sport til Job", "place": "Valby"}
    add_fact(session, Deliverable, status=DeliverableStatus.DELIVERED, year=2009, **project)
    add_fact(session, Deliverable, status=DeliverableStatus.PLANNED, year=2010, **project)
    told = {"title": "Indflydelse", "source": "Integrationsbarometer", "period": "forår 2009"}
    value = Decimal("4.10")
    add_fact(session, ExternalIndicator, year=2009, value=value, unit="point", **told)
    session.expire_all()
    (delivered,) = deliverables_of_year(session, 2009)
    (indicator,) = indicators_of_year(session, 2009)
    assert (delivered.title, delivered.status) == ("Fra Sport til Job", "delivered")
    assert (str(indicator.value), indicator.unit) == ("4.10", "point")
    assert indicators_of_year(session, 2010) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": ""},
        {"minutes": -1},
        {"accepted_on": DAY},
        {"purpose": "Et forløb"},
        {"given_on": None, "status": TaskStatus.SOLVED},
    ],
)
def test_the_database_refuses_a_task_that_contradicts_itself(session, wrong):
    with pytest.raises(IntegrityError):
        add_advice(session, **wrong)


def test_the_database_refuses_a_requisition_with_the_days_of_advice(session):
    with pytest.raises(IntegrityError):
        add_requisition(session, given_on=DAY)


def test_nothing_is_published_without_a_day(session):
    with pytest.raises(IntegrityError):
        add_publication(session, None)
