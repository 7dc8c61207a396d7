"""The opening minute: 1,500 families within 60 seconds, each with an address of its own."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context

from sqlalchemy import Engine, create_engine, text

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.settings import Settings
from tests.benchmarks.families import Opening, Told, open_registration
from tests.benchmarks.figures import Figure, at_most, exactly, noted
from tests.benchmarks.load import quantile
from tests.benchmarks.stage import Stage, inside
from tests.browser.server import serving
from tests.factories import make_event

FAMILIES = 1500
SECONDS = 60.0
PLACES = 714
SLUG = "opening"
BETWEEN_LOOKS = 0.05
LOOK = text(
    "SELECT taken, (SELECT count(*) FROM participant WHERE participant.event_id = e.id"
    " AND participant.status = 'confirmed') AS confirmed,"
    " (SELECT count(*) FROM ticket WHERE ticket.event_id = e.id) AS tickets"
    " FROM place_pool p JOIN event e ON e.id = p.event_id WHERE e.slug = :slug"
)
BY_CONTACT = text(
    "SELECT contact_email, count(*) FROM registration r JOIN event e ON e.id = r.event_id"
    " WHERE e.slug = :slug GROUP BY contact_email"
)


@dataclass
class Watch:
    """What the database held at each look: places taken, persons confirmed, tickets."""

    looks: list[tuple[int, int, int]] = field(default_factory=list)
    by_contact: dict[str, int] = field(default_factory=dict)


def measure(stage: Stage) -> Iterator[Figure]:
    """Measure on both databases."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        settings = replace(stage.install(databases), trusted_proxies=1)
        announce(settings)
        opening = Opening(settings.base_url, SLUG, FAMILIES, SECONDS * stage.effort.seconds / 3)
        with serving(settings), watching(settings) as watch:
            told = let_in(opening)
        yield from judged(name, told, watch)


def announce(settings: Settings, places: int = PLACES) -> None:
    """Publish the event that everybody wants to go to."""
    with inside(settings), transaction() as session:
        make_event(session, at=clock.now(), slug=SLUG, capacity=places)


def let_in(opening: Opening) -> Told:
    """Let the families come from a process of their own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(open_registration, opening).result()


@contextmanager
def watching(settings: Settings) -> Iterator[Watch]:
    """Look at the places again and again, past the server, and at everybody in the end."""
    engine, watch, is_over = create_engine(settings.database_url), Watch(), threading.Event()

    def look_again() -> None:
        while not is_over.is_set():
            look(engine, watch)
            time.sleep(BETWEEN_LOOKS)

    thread = threading.Thread(target=look_again)
    thread.start()
    try:
        yield watch
    finally:
        is_over.set()
        thread.join()
        look(engine, watch)
        with engine.connect() as connection:
            rows = connection.execute(BY_CONTACT, {"slug": SLUG})
            watch.by_contact.update(map(tuple, rows))
        engine.dispose()


def look(engine: Engine, watch: Watch) -> None:
    """Take one look, in one statement."""
    with engine.connect() as connection:
        taken, confirmed, tickets = connection.execute(LOOK, {"slug": SLUG}).one()
        watch.looks.append((taken, confirmed, tickets))


def judged(name: str, told: Told, watch: Watch) -> Iterator[Figure]:
    """Judge what people were told against what is there."""
    last = watch.looks[-1]
    yield noted(f"{name}: answers", len(told.times))
    yield noted(f"{name}: told to come again", told.statuses[503])
    yield at_most(f"{name}: p95 of an answer", 1000 * quantile(told.times, 0.95), 1000, " ms")
    yield noted(f"{name}: looks at the places", len(watch.looks))
    yield from faults(name, told, watch, last[0])


def faults(name: str, told: Told, watch: Watch, places: int) -> Iterator[Figure]:
    """Count what must never be."""
    faulty = sum(each for status, each in told.statuses.items() if status >= 500 and status != 503)
    uneven = sum(len(set(look)) > 1 or look[0] > PLACES for look in watch.looks)
    yield exactly(f"{name}: places taken at the end", places, PLACES)
    yield exactly(f"{name}: looks that found too many, or numbers that differ", uneven, 0)
    yield exactly(f"{name}: contacts with more than one registration", doubles(watch), 0)
    yield exactly(f"{name}: told that they have a place, and have none", broken(told, watch), 0)
    yield exactly(f"{name}: have a place, and were not told", untold(told, watch), 0)
    yield exactly(f"{name}: faults, lost and odd answers", faulty + told.lost + len(told.odd), 0)


def doubles(watch: Watch) -> int:
    """Count the contacts that were registered more than once."""
    return sum(count > 1 for count in watch.by_contact.values())


def broken(told: Told, watch: Watch) -> int:
    """Count the families whose place is not there."""
    return len(told.places.keys() - watch.by_contact.keys())


def untold(told: Told, watch: Watch) -> int:
    """Count the families that have a place and do not know."""
    return len(watch.by_contact.keys() - told.places.keys())
