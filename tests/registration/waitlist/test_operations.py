"""What joins, leaves and is offered, in the words of the journeys."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.attendance.queries import count_event
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.care.rules import Care, Companions
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.intake.rules import IntakePlan, WaitlistOrder
from eventsys.events.operations import amend_event, cancel
from eventsys.events.pools.queries import count_taken, get_pool
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import plan_of
from eventsys.events.rules import AgeRule, Attends, Places
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.operations import register_once
from eventsys.registration.requests import Attempt
from eventsys.registration.rules import IfFull, ParticipantRequest, ParticipantStatus as Status
from eventsys.registration.waitlist.errors import NobodyWaits
from eventsys.registration.waitlist.offers.queries import (
    find_open_offer,
    has_expired_offer,
    is_anything_to_do,
    list_overtakings,
)
from eventsys.registration.waitlist.operations import (
    accept_offer,
    keep_waitlists,
    offer_changed_places,
    offer_now,
)
from eventsys.registration.waitlist.queries import list_waitlist, position_of
from eventsys.registration.waitlist.rules import Answer
from tests.factories import AT, START, make_event, make_family, make_request, names_of

WAITLIST, PART = {"if_full": IfFull.WAITLIST}, {"if_full": IfFull.PART}
STRICT = IntakePlan(waitlist_order=WaitlistOrder.FIRST)
WITHOUT = IntakePlan(has_waitlist=False)
HOUR = timedelta(hours=1)


def statuses(session, registration):
    people = session.query(Participant.status).filter_by(registration_id=registration.id)
    return [status for (status,) in people.order_by(Participant.position)]


def leave(session, registration, position=1, at=AT):
    found = session.query(Participant).filter_by(registration_id=registration.id, position=position)
    deregister(session, found.one(), at=at, by=VISITOR)


def kinds(session, registration):
    told = session.query(Notice.kind).filter_by(subject_id=registration.id).order_by(Notice.id)
    return [kind for (kind,) in told]


def test_three_asked_and_two_left_takes_nothing_by_itself(session):
    event = make_event(session, capacity=2)
    with pytest.raises(NotEnoughPlaces) as refusal:
        make_family(session, event, 3)
    assert (refusal.value.left, count_taken(session, event)) == (2, 0)


def test_three_asked_and_two_left_can_be_two_now_and_one_who_waits(session):
    event = make_event(session, capacity=2)
    family = make_family(session, event, 3, **PART)
    assert statuses(session, family) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITING]
    assert position_of(session, family) == 1
    assert kinds(session, family) == [NoticeKind.REGISTERED]


def test_three_asked_and_two_left_can_wait_together(session):
    event = make_event(session, capacity=2)
    family = make_family(session, event, 3, **WAITLIST)
    assert statuses(session, family) == [Status.WAITING] * 3
    assert count_taken(session, event) == 0
    assert kinds(session, family) == [NoticeKind.WAITING]


def test_whoever_wants_to_wait_has_a_place_where_there_is_one(session):
    event = make_event(session, capacity=2)
    assert statuses(session, make_family(session, event, 2, **WAITLIST)) == [Status.CONFIRMED] * 2


def test_without_a_waiting_list_a_part_is_taken_and_the_others_are_left_out(session):
    event = make_event(session, capacity=2, intake=WITHOUT)
    assert statuses(session, make_family(session, event, 3, **PART)) == [Status.CONFIRMED] * 2
    for choice in (PART, WAITLIST):
        with pytest.raises(NotEnoughPlaces):
            make_family(session, event, 1, **choice)


def test_a_form_sent_twice_waits_once(session):
    event = make_event(session, capacity=1)
    request = make_request(*names_of(2), if_full=IfFull.PART)
    attempt = Attempt(scope="form", key="1", body="same")
    first, second = (
        register_once(session, event.slug, request, attempt, at=AT, by=VISITOR) for _ in range(2)
    )
    assert (first.registration.id, second.is_new) == (second.registration.id, False)
    assert count_taken(session, event) == 1


def test_companions_without_a_place_wait_and_come_with_their_family(session):
    rule, care = AgeRule(2016, 2016), Care(companions=Companions.UNCOUNTED)
    event = make_event(session, capacity=1, age_rule=rule, care=care)
    child = ParticipantRequest(name="Amina", birth_year=2016)
    sibling = ParticipantRequest(name="Bo", is_companion=True)
    first = make_family(session, event, participants=[child])
    second = make_family(session, event, participants=[child, sibling], **WAITLIST)
    assert statuses(session, second) == [Status.WAITING] * 2
    leave(session, first)
    assert statuses(session, second) == [Status.OFFERED] * 2
    assert (find_open_offer(session, second).places, count_taken(session, event)) == (1, 1)
    leave(session, second)
    assert (find_open_offer(session, second), count_taken(session, event)) == (None, 0)


def test_a_place_given_back_is_offered_to_the_first_and_taken_by_a_yes(session):
    event = make_event(session, capacity=1)
    first, second = make_family(session, event), make_family(session, event, **WAITLIST)
    leave(session, first)
    offer = find_open_offer(session, second)
    assert (statuses(session, second), offer.places) == ([Status.OFFERED], 1)
    assert count_taken(session, event) == 1
    assert accept_offer(session, second, at=AT + HOUR) is Answer.ACCEPTED
    assert accept_offer(session, second, at=AT + HOUR) is Answer.NO_OFFER
    assert (statuses(session, second), count_taken(session, event)) == ([Status.CONFIRMED], 1)
    assert kinds(session, second) == [NoticeKind.WAITING, NoticeKind.OFFERED, NoticeKind.PROMOTED]


def test_an_offer_that_runs_out_goes_on_and_its_party_stays_where_it_was(session):
    event = make_event(session, capacity=1)
    first, *others = (make_family(session, event, 1, **WAITLIST) for _ in range(3))
    leave(session, first)
    until = find_open_offer(session, others[0]).expires_at
    assert accept_offer(session, others[0], at=until) is Answer.EXPIRED
    assert [position_of(session, each) for each in others] == [1, 2]
    assert has_expired_offer(session, others[0])
    assert find_open_offer(session, others[1]).offered_at == until
    assert kinds(session, others[0])[-1] is NoticeKind.OFFER_EXPIRED


def test_who_let_an_offer_run_out_is_asked_again_when_another_place_comes_free(session):
    event = make_event(session, capacity=2)
    first, second = make_family(session, event, 1), make_family(session, event, 1)
    late = make_family(session, event, 1, **WAITLIST)
    leave(session, first)
    until = find_open_offer(session, late).expires_at
    assert accept_offer(session, late, at=until) is Answer.EXPIRED
    assert find_open_offer(session, late) is None
    leave(session, second, at=until + HOUR)
    assert find_open_offer(session, late).offered_at == until + HOUR


def test_a_party_passed_over_sees_which_smaller_party_got_the_place_and_when(session):
    event = make_event(session, capacity=3)
    there = make_family(session, event, 3)
    large = make_family(session, event, 3, **WAITLIST)
    small = make_family(session, event, 2, **WAITLIST)
    leave(session, there, 1)
    leave(session, there, 2, at=AT + HOUR)
    assert [position_of(session, each) for each in (large, small)] == [1, 2]
    assert statuses(session, small) == [Status.OFFERED] * 2
    assert [(each.size, each.at) for each in list_overtakings(session, large)] == [(2, AT + HOUR)]
    assert list_overtakings(session, small) == []


def test_where_the_order_is_strict_what_is_free_is_kept_for_the_first(session):
    event = make_event(session, capacity=3, intake=STRICT)
    there = make_family(session, event, 3)
    large = make_family(session, event, 2, **WAITLIST)
    make_family(session, event, 1, **WAITLIST)
    leave(session, there, 1)
    with pytest.raises(NotEnoughPlaces) as refusal:
        make_family(session, event, 1)
    assert refusal.value.left == 0
    view = get_event_view(session, event.id)
    assert (view.places, view.left) == (Places.FULL, 0)
    leave(session, there, 2)
    assert statuses(session, large) == [Status.OFFERED] * 2


def test_a_person_who_no_longer_waits_lets_the_rest_of_the_party_fit(session):
    event = make_event(session, capacity=1)
    there, party = make_family(session, event, 1), make_family(session, event, 2, **WAITLIST)
    leave(session, there)
    assert statuses(session, party) == [Status.WAITING] * 2
    leave(session, party, 2)
    assert statuses(session, party) == [Status.OFFERED, Status.DEREGISTERED]


def test_more_places_are_offered_at_once(session):
    event = make_event(session, capacity=1)
    make_family(session, event, 1)
    party = make_family(session, event, 2, **WAITLIST)
    plan = replace(plan_of(session, event), capacity=3)
    amend_event(session, event, plan, at=AT, by=SYSTEM)
    assert is_anything_to_do(session, at=AT)
    offer_changed_places(session, event, at=AT)
    assert statuses(session, party) == [Status.OFFERED] * 2
    assert not is_anything_to_do(session, at=AT)


def test_the_worker_offers_what_a_change_of_the_event_left_over(session):
    event = make_event(session, capacity=1)
    make_family(session, event, 1)
    party = make_family(session, event, 1, **WAITLIST)
    amend_event(session, event, replace(plan_of(session, event), capacity=2), at=AT, by=SYSTEM)
    assert keep_waitlists(session, at=AT) == 1
    assert statuses(session, party) == [Status.OFFERED]


def test_in_the_last_four_hours_only_the_organiser_offers(session):
    event = make_event(session, capacity=1)
    there, party = make_family(session, event, 1), make_family(session, event, 1, **WAITLIST)
    late = START - 3 * HOUR
    leave(session, there, at=late)
    assert statuses(session, party) == [Status.WAITING]
    assert get_pool(session, event.id, None).left() == 0
    offer = offer_now(session, party, at=late, by=SYSTEM)
    assert (offer.places, statuses(session, party)) == (1, [Status.OFFERED])
    assert late + HOUR <= offer.expires_at <= START
    with pytest.raises(NobodyWaits):
        offer_now(session, party, at=late, by=SYSTEM)


def test_the_organiser_cannot_offer_what_is_not_there(session):
    event = make_event(session, capacity=1)
    make_family(session, event, 1)
    party = make_family(session, event, 1, **WAITLIST)
    with pytest.raises(NotEnoughPlaces):
        offer_now(session, party, at=AT, by=SYSTEM)


def test_nothing_is_offered_of_a_cancelled_event(session):
    event = make_event(session, capacity=1)
    there, party = make_family(session, event, 1), make_family(session, event, 1, **WAITLIST)
    cancel(session, event, at=AT, by=SYSTEM)
    leave(session, there)
    assert statuses(session, party) == [Status.WAITING]
    assert not is_anything_to_do(session, at=AT)


def test_each_occasion_has_its_own_waiting_list(session):
    event = make_event(session, capacity=1, attends=Attends.ONE, days=(7, 14))
    there = [make_family(session, event, 1, occasion_no=no) for no in (1, 2)]
    waiting = [make_family(session, event, 1, occasion_no=no, **WAITLIST) for no in (1, 2)]
    assert [position_of(session, each) for each in waiting] == [1, 1]
    leave(session, there[1])
    assert [statuses(session, each) for each in waiting] == [[Status.WAITING], [Status.OFFERED]]
    listed = list_waitlist(session, event)
    assert [(each.registration, each.position, each.size) for each in listed] == [
        (waiting[0], 1, 1),
        (waiting[1], 1, 1),
    ]
    assert [each.offer is None for each in listed] == [True, False]


def test_those_who_wait_are_counted_apart(session):
    event = make_event(session, capacity=2)
    there = make_family(session, event, 2)
    make_family(session, event, 1, **WAITLIST)
    make_family(session, event, 2, **WAITLIST)
    leave(session, there)
    counted = count_event(session, event, at=AT)
    assert (counted.confirmed, counted.offered, counted.waiting, counted.deregistered) == (
        *(1, 1),
        *(2, 1),
    )
