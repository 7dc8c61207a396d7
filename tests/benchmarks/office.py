"""The organisers' list of events in a house of many years: as it stands, searched, narrowed."""

import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventsys.core import clock
from eventsys.core.db import db, table_of, transaction
from eventsys.core.text import Language
from eventsys.events.models import Event, EventText, Occasion, PlacePool
from eventsys.people.rules import RoleName
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.world import add_tickets, first_free
from tests.factories import make_account, make_event
from tests.watch import watch_statements
from tests.web.conftest import sign_in

EVENTS = 1_000
REGISTRATIONS = 200_000
BUSY = 40
"""Events among which the registrations are shared out."""
LOOKS = 7
MOST_MILLISECONDS = 150
PAGES = {
    "as it stands": "/organiser/",
    "searched": "/organiser/?q=birthday&when=all",
    "narrowed down": "/organiser/?district=noerrebro&kind=public&status=published&when=past",
    "last page": "/organiser/?when=all&page=20",
}
WORDS = ("Fødselsdagsfest", "Forældrecafé", "Sommerfest", "Workshop", "Kursus")


def measure(stage: Stage) -> Iterator[Figure]:
    """Look at the list on SQLite and on PostgreSQL.

    Each look is a request of its own, so that who is signed in is asked anew as well.
    """
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = stage.install(databases)
        with inside(settings) as app:
            client = office_of(app)
        for page, path in PAGES.items():
            with watch_statements() as statements:
                client.get(path, base_url=settings.base_url)
            yield at_most(f"{name}, {page}: queries", len(statements), 10)
            taken = median(milliseconds(client, path, settings.base_url))
            yield at_most(f"{name}, {page}", taken, MOST_MILLISECONDS, " ms")
        with app.app_context():
            db.engine.dispose()


def office_of(app: Flask) -> FlaskClient:
    """Lay the many years in, and sign an organiser in."""
    at = clock.now()
    with transaction() as session:
        lay_in(session)
        account_id = make_account(session, "office@example.org", RoleName.ORGANISER, at=at).id
    client = app.test_client()
    sign_in(client, account_id)
    return client


def lay_in(session: Session) -> None:
    """Add events from two years ago until next year; a few of them have all registrations."""
    at = clock.now()
    busy = [make_event(session, at=at, capacity=None, days=(3, 10, 17)) for _ in range(BUSY)]
    each = REGISTRATIONS // BUSY
    for number, event in enumerate(busy):
        add_tickets(session, event, range(number * each, (number + 1) * each), at=at)
    pattern, occasion = busy[0], session.query(Occasion).first()
    assert occasion is not None
    first, spacing = first_free(session, Event), timedelta(days=1)
    ids = range(first, first + EVENTS - BUSY)
    copied = {column.name: getattr(pattern, column.name) for column in table_of(Event).columns}
    events = [{**copied, "id": each, "slug": f"mange-{each}"} for each in ids]
    session.execute(insert(table_of(Event)), events)
    texts = [
        {
            "event_id": each,
            "language": language,
            "origin": "human",
            "title": f"{WORDS[each % 5]} {each} birthday {language}",
            "body": "Kom.",
        }
        for each in ids
        for language in Language
    ]
    session.execute(insert(table_of(EventText)), texts)
    dates = [
        {
            "event_id": each,
            "no": no,
            "venue_id": occasion.venue_id,
            "sequence": 0,
            "starts_at": start,
            "ends_at": start + timedelta(hours=3),
            "calendar_uid": f"{each}-{no}",
            "created_at": at,
            "revised_at": at,
        }
        for number, each in enumerate(ids)
        for no in (1, 2, 3)
        for start in (at + (number - 700) * spacing + timedelta(days=7 * no),)
    ]
    session.execute(insert(table_of(Occasion)), dates)
    pools = [{"event_id": each, "capacity": 100, "taken": 40, "is_awaited": False} for each in ids]
    session.execute(insert(table_of(PlacePool)), pools)


def milliseconds(client: FlaskClient, path: str, base_url: str) -> Iterator[float]:
    """Tell how long the page takes, time after time."""
    for _ in range(LOOKS):
        began = time.perf_counter()
        answer = client.get(path, base_url=base_url)
        assert answer.text.count("<tr>") > 1, path
        yield 1000 * (time.perf_counter() - began)
