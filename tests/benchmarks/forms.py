"""Citizens' forms: 16 clients send filled-in forms, each from an address of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from sqlalchemy import func, select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.settings import Settings
from eventsys.events.queries import get_event
from eventsys.registration.models import Participant
from eventsys.web.common.form_tokens import make_form_token
from tests.benchmarks.figures import Figure, at_least, at_most, exactly, noted
from tests.benchmarks.load import Load, request_of
from tests.benchmarks.stage import Comparison, Stage, inside
from tests.browser.server import serving
from tests.factories import make_event

FORMS = 1000
CLIENTS = 16


def measure(stage: Stage) -> Iterator[Figure]:
    """Measure on SQLite and on PostgreSQL."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = replace(stage.install(databases), trusted_proxies=1)
        slugs = [f"forms-{number}" for number in range(stage.effort.rounds)]
        loads = announce(settings, slugs)
        with serving(settings):
            found = stage.compare(partial(send_all, settings.base_url, loads))
        yield from judged(name, found)
        with inside(settings):
            for slug in slugs:
                yield exactly(f"{name}: registered for {slug}", registered(slug), FORMS)


def announce(settings: Settings, slugs: Sequence[str]) -> list[list[bytes]]:
    """Publish events and fill a form in for each family; give what is sent for each event."""
    at = clock.now()
    with inside(settings) as app, transaction() as session:
        for slug in slugs:
            make_event(session, at=at, slug=slug, capacity=None)
        with app.test_request_context():
            return [
                [filled_in(settings.base_url, slug, number) for number in range(FORMS)]
                for slug in slugs
            ]


def filled_in(url: str, slug: str, number: int) -> bytes:
    """Write the request that sends one family's form."""
    values = {
        "csrf_token": make_form_token(f"register {slug}", at=clock.now()),
        "contact_name": f"Family {number}",
        "channel": "email",
        "email": f"family{number}@example.org",
        "participants-0-name": f"Child {number}",
        "participants-0-category": "child",
    }
    body = urlencode(values).encode()
    high, low = divmod(number, 250)
    headers = {
        "X-Forwarded-For": f"10.0.{high}.{low + 1}",
        "Origin": url,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
    }
    return request_of("POST", url, f"/da/events/{slug}/register", headers) + body


def send_all(url: str, loads: Sequence[Sequence[bytes]], number: int) -> Load:
    """Send the forms of one event."""
    return Load(url=url, requests=loads[number], clients=CLIENTS)


def judged(name: str, found: Comparison) -> Iterator[Figure]:
    """Judge how fast it went, and that everybody has a place."""
    yield at_least(f"{name}: forms, share of the empty route", found.share, 2, " %")
    yield noted(f"{name}: forms per second", found.rate)
    yield at_most(f"{name}: p99", found.quantile(0.99), 200, " ms")
    yield exactly(f"{name}: faults and lost answers", found.faults, 0)
    for outcome in found.ours:
        yield exactly(f"{name}: led to their own page", outcome.statuses[303], FORMS)


def registered(slug: str) -> int:
    """Count those who are registered for an event."""
    event = get_event(db.session(), slug)
    count = select(func.count()).where(Participant.event_id == event.id)
    return db.session().scalars(count).one()
