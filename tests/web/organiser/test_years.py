"""Every figure over several years: what is frozen, made, written down or missing, and why."""

from dataclasses import replace
from datetime import date

import pytest

from eventsys.attendance.earlier.operations import add_figure
from eventsys.attendance.earlier.rules import FigureRequest
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.people.rules import RoleName
from eventsys.reports.comparing.rules import Origin, YearNumber
from eventsys.reports.figures import definitions
from eventsys.reports.figures.definitions import DEFINITIONS, definition_of, worded
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.papers import queries
from eventsys.web.organiser.years.drawing import chart_of
from tests.facts import add_advice
from tests.watch import watch_statements
from tests.web.conftest import add_signed_in

PAGE = "/organiser/report/years"
CHANGE = worded("Gentagelser tælles ikke mere.", "Repetitions are counted no more.")


@pytest.fixture
def viewer(app, client):
    add_signed_in(app, client, RoleName.VIEWER)
    return client


def keep(app, year, advice):
    """Keep the figures of a year with so much advice."""
    with app.app_context(), transaction() as session:
        for _ in range(advice):
            add_advice(session, date(year, 3, 3))
        figures = make_figures(session, year, at=clock.now())
        keep_runs(session, year, figures, at=clock.now(), by=SYSTEM)


def write_down(app, year, figure, event_name="F07", counts="opgaver"):
    with app.app_context(), transaction() as session:
        request = FigureRequest(
            year=year, event_name=event_name, counts=counts, figure=figure, source="Bilag 3"
        )
        add_figure(session, request, at=clock.now(), by=SYSTEM)


def lines_of(page, code):
    """Read the years of a figure: year, number, and what there is to know."""
    [section] = [each for each in page.all("section") if each.get("aria-labelledby") == code]
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row] for row in section.iter("tr")
    ]
    return rows[1:]


def drawn_in(page, code):
    """Read what is drawn of a figure: the class of each bar, and its label."""
    [section] = [each for each in page.all("section") if each.get("aria-labelledby") == code]
    bars = [each.get("class") for each in section.findall(".//{*}rect")]
    dashed = [each for each in section.findall(".//{*}line") if each.get("stroke-dasharray")]
    return bars, len(dashed)


def test_a_figure_stands_year_by_year_with_a_picture_and_where_each_number_is_from(app, viewer):
    write_down(app, 2008, 140)
    keep(app, 2009, 2)
    keep(app, 2011, 3)
    page = viewer.page(f"{PAGE}?until=2011")
    assert lines_of(page, "F07") == [
        ["2008 F07", "140", "140: opgaver. Kilde: Bilag 3"],
        ["2009 F07", "2", ""],
        ["2010 F07", "–", "Årets tal er aldrig gjort op."],
        ["2011 F07", "3", ""],
    ]
    assert drawn_in(page, "F07") == (["above", "below", "below", "below"], 0)
    assert lines_of(page, "F01")[1] == [
        "2009 F01",
        "–",
        "Der er ikke markeret noget arrangement, der tæller her.",
    ]
    assert "2011 Ikke godkendt: som sidst gjort op" in " ".join(page.text.split())


def test_where_another_rule_begins_the_page_says_what_changed(app, viewer, monkeypatch):
    newer = replace(
        definition_of("F07", 2009), version=2, valid_from=date(2010, 1, 1), changes=CHANGE
    )
    for module in (definitions, queries):
        monkeypatch.setattr(module, "DEFINITIONS", (*DEFINITIONS, newer))
    keep(app, 2009, 2)
    keep(app, 2010, 3)
    page = viewer.page(PAGE)
    _before, after = lines_of(page, "F07")
    assert after == [
        "2010 F07",
        "3",
        f"Herfra talt efter en anden regel {CHANGE[Language.DANISH]}",
    ]
    assert drawn_in(page, "F07") == (["below", "below"], 1)
    assert drawn_in(page, "F08")[1] == 0


def test_what_others_count_otherwise_is_never_added_up_nor_drawn(app, viewer):
    write_down(app, 2008, 140)
    write_down(app, 2008, 12, counts="møder")
    write_down(app, 2008, 650, "10-årsfest", "børn")
    keep(app, 2009, 2)
    page = viewer.page(PAGE)
    assert lines_of(page, "F07")[0][1] == "12 / 140"
    assert drawn_in(page, "F07") == ([], 0)
    assert "152" not in page.text
    assert "10-årsfest 2008 650 børn Bilag 3" in " ".join(page.text.split())


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("", ["2009", "2010", "2011"]),
        ("?until=2010", ["2009", "2010"]),
        ("?until=2011&number=2", ["2010", "2011"]),
        ("?until=x&number=99", ["2009", "2010", "2011"]),
        ("?until=1066", ["2009", "2010", "2011"]),
    ],
)
def test_years_are_chosen_in_the_address(app, viewer, asked, years):
    for year in (2009, 2010, 2011):
        keep(app, year, 1)
    shown = [row[0].split()[0] for row in lines_of(viewer.page(PAGE + asked), "F07")]
    assert shown == years


def test_before_anything_was_made_the_page_shows_this_year_with_its_reasons(app, viewer):
    year = local_day(clock.now()).year
    page = viewer.page(PAGE)
    assert lines_of(page, "F19") == [[f"{year} F19", "–", "Årets tal er aldrig gjort op."]]


def test_ten_years_ask_no_more_than_three(app, viewer):
    for year in range(2009, 2019):
        keep(app, year, 1)
    counted = {}
    for number in (3, 10):
        with watch_statements() as statements:
            page = viewer.page(f"{PAGE}?until=2018&number={number}")
        assert len(lines_of(page, "F07")) == number
        counted[number] = len(statements)
    assert counted[3] == counted[10] <= 10


def test_the_figures_of_a_year_and_the_list_of_reports_lead_there(app, viewer):
    keep(app, 2009, 1)
    for address in ("/organiser/report/2009/", "/organiser/report/"):
        links = [each.get("href") for each in viewer.page(address).all("a")]
        assert [each for each in links if each and each.startswith(PAGE)], address


def test_a_picture_has_room_for_what_a_sum_comes_to_and_none_for_one_year():
    halves = [
        YearNumber(year=year, origin=Origin.NEWEST, value=value, version=1)
        for year, value in ((2009, 5), (2010, 2.5))
    ]
    chart = chart_of(halves, ["1½ + 1 + 1 + 1½ = 5", "1½ + 1 = 2½"], {2010})
    assert [(bar.shown, bar.height) for bar in chart.bars] == [("5", 120), ("2½", 60)]
    assert chart.breaks == [72]
    assert chart_of(halves[:1], ["5"], {}) is None
    assert chart_of([replace(each, value=0) for each in halves], ["0", "0"], {}) is None
