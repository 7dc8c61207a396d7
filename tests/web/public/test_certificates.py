"""Whoever is shown a certificate learns whether it is valid and what for, and nobody's name."""

from dataclasses import dataclass

import pytest
import zxingcpp
from pypdfium2 import PdfDocument
from sqlalchemy import update

from eventsys.attendance.certificates.models import Certificate
from eventsys.attendance.certificates.operations import issue, revoke
from eventsys.attendance.certificates.queries import code_of, find_certificate
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.registration.queries import token_of
from tests.attendance.courses import Course
from tests.factories import AT
from tests.settings import BASE_URL

DANISH = {"Accept-Language": "da"}


@dataclass(frozen=True)
class Given:
    """A certificate's code, its holder's link, and that of somebody who has none."""

    code: str
    token: str
    other: str

    @property
    def path(self):
        """Give its page."""
        return f"/da/certificates/{self.code}"


def make_given(session, language=Language.DANISH):
    course = Course(session, "Bo", at=AT)
    course.cancel(3)
    course.register("Amina Khan", language)
    course.attend("Amina Khan", "++.+-+")
    at = course.over_at
    certificate = issue(session, course.event, course.people["Amina Khan"], at=at, by=SYSTEM)
    links = {name: token_of(found) for name, found in course.registrations.items()}
    return Given(code_of(certificate), links["Amina Khan"], links["Bo"])


@pytest.fixture
def given(app):
    """A certificate that Amina was given."""
    with app.app_context(), transaction() as session:
        return make_given(session)


def take_back(app, given):
    with app.app_context(), transaction() as session:
        certificate = find_certificate(session, given.code)
        revoke(session, certificate, "Amina var der ikke", at=clock.now(), by=SYSTEM)


def test_a_valid_certificate_says_what_it_is_for_and_nobodys_name(client, given):
    answer = client.get(given.path)
    assert answer.status_code == 200
    for words in (
        "Beviset er gyldigt",
        "Medborgerskab i praksis",
        "11. maj 2026 til 15. juni 2026",
        "12 timer",
        "4 af 5 mødegange",
        "15. juni 2026",
    ):
        assert words in answer.text
    for secret in ("Amina", "Khan", "Bo<", "system"):
        assert secret not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_certificate_that_was_taken_back_says_so_and_not_why(app, client, given):
    take_back(app, given)
    text = client.page(given.path).text
    assert "Beviset gælder ikke længere" in text
    assert "Beviset er gyldigt" not in text
    assert "Amina" not in text


@pytest.mark.parametrize("code", ["0" * 24, "A", "kort-kode", "x" * 300])
def test_an_unknown_certificate_is_said_to_be_unknown(client, given, code):
    page = client.page(f"/da/certificates/{code}", status=404)
    assert "Vi kender ikke det bevis" in page.text


def test_it_can_be_checked_when_its_holder_is_forgotten(app, client, given):
    with app.app_context(), transaction() as session:
        session.execute(update(Certificate).values(participant_id=None))
    assert "Beviset er gyldigt" in client.page(given.path).text
    own = f"/da/registrations/{given.token}/people/1/certificate.pdf"
    assert client.get(own).status_code == 404


def test_the_qr_leads_there_in_the_browsers_language(client, given):
    answer = client.get(f"/C/{given.code}", headers={"Accept-Language": "ar"})
    assert answer.location == f"/ar/certificates/{given.code}"
    assert "Accept-Language" in answer.headers["Vary"]
    page = client.page(answer.location)
    assert page.root.get("dir") == "rtl"
    assert "المواطنة الفاعلة" not in page.text  # the title stands as it was given
    assert "Medborgerskab i praksis" in page.text


def test_guessing_codes_is_stopped(client):
    paths = [f"/da/certificates/{number:024}" for number in range(21)]
    assert [client.get(path).status_code for path in paths] == [404] * 20 + [429]


def test_its_holder_has_it_on_paper_with_the_name(client, given):
    answer = client.get(f"/da/registrations/{given.token}/people/1/certificate.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    [page] = PdfDocument(answer.data)
    text = page.get_textpage().get_text_range()
    for words in ("Deltagerbevis", "Amina Khan", "Medborgerskab i praksis", "4 af 5 mødegange"):
        assert words in text
    [read] = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert read.text == f"{BASE_URL}/C/{given.code}".upper()


def test_who_has_none_and_who_is_nobody_get_no_paper(app, client, given):
    for token, position in ((given.other, 1), (given.token, 2), ("x.y", 1)):
        path = f"/da/registrations/{token}/people/{position}/certificate.pdf"
        assert client.get(path).status_code == 404
    take_back(app, given)
    assert (
        client.get(f"/da/registrations/{given.token}/people/1/certificate.pdf").status_code == 404
    )


def test_the_paper_is_in_its_holders_language_whatever_the_page_is_in(app, client):
    with app.app_context(), transaction() as session:
        given = make_given(session, Language.TURKISH)
    answer = client.get(f"/da/registrations/{given.token}/people/1/certificate.pdf")
    [page] = PdfDocument(answer.data)
    text = page.get_textpage().get_text_range()
    for words in ("Katılım belgesi", "Uygulamada yurttaşlık", "5 tarihten 4", "12 saat"):
        assert words in text
