"""An event names whom to ask, and remembers when it was first published."""

from dataclasses import replace

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.events.operations import amend_event, publish, withdraw
from eventsys.events.programme.queries import get_event_view
from eventsys.events.queries import plan_of
from eventsys.events.team.rules import NOBODY, TeamContact
from tests.factories import AT, HOURS, make_draft, make_event

TEAM = TeamContact(name="Teamet", phone="+4533660000", email="team@example.dk")


@pytest.mark.parametrize("contact", [TEAM, TeamContact(phone="+4533660000"), NOBODY])
def test_whom_to_ask_is_read_as_it_was_planned(session, contact):
    event = make_event(session, contact=contact)
    assert plan_of(session, event).contact == contact
    assert get_event_view(session, event.id).contact == contact


def test_nobody_is_named_any_more(session):
    event = make_event(session, contact=TEAM)
    plan = replace(plan_of(session, event), contact=NOBODY)
    amend_event(session, event, plan, at=AT, by=SYSTEM)
    assert get_event_view(session, event.id).contact == NOBODY


def test_an_event_is_new_when_it_is_first_published(session):
    event = make_draft(session)
    assert event.published_at is None
    publish(session, event, at=AT + HOURS, by=SYSTEM)
    withdraw(session, event, at=AT + 2 * HOURS, by=SYSTEM)
    publish(session, event, at=AT + 3 * HOURS, by=SYSTEM)
    assert get_event_view(session, event.id).published_at == AT + HOURS
