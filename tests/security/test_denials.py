"""Who asks for what they may not is written down, seldom and without what was in the address."""

import json

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, transaction
from eventsys.core.errors import Busy
from eventsys.core.principal import SYSTEM
from eventsys.people.operations import issue_api_token
from eventsys.people.rules import RoleName
from eventsys.web.common.denials import DENIALS
from tests.factories import make_account, make_event


def denials(app):
    """List what was written down: who, which route, which event."""
    app.extensions[DENIALS].flush()
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).filter_by(verb="refuse-access")).all()
        return [(row.principal, *json.loads(row.details).values()) for row in rows]


@pytest.fixture
def event(app):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())


def test_a_page_that_is_refused_is_written_down_once(app, event, signed_in):
    viewer = signed_in(RoleName.VIEWER)
    for _ in range(3):
        assert viewer.get("/organiser/events/fest-1/edit?secret=x").status_code == 403
    [(who, about, route)] = denials(app)
    assert who.startswith("account:")
    assert (about, route) == ("fest-1", "organiser.events.edit")


def test_an_event_that_one_is_not_named_for_is_written_down_too(app, event, signed_in):
    with app.app_context(), transaction() as session:
        make_event(session, slug="andet", at=clock.now())
    assistant = signed_in(RoleName.EVENT_ASSISTANT, named_for="andet")
    assert assistant.get("/organiser/events/fest-1").status_code in {404, 308}
    assert assistant.get("/organiser/events/fest-1/").status_code == 404
    assert [about for _who, about, _route in denials(app)] == ["fest-1"]


def test_what_one_may_do_and_what_guests_try_writes_nothing(app, event, signed_in, client):
    assert signed_in(RoleName.ORGANISER).get("/organiser/events/fest-1/edit").status_code == 200
    assert client.get("/organiser/events/fest-1/edit").status_code == 302
    assert denials(app) == []


def test_who_tries_everything_fills_no_log(app, event, signed_in):
    viewer = signed_in(RoleName.VIEWER)
    routes = [
        rule.rule.replace("<slug>", "fest-1")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/organiser/")
        and "GET" in (rule.methods or set())
        and "<" not in rule.rule.replace("<slug>", "")
    ]
    refused = [route for route in routes if viewer.get(route).status_code == 403]
    assert len(refused) > 30
    assert len(denials(app)) == 30


def test_a_script_that_is_refused_is_written_down_once(app, event, client):
    with app.app_context(), transaction() as session:
        account = make_account(session, "v@example.org", RoleName.VIEWER, at=clock.now())
        token = issue_api_token(session, account, at=clock.now(), by=SYSTEM)
    headers = {"Authorization": f"Bearer {token}"}
    for _ in range(2):
        answer = client.patch("/api/v1/events/fest-1", json={}, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (403, "E_FORBIDDEN")
    assert [each[1:] for each in denials(app)] == [("fest-1", "api.change_event")]


def test_what_finds_no_turn_to_write_waits(app, event, signed_in, monkeypatch):
    signed_in(RoleName.VIEWER).get("/organiser/events/fest-1/edit")

    def busy(_operation):
        raise Busy

    with monkeypatch.context() as held:
        held.setattr("eventsys.web.common.denials.write", busy)
        app.extensions[DENIALS].flush()
    assert len(denials(app)) == 1
