"""Who waits for one date goes to another: to its places, else to the end of its line."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.models import Occasion, PlacePool
from eventsys.events.operations import amend_event
from eventsys.events.queries import plan_of
from eventsys.events.rules import Attends
from eventsys.registration.changes.errors import MoveRefused
from eventsys.registration.changes.queries import list_people
from eventsys.registration.moves.operations import move
from eventsys.registration.rules import IfFull
from eventsys.registration.waitlist.models import WaitlistEntry, WaitlistOffer
from eventsys.registration.waitlist.offers.queries import has_expired_offer
from eventsys.registration.waitlist.operations import keep_waitlists, offer_now
from eventsys.registration.waitlist.queries import position_of
from tests.factories import AT, make_event, make_family

HERE, THERE = 1, 2
LATER = AT + timedelta(hours=1)


@pytest.fixture
def event(session):
    """An event of two dates with three places each; the first is full."""
    made = make_event(session, days=(7, 14), attends=Attends.ONE, capacity=3)
    family(session, made, 3)
    return made


def family(session, event, size, no=HERE, if_full=IfFull.WAITLIST):
    return make_family(session, event, size, occasion_no=no, if_full=if_full)


def go(session, registration, no=THERE):
    move(session, registration, no, at=LATER, by=VISITOR)


def statuses(session, registration):
    return [person.status.value for person in list_people(session, registration)]


def taken(session, event):
    session.flush()
    pools = select(PlacePool.taken).filter_by(event_id=event.id).order_by(PlacePool.occasion_id)
    return session.scalars(pools).all()


def last_notice(session):
    notice = session.scalars(select(Notice).order_by(Notice.id.desc()).limit(1)).one()
    return notice.kind.value, notice.revision


def test_who_waits_gets_the_free_places_of_another_date(session, event):
    waiting = family(session, event, 2)
    go(session, waiting)
    assert statuses(session, waiting) == ["confirmed"] * 2
    assert taken(session, event) == [3, 2]
    assert position_of(session, waiting) is None
    assert session.get(WaitlistEntry, waiting.id) is None
    assert last_notice(session) == ("registered", 2)


def test_who_waits_goes_to_the_end_of_the_line_where_there_are_too_few(session, event):
    earlier, later = family(session, event, 1), family(session, event, 1)
    family(session, event, 3, no=THERE)
    there = family(session, event, 1, no=THERE)
    go(session, earlier)
    after = family(session, event, 1, no=THERE)
    assert statuses(session, earlier) == ["waiting"]
    assert [position_of(session, each) for each in (there, earlier, after)] == [1, 2, 3]
    assert position_of(session, later) == 1
    assert session.get_one(WaitlistEntry, earlier.id).joined_at == LATER
    assert taken(session, event) == [3, 3]
    assert ("waiting", 2) in [(n.kind.value, n.revision) for n in session.query(Notice)]


def test_pressing_twice_keeps_the_number_in_the_line(session, event):
    waiting = family(session, event, 1)
    family(session, event, 3, no=THERE)
    go(session, waiting)
    family(session, event, 1, no=THERE)
    go(session, waiting)
    assert position_of(session, waiting) == 1


def test_who_stood_first_in_line_leaves_it_to_the_next(session, event):
    large, small = family(session, event, 2), family(session, event, 1)
    widen(session, event)
    keep_waitlists(session, at=AT)
    assert statuses(session, small) == ["offered"]
    go(session, large)
    assert statuses(session, large) == ["confirmed"] * 2
    assert taken(session, event) == [4, 2]


def test_who_has_an_offer_goes_only_to_places_and_leaves_the_offered_ones(session, event):
    offered, waiting = family(session, event, 1), family(session, event, 1)
    widen(session, event)
    offer = offer_now(session, offered, at=AT, by=SYSTEM)
    family(session, event, 3, no=THERE)
    with pytest.raises(NotEnoughPlaces):
        go(session, offered)
    assert (offer.status.value, statuses(session, offered)) == ("open", ["offered"])
    widen(session, event, no=THERE)
    go(session, offered)
    assert (offer.status.value, statuses(session, offered)) == ("declined", ["confirmed"])
    assert statuses(session, waiting) == ["offered"]
    assert taken(session, event) == [4, 4]


def widen(session, event, no=HERE):
    occasion = select(Occasion.id).filter_by(event_id=event.id, no=no).scalar_subquery()
    pool = session.scalars(select(PlacePool).where(PlacePool.occasion_id == occasion)).one()
    pool.capacity += 1
    session.flush()


def test_a_family_of_whom_one_waits_goes_only_to_places_for_all(session, event):
    other = family(session, event, 2, no=THERE)
    mixed = family(session, event, 2, no=THERE, if_full=IfFull.PART)
    assert statuses(session, mixed) == ["confirmed", "waiting"]
    with pytest.raises(NotEnoughPlaces):
        go(session, mixed, HERE)
    move_all_out(session, event)
    go(session, mixed, HERE)
    assert statuses(session, mixed) == ["confirmed"] * 2
    assert position_of(session, mixed) is None
    assert statuses(session, other) == ["confirmed"] * 2


def move_all_out(session, event):
    for pool in session.scalars(select(PlacePool).filter_by(event_id=event.id)):
        pool.capacity = 5
    session.flush()


def test_without_a_waiting_list_who_waits_stays_where_they_are(session, event):
    waiting = family(session, event, 1)
    family(session, event, 3, no=THERE)
    amend_intake(session, event, has_waitlist=False)
    with pytest.raises(NotEnoughPlaces):
        go(session, waiting)
    assert position_of(session, waiting) == 1


def amend_intake(session, event, **values):
    plan = plan_of(session, event)
    wanted = replace(plan, intake=replace(plan.intake, **values))
    amend_event(session, event, wanted, at=AT, by=SYSTEM)


def test_a_request_that_nobody_has_judged_stays(session):
    event = make_event(
        session, days=(7, 14), attends=Attends.ONE, capacity=3, intake=IntakePlan(way=Way.APPROVAL)
    )
    with pytest.raises(MoveRefused):
        go(session, family(session, event, 1))


def test_an_offer_that_ran_out_at_one_date_is_nothing_at_the_next(session, event):
    waiting = family(session, event, 1)
    widen(session, event)
    offer = offer_now(session, waiting, at=AT, by=SYSTEM)
    keep_waitlists(session, at=offer.expires_at)
    assert has_expired_offer(session, waiting)
    family(session, event, 3, no=THERE)
    move(session, waiting, THERE, at=offer.expires_at, by=VISITOR)
    assert not has_expired_offer(session, waiting)
    assert session.query(WaitlistOffer).filter_by(status="open").count() == 0
