"""Who may call what: roles and routes, and devices of other events."""

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.operations import name_assistant
from eventsys.events.queries import get_event
from eventsys.people.models import Account
from eventsys.people.queries import find_account
from eventsys.people.rules import RoleName
from tests.factories import make_device, make_event
from tests.web.api.world import a_registration, a_scan, bearer, send

EVERYBODY = frozenset(RoleName)
ORGANISERS = {RoleName.ADMINISTRATOR, RoleName.ORGANISER}
DESK = ORGANISERS | {RoleName.SERVICE_DESK}
READERS = DESK | {RoleName.EVENT_ASSISTANT}
ROUTES = {
    "GET events": EVERYBODY,
    "GET events/fest": EVERYBODY,
    "POST events": ORGANISERS,
    "PATCH events/fest": ORGANISERS,
    "POST events/fest/registrations": DESK,
    "GET events/fest/participants": READERS,
    "GET events/fest/attendance": EVERYBODY,
}
BODIES = {"POST events/fest/registrations": a_registration()}
KEY = {"Idempotency-Key": "one"}


def call(client, route, headers):
    """Call a route."""
    method, path = route.split()
    body = None if method == "GET" else BODIES.get(route, {})
    return client.open(f"/api/v1/{path}", method=method, json=body, headers=headers | KEY)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("role", RoleName)
def test_a_role_may_call_what_it_may_and_nothing_else(role, route, app, world, token_of, client):
    headers = token_of(role)
    with app.app_context(), transaction() as session:
        account = find_account(session, f"{role}.script@example.org")
        if role is RoleName.EVENT_ASSISTANT:
            event = get_event(session, "fest")
            name_assistant(session, event, account.id, at=clock.now(), by=SYSTEM)
    answer = call(client, route, headers)
    if role in ROUTES[route]:
        assert answer.status_code in {200, 201, 422}
    else:
        assert (answer.status_code, answer.json["code"]) == (403, "E_FORBIDDEN")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("token", ["unknown", "phone"])
def test_a_token_that_is_no_accounts_is_refused(token, route, world, client):
    headers = world.phone if token == "phone" else bearer(token)
    answer = call(client, route, headers)
    assert (answer.status_code, answer.json["code"]) == (401, "E_TOKEN")


def test_an_account_that_is_closed_can_do_nothing_at_once(app, world, client):
    with app.app_context(), transaction() as session:
        session.get_one(Account, 1).active = False
    answer = client.get("/api/v1/events/fest/participants", headers=world.organiser)
    assert (answer.status_code, answer.json["code"]) == (401, "E_TOKEN")


@pytest.fixture
def other_phone(app):
    """A phone of another event."""
    with app.app_context(), transaction() as session:
        other = make_event(session, at=clock.now(), slug="andet")
        return bearer(make_device(session, other, "Syd", at=clock.now()).token)


def test_a_phone_of_one_event_sees_and_changes_nothing_of_another(world, other_phone, client):
    before = client.get("/api/v1/roster", headers=world.phone).json["tickets"]
    answer = send(client, other_phone, *(a_scan(each.code) for each in world.codes))
    assert [each["verdict"] for each in answer.json["results"]] == ["other-event"] * 2
    hashes = [a_scan("", code=None, code_hash=row["hash"]) for row in before]
    shorts = [a_scan(each.short_code) for each in world.codes]
    answer = send(client, other_phone, *hashes, *shorts)
    assert [each["verdict"] for each in answer.json["results"]] == ["unknown"] * 4
    assert client.get("/api/v1/roster", headers=other_phone).json["tickets"] == []
    assert client.get("/api/v1/roster", headers=world.phone).json["tickets"] == before


def test_drafts_are_for_organisers_alone(app, world, token_of, client):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), slug="udkast").status = "draft"
        db.session().flush()

    def slugs(headers):
        items = client.get("/api/v1/events", headers=headers).json["items"]
        return {item["slug"] for item in items}

    assert slugs(world.organiser) == {"fest", "udkast"}
    assert slugs({}) == slugs(token_of(RoleName.VIEWER)) == {"fest"}
    assert client.get("/api/v1/events/udkast", headers=world.organiser).status_code == 200
    assert client.get("/api/v1/events/udkast").status_code == 404
