"""From each printed figure somebody comes to the rows behind it, and on to where they are kept."""

from datetime import date

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.rules import RoleName
from eventsys.reports.figures.definitions import codes
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.operations import keep_runs
from tests.facts import add_activity, add_advice, add_plan, add_publication, add_requisition
from tests.web.conftest import add_signed_in

YEAR = 2009
FIGURES = f"/organiser/report/{YEAR}/"


@pytest.fixture
def viewer(app, client):
    """Somebody who may look and change nothing, and a year with some casework, made once."""
    add_signed_in(app, client, RoleName.VIEWER)
    with app.app_context(), transaction() as session:
        add_advice(session, date(YEAR, 3, 3), topic="Forældremøde")
        add_requisition(session, date(YEAR, 4, 4), topic="Kursus")
        add_activity(session, add_plan(session, title="Tingbjerg"), date(YEAR, 5, 5))
        add_publication(session, date(YEAR, 6, 6), title="Forældre på banen")
        figures = make_figures(session, YEAR, at=clock.now())
        keep_runs(session, YEAR, figures, at=clock.now(), by=SYSTEM)
    return client


def behind(code):
    return f"{FIGURES}figures/{code}"


def words_of(page):
    return " ".join(page.text.split())


def test_each_figure_of_the_page_leads_to_its_rows_and_each_row_to_its_fact(viewer):
    links = [each.get("href") for each in viewer.page(FIGURES).all("a")]
    assert [each for each in links if "/figures/" in (each or "")] == [behind(x) for x in codes()]
    rows = {
        "F07": ("Forældremøde", "3. marts 2009 1"),
        "F08": ("Kursus", "4. april 2009 1"),
        "F09": ("Tingbjerg", "1 aktiviteter: 1 2009-05-05 Sparring"),
        "F11": ("Forældre på banen", "6. juni 2009 1"),
    }
    for code, (name, told) in rows.items():
        page = viewer.page(behind(code))
        assert f"{name} {told}" in words_of(page), code
        assert "Lagt sammen: 1" in words_of(page), code
        [link] = [each for each in page.all("a") if "".join(each.itertext()).strip() == name]
        assert viewer.get(link.get("href")).status_code == 200, code


def test_a_figure_that_was_kept_before_facts_changed_says_so(app, viewer):
    assert "Fakta er ændret siden" not in words_of(viewer.page(behind("F07")))
    with app.app_context(), transaction() as session:
        add_advice(session, date(YEAR, 7, 7), topic="Nyt råd")
    page = words_of(viewer.page(behind("F07")))
    assert "Sidst gjort op 1" in page
    assert "Efter fakta, som de er nu 2" in page
    assert "Fakta er ændret siden" in page
    assert "Lagt sammen: 2" in page


def test_a_figure_that_lacks_a_fact_says_which(viewer):
    page = words_of(viewer.page(behind("F01")))
    assert "Der er ikke markeret noget arrangement, der tæller her." in page
    assert "Lagt sammen" not in page


@pytest.mark.parametrize("address", [f"{FIGURES}figures/F99", "/organiser/report/9999/figures/F01"])
def test_there_are_no_rows_behind_what_is_no_figure(viewer, address):
    assert viewer.get(address).status_code == 404


def test_every_figure_has_its_page_before_anything_was_written_down(viewer):
    for code in codes():
        assert viewer.get(f"/organiser/report/2010/figures/{code}").status_code == 200, code
