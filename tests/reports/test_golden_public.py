"""The year 2009 comes in by pages and by the API, and the same numbers leave by the command."""

import json
import random
import sqlite3
from contextlib import closing

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.exchange.season.kinds.base import YearOf
from eventsys.exchange.season.operations import export_season, import_season
from eventsys.reports.figures.making import make_figures
from eventsys.reports.years.queries import list_year_events
from tests.cli.conftest import eventsys, installation
from tests.client import HouseClient
from tests.databases import path_of
from tests.reports.figures.test_golden_2009 import PAPER, hashes, printed
from tests.reports.office import Hand, Office
from tests.reports.public_2009 import SHORT, WHOLE, Year
from tests.reports.year_2009 import AT_ONCE, REPORTED_AT, SENT_AT, gate_rows, shuffled

__all__ = ["eventsys", "installation"]

SHORT_YEAR = {
    **PAPER,
    "F01": "26",
    "F02": "ca. 890",
    "F03": "5",
    "F04": "75,0\u00a0%",
    "F05": "75,0\u00a0%",
    "F06": "86\u00a0% / 71\u00a0%",
    "F07": "4",
    "F08": "2",
    "F09": "3",
    "F10": "2",
    "F11": "2",
}


@pytest.fixture
def office(app, monkeypatch):
    """The team's house; its clock stands in 2009."""
    hand = Hand()
    monkeypatch.setattr(clock, "now", hand)
    return Office(app, hand, *(HouseClient(app, app.response_class) for _ in range(2)))


def told_of(eventsys, office):
    """Ask the command for the report on the day it was made."""
    office.hand.at = REPORTED_AT
    ended = eventsys("report 2009 --format json -o -")
    assert (ended.status, ended.errors) == (0, "")
    return json.loads(ended.output)["figures"]


def whole_year(app):
    """Take the year out as a season file, and its figures with their seals."""
    with app.app_context(), transaction() as session:
        events = [each.span.id for each in list_year_events(session) if each.year == 2009]
        lines = list(export_season(session, YearOf(year=2009, event_ids=events)))
        return lines, hashes(make_figures(session, 2009, at=REPORTED_AT))


def copy_database(source, target):
    """Copy an SQLite database, also over one that is open."""
    with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(target)) as copied:
        origin.backup(copied)


def come_in_by_hand(office, eventsys, season, paper, *, orders):
    """Live a year; hand in what the phones saw in some orders, each time anew. Give its seals."""
    codes = Year(office, season).live()
    rows, found = gate_rows(codes, season.crowd), []
    database = path_of(office.app.config["SQLALCHEMY_DATABASE_URI"])
    before = database.with_suffix(".before")
    copy_database(database, before)
    for order in range(orders):
        copy_database(before, database)
        office.go_to(SENT_AT)
        office.send(shuffled(rows, order, again=min(len(rows), 112)), at_once=AT_ONCE)
        found.append(told_of(eventsys, office))
    assert {code: each["shown"] for code, each in found[0].items()} == paper
    assert [each for each in found if each != found[0]] == []
    office.go_to(SENT_AT)
    office.send(random.Random(1).sample(rows, len(rows)), at_once=AT_ONCE)
    assert told_of(eventsys, office) == found[0]
    return {code: each["inputs_hash"] for code, each in found[0].items()}


@pytest.mark.quick_on("sqlite")
def test_a_short_year_comes_in_by_hand_and_its_numbers_leave(
    installation, office, eventsys, session
):
    seals = come_in_by_hand(office, eventsys, SHORT, SHORT_YEAR, orders=2)
    lines, same = whole_year(office.app)
    assert same == seals
    import_season(session, lines, at=REPORTED_AT, by=SYSTEM)
    again = make_figures(session, 2009, at=REPORTED_AT)
    assert (printed(again), hashes(again)) == (SHORT_YEAR, seals)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_numbers_of_the_paper_come_out_of_what_was_done_by_hand(installation, office, eventsys):
    come_in_by_hand(office, eventsys, WHOLE, PAPER, orders=20)
