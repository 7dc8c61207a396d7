"""Lists of earlier figures: judged row by row, saved whole, taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.attendance.earlier.models import EarlierFigure
from eventsys.attendance.earlier.operations import add_figure
from eventsys.attendance.earlier.rules import FigureRequest
from eventsys.core.principal import SYSTEM
from eventsys.exchange.imports.errors import (
    CannotBeUndone,
    FigureRefused,
    NothingToSave,
    RowsHaveFaults,
)
from eventsys.exchange.imports.figures.operations import (
    judge_figure_draft,
    save_figure,
    save_figures,
    undo_figures,
)
from eventsys.exchange.imports.figures.rules import FigureColumn
from eventsys.exchange.imports.operations import SaveRequest, keep_draft
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportKind, ImportState
from tests.factories import AT

HEAD = "År;Arrangement;Antal;Hvad tallet tæller;Kilde\r\n"
GOOD = "2009;International Dag;1.450;børn;Rapport s. 12\r\n"
DAY = timedelta(days=1)


def draft(session, rows=GOOD):
    file = read_import("tal.csv", f"{HEAD}{rows}".encode())
    return keep_draft(session, ImportKind.FIGURES, None, file, at=AT, by=SYSTEM)


def faults(session, rows):
    run = draft(session, rows)
    return [
        (each.outcome.fault, each.outcome.column)
        for each in judge_figure_draft(session, run, at=AT)
    ]


def figures(session):
    rows = session.scalars(select(EarlierFigure).order_by(EarlierFigure.id))
    return [(each.year, each.event_name, each.figure, each.counts, each.source) for each in rows]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (GOOD, ("", "")),
        ("2999;A;1;børn;s\r\n", ("year", "year")),
        (";A;1;børn;s\r\n", ("year", "year")),
        ("2009;;1;børn;s\r\n", ("no-event", "event")),
        ("2009;A;1,5;børn;s\r\n", ("figure", "figure")),
        ("2009;A;5 %;børn;s\r\n", ("figure", "figure")),
        ("2009;A;;børn;s\r\n", ("figure", "figure")),
        ("2009;A;1;;s\r\n", ("no-counts", "counts")),
        ("2009;A;1;børn;\r\n", ("no-source", "source")),
        (f"2009;{'A' * 300};1;børn;s\r\n", ("long", "event")),
        ("2009;A\x01;1;børn;s\r\n", ("unreadable", "event")),
    ],
)
def test_a_row_says_what_is_wrong_with_it(session, row, fault):
    assert faults(session, row) == [fault]


def test_a_figure_that_stands_twice_or_is_there_is_told(session):
    assert faults(session, GOOD + GOOD)[1] == ("twice", "event")
    request = FigureRequest(
        year=2009, event_name="International dag", counts="Børn", figure=1450, source="x"
    )
    add_figure(session, request, at=AT, by=SYSTEM)
    assert faults(session, GOOD) == [("known", "figure")]
    assert faults(session, GOOD.replace("1.450", "7")) == [("other", "figure")]


def test_a_list_is_saved_whole_and_taken_back(session):
    rows = GOOD + "2010;International Dag;1500;børn;Rapport\r\n"
    run = save_figures(session, draft(session, rows), SaveRequest(), at=AT, by=SYSTEM)
    assert (run.state, run.taken, run.rows) == (ImportState.SAVED, 2, None)
    assert figures(session) == [
        (2009, "International Dag", 1450, "børn", "Rapport s. 12"),
        (2010, "International Dag", 1500, "børn", "Rapport"),
    ]
    with pytest.raises(CannotBeUndone):
        undo_figures(session, run, at=AT + 3 * DAY, by=SYSTEM)
    undo_figures(session, run, at=AT + DAY, by=SYSTEM)
    assert (figures(session), run.state) == ([], ImportState.UNDONE)


def test_a_list_with_faults_is_saved_in_part_on_demand_alone(session):
    run = draft(session, GOOD + "x;y;z;;\r\n")
    with session.begin_nested() as nested:
        with pytest.raises(RowsHaveFaults) as refusal:
            save_figures(session, run, SaveRequest(), at=AT, by=SYSTEM)
        nested.rollback()
        session.expire_all()
    assert (refusal.value.rows, figures(session)) == (1, [])
    save_figures(session, run, SaveRequest(only_good=True), at=AT, by=SYSTEM)
    assert len(figures(session)) == 1
    with pytest.raises(NothingToSave):
        save_figures(session, draft(session), SaveRequest(), at=AT, by=SYSTEM)


def one(**changes):
    cells = {"year": "2009", "event": "Fest", "figure": "1.450", "counts": "børn", "source": "S"}
    return {FigureColumn(name): text for name, text in (cells | changes).items()}


def test_one_figure_is_a_list_of_one_row_that_is_taken_back(session):
    run = save_figure(session, one(), at=AT, by=SYSTEM)
    assert (run.state, run.file) == (ImportState.SAVED, "Fest 2009")
    assert figures(session) == [(2009, "Fest", 1450, "børn", "S")]
    undo_figures(session, run, at=AT + DAY, by=SYSTEM)
    assert figures(session) == []


def test_one_figure_with_a_fault_or_that_is_there_is_refused(session):
    save_figure(session, one(), at=AT, by=SYSTEM)
    for changes, fault in (({"year": "x"}, "year"), ({}, "known"), ({"figure": "2"}, "other")):
        with pytest.raises(FigureRefused) as refusal:
            save_figure(session, one(**changes), at=AT, by=SYSTEM)
        assert refusal.value.fault == fault
    assert len(figures(session)) == 1
