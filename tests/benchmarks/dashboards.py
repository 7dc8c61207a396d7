"""The numbers of a year at a glance, in a house of several years: 200,000 registrations in all."""

from collections.abc import Iterator
from datetime import timedelta
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from eventsys.checkin.models import TicketState
from eventsys.core import clock
from eventsys.core.db import db, table_of, transaction
from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.events.models import Event, Occasion
from eventsys.people.rules import RoleName
from eventsys.registration.models import Registration, Ticket
from tests.benchmarks import office
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.stage import Stage, inside
from tests.factories import make_account
from tests.watch import watch_statements
from tests.web.conftest import sign_in

YEARS = 5
MOST_QUERIES = 10
MOST_MILLISECONDS = 150
MOST_OF_ALL_MILLISECONDS = 1_500


def measure(stage: Stage) -> Iterator[Figure]:
    """Look at a year with its share of the registrations, and at one that has them all."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = stage.install(databases)
        with inside(settings) as app:
            client = client_of(app)
            with app.app_context():  # who is signed in is remembered in a context
                yield from of_page(client, f"{name}, a year with all", MOST_OF_ALL_MILLISECONDS)
            with transaction() as session:
                spread_over_years(session)
            with app.app_context():
                yield from of_page(client, f"{name}, a year of {YEARS}", MOST_MILLISECONDS)


def of_page(client: FlaskClient, name: str, most: float) -> Iterator[Figure]:
    """Measure this year's page."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    path = f"/organiser/year/{local_day(clock.now()).year}/"
    base_url = str(client.application.config["BASE_URL"])
    db.session.remove()
    with watch_statements() as statements:
        client.get(path, base_url=base_url)
    yield at_most(f"{name}: queries", len(statements), MOST_QUERIES)
    yield at_most(name, median(office.milliseconds(client, path, base_url)), most, " ms")


def client_of(app: Flask) -> FlaskClient:
    """Lay 200,000 registrations in, half of whom came, and sign an organiser in."""
    at = clock.now()
    with transaction() as session:
        office.lay_in(session)
        let_half_come(session)
        account_id = make_account(session, "office@example.org", RoleName.ORGANISER, at=at).id
    client = app.test_client()
    sign_in(client, account_id)
    return client


def let_half_come(session: Session) -> None:
    """Scan every second ticket at the first date, and let people read several languages."""
    at = clock.now()
    first = select(Occasion.event_id, Occasion.id).where(Occasion.no == 1)
    occasions = dict(session.execute(first).all())
    tickets = session.execute(select(Ticket.id, Ticket.event_id)).all()
    states = [
        {
            "ticket_id": number,
            "occasion_id": occasions[event_id],
            "admitted_at": at,
            "is_inside": True,
            "changed_at": at,
        }
        for number, event_id in tickets[::2]
    ]
    session.execute(insert(table_of(TicketState)), states)
    registrations = table_of(Registration)
    for place, language in enumerate(Language):
        some = update(registrations).where(registrations.c.id % len(Language) == place)
        session.execute(some.values(language=language))


def spread_over_years(session: Session) -> None:
    """Move most events with people into earlier years."""
    occasions = table_of(Occasion)
    for year in range(1, YEARS):
        ids = [each for each in session.scalars(select(Event.id)) if each % YEARS == year]
        for row in session.execute(select(Occasion).where(Occasion.event_id.in_(ids))).scalars():
            session.execute(
                update(occasions)
                .where(occasions.c.id == row.id)
                .values(
                    starts_at=row.starts_at - timedelta(days=year * 365),
                    ends_at=row.ends_at - timedelta(days=year * 365),
                )
            )
