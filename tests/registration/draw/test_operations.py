"""Lots are drawn once, when registration has closed; the places are given, the others wait."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.intake.queries import intake_of
from eventsys.events.intake.rules import IntakePlan, WaitlistOrder, Way
from eventsys.events.operations import cancel
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import plan_of
from eventsys.events.rules import Attends
from eventsys.registration.draw.errors import DrawRefused, SeedUnusable
from eventsys.registration.draw.operations import draw
from eventsys.registration.draw.queries import find_draw, find_entry, list_entries, read_record
from eventsys.registration.draw.rules import LONGEST_SEED, DrawObstacle, is_right
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Channel, Contact, IfFull, Source
from eventsys.registration.waitlist.models import WaitlistEntry
from eventsys.registration.waitlist.offers.queries import find_open_offer
from eventsys.registration.waitlist.queries import position_of
from tests.factories import AT, START, make_event, make_family

CLOSES = AT + timedelta(days=3)
AFTER = CLOSES + timedelta(hours=1)
NOW = {"at": AFTER, "by": SYSTEM}
NOBODY = Contact(name="", channel=Channel.NONE)
BY_DRAW = {
    "intake": IntakePlan(way=Way.DRAW),
    "registration_opens_at": AT - timedelta(days=1),
    "registration_closes_at": CLOSES,
}


def make_lottery(session, **changes):
    return make_event(session, **(BY_DRAW | {"capacity": 4} | changes))


def enter(session, event, *sizes, **changes):
    changes = {"contact": NOBODY} | changes
    return [make_family(session, event, size, **changes) for size in sizes]


def statuses(session, registration):
    people = select(Participant.status).filter_by(registration_id=registration.id)
    return set(session.scalars(people))


def told(session, registration):
    notices = select(Notice.kind).filter_by(subject_id=registration.id).order_by(Notice.id)
    return list(session.scalars(notices))


def waitlist(session, event):
    entries = select(WaitlistEntry.registration_id).filter_by(event_id=event.id)
    return list(session.scalars(entries.order_by(WaitlistEntry.rank)))


def test_before_the_draw_nobody_has_a_place_or_a_number(session):
    event = make_lottery(session)
    (first,) = enter(session, event, 2)
    assert statuses(session, first) == {"waiting"}
    assert (count_taken(session, event), position_of(session, first)) == (0, None)
    assert find_draw(session, event.id) is None


def test_the_draw_gives_all_places_and_orders_the_rest(session):
    event = make_lottery(session)
    families = enter(session, event, 1, 1, 1, 1, 1, 1)
    drawn = draw(session, event, "seed", **NOW)
    entries = list_entries(session, drawn)
    assert [each.position for each in entries] == [1, 2, 3, 4, 5, 6]
    assert [each.has_place for each in entries] == [True] * 4 + [False] * 2
    assert count_taken(session, event) == 4
    assert waitlist(session, event) == [each.registration_id for each in entries[4:]]
    for family in families:
        entry = find_entry(session, family)
        won = ({"confirmed"}, ["waiting", "approved"], None)
        lost = ({"waiting"}, ["waiting", "waiting"], entry.position - 4)
        came = (statuses(session, family), told(session, family), position_of(session, family))
        assert came == (won if entry.has_place else lost)
    assert intake_of(session, event).is_drawn
    assert plan_of(session, event).intake.is_drawn


def test_tickets_of_winners_are_told_to_the_phones_anew(session):
    event = make_lottery(session)
    (winner,) = enter(session, event, 1)
    draw(session, event, **NOW)
    person = session.scalars(select(Participant).filter_by(registration_id=winner.id)).one()
    ticket = session.scalars(select(Ticket).filter_by(participant_id=person.id)).one()
    assert ticket.changed_at == AFTER


def test_a_draw_is_run_once(session):
    event = make_lottery(session)
    enter(session, event, 1, 2, 3)
    first = draw(session, event, **NOW)
    again = draw(session, event, "another seed", **NOW)
    assert again is first
    assert len(first.seed) == 64
    assert not first.is_seed_given
    verbs = select(AuditEntry.verb).filter_by(verb="draw")
    assert list(session.scalars(verbs)) == ["draw"]


def test_the_record_tells_all_and_can_be_drawn_again(session):
    event = make_lottery(session)
    enter(session, event, 3, 2, 1, 1)
    drawn = draw(session, event, "the lottery of Saturday", **NOW)
    assert (drawn.is_seed_given, drawn.drawn_at, drawn.drawn_by) == (True, AFTER, str(SYSTEM))
    record = read_record(session, drawn)
    assert (record.places, record.order) == ({0: 4}, WaitlistOrder.FITS)
    assert sorted(each.size for each in record.entrants) == [1, 1, 2, 3]
    assert is_right(record)


@pytest.mark.parametrize("order", list(WaitlistOrder))
def test_places_that_nobody_fits_are_kept_as_the_waiting_list_says(session, order):
    intake = IntakePlan(way=Way.DRAW, waitlist_order=order)
    event = make_lottery(session, capacity=3, intake=intake)
    enter(session, event, 2, 2)
    draw(session, event, **NOW)
    assert count_taken(session, event) == 2
    (waiting,) = waitlist(session, event)
    assert find_open_offer(session, session.get_one(Registration, waiting)) is None


def test_a_contact_counts_once_for_the_same_date(session):
    event = make_lottery(session, attends=Attends.ONE, days=(7, 14), capacity=1)
    mine = {"contact": Contact(name="A", channel=Channel.EMAIL, email="a@example.org")}
    enter(session, event, 1, 1, occasion_no=1, **mine)
    enter(session, event, 1, occasion_no=2, **mine)
    enter(session, event, 1, 1, occasion_no=1)
    record = read_record(session, draw(session, event, **NOW))
    repeats = sorted((each.occasion_no, each.is_repeat) for each in record.entrants)
    assert repeats == [(1, False), (1, False), (1, False), (1, True), (2, False)]
    assert record.places == {1: 1, 2: 1}
    assert len(record.winners) == 2
    assert is_right(record)


def test_a_place_given_back_goes_to_the_first_of_the_draw(session):
    event = make_lottery(session, capacity=1)
    enter(session, event, 1, 1, 1)
    entries = list_entries(session, draw(session, event, **NOW))
    winner = session.scalars(
        select(Participant).filter_by(registration_id=entries[0].registration_id)
    ).one()
    deregister(session, winner, at=AFTER, by=VISITOR)
    second = session.get_one(Registration, entries[1].registration_id)
    assert find_open_offer(session, second).places == 1


def test_whoever_comes_after_the_draw_comes_behind(session):
    event = make_lottery(session, capacity=1)
    enter(session, event, 1, 1)
    draw(session, event, **NOW)
    event.registration_closes_at = START
    session.flush()
    with pytest.raises(NotEnoughPlaces):
        enter(session, event, 1, at=AFTER)
    (late,) = enter(session, event, 1, at=AFTER, if_full=IfFull.WAITLIST)
    assert position_of(session, late) == 2


def test_whoever_comes_after_a_draw_with_room_has_a_place_at_once(session):
    event = make_lottery(session)
    draw(session, event, **NOW)
    event.registration_closes_at = START
    session.flush()
    (late,) = enter(session, event, 1, at=AFTER)
    assert statuses(session, late) == {"confirmed"}


def test_who_has_left_takes_no_part(session):
    event = make_lottery(session)
    stays, leaves = enter(session, event, 1, 1)
    person = session.scalars(select(Participant).filter_by(registration_id=leaves.id)).one()
    deregister(session, person, at=AT, by=VISITOR)
    entries = list_entries(session, draw(session, event, **NOW))
    assert [each.registration_id for each in entries] == [stays.id]


def test_invented_people_are_told_nothing(session):
    event = make_lottery(session)
    (invented,) = enter(session, event, 1, source=Source.DEMONSTRATION)
    draw(session, event, **NOW)
    assert told(session, invented) == []


@pytest.mark.parametrize(
    ("changes", "at", "obstacle"),
    [
        ({"intake": IntakePlan(way=Way.APPROVAL)}, AFTER, DrawObstacle.NOT_BY_DRAW),
        ({}, CLOSES - timedelta(seconds=1), DrawObstacle.TOO_EARLY),
        ({}, START + timedelta(days=1), DrawObstacle.TOO_LATE),
    ],
)
def test_lots_are_drawn_at_their_time_alone(session, changes, at, obstacle):
    event = make_lottery(session, **changes)
    with pytest.raises(DrawRefused) as refusal:
        draw(session, event, at=at, by=SYSTEM)
    assert refusal.value.obstacle is obstacle


def test_no_lots_are_drawn_for_a_cancelled_event(session):
    event = make_lottery(session)
    cancel(session, event, at=AT, by=SYSTEM)
    with pytest.raises(DrawRefused):
        draw(session, event, **NOW)


def test_a_seed_that_is_too_long_is_refused(session):
    with pytest.raises(SeedUnusable):
        draw(session, make_lottery(session), "x" * (LONGEST_SEED + 1), **NOW)
