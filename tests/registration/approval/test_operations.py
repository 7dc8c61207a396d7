"""Registrations wait for the organisers' yes; a no has a reason, and can be taken back."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.care.rules import Care, NeedKind
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.operations import cancel
from eventsys.events.pools.queries import count_taken
from eventsys.events.rules import Attends
from eventsys.registration.approval.errors import NothingToDecide, NoWaitlist, ReasonMissing
from eventsys.registration.approval.operations import (
    approve,
    approve_to_waitlist,
    decline,
    take_up_again,
)
from eventsys.registration.approval.queries import count_requests, find_decision, list_requests
from eventsys.registration.approval.rules import LONGEST_REASON, RequestState, Verdict
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.needs.models import Need
from eventsys.registration.needs.rules import NeedRequest
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import ParticipantRequest
from eventsys.registration.waitlist.offers.queries import find_open_offer
from eventsys.registration.waitlist.operations import keep_waitlists
from eventsys.registration.waitlist.queries import position_of
from tests.factories import AT, START, make_event, make_family, make_registration

LATER = AT + timedelta(hours=1)
BY = {"at": LATER, "by": SYSTEM}
APPROVAL = IntakePlan(way=Way.APPROVAL)


@pytest.fixture
def event(session):
    """An event with three places, for which organisers say yes."""
    return make_event(session, capacity=3, intake=APPROVAL)


def statuses(session, registration):
    people = select(Participant.status).filter_by(registration_id=registration.id)
    return list(session.scalars(people.order_by(Participant.position)))


def told(session, registration):
    notices = select(Notice.kind).filter_by(subject_id=registration.id).order_by(Notice.id)
    return list(session.scalars(notices))


def ids(session, event, state, **given):
    found = list_requests(session, event, state, limit=10, **given)
    return [each.registration.id for each in found]


def test_a_yes_gives_places_and_says_so(session, event):
    registration = make_family(session, event, 2)
    approve(session, registration, **BY)
    assert statuses(session, registration) == ["confirmed"] * 2
    assert count_taken(session, event) == 2
    assert told(session, registration) == ["waiting", "approved"]
    decision = find_decision(session, registration)
    assert (decision.verdict, decision.reason) == (Verdict.APPROVED, "")
    assert (decision.decided_at, decision.decided_by) == (LATER, str(SYSTEM))


def test_a_yes_said_twice_is_one(session, event):
    registration = make_family(session, event, 2)
    approve(session, registration, **BY)
    approve(session, registration, **BY)
    assert count_taken(session, event) == 2
    assert told(session, registration) == ["waiting", "approved"]


def test_a_yes_where_there_is_no_place_left_is_refused_whole(session, event):
    approve(session, make_family(session, event, 2), **BY)
    late = make_family(session, event, 2)
    with pytest.raises(NotEnoughPlaces) as refusal:
        approve(session, late, **BY)
    assert (refusal.value.asked, refusal.value.left) == (2, 1)
    assert statuses(session, late) == ["waiting"] * 2
    assert find_decision(session, late) is None


def test_a_yes_to_the_waiting_list_is_offered_what_becomes_free(session, event):
    first = make_family(session, event, 3)
    approve(session, first, **BY)
    second, third = make_family(session, event, 2), make_family(session, event, 1)
    approve_to_waitlist(session, second, **BY)
    approve_to_waitlist(session, second, **BY)
    assert (position_of(session, second), position_of(session, third)) == (1, None)
    assert told(session, second) == ["waiting", "waiting"]
    with pytest.raises(NotEnoughPlaces):
        approve(session, third, **BY)
    for person in session.scalars(select(Participant).filter_by(registration_id=first.id)).all():
        deregister(session, person, at=LATER, by=VISITOR)
    assert find_open_offer(session, second).places == 2
    approve(session, third, **BY)
    assert statuses(session, third) == ["confirmed"]


def test_requests_are_offered_nothing_by_themselves(session, event):
    registration = make_family(session, event, 1)
    assert keep_waitlists(session, at=LATER) == 0
    assert statuses(session, registration) == ["waiting"]


def test_without_a_waiting_list_nobody_is_put_on_it(session):
    event = make_event(session, intake=IntakePlan(way=Way.APPROVAL, has_waitlist=False))
    registration = make_family(session, event, 1)
    with pytest.raises(NoWaitlist):
        approve_to_waitlist(session, registration, **BY)


def test_a_no_has_a_reason_and_is_said_once(session, event):
    registration = make_family(session, event, 1)
    decline(session, registration, " For residents of Tingbjerg. ", **BY)
    decline(session, registration, "Another reason", **BY)
    assert statuses(session, registration) == ["deregistered"]
    assert find_decision(session, registration).reason == "For residents of Tingbjerg."
    assert told(session, registration) == ["waiting", "declined"]
    person = session.scalars(select(Participant).filter_by(registration_id=registration.id)).one()
    assert (person.deregistered_at, person.deregistered_by) == (LATER, str(SYSTEM))


def test_what_people_need_is_deleted_with_a_no(session):
    care = Care(needs=frozenset({NeedKind.ALLERGY}))
    event = make_event(session, intake=APPROVAL, care=care)
    amina = ParticipantRequest(
        name="Amina", needs=[NeedRequest(kind=NeedKind.ALLERGY, text="Nuts")]
    )
    registration = make_registration(session, event, participants=[amina])
    assert session.scalars(select(Need)).one().text == "Nuts"
    decline(session, registration, "No", **BY)
    assert session.scalar(select(Need)) is None


@pytest.mark.parametrize("reason", ["", "  ", "x" * (LONGEST_REASON + 1)])
def test_a_no_without_a_reason_that_can_be_read_is_refused(session, event, reason):
    registration = make_family(session, event, 1)
    with pytest.raises(ReasonMissing):
        decline(session, registration, reason, **BY)


def test_a_no_can_be_taken_back_for_those_whom_it_sent_away(session, event):
    registration = make_family(session, event, 3)
    first = session.scalars(
        select(Participant).filter_by(registration_id=registration.id, position=1)
    ).one()
    deregister(session, first, at=AT, by=VISITOR)
    decline(session, registration, "No", **BY)
    take_up_again(session, registration, at=LATER + timedelta(minutes=1), by=SYSTEM)
    assert statuses(session, registration) == ["deregistered", "waiting", "waiting"]
    assert find_decision(session, registration) is None
    assert told(session, registration)[-2:] == ["declined", "waiting"]
    approve(session, registration, **BY)
    assert count_taken(session, event) == 2
    verbs = select(AuditEntry.verb).filter_by(object_kind="registration").order_by(AuditEntry.id)
    assert list(session.scalars(verbs)) == ["decline", "take up again", "approve"]


def test_only_a_no_can_be_taken_back(session, event):
    waiting, approved = make_family(session, event, 1), make_family(session, event, 1)
    approve(session, approved, **BY)
    for registration in (waiting, approved):
        with pytest.raises(NothingToDecide):
            take_up_again(session, registration, **BY)


def test_a_yes_after_a_no_needs_the_no_taken_back(session, event):
    registration = make_family(session, event, 1)
    decline(session, registration, "No", **BY)
    with pytest.raises(NothingToDecide):
        approve(session, registration, **BY)


def test_nothing_is_decided_about_who_has_left(session, event):
    registration = make_family(session, event, 1)
    person = session.scalars(select(Participant).filter_by(registration_id=registration.id)).one()
    deregister(session, person, at=AT, by=VISITOR)
    with pytest.raises(NothingToDecide):
        approve(session, registration, **BY)
    assert count_requests(session, event)[RequestState.WAITING] == 0


def test_nothing_is_decided_about_a_cancelled_event(session, event):
    registration = make_family(session, event, 1)
    cancel(session, event, at=AT, by=SYSTEM)
    with pytest.raises(NothingToDecide):
        approve(session, registration, **BY)


def test_nothing_is_decided_after_the_date_that_was_chosen(session):
    event = make_event(session, days=(7, 14), attends=Attends.ONE, intake=APPROVAL)
    first = make_family(session, event, 1, occasion_no=1)
    second = make_family(session, event, 1, occasion_no=2)
    after = START + timedelta(days=1)
    with pytest.raises(NothingToDecide):
        approve(session, first, at=after, by=SYSTEM)
    approve(session, second, at=after, by=SYSTEM)
    assert statuses(session, second) == ["confirmed"]


def test_requests_are_listed_and_counted_by_their_state(session, event):
    families = [make_family(session, event, 1) for _ in range(4)]
    approve(session, families[0], **BY)
    decline(session, families[1], "No", **BY)
    assert count_requests(session, event) == {
        RequestState.WAITING: 2,
        RequestState.APPROVED: 1,
        RequestState.DECLINED: 1,
    }
    assert ids(session, event, RequestState.WAITING) == [families[2].id, families[3].id]
    assert ids(session, event, RequestState.WAITING, after=families[2].id) == [families[3].id]
    assert ids(session, event, RequestState.APPROVED) == [families[0].id]
    (declined,) = list_requests(session, event, RequestState.DECLINED, limit=10)
    assert (declined.registration.id, declined.people) == (families[1].id, 1)
    assert declined.decision.reason == "No"


def test_a_request_needs_places_for_those_who_would_still_come(session, event):
    family = make_family(session, event, 3)
    deregister(session, find_participant(session, family, 1), at=LATER, by=SYSTEM)
    (request,) = list_requests(session, event, RequestState.WAITING, limit=10)
    assert (request.people, request.places) == (2, 2)


def test_nobody_says_yes_or_no_where_lots_decide(session):
    event = make_event(
        session,
        capacity=2,
        intake=IntakePlan(way=Way.DRAW),
        registration_opens_at=AT - timedelta(days=1),
        registration_closes_at=AT + timedelta(days=1),
    )
    entrant = make_family(session, event, 1)
    for decide in (approve, approve_to_waitlist, partial(decline, reason="No")):
        with pytest.raises(NothingToDecide):
            decide(session, entrant, **BY)
    assert find_decision(session, entrant) is None
