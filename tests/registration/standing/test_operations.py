"""What cannot change of an event once people are registered or wait."""

from dataclasses import replace

import pytest

from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.errors import HasRegistrations
from eventsys.events.intake.queries import intake_of
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.queries import plan_of
from eventsys.events.rules import Attends, EventStatus
from eventsys.registration.changes.operations import deregister_all
from eventsys.registration.draw.operations import draw
from eventsys.registration.standing.errors import WayIsSet
from eventsys.registration.standing.operations import amend_with_people, withdraw_unless_awaited
from tests.factories import AT, HOURS, make_event, make_family

APPROVAL = IntakePlan(way=Way.APPROVAL)
BY = {"at": AT, "by": SYSTEM}


def test_the_way_to_places_stays_once_people_are_registered(session):
    event = make_event(session, intake=APPROVAL)
    make_family(session, event, 2)
    with pytest.raises(WayIsSet) as refusal:
        amend_with_people(
            session, event, replace(plan_of(session, event), intake=IntakePlan()), **BY
        )
    assert (refusal.value.way, refusal.value.people) == (Way.APPROVAL, 2)
    same = replace(plan_of(session, event), capacity=3)
    amend_with_people(session, event, same, **BY)
    assert (intake_of(session, event), plan_of(session, event).capacity) == (APPROVAL, 3)


def test_the_way_to_places_may_change_while_nobody_is_registered(session):
    event = make_event(session, intake=APPROVAL)
    deregister_all(session, make_family(session, event, 1), at=AT, by=VISITOR)
    amend_with_people(session, event, replace(plan_of(session, event), intake=IntakePlan()), **BY)
    assert intake_of(session, event) == IntakePlan()


def test_an_event_with_people_who_wait_for_a_yes_stays_published(session):
    event = make_event(session, intake=APPROVAL)
    registration = make_family(session, event, 2)
    with pytest.raises(HasRegistrations) as refusal:
        withdraw_unless_awaited(session, event, **BY)
    assert refusal.value.places_taken == 2
    deregister_all(session, registration, at=AT, by=VISITOR)
    withdraw_unless_awaited(session, event, **BY)
    assert event.status is EventStatus.DRAFT


def test_the_way_to_places_stays_after_the_draw_even_when_all_have_left(session):
    lottery = {
        "intake": IntakePlan(way=Way.DRAW),
        "registration_opens_at": AT - HOURS,
        "registration_closes_at": AT,
    }
    event = make_event(session, **lottery)
    draw(session, event, **BY)
    with pytest.raises(WayIsSet):
        amend_with_people(session, event, replace(plan_of(session, event), intake=APPROVAL), **BY)
    amend_with_people(session, event, replace(plan_of(session, event), capacity=3), **BY)
    assert intake_of(session, event).is_drawn


def test_a_date_stays_for_which_somebody_waits_for_a_yes(session):
    event = make_event(session, intake=APPROVAL, attends=Attends.ONE, days=(7, 14))
    make_family(session, event, 2, occasion_no=2)
    plan = plan_of(session, event)
    with pytest.raises(HasRegistrations) as refusal:
        amend_with_people(session, event, replace(plan, occasions=plan.occasions[:1]), **BY)
    assert refusal.value.places_taken == 2
    amend_with_people(session, event, replace(plan, occasions=plan.occasions[1:]), **BY)
    with pytest.raises(HasRegistrations):
        amend_with_people(session, event, replace(plan, attends=Attends.ALL), **BY)
