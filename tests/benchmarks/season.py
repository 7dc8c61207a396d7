"""A year as a file: 500 events, 20,000 tickets and 100,000 scans, out and into another system."""

import time
from collections.abc import Iterator
from pathlib import Path

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.exchange.season.kinds.base import YearOf
from eventsys.exchange.season.operations import export_season, import_season
from eventsys.reports.years.queries import list_year_events
from tests.benchmarks.figures import Figure, at_least, exactly
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.status import YEAR, lay_in

IMPORTED, EXPORTED = 5_000, 10_000
"""Facts a second."""


def measure(stage: Stage) -> Iterator[Figure]:
    """Take a year out, bring it into an empty system, and again; on both databases."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        path = stage.folder / f"{name}.jsonl"
        with inside(stage.install(databases)):
            with transaction() as session:
                lay_in(session)
            facts, seconds = exported(path)
            yield at_least(f"{name}: facts a second out", facts / seconds, EXPORTED)
        with inside(stage.install(databases)):
            new, seconds = imported(path)
            yield at_least(f"{name}: facts a second in", facts / seconds, IMPORTED)
            again, seconds = imported(path)
            yield at_least(f"{name}: facts a second in again", facts / seconds, IMPORTED)
            yield exactly(f"{name}: facts that came in twice", again, 0)
            back = stage.folder / f"{name}-back.jsonl"
            exported(back)
            is_same = back.read_bytes() == path.read_bytes()
            yield exactly(f"{name}: {new:,} facts left as they came", int(is_same), 1)


def exported(path: Path) -> tuple[int, float]:
    """Write the year into a file; give how many facts there are, and the seconds."""
    begun = time.perf_counter()
    with transaction() as session, path.open("wb") as file:
        events = [each.span.id for each in list_year_events(session) if each.year == YEAR]
        lines = list(export_season(session, YearOf(year=YEAR, event_ids=events)))
        file.writelines(lines)
    return len(lines), time.perf_counter() - begun


def imported(path: Path) -> tuple[int, float]:
    """Bring a file in; give how many facts were new, and the seconds."""
    begun = time.perf_counter()
    with transaction() as session, path.open("rb") as file:
        made = import_season(session, file, at=clock.now(), by=SYSTEM)
    return made.new, time.perf_counter() - begun
