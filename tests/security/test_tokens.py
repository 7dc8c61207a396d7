"""Tokens cannot be guessed, mixed up, or read out of the database."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import Model, db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.operations import begin_sign_in, issue_api_token
from eventsys.registration.models import Registration, Ticket
from eventsys.registration.queries import token_of
from eventsys.web.common.guards import EVERYBODY
from tests.factories import codes_of, make_account, make_device, make_event, make_registration
from tests.permissions import address_of, routes_of
from tests.settings import BASE_URL

CITIZENS = [
    "/da/registrations/{}",
    "/da/registrations/{}/tickets.pdf",
    "/da/messages/{}",
    "/da/surveys/{}",
    "/r/{}",
    "/s/{}",
    "/q/{}",
]


@pytest.fixture
def secrets(in_app):
    """All that opens something, as it was handed out: what a copy of the database must not hold."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, slug="fest", at=at)
        registration = make_registration(session, event, at=at)
        account = make_account(session, at=at)
        codes = codes_of(session, registration)
        return {
            "link": token_of(registration),
            "phone": make_device(session, event, at=at).token,
            "program": issue_api_token(session, account, at=at, by=SYSTEM),
            "browser": begin_sign_in(session, account, at=at),
            **{f"ticket {number}": each.code for number, each in enumerate(codes)},
            **{f"short code {number}": each.short_code for number, each in enumerate(codes)},
        }


def test_a_copy_of_the_database_opens_nothing(secrets):
    tables = Model.metadata.sorted_tables
    rows = [row for table in tables for row in db.session().execute(select(table))]
    stored = "\n".join(str(value) for row in rows for value in row)
    assert {name for name, secret in secrets.items() if secret in stored} == set()


@pytest.mark.parametrize("path", CITIZENS)
def test_tokens_that_are_none_are_told_apart_by_nothing(client, secrets, path):
    real = secrets["link"]
    wrong = [real[:-1] + ("a" if real[-1] != "a" else "b"), "x" * len(real), real[::-1], "1", "ø"]
    answers = [client.get(path.format(each)) for each in wrong]
    assert {(answer.status_code, answer.data) for answer in answers} == {(404, answers[0].data)}


@pytest.mark.parametrize("path", ["/da/messages/{}", "/da/surveys/{}", "/s/{}", "/q/{}"])
def test_the_token_of_one_purpose_opens_nothing_else(client, secrets, path):
    assert client.get(path.format(secrets["link"])).status_code == 404


def test_no_address_holds_a_number_that_counts_up(client, secrets):
    [registration] = db.session().scalars(select(Registration)).all()
    tickets = db.session().scalars(select(Ticket)).all()
    for known in (registration.id, *(each.id for each in tickets)):
        for path in ("/da/registrations/{}", "/T/{}", "/r/{}"):
            assert client.get(path.format(known)).status_code == 404
    assert client.get(f"/da/registrations/{registration.public_id}").status_code == 404
    assert client.get(f"/da/registrations/{registration.reference}").status_code == 404


# The one leads to a page that counts; the other is a picture of a public page, named by 128 bits.
UNCOUNTED = ("/C/", "/pictures/")


def of_secrets(app):
    """List the routes that are open to whoever knows a secret."""
    return [
        route
        for route in routes_of(app)
        if route.allowed_for == EVERYBODY
        and "GET" in route.methods
        and {"token", "code", "secret"} & route.rule.arguments
        and not route.rule.rule.startswith(UNCOUNTED)
    ]


def test_no_secret_can_be_tried_for_more_than_twenty_times_a_minute(app):
    browser = FlaskClient(app, app.response_class)
    tried = {}
    for number, route in enumerate(of_secrets(app)):
        away = {"REMOTE_ADDR": f"127.0.2.{number}"}
        path = address_of(app, route, "fest")
        for _ in range(20):
            first = browser.get(path, base_url=BASE_URL, environ_overrides=away).status_code
        last = browser.get(path, base_url=BASE_URL, environ_overrides=away).status_code
        tried[route.title] = (first, last)
    assert {title: each for title, each in tried.items() if each != (404, 429)} == {}
    assert len(tried) > 20
