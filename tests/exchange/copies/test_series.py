"""An event is repeated, and what the events of a series share is changed at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventsys.core.audit import AuditEntry
from eventsys.core.localtime import to_local
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.events.operations import amend_event, cancel, publish
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import list_occasions, plan_of
from eventsys.events.rules import EventStatus, UnknownTickets
from eventsys.events.series.operations import leave_series
from eventsys.events.series.queries import list_members, members_of
from eventsys.events.team.rules import TeamContact
from eventsys.exchange.copies.errors import MemberIsFuller, SeriesChanged
from eventsys.exchange.copies.series import Part, Repetition, repeat_event, share
from tests.factories import AT, make_event, make_family

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


def repeated(session, event, times=2, *, weeks=1, known=0):
    wanted = Repetition(weeks=weeks, times=times, known=known)
    return repeat_event(session, event, wanted, at=AT, by=SYSTEM)


def days_of(session, event):
    """Tell on which days after `AT` an event is."""
    return [(each.starts_at - AT).days for each in list_occasions(session, event)]


def amended(session, event, **changes):
    amend_event(session, event, replace(plan_of(session, event), **changes), at=AT, by=SYSTEM)


def shared(session, event, *parts):
    return [each.slug for each in share(session, event, parts, at=AT, by=SYSTEM)]


def test_an_event_is_repeated_week_after_week_each_as_a_draft_of_its_own(session):
    event = make_event(session, slug="cafe", days=(7,))
    make_family(session, event, 4)
    made = repeated(session, event, 3, weeks=2)
    assert [days_of(session, each) for each in made] == [[21], [35], [49]]
    assert [each.slug for each in made] == ["cafe-2", "cafe-3", "cafe-4"]
    assert {each.status for each in made} == {EventStatus.DRAFT}
    assert {get_event_view(session, each.id).taken for each in made} == {0}
    assert members_of(session, event.id) == {event.id, *(each.id for each in made)}


def test_more_repeats_come_behind_those_that_are_there(session):
    event = make_event(session, days=(7, 8))
    first, second = repeated(session, event)
    [third] = repeated(session, first, 1, known=2)
    found = [days_of(session, each) for each in (first, second, third)]
    assert found == [[14, 15], [21, 22], [28, 29]]
    assert {each.id for each in list_members(session, third)} == {event.id, first.id, second.id}


def test_a_time_of_day_is_the_same_all_the_year(session):
    event = make_event(session, days=(150,))  # the clocks are put back within the next weeks
    times = {
        to_local(list_occasions(session, each)[0].starts_at).time()
        for each in (event, *repeated(session, event, 6))
    }
    assert len(times) == 1


def test_a_second_press_repeats_nothing(session):
    event = make_event(session)
    repeated(session, event)
    with pytest.raises(SeriesChanged):
        repeated(session, event)
    assert len(list_members(session, event)) == 2


def test_what_is_shared_goes_to_those_to_come_and_the_rest_stays_theirs(session):
    event = make_event(session, capacity=20, days=(7,))
    first, second = repeated(session, event)
    before = [plan_of(session, each) for each in (first, second)]
    amended(
        session,
        event,
        titles={DANISH: "Ny", ENGLISH: "New"},
        bodies={},
        contact=TeamContact(email="ny@example.org", phone=""),
        spoken=frozenset({ENGLISH}),
        capacity=30,
        gates=("Kun én",),
        reentry=False,
        unknown_tickets=UnknownTickets.RED,
        family_scan=True,
    )
    new = plan_of(session, event)
    assert shared(session, event, *Part) == [first.slug, second.slug]
    for member, known in zip((first, second), before, strict=True):
        expected = replace(
            new,
            slug=known.slug,
            occasions=known.occasions,
            registration_opens_at=known.registration_opens_at,
        )
        assert plan_of(session, member) == expected


@pytest.mark.parametrize("part", list(Part))
def test_only_what_is_ticked_is_shared(session, part):
    event = make_event(session)
    [other] = repeated(session, event, 1)
    amended(
        session,
        event,
        titles={DANISH: "Ny"},
        bodies={},
        contact=TeamContact(email="ny@example.org", phone=""),
        capacity=30,
        gates=("Kun én",),
    )
    shared(session, event, part)
    plan = plan_of(session, other)
    changed = {
        Part.TEXTS: plan.titles == {DANISH: "Ny"},
        Part.CONTACT: plan.contact.email == "ny@example.org",
        Part.CAPACITY: plan.capacity == 30,
        Part.GATES: plan.gates == ("Kun én",),
    }
    assert changed == {each: each is part for each in Part}


def test_shared_texts_can_be_relied_on_as_far_as_those_they_come_from(session):
    event = make_event(session, provenance=Provenance(origins={ENGLISH: Origin.MACHINE}))
    [other] = repeated(session, event, 1)
    plan = plan_of(session, event)
    amended(session, event, bodies={**plan.bodies, DANISH: "Noget andet."})
    shared(session, event, Part.TEXTS)
    states = get_event_view(session, other.id).states
    assert states == {DANISH: TextState.HUMAN, ENGLISH: TextState.OUTDATED}


def test_what_has_begun_or_is_cancelled_is_left_alone(session):
    event = make_event(session, slug="nu", days=(1,))
    past, cancelled, coming = repeated(session, event, 3)
    for each in (past, cancelled, coming):
        publish(session, each, at=AT, by=SYSTEM)
    cancel(session, cancelled, at=AT, by=SYSTEM)
    amended(session, event, titles={DANISH: "Ny"}, bodies={})
    changed = share(session, event, [Part.TEXTS], at=AT + timedelta(days=10), by=SYSTEM)
    assert changed == [coming]
    titles = [plan_of(session, each).titles[DANISH] for each in (past, cancelled, coming)]
    assert titles == ["Fest 1", "Fest 1", "Ny"]


def test_nothing_is_shared_where_one_has_more_people_than_it_would_have_places(session):
    event = make_event(session, capacity=20)
    [other] = repeated(session, event, 1)
    publish(session, other, at=AT, by=SYSTEM)
    make_family(session, other, 5)
    amended(session, event, capacity=4)
    with pytest.raises(MemberIsFuller) as refused:
        shared(session, event, Part.CAPACITY)
    error = refused.value
    assert (error.slug, error.taken, error.capacity) == (other.slug, 5, 4)


def test_who_leaves_a_series_changes_no_more_with_it(session):
    event = make_event(session)
    first, second = repeated(session, event)
    for _ in range(2):
        leave_series(session, first, at=AT, by=SYSTEM)
    assert members_of(session, first.id) == frozenset()
    assert shared(session, event, Part.TEXTS) == [second.slug]
    verbs = [each.verb for each in session.query(AuditEntry).filter_by(object_id=first.id)]
    assert verbs.count("leave series") == 1
