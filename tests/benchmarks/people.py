"""The list of an event's people among 200,000 registrations: as it stands, searched, narrowed."""

import time
from collections.abc import Iterator
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import String, cast, literal, text, update
from sqlalchemy.orm import Session

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant, Registration
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.world import add_tickets
from tests.factories import make_account, make_event
from tests.watch import watch_statements
from tests.web.conftest import sign_in

REGISTRATIONS = 200_000
EVENTS = 20
LOOKS = 5
LIST_MS, SEARCH_MS = 150, 100
LIST = "/organiser/events/mange-0/registrations"
LISTS = {
    "the list": "",
    "narrowed down": "?status=present&language=da&came=absent",
    "far behind": "?after=9000",
}
SEARCHES = {
    "one letter": "?q=a",
    "part of a name": f"?q={quote('søren 77')}",
    "a reference": "?q=B0000123",
    "a phone": "?q=12345678",
    "nobody": "?q=xyzzy",
}


def measure(stage: Stage) -> Iterator[Figure]:
    """Look at the list of a large event on SQLite and on PostgreSQL.

    Each look is a request of its own, so that who is signed in is asked anew as well.
    """
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = stage.install(databases)
        with inside(settings) as app:
            client = office_of(app)
        for pages, most in ((LISTS, LIST_MS), (SEARCHES, SEARCH_MS)):
            for page, query in pages.items():
                taken = min(milliseconds(client, LIST + query, settings.base_url))
                yield at_most(f"{name}, {page}", taken, most, " ms")
        with watch_statements() as statements:
            client.get(LIST, base_url=settings.base_url)
        yield at_most(f"{name}, the list: queries", len(statements), 10)
        with app.app_context():
            db.engine.dispose()


def office_of(app: Flask) -> FlaskClient:
    """Lay many registrations in, and sign an organiser in."""
    with transaction() as session:
        lay_in(session)
        account_id = make_account(session, "office@example.org", RoleName.ORGANISER).id
        if session.connection().dialect.name == "postgresql":
            session.execute(text("ANALYZE"))  # as the server does by itself with time
    client = app.test_client()
    sign_in(client, account_id)
    return client


def lay_in(session: Session) -> None:
    """Add events that share the registrations out; everybody has a name of their own."""
    at, each = clock.now(), REGISTRATIONS // EVENTS
    for number in range(EVENTS):
        event = make_event(session, slug=f"mange-{number}", at=at, capacity=None)
        add_tickets(session, event, range(number * each, (number + 1) * each), at=at)
    known = cast(Participant.id, String)
    session.execute(update(Participant).values(name=literal("Søren ") + known))
    known = cast(Registration.id, String)
    mail = literal("soren") + known + literal("@example.org")
    session.execute(
        update(Registration).values(contact_name=literal("Amina ") + known, contact_email=mail)
    )


def milliseconds(client: FlaskClient, path: str, base_url: str) -> Iterator[float]:
    """Tell how long the page takes, time after time: the least is what it costs by itself."""
    for _ in range(LOOKS):
        began = time.perf_counter()
        answer = client.get(path, base_url=base_url)
        assert answer.status_code == 200, path
        yield 1000 * (time.perf_counter() - began)
