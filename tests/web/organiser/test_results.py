"""A wave's results as a page, a file and a paper: exact, hidden where few answered."""

import csv
import io
from datetime import timedelta

import pypdfium2
import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.evaluation.responses.rules import ResponseSource
from eventsys.evaluation.surveys.rules import NO, NOT_RELEVANT, YES
from eventsys.people.rules import RoleName
from eventsys.web.common.surveys.words import fixed_words
from tests.answers import Given, make_measured, make_workshop
from tests.documents.judge import faults_of
from tests.pages import text_of
from tests.surveys import make_questionnaire

AT_ONCE = {"4": 31, "3": 24, "2": 4, "1": 1, NOT_RELEVANT: 3}
LATER = {YES: 44, NO: 7, NOT_RELEVANT: 11}
WORDS = ("God dag", "Mere tid til snak")


@pytest.fixture
def wave(app):
    """Make a closed wave of the workshop: `wave(Given(…), …)`; its address."""

    def made(*given, days=60, title="Forældre som medspillere"):
        at = clock.now() - timedelta(days=days)
        with app.app_context(), transaction() as session:
            questionnaire = make_questionnaire(session)
            event = make_workshop(session, at=at, slug="workshop", titles={Language.DANISH: title})
            found = make_measured(session, questionnaire, *given, event=event, at=at)
            return f"/organiser/events/workshop/evaluation/{found.id}/results"

    return made


def golden(**changes):
    """What came of the workshops of 2009."""
    values = {"responses": 64, "invited": 66, "answers": [AT_ONCE, LATER], "texts": WORDS}
    return Given(**(values | changes))


def rows_of(client, path):
    """Read a file's lines below its head."""
    text = client.get(path).data.decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    return rows


def test_the_page_says_the_percentages_with_what_they_are_made_of(organiser_client, wave):
    text = organiser_client.page(wave(golden())).text
    for said in (
        "svarprocent 97 %",
        "91,7 % 55 af de 60, som spørgsmålet er relevant for",
        "Tæller som positivt: I høj grad og I nogen grad.",
        "86,3 % 44 af de 51, som spørgsmålet er relevant for",
    ):
        assert said in text, text


def test_few_answers_are_hidden_on_page_and_in_the_file(organiser_client, wave):
    path = wave(golden())
    assert rows_of(organiser_client, f"{path}.csv") == [
        ["svarprocent", "de spurgte", "", "", "64", "66", "97\u00a0%"],
        *(
            ["Kan du bruge det?", "de spurgte", *rest]
            for rest in (
                ["positive i alt", "1", "55", "60", "91,7\u00a0%"],
                [fixed_words("4"), "1", "31", "60", "51,7\u00a0%"],
                [fixed_words("3"), "1", "24", "60", "40,0\u00a0%"],
                [fixed_words("2"), "0", "skjult", "60", ""],
                [fixed_words("1"), "0", "skjult", "60", ""],
                ["Sprunget over", "0", "skjult", "", ""],
                [fixed_words(NOT_RELEVANT), "0", "skjult", "", ""],
            )
        ),
        *(
            ["Har du brugt det?", "de spurgte", *rest]
            for rest in (
                ["positive i alt", "1", "44", "51", "86,3\u00a0%"],
                ["Ja", "1", "44", "51", "86,3\u00a0%"],
                ["Nej", "0", "7", "51", "13,7\u00a0%"],
                ["Sprunget over", "0", "skjult", "", ""],
                [fixed_words(NOT_RELEVANT), "0", "skjult", "", ""],
            )
        ),
    ]
    cells = [
        [text_of(cell) for cell in row.iter("td")] for row in organiser_client.page(path).all("tr")
    ]
    assert ["skjult", ""] in cells
    assert not any(cell in {"1", "2", "3", "4"} for row in cells for cell in row)


