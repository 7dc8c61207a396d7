"""An event that gets fewer places than people hold: nobody is put out, the last are called."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.events.errors import CapacityBelowTaken, NotEnoughPlaces
from eventsys.events.pools.queries import get_pool, most_taken
from eventsys.events.queries import plan_of
from eventsys.events.rules import Attends
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.overbooked.operations import amend_and_mark, settle
from eventsys.registration.overbooked.queries import (
    count_overbooked,
    find_call,
    list_overbooked,
)
from eventsys.registration.queries import list_participants
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.standing.operations import amend_with_people
from tests.factories import AT, make_event, make_family, make_occasions

MINUTE = timedelta(minutes=1)
BY = {"at": AT + timedelta(hours=1), "by": SYSTEM}


@pytest.fixture
def event(session):
    """Fifty places, of which 47 are taken: 40 by a school, then four, then three."""
    event = make_event(session, capacity=50)
    for number, size in enumerate((10, 10, 10, 10, 4, 3)):
        make_family(session, event, size, at=AT + number * MINUTE)
    return event


def lower(session, event, capacity):
    amend_and_mark(session, event, replace(plan_of(session, event), capacity=capacity), **BY)


def called(session, event):
    return [each.people for each in list_overbooked(session, event)]


def statuses(session, event):
    return {row.status for row in list_participants(session, event)}


def test_seven_too_many_are_marked_and_everybody_keeps_the_place(session, event):
    lower(session, event, 40)
    assert called(session, event) == [3, 4]
    assert count_overbooked(session, event) == 2
    assert statuses(session, event) == {ParticipantStatus.CONFIRMED}
    pool = get_pool(session, event.id, None)
    assert (pool.capacity, pool.taken, pool.left()) == (40, 47, 0)
    with pytest.raises(NotEnoughPlaces):
        make_family(session, event, 1)


def test_an_event_that_was_lowered_on_purpose_can_be_saved_again(session, event):
    lower(session, event, 40)
    amend_with_people(session, event, replace(plan_of(session, event), gates=["Øst"]), **BY)
    assert get_pool(session, event.id, None).capacity == 40
    with pytest.raises(CapacityBelowTaken):
        amend_with_people(session, event, replace(plan_of(session, event), capacity=39), **BY)


def test_whoever_was_called_is_off_the_list_until_places_are_lowered_further(session, event):
    lower(session, event, 40)
    last = list_overbooked(session, event)[0]
    settle(session, event, find_call(session, event, last.id), **BY)
    assert called(session, event) == [4]
    lower(session, event, 39)
    assert called(session, event) == [3, 4, 1]


def test_whoever_has_left_need_not_be_called(session, event):
    lower(session, event, 45)
    assert called(session, event) == [2]
    registration_id = list_overbooked(session, event)[0].registration_id
    people = session.query(Participant).filter_by(registration_id=registration_id).all()
    for person in people:
        deregister(session, person, **BY)
    assert called(session, event) == []
    assert count_overbooked(session, event) == 0


def test_each_date_has_its_own_who_came_last(session):
    dates = make_occasions(session, 2)
    event = make_event(session, capacity=5, attends=Attends.ONE, occasions=dates)
    make_family(session, event, 4, occasion_no=1)
    make_family(session, event, 2, occasion_no=2)
    assert most_taken(session, event) == 4
    lower(session, event, 3)
    assert called(session, event) == [1]


def test_without_a_limit_nobody_is_called(session, event):
    lower(session, event, None)
    assert called(session, event) == []


def test_a_call_of_another_event_is_not_found(session, event):
    lower(session, event, 40)
    other = make_event(session)
    assert find_call(session, other, list_overbooked(session, event)[0].id) is None
