"""The numbers of the paper of 2009 come out of a season file, whatever the order of its lines."""

import json
import random

import pytest

from eventsys.core.principal import SYSTEM
from eventsys.exchange.season.kinds.base import YearOf
from eventsys.exchange.season.operations import Imported, export_season, import_season
from eventsys.reports.years.queries import list_year_events
from tests.reports.figures.test_golden_2009 import PAPER, figures_of, hashes, printed
from tests.reports.year_2009 import REPORTED_AT, gate_rows, make_base, send

AT_ONCE = 97


def take_out(session):
    events = [each.span.id for each in list_year_events(session) if each.year == 2009]
    return list(export_season(session, YearOf(year=2009, event_ids=events)))


def bring_in(session, lines):
    return import_season(session, lines, at=REPORTED_AT, by=SYSTEM)


@pytest.fixture
def season(session):
    """The year's file and the seals of its figures; the database is empty again."""
    with session.begin_nested() as undone:
        base = make_base(session)
        send(session, base, gate_rows(base))
        lines, seals = take_out(session), hashes(figures_of(session))
        undone.rollback()
    session.expire_all()
    return lines, seals


def test_the_figures_come_out_of_the_file_in_any_order_and_twice(session, season):
    lines, seals = season
    chance = random.Random(2009)
    districts = sum(json.loads(each)["type"] == "district" for each in lines)
    new = Imported(new=len(lines) - districts, known=districts)
    assert bring_in(session, chance.sample(lines, len(lines))) == new
    figures = figures_of(session)
    assert (printed(figures), hashes(figures)) == (PAPER, seals)
    again = chance.sample(lines, len(lines))
    assert bring_in(session, again) == Imported(new=0, known=len(lines))
    figures = figures_of(session)
    assert (printed(figures), hashes(figures)) == (PAPER, seals)
    assert take_out(session) == lines


def test_the_figures_come_out_of_many_small_files(session, season):
    lines, seals = season
    for start in range(0, len(lines), AT_ONCE):
        bring_in(session, lines[start : start + AT_ONCE])
    figures = figures_of(session)
    assert (printed(figures), hashes(figures)) == (PAPER, seals)
    assert take_out(session) == lines
