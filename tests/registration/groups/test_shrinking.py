"""A group that is fewer than it thought."""

import pytest
from sqlalchemy import select

from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import VISITOR
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.programme.queries import get_event_view
from eventsys.registration.groups.errors import MoreHaveNames
from eventsys.registration.groups.operations import shrink
from eventsys.registration.rules import Category, ParticipantRequest, ParticipantStatus
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.registration.waitlist.offers.queries import find_open_offer
from tests.factories import AT, make_event, make_registration

CHILD, ADULT = Category.CHILD, Category.ADULT


def make_class(session, event, names, adults=0):
    """Register a class: children of these names, empty for none, and grown-ups."""
    people = [ParticipantRequest(name=name, category=CHILD) for name in names]
    people += [ParticipantRequest(name="", category=ADULT)] * adults
    return make_registration(session, event, participants=people, group_name="3.B")


def left_of(session, group):
    """List the positions of those who are still coming."""
    session.expire_all()
    held = list_held_tickets(session, group)
    return [e.position for e in held if e.status is not ParticipantStatus.DEREGISTERED]


def shrink_to(session, group, **numbers):
    wanted = {Category(kind): number for kind, number in numbers.items()}
    return shrink(session, group, wanted, at=AT, by=VISITOR)


def test_the_last_guests_without_a_name_give_their_places_back(session):
    event = make_event(session, capacity=30)
    group = make_class(session, event, ["", "Amina", "", "Bo"], adults=2)
    assert shrink_to(session, group, child=3, adult=1) == 2
    assert left_of(session, group) == [1, 2, 4, 5]
    assert get_event_view(session, event.id).taken == 4
    told = session.scalars(select(Notice.kind).filter_by(subject_id=group.id)).all()
    assert told.count(NoticeKind.DEREGISTERED) == 2


def test_nobody_goes_twice_when_it_is_sent_twice(session):
    group = make_class(session, make_event(session), ["", "", ""])
    assert [shrink_to(session, group, child=2) for _ in range(2)] == [1, 0]
    assert left_of(session, group) == [1, 2]


def test_whoever_has_a_name_stays_and_nothing_is_changed(session):
    group = make_class(session, make_event(session), ["Amina", "Bo", ""], adults=1)
    with pytest.raises(MoreHaveNames) as refusal:
        shrink_to(session, group, child=1, adult=0)
    assert (refusal.value.category, refusal.value.named) == (CHILD, 2)
    assert left_of(session, group) == [1, 2, 3, 4]


def test_a_kind_that_is_not_told_stays(session):
    group = make_class(session, make_event(session), ["", ""], adults=1)
    shrink_to(session, group, child=1)
    assert left_of(session, group) == [1, 3]


def test_the_places_go_to_those_who_wait(session):
    event = make_event(session, capacity=3, intake=IntakePlan())
    group = make_class(session, event, ["", "", ""])
    waiting = make_registration(session, event, "Amina", "Bo", if_full="waitlist")
    shrink_to(session, group, child=1)
    assert find_open_offer(session, waiting) is not None
