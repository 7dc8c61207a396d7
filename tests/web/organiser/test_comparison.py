"""Waves compared on a page, in a file and on a paper: years, districts, events, times."""

import csv
import io
from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.rules import EventKind
from tests.answers import Given, make_measured, make_workshop
from tests.documents.judge import faults_of
from tests.pages import text_of
from tests.surveys import make_questionnaire, make_scale

MANY = Given(responses=20, invited=30, answers=[{"4": 15, "1": 5}])
SOME = Given(responses=10, invited=10, answers=[{"4": 2, "1": 8}])
FEW = Given(responses=3, invited=5, answers=[{"1": 3}])
NBSP = "\u00a0"


@pytest.fixture
def measured(app):
    """Lay waves in, in a year and a district: `measured((2009, "valby", MANY), …)`; the address."""

    def made(*waves, months=0):
        with app.app_context(), transaction() as session:
            questionnaire = make_questionnaire(session, make_scale())
            for number, (year, district, given) in enumerate(waves, start=1):
                at = clock.now().replace(year=year, month=3, day=number)
                titles = {Language.DANISH: f"Workshop {number}"}
                event = make_workshop(session, at=at, district=district, titles=titles)
                make_measured(session, questionnaire, given, event=event, at=at, months=months)
            return f"/organiser/surveys/{questionnaire.survey_id}/results"

    return made


def rows_of(page):
    """Read the rows of a page's tables, each cell's text."""
    return [
        [text_of(cell) for cell in row if cell.tag in {"th", "td"}]
        for body in page.all("tbody")
        for row in body.iter("tr")
    ]


def lines_of(client, path):
    """Read a file's lines below its head."""
    _, *rows = csv.reader(
        io.StringIO(client.get(path).data.decode("utf-8-sig"), newline=""), delimiter=";"
    )
    return rows


def test_years_are_compared_and_pooled(organiser_client, measured):
    path = measured((2024, "valby", MANY), (2025, "valby", SOME), (2025, "noerrebro", MANY))
    assert rows_of(organiser_client.page(path)) == [
        ["2024", "20 af 30", "67 %"],
        ["2025", "30 af 40", "75 %"],
        ["I alt", "50 af 70", "71 %"],
        ["2024", "15 af 20", "75,0 %"],
        ["2025", "17 af 30", "56,7 %"],
        ["I alt", "32 af 50", "64,0 %"],
    ]


def test_a_district_of_few_is_hidden_with_the_sum(organiser_client, measured):
    path = measured((2025, "valby", MANY), (2025, "noerrebro", SOME), (2025, "indre-by", FEW))
    page = organiser_client.page(f"{path}?by=district")
    assert rows_of(page)[4:] == [
        ["Indre By", "skjult", ""],
        ["Nørrebro", "2 af 10", "20,0 %"],
        ["Valby", "15 af 20", "75,0 %"],
        ["I alt", "skjult", ""],
    ]
    assert lines_of(organiser_client, f"{path}.csv?by=district") == [
        ["Indre By", "Svarprocent", "3", "5", f"60{NBSP}%"],
        ["Indre By", "Kan du bruge det?", "skjult", "", ""],
        ["Nørrebro", "Svarprocent", "10", "10", f"100{NBSP}%"],
        ["Nørrebro", "Kan du bruge det?", "2", "10", f"20,0{NBSP}%"],
        ["Valby", "Svarprocent", "20", "30", f"67{NBSP}%"],
        ["Valby", "Kan du bruge det?", "15", "20", f"75,0{NBSP}%"],
        ["I alt", "Svarprocent", "33", "45", f"73{NBSP}%"],
        ["I alt", "Kan du bruge det?", "skjult", "", ""],
    ]


def test_what_is_chosen_stays_chosen_in_file_and_paper(organiser_client, measured):
    path = measured((2024, "valby", MANY), (2025, "valby", SOME), (2025, "noerrebro", MANY))
    page = organiser_client.page(f"{path}?by=event&year=2025&district=valby&kind=workshop")
    assert rows_of(page) == [
        ["Workshop 2", "10 af 10", "100 %"],
        ["Workshop 2", "2 af 10", "20,0 %"],
    ]
    files = [each.get("href") for each in page.all("a") if ".csv?" in each.get("href", "")]
    [address] = files
    assert lines_of(organiser_client, address)[1] == [
        "Workshop 2",
        "Kan du bruge det?",
        "2",
        "10",
        f"20,0{NBSP}%",
    ]
    chosen = {each.get("value") for each in page.all("input") if each.get("checked") is not None}
    assert chosen == {"event", "2025", "valby"}


