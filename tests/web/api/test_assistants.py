"""A token of an event assistant opens the events that they are named for."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.operations import dismiss_assistant, name_assistant
from eventsys.events.queries import get_event
from eventsys.people.queries import find_account
from eventsys.people.rules import RoleName
from tests.factories import make_draft, make_event

DRAFT = "/api/v1/events/kladde"


@pytest.fixture
def assistant(app, world, token_of):
    """The token of an assistant who is named for one event and for one draft, of two each."""
    headers, at = token_of(RoleName.EVENT_ASSISTANT), clock.now()
    with app.app_context(), transaction() as session:
        make_event(session, at=at, slug="andet")
        for slug in ("kladde", "fremmed-kladde"):
            make_draft(session, at=at, slug=slug)
    for slug in ("fest", "kladde"):
        change(app, slug, name_assistant)
    return headers


def change(app, slug, operation):
    """Name or dismiss the assistant."""
    with app.app_context(), transaction() as session:
        account = find_account(session, "event-assistant.script@example.org")
        operation(session, get_event(session, slug), account.id, at=clock.now(), by=SYSTEM)


def test_the_list_holds_all_of_theirs_and_no_others(client, assistant):
    items = client.get("/api/v1/events", headers=assistant).json["items"]
    assert {item["slug"] for item in items} == {"fest", "kladde"}


@pytest.mark.parametrize("part", ["participants", "attendance"])
def test_a_foreign_event_looks_as_one_that_does_not_exist(client, assistant, part):
    own = client.get(f"/api/v1/events/fest/{part}", headers=assistant)
    foreign = client.get(f"/api/v1/events/andet/{part}", headers=assistant)
    unknown = client.get(f"/api/v1/events/findes-ikke/{part}", headers=assistant)
    assert own.status_code == 200
    assert (foreign.status_code, foreign.json["code"]) == (404, "E_NOT_FOUND")
    assert foreign.json | {"ref": ""} == unknown.json | {"ref": ""}


@pytest.mark.parametrize("part", ["", "/questions"])
def test_drafts_are_theirs_alone_and_what_is_published_is_everybodys(client, assistant, part):
    def status(slug):
        return client.get(f"/api/v1/events/{slug}{part}", headers=assistant).status_code

    assert [status(slug) for slug in ("kladde", "fremmed-kladde", "andet")] == [200, 404, 200]


def test_who_is_dismissed_has_lost_it_at_the_next_request(app, client, assistant):
    change(app, "kladde", dismiss_assistant)
    assert client.get(DRAFT, headers=assistant).status_code == 404
    assert client.get("/api/v1/events/fest/participants", headers=assistant).status_code == 200
    change(app, "fest", dismiss_assistant)
    assert client.get("/api/v1/events/fest/participants", headers=assistant).status_code == 404
