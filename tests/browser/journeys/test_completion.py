"""A course from its last date to the certificate, and to whoever is shown it (J17)."""

from datetime import timedelta

import pytest
import zxingcpp
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from eventsys.core import clock
from eventsys.core.text import Language
from eventsys.registration.queries import token_of
from tests.attendance.courses import Course
from tests.browser.conftest import PHONE
from tests.browser.journeys.steps import LANGUAGES

pytestmark = pytest.mark.browser

ROWS = {"Amina": "++.+-", "Bo": "++.--"}  # the third is cancelled, the last not ticked yet


def hold_course(site, slug, language):
    """Hold a course whose rule was set first, and give the links of its people."""
    with site.writing() as session:
        course = Course(session, at=clock.now() - timedelta(days=60), slug=slug)
        course.cancel(3)
        course.move(5, timedelta(days=1))
        for name, row in ROWS.items():
            course.register(name, Language(language))
            course.attend(name, row)
        return {name: token_of(each) for name, each in course.registrations.items()}


def qr_of(pdf):
    """Read a paper's QR by another program."""
    [page] = PdfDocument(pdf)
    [read] = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    return read.text


def tick_all(desk):
    """Say on the list of the last date that everybody came."""
    for came in desk.locator("#list [type=radio][value=came]").all():
        came.check()
    desk.click("#list .button")


def issue_to_all(desk):
    """Find one who completed the course and one who did not, and issue what there is to issue."""
    desk.click("nav.tabs a[href$='/completion']")
    rows = desk.locator("tbody tr")
    expect(rows.nth(0).locator(".tag.ok")).to_have_count(1)
    expect(rows.nth(1).locator(".tag.warn")).to_have_count(1)
    desk.click("#issue button")
    expect(rows.nth(0).locator("td").last).not_to_have_text("")
    expect(rows.nth(1).locator("td").last).to_have_text("")


def take_back(desk):
    """Take the first one's certificate back."""
    desk.locator("tbody tr a").first.click()
    desk.click("summary")
    desk.fill("#reason", "Det var en anden Amina")
    desk.click("#revoke .danger")


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_of_five_give_a_certificate_and_three_do_not(site, open_page, office, language):
    slug = f"bevis-{language}"
    tokens = hold_course(site, slug, language)
    desk = office(slug, "list/6", language, java_script_enabled=False)
    tick_all(desk)
    issue_to_all(desk)

    page = open_page(viewport=PHONE, java_script_enabled=False, locale=language)
    page.goto(site.own(tokens["Bo"], language))
    expect(page.locator("#dates .progress .tag.warn")).to_have_count(1)
    page.goto(site.own(tokens["Amina"], language))
    expect(page.locator("#dates .progress .tag.ok")).to_have_count(1)

    paper = site.own(tokens["Amina"], language) + "/people/1/certificate.pdf"
    page.goto(qr_of(page.request.get(paper).body()))
    expect(page.locator(".alert.ok")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert "Amina" not in page.content()
    take_back(desk)
    page.reload()
    expect(page.locator(".alert.error")).to_be_visible()
