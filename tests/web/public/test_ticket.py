import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from eventsys.core.db import db
from eventsys.registration.models import Registration
from eventsys.registration.tickets.queries import list_held_tickets


def code_of_first():
    registration = db.session.scalars(select(Registration)).one()
    return list_held_tickets(db.session, registration)[0].codes.code


def test_a_ticket_says_what_it_is_for_and_nobodys_name(client, publish, register):
    register(publish(), **{"participants-0-name": "Amina"})
    answer = client.get(f"/T/{code_of_first()}", headers={"Accept-Language": "da"})
    assert "Billetten er gyldig" in answer.text
    assert "Amina" not in answer.text
    assert "Fatima" not in answer.text
    assert "<form" not in answer.text


def test_a_place_given_back_is_not_valid_any_more(client, publish, register):
    own = register(publish())
    path = f"/T/{code_of_first()}"
    client.submit(f"{own}/people/1/deregister", {})
    page = client.page(path, headers={"Accept-Language": "da"})
    assert "Billetten er ikke gyldig" in page.text


def test_the_page_speaks_the_browsers_language(client, publish, register):
    register(publish())
    page = client.page(f"/T/{code_of_first()}", headers={"Accept-Language": "ar"})
    assert page.root.get("dir") == "rtl"


@pytest.mark.parametrize(
    ("people", "wanted", "enough"), [(2, True, 1), (1, True, 0), (2, False, 0)]
)
def test_one_ticket_is_enough_for_a_family_where_the_event_wants_it(
    client, publish, register, people, wanted, enough
):
    own = register(publish(family_scan=wanted), people=people)
    sentence = "Det er nok med én af jeres billetter"
    pages = [client.get(own).text, client.get(f"/T/{code_of_first()}?lang=da").text]
    assert [page.count(sentence) for page in pages] == [enough] * 2
    paper = PdfDocument(client.get(f"{own}/tickets.pdf").data)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in paper]
    assert [text.count("".join(sentence.split())) for text in texts] == [enough] * people


def test_a_code_is_read_in_small_letters_too(client, publish, register):
    register(publish())
    assert client.get(f"/T/{code_of_first().lower()}").status_code == 200


@pytest.mark.parametrize("code", ["0" * 24, "A", "%00", "x" * 300])
def test_an_unknown_code_is_not_found(client, code):
    assert client.get(f"/T/{code}").status_code == 404


def test_guessing_codes_is_stopped(client):
    answers = [client.get(f"/T/{number:024}").status_code for number in range(21)]
    assert answers == [404] * 20 + [429]