def test_a_question_that_few_answered_says_so(organiser_client, wave):
    path = wave(Given(responses=8, answers=[{"4": 3, NOT_RELEVANT: 5}, {YES: 8}]))
    page = organiser_client.page(path)
    assert page.text.count("Vises ikke: Færre end fem har svaret") == 1
    assert "100,0 % 8 af de 8" in page.text
    hidden = [row for row in rows_of(organiser_client, f"{path}.csv") if row[4] == "skjult"]
    assert hidden == [["Kan du bruge det?", "de spurgte", "", "", "skjult", "", ""]]


def test_while_it_is_open_it_says_how_many_and_nothing_more(organiser_client, wave):
    path = wave(golden(), days=10)
    text = organiser_client.page(path).text
    assert "svarprocent 97 %" in text
    assert "Svarene står her, når spørgeskemaet er lukket" in text
    assert "91,7" not in text
    assert [organiser_client.get(f"{path}.{end}").status_code for end in ("csv", "pdf")] == [
        404
    ] * 2
    assert "Der er intet at vise endnu." in organiser_client.page(f"{path}/words").text


def test_answers_at_the_exit_stand_apart(organiser_client, wave):
    at_exit = Given(responses=6, answers=[{"1": 6}], source=ResponseSource.EXIT)
    path = wave(golden(), at_exit)
    page = organiser_client.page(path)
    assert "6 personer har svaret med koden ved udgangen" in page.text
    assert "91,7 % 55 af de 60" in page.text
    assert "0,0 % 0 af de 6" in page.text
    sources = {row[1] for row in rows_of(organiser_client, f"{path}.csv")}
    assert sources == {"de spurgte", "koden ved udgangen"}


def test_more_answers_than_people_are_no_percentage(organiser_client, wave):
    text = organiser_client.page(wave(golden(invited=60))).text
    assert "svarprocent –" in text
    assert "Der er flere svar, end der er spurgte" in text


def test_what_people_wrote_is_for_those_who_evaluate(signed_in, wave):
    path = wave(golden(texts=("<b>God</b> dag", "مع السلامة")))
    page = signed_in(RoleName.EVALUATOR).page(f"{path}/words")
    said = sorted(text_of(each) for each in page.all("li") if each.get("dir") == "auto")
    assert said == ["<b>God</b> dag", "مع السلامة"]
    viewer = signed_in(RoleName.VIEWER)
    assert viewer.get(f"{path}/words").status_code == 403
    assert "Det skrev folk" not in viewer.page(path).text


def test_what_few_wrote_is_hidden(organiser_client, wave):
    path = wave(Given(responses=4, texts=["Kun mig"]))
    text = organiser_client.page(f"{path}/words").text
    assert "Vises ikke: Færre end fem har svaret." in text
    assert "Kun mig" not in text


def test_another_event_has_not_this_wave(app, organiser_client, wave):
    path = wave(golden())
    with app.app_context(), transaction() as session:
        make_workshop(session, at=clock.now(), slug="anden")
    other = path.replace("workshop", "anden")
    assert organiser_client.get(other).status_code == 404
    assert (
        organiser_client.get("/organiser/events/workshop/evaluation/999/results").status_code == 404
    )


@pytest.mark.parametrize("language", list(Language))
def test_the_paper_can_be_read_out(organiser_client, wave, language):
    at_exit = Given(responses=6, answers=[{"1": 6}], source=ResponseSource.EXIT)
    asked = {"Accept-Language": language.value}
    pdf = organiser_client.get(f"{wave(golden(), at_exit)}.pdf", headers=asked).data
    assert faults_of(pdf, language.value) == []
    if language is Language.DANISH:
        document = pypdfium2.PdfDocument(pdf)
        try:
            text = " ".join(
                " ".join(page.get_textpage().get_text_bounded() for page in document).split()
            )
        finally:
            document.close()
        assert "91,7 %" in text.replace("\u00a0", " ")
        assert "55 af de 60" in text
