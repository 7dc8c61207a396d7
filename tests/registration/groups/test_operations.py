"""The people of a group that has registered: names for its guests, and more people."""

import pytest
from sqlalchemy import func, select

from eventsys.core.audit import AuditEntry
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import VISITOR
from eventsys.events.care.rules import Care, Companions
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.groups.rules import GroupPlan
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.programme.queries import get_event_view
from eventsys.events.rules import AgeRule
from eventsys.registration.errors import OutsideAgeRule, RegistrationClosed, TooManyParticipants
from eventsys.registration.groups.errors import GroupFixed
from eventsys.registration.groups.operations import name_people
from eventsys.registration.groups.queries import list_groups
from eventsys.registration.groups.rules import Named
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import Category, IfFull, ParticipantRequest, ParticipantStatus
from eventsys.registration.tickets.queries import list_held_tickets
from tests.factories import AT, START, make_event, make_registration

NAMELESS = ParticipantRequest(name="", category=Category.CHILD)


def make_group(session, event, number=3, **changes):
    changes = {"participants": [NAMELESS] * number, "group_name": "3.B"} | changes
    return make_registration(session, event, **changes)


def name(session, group, *people, at=AT):
    listed = [each if isinstance(each, Named) else child(each) for each in people]
    return name_people(session, group, listed, at=at, by=VISITOR)


def child(name, year=None):
    return Named(name=name, category=Category.CHILD, birth_year=year)


def names_in(session, group):
    session.expire_all()
    return [each.name for each in list_held_tickets(session, group)]


def test_names_go_to_places_without_one_and_the_tickets_stay(session):
    group = make_group(session, make_event(session))
    before = [each.codes for each in list_held_tickets(session, group)]
    name(session, group, "Amina", "Bo")
    assert names_in(session, group) == ["Amina", "Bo", ""]
    assert [each.codes for each in list_held_tickets(session, group)] == before
    assert session.scalars(select(AuditEntry.verb).where(AuditEntry.verb == "name people")).all()


def test_the_same_list_twice_changes_nothing_the_second_time(session):
    event = make_event(session, capacity=10)
    group = make_group(session, event)
    people = ["Amina", "Bo", "Carl", "Dan"]
    name(session, group, *people)
    revision, notices = group.revision, count(session, Notice)
    again = name(session, group, *(each.upper() for each in people))
    assert (again.known, again.taken, again.new) == ([0, 1, 2, 3], {}, [])
    assert (group.revision, count(session, Notice)) == (revision, notices)
    assert names_in(session, group) == people
    assert get_event_view(session, event.id).taken == 4


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_whoever_finds_no_place_gets_a_new_one_with_a_ticket_and_a_letter(session):
    event = make_event(session, capacity=5)
    group = make_group(session, event, 1)
    name(session, group, "Amina", "Bo")
    held = list_held_tickets(session, group)
    assert [(each.position, each.name, each.status) for each in held] == [
        (1, "Amina", ParticipantStatus.CONFIRMED),
        (2, "Bo", ParticipantStatus.CONFIRMED),
    ]
    assert get_event_view(session, event.id).taken == 2
    kinds = session.scalars(select(Notice.kind).filter_by(subject_id=group.id)).all()
    assert kinds == [NoticeKind.REGISTERED] * 2


def test_a_place_that_was_given_back_is_nobodys(session):
    group = make_group(session, make_event(session), 2)
    deregister(session, find_participant(session, group, 1), at=AT, by=VISITOR)
    name(session, group, "Amina", "Bo")
    assert names_in(session, group) == ["", "Amina", "Bo"]


def test_too_few_places_change_nothing(session):
    group = make_group(session, make_event(session, capacity=3))
    with pytest.raises(NotEnoughPlaces):
        name(session, group, "Amina", "Bo", "Carl", "Dan")
    session.rollback()


def test_a_group_grows_no_larger_than_the_event_says(session):
    group = make_group(session, make_event(session, groups=GroupPlan(largest=3)))
    with pytest.raises(TooManyParticipants):
        name(session, group, "Amina", "Bo", "Carl", "Dan")


def test_a_group_grows_only_while_registrations_are_taken(session):
    group = make_group(session, make_event(session), 1)
    name(session, group, "Amina", at=START)
    with pytest.raises(RegistrationClosed):
        name(session, group, "Bo", at=START.replace(year=2027))


def test_a_group_of_which_somebody_waits_does_not_grow(session):
    group = make_group(session, make_event(session, capacity=2), if_full=IfFull.PART)
    name(session, group, "Amina", "Bo", "Carl")
    with pytest.raises(GroupFixed):
        name(session, group, "Dan")


def test_where_places_are_not_given_at_once_a_group_does_not_grow(session):
    event = make_event(session, intake=IntakePlan(way=Way.APPROVAL))
    group = make_group(session, event, 1)
    name(session, group, "Amina")
    with pytest.raises(GroupFixed):
        name(session, group, "Bo")


def test_years_are_judged_by_the_events_rule_and_kept_with_the_name(session):
    event = make_event(session, age_rule=AgeRule(2014, 2016))
    group = make_group(session, event)
    with pytest.raises(OutsideAgeRule) as refusal:
        name(session, group, child("Amina", 2015), child("Bo", 2009))
    assert refusal.value.positions == [1]
    name(session, group, child("Amina", 2015))
    assert find_participant(session, group, 1).birth_year == 2015


def test_grown_ups_join_a_class_without_taking_a_place_where_the_event_says_so(session):
    care = Care(companions=Companions.UNCOUNTED)
    event = make_event(session, age_rule=AgeRule(2014, 2016), care=care, capacity=1)
    group = make_group(session, event, 1)
    name(session, group, Named(name="Ole", category=Category.ADULT))
    assert find_participant(session, group, 2).is_companion
    assert get_event_view(session, event.id).taken == 1


def test_a_name_without_a_category_is_a_child_where_the_event_is_for_children(session):
    group = make_group(session, make_event(session, age_rule=AgeRule(2014, 2016)), 1)
    name(session, group, Named(name="Amina"), Named(name="Bo"))
    assert find_participant(session, group, 2).category is Category.CHILD


def test_organisers_see_the_groups_of_which_somebody_still_comes(session):
    event = make_event(session, capacity=4)
    make_group(session, event, 5, if_full=IfFull.PART, group_name="4.A")
    gone = make_group(session, event, 1, if_full=IfFull.WAITLIST, group_name="5.C")
    deregister(session, find_participant(session, gone, 1), at=AT, by=VISITOR)
    make_registration(session, event, if_full=IfFull.WAITLIST)
    (row,) = list_groups(session, event)
    assert (row.name, row.places, row.waiting) == ("4.A", 4, 1)
