from dataclasses import replace

import pytest
from sqlalchemy import func, select

from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.care.rules import Care, Companions
from eventsys.events.errors import NotEnoughPlaces, WrongEventDetails
from eventsys.events.operations import amend_event
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import plan_of
from eventsys.events.rules import AgeRule
from eventsys.registration.errors import CompanionsAlone, OutsideAgeRule
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.rules import Category, ParticipantRequest
from tests.factories import AT, make_draft, make_event, make_registration

RULE = AgeRule(2016, 2016)
TWIN = ParticipantRequest(name="Amina", birth_year=2016)
SIBLING = ParticipantRequest(name="Bo", category=Category.CHILD, birth_year=2018, is_companion=True)
MOTHER = ParticipantRequest(name="Carla", is_companion=True)


def make_party(session, companions, **changes):
    return make_event(session, age_rule=RULE, care=Care(companions=companions), **changes)


def people(session):
    rows = session.execute(
        select(
            Participant.name,
            Participant.category,
            Participant.birth_year,
            Participant.is_companion,
            Participant.takes_place,
        ).order_by(Participant.position)
    )
    return [tuple(row) for row in rows]


def test_companions_take_places_where_the_event_says_so(session):
    event = make_party(session, Companions.COUNTED)
    make_registration(session, event, participants=[TWIN, SIBLING, MOTHER])
    assert count_taken(session, event) == 3
    assert people(session) == [
        ("Amina", Category.CHILD, 2016, False, True),
        ("Bo", Category.CHILD, None, True, True),
        ("Carla", Category.ADULT, None, True, True),
    ]


def test_companions_come_beside_the_places_where_the_event_says_so(session):
    event = make_party(session, Companions.UNCOUNTED, capacity=1)
    registration = make_registration(session, event, participants=[TWIN, SIBLING, MOTHER])
    assert count_taken(session, event) == 1
    sibling = session.scalars(select(Participant).filter_by(position=2)).one()
    deregister(session, sibling, at=AT, by=VISITOR)
    assert count_taken(session, event) == 1
    twin = session.scalars(select(Participant).filter_by(position=1)).one()
    deregister(session, twin, at=AT, by=VISITOR)
    assert (count_taken(session, event), registration.revision) == (0, 3)


def test_how_a_companion_was_counted_stays_when_the_event_counts_otherwise(session):
    event = make_party(session, Companions.UNCOUNTED, capacity=9)
    make_registration(session, event, participants=[TWIN, SIBLING])
    plan = replace(plan_of(session, event), care=Care(companions=Companions.COUNTED))
    amend_event(session, event, plan, at=AT, by=SYSTEM)
    make_registration(session, event, participants=[TWIN, SIBLING])
    assert count_taken(session, event) == 3
    for participant in session.scalars(select(Participant)).all():
        deregister(session, participant, at=AT, by=VISITOR)
    assert count_taken(session, event) == 0


def test_too_many_companions_for_the_places_register_nobody(session):
    event = make_party(session, Companions.COUNTED, capacity=2)
    with pytest.raises(NotEnoughPlaces) as refusal:
        make_registration(session, event, participants=[TWIN, SIBLING, MOTHER])
    assert (refusal.value.asked, refusal.value.left) == (3, 2)
    assert session.scalar(select(func.count(Participant.id))) == 0


def test_nobody_comes_along_where_the_event_takes_no_companions(session):
    event = make_event(session, age_rule=RULE)
    with pytest.raises(OutsideAgeRule) as refusal:
        make_registration(session, event, participants=[TWIN, SIBLING, MOTHER])
    assert refusal.value.positions == [1, 2]


def test_a_child_outside_the_rule_is_no_companion_unless_asked_for_as_one(session):
    event = make_party(session, Companions.COUNTED)
    with pytest.raises(OutsideAgeRule) as refusal:
        make_registration(session, event, participants=[TWIN, replace(SIBLING, is_companion=False)])
    assert refusal.value.positions == [1]


def test_companions_do_not_come_by_themselves(session):
    event = make_party(session, Companions.COUNTED)
    with pytest.raises(CompanionsAlone):
        make_registration(session, event, participants=[MOTHER])


def test_where_everybody_is_invited_nobody_is_a_companion(session):
    make_registration(session, make_event(session), participants=[SIBLING])
    assert people(session) == [("Bo", Category.CHILD, None, False, True)]


def test_companions_need_an_age_rule_to_come_along_with(session):
    with pytest.raises(WrongEventDetails) as refusal:
        make_draft(session, care=Care(companions=Companions.COUNTED))
    assert (refusal.value.field, refusal.value.reason) == ("care", "companions")
