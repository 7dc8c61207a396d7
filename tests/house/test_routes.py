"""Every route says who may call it, GET never writes, and no form is taken without its token."""

from dataclasses import asdict, dataclass

import pytest
from werkzeug.routing import Rule

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.registration.queries import token_of
from tests.factories import make_event, make_registration
from tests.house.tree import CODE
from tests.watch import that_write, watch_statements

# What stands in the addresses of the site; a new kind of argument needs an example here.
EXAMPLES = {
    "lang": "da",
    "of": "en",
    "code": "0" * 24,
    "filename": "no-such-file",
    "secret": "no-such-secret",
    "list_kind": "registrations",
}
API = "/api/"


@dataclass(frozen=True)
class World:
    """What is there when the routes are called."""

    slug: str
    event_id: int
    token: str


@pytest.fixture
def world(app):
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now())
        registration = make_registration(session, event, at=clock.now())
        return World(event.slug, event.id, token_of(registration))


def paths(app, world, method):
    """List an address of each rule that takes the method."""
    known = EXAMPLES | asdict(world)
    adapter = app.url_map.bind("127.0.0.1")
    return [
        adapter.build(rule.endpoint, values_of(rule, known), method=method)
        for rule in app.url_map.iter_rules()
        if method in rule.methods and rule.endpoint != "static"
    ]


def values_of(rule: Rule, known):
    """Find an example of each of a rule's arguments; any number serves for the rest."""
    return {name: known.get(name, 1) for name in rule.arguments}


def test_every_route_says_who_may_call_it(app):
    unguarded = {
        name for name, view in app.view_functions.items() if not hasattr(view, "allowed_for")
    }
    assert unguarded == {"static"}


def test_no_page_writes_when_it_is_read(app, client, world):
    statuses = {path: client.get(path).status_code for path in paths(app, world, "GET")}
    assert {path: status for path, status in statuses.items() if status == 405} == {}


def test_no_form_is_taken_without_its_token(app, client, world):
    forms = [path for path in paths(app, world, "POST") if not path.startswith(API)]
    with watch_statements() as statements:
        statuses = {path: client.post(path, data={"name": "Amina"}).status_code for path in forms}
    assert statuses == dict.fromkeys(forms, 400)
    assert that_write(statements) == []


def test_no_program_is_answered_without_its_token(app, client, world):
    calls = [path for path in paths(app, world, "POST") if path.startswith(API)]
    with watch_statements() as statements:
        statuses = {path: client.post(path, json={}).status_code for path in calls}
    assert {path: status for path, status in statuses.items() if status not in {401, 422}} == {}
    assert that_write(statements) == []


def test_no_view_reads_the_clock_or_the_database_by_itself():
    banned = ("import sqlalchemy", "from sqlalchemy", ".commit(", "datetime.now(")
    found = [
        f"{path.name}: {word}"
        for path in (CODE / "web").rglob("*.py")
        for word in banned
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []
