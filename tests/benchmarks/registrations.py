"""The rush: 2,000 attempts by 16 clients at 714 places, through the API, on both databases."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.settings import Settings
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import get_event
from eventsys.people.operations import issue_api_token
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import ParticipantStatus
from tests.benchmarks.figures import Figure, at_least, at_most, exactly, noted
from tests.benchmarks.load import Load, post
from tests.benchmarks.stage import Comparison, Stage, inside
from tests.browser.server import serving
from tests.factories import make_account, make_event

ATTEMPTS = 2000
PLACES = 714
CLIENTS = 16


def measure(stage: Stage) -> Iterator[Figure]:
    """Measure on SQLite and on PostgreSQL."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = stage.install(databases)
        slugs = [f"rush-{number}" for number in range(stage.effort.rounds)]
        token = announce(settings, slugs)
        with serving(settings) as server:
            found = stage.compare(partial(rush, server.url, token, slugs))
        yield from judged(name, found)
        with inside(settings):
            for slug in slugs:
                yield exactly(f"{name}: taken at {slug}", taken(db.session(), slug), PLACES)


def announce(settings: Settings, slugs: Sequence[str]) -> str:
    """Publish events with few places; give the token of an organiser."""
    at = clock.now()
    with inside(settings), transaction() as session:
        for slug in slugs:
            make_event(session, at=at, slug=slug, capacity=PLACES)
        return issue_api_token(session, make_account(session, at=at), at=at, by=SYSTEM)


def rush(url: str, token: str, slugs: Sequence[str], number: int) -> Load:
    """Ask for a place for each of very many people, once."""
    path = f"/api/v1/events/{slugs[number]}/registrations"
    requests = [attempt(url, path, token, person) for person in range(ATTEMPTS)]
    return Load(url=url, requests=requests, clients=CLIENTS)


def attempt(url: str, path: str, token: str, person: int) -> bytes:
    """Write one person's request."""
    name = f"Person {person}"
    body = {
        "contact": {"name": name, "channel": "email", "email": f"person{person}@example.org"},
        "language": "da",
        "participants": [{"name": name}],
    }
    return post(
        url,
        path,
        json.dumps(body).encode(),
        Authorization=f"Bearer {token}",
        Idempotency_Key=str(uuid4()),
    )


def judged(name: str, found: Comparison) -> Iterator[Figure]:
    """Judge how fast it went, and that nobody was left without an answer."""
    yield at_least(f"{name}: attempts, share of the empty route", found.share, 2, " %")
    yield noted(f"{name}: attempts per second", found.rate)
    yield at_most(f"{name}: p99", found.quantile(0.99), 200, " ms")
    yield exactly(f"{name}: faults and lost answers", found.faults, 0)
    for outcome in found.ours:
        yield exactly(f"{name}: told that they have a place", outcome.statuses[201], PLACES)
        yield exactly(f"{name}: told that it is full", outcome.statuses[409], ATTEMPTS - PLACES)


def taken(session: Session, slug: str) -> int:
    """Count the places taken in three ways; -1 where they differ."""
    event = get_event(session, slug)
    confirmed = Participant.status == ParticipantStatus.CONFIRMED
    people = select(func.count()).where(Participant.event_id == event.id, confirmed)
    tickets = select(func.count()).where(Ticket.event_id == event.id)
    counts = {count_taken(session, event), *map(session.scalar, (people, tickets))}
    return counts.pop() or 0 if len(counts) == 1 else -1
