"""Laying the year 2009 into the demonstration, with its report as a draft."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import chain

from sqlalchemy.orm import Session

from eventsys.cli.demonstration.prepare import Step, work_through
from eventsys.cli.demonstration.season.casework import casework_facts
from eventsys.cli.demonstration.season.facts import YEAR, FactLine, venue_facts
from eventsys.cli.demonstration.season.large_days import open_day_facts, party_facts
from eventsys.cli.demonstration.season.workshops import READING_A, Reading, workshop_facts
from eventsys.core.db import db
from eventsys.core.principal import SYSTEM
from eventsys.exchange.season.operations import import_season
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.yearly.operations import begin_report
from eventsys.reports.yearly.queries import find_row

AT_ONCE = 100
"""So many facts come in together: what they refer to stands before them."""


def season_lines(reading: Reading = READING_A) -> list[bytes]:
    """Write the season file of the year, always the same."""
    facts = chain(
        venue_facts(), workshop_facts(reading), party_facts(), open_day_facts(), casework_facts()
    )
    return [line_of(each) for each in facts]


def line_of(fact: FactLine) -> bytes:
    """Write a fact as a line."""
    return json.dumps(fact, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def add_season(*, at: datetime, slice_seconds: float) -> None:
    """Add the year unless it is there whole; no transaction is held much longer than the slice."""
    if find_row(db.session(), YEAR) is None:
        work_through(steps(at), slice_seconds)


def steps(at: datetime) -> Iterator[Step]:
    """Cut the work into small steps; the report comes last, and says that all is there."""
    lines = season_lines()
    for start in range(0, len(lines), AT_ONCE):
        yield partial(bring_in, lines=lines[start : start + AT_ONCE], at=at)
    yield partial(begin, at=at)


def bring_in(session: Session, *, lines: list[bytes], at: datetime) -> None:
    """Bring some facts in; those that are there stay as they are."""
    import_season(session, lines, at=at, by=SYSTEM)


def begin(session: Session, *, at: datetime) -> None:
    """Make the figures and begin the report, a draft that visitors can go on with."""
    keep_runs(session, YEAR, make_figures(session, YEAR, at=at), at=at, by=SYSTEM)
    begin_report(session, YEAR, at=at, by=SYSTEM)
