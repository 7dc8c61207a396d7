"""Event assistants reach the events that they are named for, and only as long as they are."""

import json

import pytest

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.errors import NotAnAssistant
from eventsys.events.assistants.operations import dismiss_assistant, name_assistant
from eventsys.events.assistants.queries import (
    is_named_for,
    list_assistants,
    list_candidates,
    reach_of,
)
from eventsys.events.assistants.rules import EVERYWHERE, Reach, needs_a_name
from eventsys.events.operations import delete_draft
from eventsys.people.rules import RoleName
from tests.factories import AT, make_account, make_draft, make_event

ASSISTANT = frozenset({RoleName.EVENT_ASSISTANT})
EVERYBODY = frozenset(RoleName)


@pytest.fixture
def event(session):
    return make_event(session, slug="fest")


@pytest.fixture
def amal(session):
    """An event assistant."""
    return make_account(session, "amal@example.org", RoleName.EVENT_ASSISTANT)


def entries(session):
    """List what was written down of the team."""
    rows = session.query(AuditEntry).filter(AuditEntry.verb.like("%-assistant")).all()
    return [(row.verb, row.object_kind, json.loads(row.details)) for row in rows]


def test_an_assistant_reaches_the_events_they_are_named_for(session, event, amal):
    other = make_event(session, slug="andet")
    name_assistant(session, event, amal.id, at=AT, by=SYSTEM)
    assert is_named_for(session, amal.id, "fest")
    assert not is_named_for(session, amal.id, "andet")
    assert not is_named_for(session, amal.id, "findes-ikke")
    reach = reach_of(session, amal.id, ASSISTANT, EVERYBODY)
    assert reach.holds(event.id)
    assert not reach.holds(other.id)


def test_who_is_dismissed_reaches_the_event_no_more(session, event, amal):
    name_assistant(session, event, amal.id, at=AT, by=SYSTEM)
    dismiss_assistant(session, event, amal.id, at=AT, by=SYSTEM)
    assert not is_named_for(session, amal.id, "fest")
    assert reach_of(session, amal.id, ASSISTANT, EVERYBODY) == Reach(frozenset())


def test_naming_and_dismissing_twice_are_written_down_once(session, event, amal):
    for change in (name_assistant, name_assistant, dismiss_assistant, dismiss_assistant):
        change(session, event, amal.id, at=AT, by=SYSTEM)
    assert entries(session) == [
        ("name-assistant", "event", {"account": amal.id}),
        ("dismiss-assistant", "event", {"account": amal.id}),
    ]


def test_nobody_is_named_who_is_no_assistant(session, event, amal):
    viewer = make_account(session, "viewer@example.org", RoleName.VIEWER)
    amal.active = False
    session.flush()
    for account_id in (viewer.id, amal.id, 99):
        with pytest.raises(NotAnAssistant):
            name_assistant(session, event, account_id, at=AT, by=SYSTEM)
    assert list_assistants(session, event) == []


def test_the_team_and_those_who_can_join_it_are_listed_by_address(session, event, amal):
    bo = make_account(session, "bo@example.org", RoleName.EVENT_ASSISTANT)
    cleo = make_account(session, "cleo@example.org", RoleName.EVENT_ASSISTANT)
    gone = make_account(session, "gone@example.org", RoleName.EVENT_ASSISTANT)
    make_account(session, "viewer@example.org", RoleName.VIEWER)
    for each in (cleo, bo):
        name_assistant(session, event, each.id, at=AT, by=SYSTEM)
    cleo.roles, gone.active = [], False
    session.flush()
    assert [(each.email, each.is_let_in) for each in list_assistants(session, event)] == [
        (bo.email, True),
        (cleo.email, False),
    ]
    assert [each.email for each in list_candidates(session, event)] == [amal.email]


def test_a_draft_with_a_team_can_be_deleted(session, amal):
    draft = make_draft(session)
    name_assistant(session, draft, amal.id, at=AT, by=SYSTEM)
    delete_draft(session, draft, at=AT, by=SYSTEM)
    assert reach_of(session, amal.id, ASSISTANT, EVERYBODY) == Reach(frozenset())


@pytest.mark.parametrize(
    ("held", "needed"),
    [
        ({RoleName.EVENT_ASSISTANT}, True),
        ({RoleName.EVENT_ASSISTANT, RoleName.EVALUATOR}, True),
        ({RoleName.EVENT_ASSISTANT, RoleName.SERVICE_DESK}, False),
        ({RoleName.EVENT_ASSISTANT, RoleName.ADMINISTRATOR}, False),
        ({RoleName.ORGANISER}, False),
        ({RoleName.VIEWER}, False),
        (set(), False),
    ],
)
def test_another_role_that_allows_it_needs_no_name(session, amal, held, needed):
    allowed = frozenset({RoleName.EVENT_ASSISTANT, RoleName.SERVICE_DESK, RoleName.ORGANISER})
    assert needs_a_name(frozenset(held), allowed) is needed
    reach = reach_of(session, amal.id, frozenset(held), allowed)
    assert (reach == EVERYWHERE) is not needed
