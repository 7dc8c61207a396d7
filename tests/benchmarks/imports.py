"""A list of 10,000 people: read, looked at and saved."""

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from eventsys.exchange.files.rules import Sheet
from eventsys.exchange.files.workbook import write_workbook
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import SaveRequest, keep_draft
from eventsys.exchange.imports.people.operations import judge_draft, save_people
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportKind
from tests.benchmarks.figures import Figure, at_most, noted
from tests.benchmarks.stage import Stage, inside
from tests.factories import make_event

ROWS = 10_000
SECONDS = 10
SLUG = "long-list"


def measure(stage: Stage) -> Iterator[Figure]:
    """Take the list in on both databases."""
    content = workbook()
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        with inside(stage.install(databases)):
            at = clock.now()
            with transaction() as session:
                make_event(session, at=at, slug=SLUG, capacity=None)
            looking = timed(lambda: look(content))
            saving = timed(save)
        yield noted(f"looking at a list of {ROWS:,} by the clock, {name}", looking.clock, " s")
        yield noted(f"saving it by the clock, {name}", saving.clock, " s")
        yield at_most(f"both, {name}", looking.work + saving.work, SECONDS, " s")


def workbook() -> bytes:
    """Write the list as schools send it."""
    heads = ("Navn", "E-mail", "Telefon", "Hold")
    file = io.BytesIO()
    rows = [
        (f"Amina Khan {number}", f"amina{number}@example.org", "12 34 56 78", "4.b")
        for number in range(ROWS)
    ]
    write_workbook(file, Sheet(name="Liste", keys=heads, heads=heads, rows=rows))
    return file.getvalue()


@dataclass(frozen=True)
class Seconds:
    """How long something takes by the clock, and in the time of the processor: others work too."""

    clock: float
    work: float


def timed(do: Callable[[], None]) -> Seconds:
    """Tell how long something takes."""
    began, idle = time.perf_counter(), time.process_time()
    do()
    return Seconds(time.perf_counter() - began, time.process_time() - idle)


def look(content: bytes) -> None:
    """Read the list, keep it, and judge each row."""
    with transaction() as session:
        event = get_event(session, SLUG)
        file = read_import("liste.xlsx", content)
        run = keep_draft(session, ImportKind.PEOPLE, event, file, at=clock.now(), by=SYSTEM)
        judged = judge_draft(session, run, event)
        assert all(each.outcome.is_ready for each in judged)


def save() -> None:
    """Register everybody."""
    with transaction() as session:
        event, run = get_event(session, SLUG), session.get_one(ImportRun, 1)
        save_people(session, run, event, SaveRequest(), at=clock.now(), by=SYSTEM)
        assert run.taken == ROWS
