"""Schools and associations: many places at once, with or without names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.events.care.rules import Care, Companions, NeedKind
from eventsys.events.errors import NotEnoughPlaces, WrongEventDetails
from eventsys.events.groups.rules import LARGEST_GROUP, MOST_IN_A_GROUP, GroupPlan
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.operations import amend_event
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import plan_of
from eventsys.events.rules import AgeRule
from eventsys.registration.approval.operations import approve, approve_to_waitlist
from eventsys.registration.approval.queries import has_requests
from eventsys.registration.errors import OutsideAgeRule, TooManyParticipants
from eventsys.registration.needs.queries import list_needs, list_needs_of
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.rules import (
    MOST_PARTICIPANTS,
    Category,
    IfFull,
    ParticipantRequest,
    ParticipantStatus,
)
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.registration.waitlist.queries import position_of
from tests.factories import AT, make_event, make_registration
from tests.questions import make_question

WINDOW = {
    "registration_opens_at": AT - timedelta(days=1),
    "registration_closes_at": AT + timedelta(days=1),
}
NAMELESS = ParticipantRequest(name="", category=Category.CHILD)
RULE = AgeRule(2014, 2016)


def make_group(session, event, number=25, **changes):
    """Register the class 3.B with a number of children without names."""
    changes = {"participants": [NAMELESS] * number, "group_name": "3.B"} | changes
    return make_registration(session, event, **changes)


def test_a_class_without_names_has_a_ticket_for_each_place(session):
    event = make_event(session)
    group = make_group(session, event)
    held = list_held_tickets(session, group)
    assert group.group_name == "3.B"
    assert [(each.position, each.name, each.status) for each in held] == [
        (number, "", ParticipantStatus.CONFIRMED) for number in range(1, 26)
    ]
    assert len({each.codes.code for each in held}) == 25
    assert get_event_view(session, event.id).taken == 25


@pytest.mark.parametrize(
    ("plan", "most"), [(GroupPlan(), LARGEST_GROUP), (GroupPlan(largest=5), 5)]
)
def test_a_group_may_be_as_large_as_the_event_says(session, plan, most):
    event = make_event(session, groups=plan)
    make_group(session, event, most)
    with pytest.raises(TooManyParticipants) as refusal:
        make_group(session, event, most + 1)
    assert refusal.value.most == most


def test_a_group_may_ask_for_more_and_waits_for_a_yes(session):
    event = make_event(session, capacity=100, groups=GroupPlan(largest=5))
    group = make_group(session, event, 6, asks_for_more=True)
    assert set(standing(session, group)) == {ParticipantStatus.WAITING}
    assert position_of(session, group) is None
    assert get_event_view(session, event.id).taken == 0
    assert has_requests(session, event.id)
    approve(session, group, at=AT, by=SYSTEM)
    assert set(standing(session, group)) == {ParticipantStatus.CONFIRMED}
    assert get_event_view(session, event.id).taken == 6


def test_a_yes_to_a_large_group_takes_no_place_that_is_not_there(session):
    event = make_event(session, capacity=7, groups=GroupPlan(largest=5))
    group = make_group(session, event, 6, asks_for_more=True)
    make_group(session, event, 2)
    with pytest.raises(NotEnoughPlaces):
        approve(session, group, at=AT, by=SYSTEM)
    approve_to_waitlist(session, group, at=AT, by=SYSTEM)
    assert position_of(session, group) == 1


def test_a_group_that_fits_gets_its_places_though_it_would_ask(session):
    event = make_event(session, groups=GroupPlan(largest=5))
    group = make_group(session, event, 5, asks_for_more=True)
    assert set(standing(session, group)) == {ParticipantStatus.CONFIRMED}
    assert not has_requests(session, event.id)


@pytest.mark.parametrize(
    ("plan", "way", "number"),
    [
        (GroupPlan(largest=0), Way.DIRECT, 6),
        (GroupPlan(largest=5), Way.DIRECT, MOST_IN_A_GROUP + 1),
        (GroupPlan(largest=5), Way.DRAW, 6),
    ],
    ids=["no groups", "more than anybody may ask for", "lots are alike for all"],
)
def test_there_are_groups_that_cannot_ask(session, plan, way, number):
    intake = IntakePlan(way=way)
    event = make_event(session, groups=plan, intake=intake, **(WINDOW if way is Way.DRAW else {}))
    with pytest.raises(TooManyParticipants):
        make_group(session, event, number, asks_for_more=True)


def test_a_family_cannot_ask_for_more(session):
    with pytest.raises(TooManyParticipants):
        make_group(
            session, make_event(session), MOST_PARTICIPANTS + 1, group_name=None, asks_for_more=True
        )


def test_a_group_asks_where_all_are_asked_to_wait_for_a_yes(session):
    event = make_event(
        session, groups=GroupPlan(largest=5), intake=IntakePlan(way=Way.APPROVAL), capacity=100
    )
    group = make_group(session, event, 6, asks_for_more=True)
    approve(session, group, at=AT, by=SYSTEM)
    assert set(standing(session, group)) == {ParticipantStatus.CONFIRMED}


def standing(session, group):
    session.expire_all()
    return [each.status for each in list_held_tickets(session, group)]


def test_an_event_may_take_no_groups_and_families_still_come(session):
    event = make_event(session, groups=GroupPlan(largest=0))
    with pytest.raises(TooManyParticipants):
        make_group(session, event, 1)
    make_registration(session, event)
    assert not get_event_view(session, event.id).groups.takes_groups


def test_a_family_stays_as_small_as_it_was(session):
    event = make_event(session, groups=GroupPlan(largest=100))
    with pytest.raises(TooManyParticipants) as refusal:
        make_group(session, event, MOST_PARTICIPANTS + 1, group_name=None)
    assert refusal.value.most == MOST_PARTICIPANTS


def test_all_of_a_group_come_or_none_unless_it_takes_what_is_left(session):
    event = make_event(session, capacity=20)
    with pytest.raises(NotEnoughPlaces):
        make_group(session, event)
    assert get_event_view(session, event.id).taken == 0
    held = list_held_tickets(session, make_group(session, event, if_full=IfFull.PART))
    statuses = [each.status for each in held]
    assert statuses == [ParticipantStatus.CONFIRMED] * 20 + [ParticipantStatus.WAITING] * 5


def test_whoever_leads_a_group_vouches_for_the_years_that_are_not_told(session):
    event = make_event(session, age_rule=RULE)
    told = [
        NAMELESS,
        replace(NAMELESS, birth_year=2015),
        NAMELESS,
        replace(NAMELESS, birth_year=2009),
    ]
    make_group(session, event, participants=told[:3])
    with pytest.raises(OutsideAgeRule) as refusal:
        make_group(session, event, participants=told)
    assert refusal.value.positions == [3]
    with pytest.raises(OutsideAgeRule):
        make_group(session, event, participants=[NAMELESS], group_name=None)


def test_grown_ups_come_along_with_a_class_where_the_event_takes_them(session):
    teacher = ParticipantRequest(name="", is_companion=True)
    with_them = make_event(session, age_rule=RULE, care=Care(companions=Companions.COUNTED))
    make_group(session, with_them, participants=[NAMELESS, teacher])
    without = make_event(session, age_rule=RULE)
    with pytest.raises(OutsideAgeRule) as refusal:
        make_group(session, without, participants=[NAMELESS, teacher])
    assert refusal.value.positions == [1]


def test_a_group_tells_how_many_of_it_need_something(session):
    event = make_event(session, care=Care(needs=frozenset({NeedKind.ALLERGY})))
    nuts = NeedRequest(kind=NeedKind.ALLERGY, text="Nødder", number=2)
    group = make_group(session, event, needs=[nuts])
    (own,) = list_needs_of(session, group, at=AT)
    (row,) = list_needs(session, event, at=AT)
    assert (own.text, own.number, own.position) == ("Nødder", 2, None)
    assert (row.text, row.number, row.group_name) == ("Nødder", 2, "3.B")


def test_what_is_asked_of_each_person_is_not_asked_of_a_group(session):
    event = make_event(session)
    make_question(session, event, is_required=True)
    assert len(list_held_tickets(session, make_group(session, event))) == 25


def test_an_event_keeps_how_large_a_group_may_be(session):
    event = make_event(session, groups=GroupPlan(largest=60))
    plan = plan_of(session, event)
    amend_event(session, event, plan, at=AT, by=SYSTEM)
    assert plan_of(session, event).groups.largest == 60
    amend_event(session, event, replace(plan, groups=GroupPlan()), at=AT, by=SYSTEM)
    assert plan_of(session, event).groups == GroupPlan()


@pytest.mark.parametrize("largest", [-1, MOST_IN_A_GROUP + 1])
def test_a_group_cannot_be_of_any_size(session, largest):
    with pytest.raises(WrongEventDetails) as refusal:
        make_event(session, groups=GroupPlan(largest=largest))
    assert refusal.value.field == "groups"
