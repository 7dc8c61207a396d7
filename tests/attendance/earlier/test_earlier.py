"""Figures of earlier years: read as Danes write them, kept once, with their source."""

import pytest

from eventsys.attendance.earlier.errors import FigureKnown
from eventsys.attendance.earlier.operations import add_figure, remove_figures
from eventsys.attendance.earlier.queries import known_figures, list_figures
from eventsys.attendance.earlier.rules import (
    FigureRequest,
    key_of,
    read_figure,
    read_figure_year,
)
from eventsys.core.principal import SYSTEM
from tests.factories import AT

FIGURE = FigureRequest(
    year=2009, event_name="International Dag", counts="børn", figure=1450, source="Rapport s. 12"
)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1.234", 1234),
        ("1 234", 1234),
        ("12.345.678", None),
        ("1\u00a0234", 1234),
        ("١٢٣٤", 1234),
        ("0", 0),
        ("-1", None),
        ("1,5", None),
        ("1½", None),
        ("5 %", None),
        ("1e3", None),
        ("1_000", None),
        ("mange", None),
        ("", None),
    ],
)
def test_a_figure_is_a_whole_number_as_danes_write_it(text, figure):
    assert read_figure(text) == figure


@pytest.mark.parametrize(
    ("text", "year"), [("2009", 2009), ("2027", 2027), ("2028", None), ("09", None), ("x", None)]
)
def test_a_year_is_not_to_come(text, year):
    assert read_figure_year(text, 2027) == year


def test_a_figure_is_kept_with_its_source_and_once(session):
    add_figure(session, FIGURE, at=AT, by=SYSTEM)
    again = FigureRequest(
        year=2009, event_name="INTERNATIONAL  dag", counts="Børn", figure=7, source="Andre"
    )
    with pytest.raises(FigureKnown) as refusal:
        add_figure(session, again, at=AT, by=SYSTEM)
    assert (refusal.value.year, refusal.value.event_name) == (2009, "INTERNATIONAL  dag")
    [kept] = list_figures(session)
    assert (kept.figure, kept.counts, kept.source) == (1450, "børn", "Rapport s. 12")
    assert known_figures(session) == {(2009, key_of("International Dag", "børn")): 1450}


def test_figures_are_taken_back_many_at_a_time(session):
    ids = [
        add_figure(
            session,
            FigureRequest(year=year, event_name="A", counts="b", figure=1, source="c"),
            at=AT,
            by=SYSTEM,
        ).id
        for year in (2001, 2002, 2003)
    ]
    remove_figures(session, ids[:2])
    assert [each.year for each in list_figures(session)] == [2003]
    remove_figures(session, [])
    assert [each.year for each in list_figures(session)] == [2003]
