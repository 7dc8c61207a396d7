"""What organisers do to events, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import product

import pytest

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.revision import current_revision
from eventsys.core.text import Language
from eventsys.events.errors import (
    CapacityBelowTaken,
    HasRegistrations,
    SlugTaken,
    WrongEventDetails,
    WrongTransition,
)
from eventsys.events.models import Event, Occasion, PlacePool
from eventsys.events.operations import (
    amend_event,
    archive,
    cancel,
    change_status,
    create_event,
    delete_draft,
    publish,
    withdraw,
)
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import list_gates, list_occasions, plan_of, title_of
from eventsys.events.requests import OccasionPlan
from eventsys.events.rules import TRANSITIONS, AgeRule, Attends, EventStatus
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.queries import find_participant
from tests.factories import (
    AT,
    HOURS,
    START,
    make_draft,
    make_event,
    make_family,
    make_occasions,
    make_plan,
    make_venue,
)


def amend(session, event, **changes):
    return amend_event(
        session, event, replace(plan_of(session, event), **changes), at=AT + HOURS, by=SYSTEM
    )


def test_a_new_event_is_a_draft_as_it_was_planned(session):
    plan = make_plan(session, capacity=714, age_rule=AgeRule(2017, 2017))
    event = create_event(session, plan, at=AT, by=SYSTEM)
    assert event.status is EventStatus.DRAFT
    kept = plan_of(session, event)
    occasions = [replace(occasion, no=None) for occasion in kept.occasions]
    assert replace(kept, occasions=occasions) == plan


def test_a_change_is_in_the_audit_log_and_raises_the_public_revision(session):
    before = current_revision(session)
    event = make_event(session)
    entries = [
        (entry.verb, entry.object_id)
        for entry in session.query(AuditEntry).filter_by(object_kind="event")
    ]
    assert entries == [("create", event.id), ("published", event.id)]
    assert current_revision(session) > before


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"slug": "Æble kage"}, "slug", "form"),
        ({"slug": "admin"}, "slug", "form"),
        ({"titles": {Language.ARABIC: "حفلة"}}, "title", "danish-missing"),
        ({"occasions": []}, "occasions", "missing"),
        ({"capacity": -1}, "capacity", "negative"),
        ({"capacity": 10**10}, "capacity", "far"),
        (
            {"registration_opens_at": datetime(1, 1, 1, tzinfo=timezone(HOURS))},
            "registration_opens_at",
            "far",
        ),
        (
            {"registration_closes_at": datetime(9999, 12, 31, tzinfo=timezone(-HOURS))},
            "registration_closes_at",
            "far",
        ),
        ({"age_rule": AgeRule(2018, 2017)}, "age_rule", "order"),
        ({"gates": ["Nord", "Nord"]}, "gates", "repeated"),
        (
            {"registration_opens_at": START, "registration_closes_at": AT},
            "registration_closes_at",
            "order",
        ),
    ],
)
def test_a_detail_that_cannot_be_is_named(session, change, field, reason):
    with pytest.raises(WrongEventDetails) as refusal:
        create_event(session, make_plan(session, **change), at=AT, by=SYSTEM)
    assert (refusal.value.field, refusal.value.reason) == (field, reason)


@pytest.mark.parametrize("year", [1, 1999, 2100, 9999])
def test_an_occasion_in_a_year_far_off_is_refused(session, year):
    start = datetime(year, 12, 31, 20, tzinfo=UTC)
    far = OccasionPlan(
        starts_at=start, ends_at=start + timedelta(hours=1), venue_id=make_venue(session).id
    )
    with pytest.raises(WrongEventDetails) as refusal:
        create_event(session, make_plan(session, occasions=[far]), at=AT, by=SYSTEM)
    assert (refusal.value.field, refusal.value.reason) == ("occasions", "far")


def test_an_occasion_that_is_named_twice_is_refused(session):
    event = make_event(session)
    [occasion] = plan_of(session, event).occasions
    twice = replace(plan_of(session, event), occasions=[occasion, occasion])
    with pytest.raises(WrongEventDetails) as refusal:
        amend_event(session, event, twice, at=AT, by=SYSTEM)
    assert (refusal.value.field, refusal.value.reason) == ("occasions", "repeated")


def test_an_occasion_that_ends_before_it_starts_is_refused(session):
    backwards = OccasionPlan(starts_at=START, ends_at=START, venue_id=make_venue(session).id)
    with pytest.raises(WrongEventDetails):
        create_event(session, make_plan(session, occasions=[backwards]), at=AT, by=SYSTEM)


def test_two_events_cannot_have_one_slug(session):
    make_event(session, slug="fest")
    with pytest.raises(SlugTaken):
        make_draft(session, slug="fest")
    other = make_draft(session)
    with pytest.raises(SlugTaken):
        amend(session, other, slug="fest")


def test_an_amended_occasion_keeps_its_calendar_uid_and_raises_its_sequence(session):
    event = make_event(session)
    occasion = list_occasions(session, event)[0]
    uid, sequence = occasion.calendar_uid, occasion.sequence
    later = [replace(plan_of(session, event).occasions[0], ends_at=START + 2 * HOURS)]
    amend(session, event, occasions=later)
    assert (occasion.calendar_uid, occasion.ends_at) == (uid, START + 2 * HOURS)
    assert occasion.sequence == sequence + 1


def test_occasions_come_and_go_and_the_others_keep_their_numbers(session):
    event = make_draft(session, occasions=make_occasions(session, 3))
    first, second, third = plan_of(session, event).occasions
    extra = replace(first, no=None, starts_at=START - 2 * HOURS, ends_at=START - HOURS)
    amend(session, event, occasions=[first, third, extra])
    assert [each.no for each in list_occasions(session, event)] == [4, first.no, third.no]
    assert second.no == 2


def test_a_gate_that_stays_keeps_its_row(session):
    event = make_event(session)
    north = next(gate.id for gate in list_gates(session, event) if gate.name == "Nord")
    amend(session, event, gates=["Nord", "Øst"])
    assert {gate.name: gate.id for gate in list_gates(session, event)}["Nord"] == north
    assert [gate.name for gate in list_gates(session, event)] == ["Nord", "Øst"]


def test_capacity_is_not_lowered_below_what_is_taken(session):
    event = make_event(session, capacity=5)
    make_family(session, event, 4)
    with pytest.raises(CapacityBelowTaken) as refusal:
        amend(session, event, capacity=3)
    assert (refusal.value.capacity, refusal.value.taken) == (3, 4)


def test_an_occasion_people_are_registered_for_does_not_go(session):
    event = make_event(session, attends=Attends.ONE, occasions=make_occasions(session, 2))
    make_family(session, event, occasion_no=2)
    with pytest.raises(HasRegistrations):
        amend(session, event, occasions=plan_of(session, event).occasions[:1])


def test_an_occasion_of_a_withdrawn_event_goes_and_stays_cancelled_where_it_left_traces(session):
    event = make_event(session, attends=Attends.ONE, occasions=make_occasions(session, 3))
    registration = make_family(session, event, occasion_no=2)
    participant = find_participant(session, registration, 1)
    deregister(session, participant, at=AT, by=VISITOR)
    withdraw(session, event, at=AT, by=SYSTEM)
    amend(session, event, occasions=plan_of(session, event).occasions[:1])
    left = session.query(Occasion).filter_by(event_id=event.id).order_by(Occasion.no).all()
    assert [(each.no, each.cancelled_at) for each in left] == [(1, None), (2, AT + HOURS)]
    assert [each.no for each in list_occasions(session, event)] == [1]
    assert participant.occasion_id == left[1].id


def test_how_occasions_are_attended_does_not_change_under_the_registered(session):
    event = make_event(session)
    make_family(session, event)
    with pytest.raises(HasRegistrations):
        amend(session, event, attends=Attends.ONE)


def test_where_each_occasion_has_its_places_there_is_a_pool_for_each(session):
    event = make_event(
        session, attends=Attends.ONE, capacity=9, occasions=make_occasions(session, 3)
    )
    pools = session.query(PlacePool).filter_by(event_id=event.id).all()
    assert sorted(pool.capacity for pool in pools) == [9, 9, 9]
    assert None not in {pool.occasion_id for pool in pools}


@pytest.mark.parametrize(("before", "after"), list(product(EventStatus, EventStatus)))
def test_a_status_follows_only_where_the_table_says_so(session, before, after):
    event = make_draft(session)
    event.status = before
    session.flush()
    if after is before or after in TRANSITIONS[before]:
        change_status(session, event, after, at=AT, by=SYSTEM)
        assert event.status is after
    else:
        with pytest.raises(WrongTransition):
            change_status(session, event, after, at=AT, by=SYSTEM)
        assert event.status is before


def test_a_cancellation_can_be_taken_back(session):
    event = make_event(session)
    cancel(session, event, at=AT, by=SYSTEM)
    publish(session, event, at=AT + timedelta(minutes=1), by=SYSTEM)
    assert event.status is EventStatus.PUBLISHED


def test_a_published_event_goes_back_to_draft_only_without_registrations(session):
    event = make_event(session)
    withdraw(session, event, at=AT, by=SYSTEM)
    publish(session, event, at=AT, by=SYSTEM)
    make_family(session, event)
    with pytest.raises(HasRegistrations):
        withdraw(session, event, at=AT, by=SYSTEM)


def test_only_a_draft_is_deleted(session):
    draft, published = make_draft(session), make_event(session)
    draft_id = draft.id
    delete_draft(session, draft, at=AT, by=SYSTEM)
    assert session.get(Event, draft_id) is None
    with pytest.raises(HasRegistrations):
        delete_draft(session, published, at=AT, by=SYSTEM)


def test_an_archived_event_stays_archived(session):
    event = make_event(session)
    archive(session, event, at=AT, by=SYSTEM)
    with pytest.raises(WrongTransition):
        publish(session, event, at=AT, by=SYSTEM)


def test_a_title_that_is_not_there_is_given_in_danish(session):
    titles = {Language.DANISH: "Fest", Language.ENGLISH: "Party"}
    event = make_event(session, titles=titles)
    assert title_of(session, event, Language.SOMALI) == "Fest"
    assert title_of(session, event, Language.ENGLISH) == "Party"


def test_a_date_that_the_public_has_seen_stays_as_cancelled(session):
    event = make_event(session, occasions=make_occasions(session, 2))
    first, second = plan_of(session, event).occasions
    amend(session, event, occasions=[first])
    shown = get_event_view(session, event.id)
    assert [each.no for each in shown.occasions] == [first.no]
    assert [(each.no, each.sequence) for each in shown.cancelled_occasions] == [(second.no, 1)]
    amend(session, event, occasions=[first, replace(second, no=None)])
    assert [each.no for each in list_occasions(session, event)] == [1, 3]
