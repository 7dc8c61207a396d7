"""An organiser says which events count, makes the figures of a year and looks behind them."""

import csv
import io
from datetime import date

import pytest

from eventsys.attendance.earlier.rules import FIRST_YEAR
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM
from eventsys.people.rules import RoleName
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.models import FigureRun
from eventsys.reports.figures.operations import keep_runs
from tests.factories import batch_of, make_device, make_event, make_tally
from tests.facts import add_advice
from tests.pages import Page
from tests.web.conftest import add_signed_in

REPORTING = "/organiser/events/fest/reporting"


@pytest.fixture
def year(app, client):
    """A party of this year with two walk-ins, and an organiser."""
    add_signed_in(app, client, RoleName.ORGANISER)
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, slug="fest", days=(0,))
        phone = make_device(session, event, at=at)
        taps = [make_tally(at), make_tally(at)]
        record_tallies(session, phone.token, batch_of(*taps, sent_at=at), at=at)
    return local_day(at).year


def report_of(year):
    return f"/organiser/report/{year}/"


def row_of(page, code):
    """Read a figure's row: the number, last year's, and what it is made of."""
    row = page.text.partition(f"{code}.")[2]
    return " ".join(row.split())


def make_anew(client, year):
    client.submit(report_of(year), {}, form="make")
    return client.page(report_of(year))


def test_an_event_counts_once_it_is_marked_and_the_figures_are_made_anew(app, client, year):
    page = make_anew(client, year)
    assert "Intet arrangement tæller med" in page.text
    assert "Der er ikke markeret noget arrangement" in row_of(page, "F01")
    client.submit(REPORTING, {"counts_as": "children"}, form="count")
    page = make_anew(client, year)
    assert "2 – kom ind med billet: 0 kom ind uden billet: 2" in row_of(page, "F01")
    assert client.page("/organiser/events/fest/attendance")
    with app.app_context(), transaction() as session:
        runs = session.query(FigureRun).filter_by(code="F01").order_by(FigureRun.id).all()
        assert [(each.numerator, each.run_by.split(":")[0]) for each in runs] == [
            (None, "account"),
            (2, "account"),
        ]


def test_what_no_event_can_count_as_is_refused_at_its_field(app, client, year):
    sheet = client.page(REPORTING).form("count")
    answer = client.post(REPORTING, data=dict(sheet.filled({})) | {"counts_as": "adults"})
    assert answer.status_code == 422


def test_last_year_stands_beside_and_another_rule_is_told(app, client, year):
    with app.app_context(), transaction() as session:
        add_advice(session, date(year - 1, 3, 3))
        figures = make_figures(session, year - 1, at=clock.now())
        keep_runs(session, year - 1, figures, at=clock.now(), by=SYSTEM)
        earlier = session.query(FigureRun).filter_by(code="F07").one().id
        add_advice(session, date(year, 1, 1), public_id="first")
        add_advice(session, date(year, 1, 1), public_id="second")
    page = make_anew(client, year)
    assert row_of(page, "F07").partition("blev givet. ")[2].startswith("2 1 ")
    with app.app_context(), transaction() as session:
        session.query(FigureRun).filter_by(id=earlier).update({"definition_version": 2})
    page = client.page(report_of(year))
    assert "2 1 Talt efter en anden regel" in row_of(page, "F07")


@pytest.mark.parametrize("other", [FIRST_YEAR - 1, 9999])
def test_years_without_a_report_are_not_there(client, year, other):
    assert client.get(report_of(other)).status_code == 404
    assert client.get(f"/organiser/report/{other}/make").status_code in {404, 405}


FILES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def file_of(year, kind, language="da"):
    return f"{report_of(year)}{language}/status.{kind}"


def test_the_report_is_offered_as_files_once_figures_were_made(client, year):
    offered = [link.get("href") for link in client.page(report_of(year)).all("a")]
    assert [each for each in offered if "/status." in each] == []
    offered = [link.get("href") for link in make_anew(client, year).all("a")]
    assert [each for each in offered if "/status." in each] == [
        file_of(year, kind, language) for language in ("da", "en") for kind in FILES
    ]


@pytest.mark.parametrize("kind", FILES)
def test_the_report_is_taken_home_and_not_shown(client, year, kind):
    make_anew(client, year)
    answer = client.get(file_of(year, kind))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, FILES[kind])
    assert answer.headers["Content-Disposition"] == f"attachment; filename=status-{year}-da.{kind}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(file_of(year, kind)).data == answer.data


def test_the_page_that_is_taken_home_says_what_was_kept(client, year):
    client.submit(REPORTING, {"counts_as": "children"}, form="count")
    make_anew(client, year)
    page = Page(client.get(file_of(year, "html", "en")).text)
    assert page.root.get("lang") == "en"
    rows = [["".join(cell.itertext()) for cell in row] for row in page.all("tr")]
    (figure,) = (row for row in rows if row[0].startswith("F01. "))
    assert figure[1:] == ["2", "–", "2", "–"]
    assert ["F01", "came in without a ticket", "hidden"] in rows


@pytest.mark.parametrize("rest", ["ar/status.pdf", "da/status.odt", "xx/status.pdf", "da/status"])
def test_there_are_no_other_files(client, year, rest):
    make_anew(client, year)
    assert client.get(f"{report_of(year)}{rest}").status_code == 404


def test_there_is_no_file_of_a_year_without_figures(client, year):
    assert client.get(file_of(year, "pdf")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "template"), [("pdf", "status.TEMPLATE"), ("docx", "word.pictures.TEMPLATE")]
)
def test_a_paper_that_cannot_be_made_now_says_when_to_come_again(
    app, client, year, monkeypatch, kind, template
):
    with app.app_context(), transaction() as session:
        add_advice(session, date(year, 1, 1))
    make_anew(client, year)
    monkeypatch.setattr(f"eventsys.documents.{template}", "nowhere.typ")
    answer = client.get(file_of(year, kind))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_year_is_taken_home_as_open_data(app, client, year):
    client.submit(REPORTING, {"counts_as": "children"}, form="count")
    assert client.get(f"{report_of(year)}open-data.csv").status_code == 404
    page = make_anew(client, year)
    (link,) = (each.get("href") for each in page.all("a") if "open-data" in each.get("href", ""))
    answer = client.get(link)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert f"open-data-{year}.csv" in answer.headers["Content-Disposition"]
    rows = {
        (each["figure"], each["part"]): each for each in csv.DictReader(io.StringIO(answer.text))
    }
    children = rows["F01", ""]
    assert (children["year"], children["value"], children["hidden"]) == (str(year), "2", "false")
    assert (rows["F01", "walk_ins"]["value"], rows["F01", "walk_ins"]["hidden"]) == ("", "true")
    assert {each["invented"] for each in rows.values()} == {"false"}