def test_later_answers_have_rows_of_their_own(app, organiser_client):
    with app.app_context(), transaction() as session:
        questionnaire = make_questionnaire(session, make_scale())
        at = clock.now() - timedelta(days=300)
        event = make_workshop(session, at=at, kind=EventKind.COURSE)
        make_measured(session, questionnaire, MANY, event=event, at=at)
        make_measured(session, questionnaire, SOME, event=event, at=at, months=3)
        path = f"/organiser/surveys/{questionnaire.survey_id}/results"
    assert rows_of(organiser_client.page(f"{path}?by=months")) == [
        ["Lige efter arrangementet", "20 af 30", "67 %"],
        ["3 måneder efter arrangementet", "10 af 10", "100 %"],
        ["I alt", "30 af 40", "75 %"],
        ["Lige efter arrangementet", "15 af 20", "75,0 %"],
        ["3 måneder efter arrangementet", "2 af 10", "20,0 %"],
    ]
    at_once = rows_of(organiser_client.page(path))
    later = rows_of(organiser_client.page(f"{path}?months=3"))
    assert [row[1] for row in at_once] == ["20 af 30", "15 af 20"]
    assert [row[1] for row in later] == ["10 af 10", "2 af 10"]


@pytest.mark.parametrize(
    "query",
    ["by=nothing", "year=²", "year=abc", "months=99999", "kind=party", "_scheme=x", "year="],
)
def test_an_address_that_nobody_made_is_read_as_far_as_it_goes(organiser_client, measured, query):
    path = measured((2025, "valby", MANY))
    assert rows_of(organiser_client.page(f"{path}?{query}"))[0] == ["2025", "20 af 30", "67 %"]


def test_a_questionnaire_that_nobody_answered_yet_has_an_empty_page(app, organiser_client):
    with app.app_context(), transaction() as session:
        survey_id = make_questionnaire(session).survey_id
    path = f"/organiser/surveys/{survey_id}/results"
    assert "Ingen spørgeskemaer er lukket endnu." in organiser_client.page(path).text
    assert organiser_client.get(f"{path}.pdf").status_code == 404
    assert lines_of(organiser_client, f"{path}.csv") == []
    assert organiser_client.get("/organiser/surveys/999/results").status_code == 404


def test_response_rates_stand_together_by_year(organiser_client, measured):
    measured((2024, "valby", MANY), (2025, "valby", SOME))
    path = measured((2025, "valby", MANY), months=3)
    rows = rows_of(organiser_client.page("/organiser/results"))
    assert rows == [
        ["Efter mødet", "Lige efter arrangementet", "30 af 40", "75 %"],
        ["Efter mødet", "3 måneder efter arrangementet", "20 af 30", "67 %"],
        ["I alt", "", "50 af 70", "71 %"],
    ]
    page = organiser_client.page("/organiser/results?year=2025")
    assert rows_of(page)[-1] == ["I alt", "", "30 af 40", "75 %"]
    links = {each.get("href") for each in page.all("a")}
    assert f"{path}?months=3&year=2025" in links
    nowhere = organiser_client.page("/organiser/results?year=1999")
    assert "Ingen spørgeskemaer er lukket endnu." in nowhere.text


def test_before_anything_is_closed_the_list_says_so(organiser_client):
    page = organiser_client.page("/organiser/results")
    assert "Ingen spørgeskemaer er lukket endnu." in page.text


@pytest.mark.parametrize("language", ["da", "ar"])
def test_the_paper_can_be_read_out(organiser_client, measured, language):
    path = measured((2024, "valby", MANY), (2025, "valby", SOME))
    pdf = organiser_client.get(f"{path}.pdf", headers={"Accept-Language": language}).data
    assert faults_of(pdf, language) == []
