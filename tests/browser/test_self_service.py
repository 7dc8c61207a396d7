"""Families who help themselves, and the desk that helps the others: both ways, no scripts, keys."""

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.rules import Attends
from eventsys.registration.queries import token_of
from eventsys.registration.questions.rules import QuestionKind
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.pages import follow, sign_in
from tests.factories import make_account, make_event, make_registration
from tests.questions import make_question

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EMAIL, PASSPHRASE = "desk@example.org", "a long and quiet passphrase"
YES_NO = QuestionKind.YES_NO


@pytest.fixture
def site(quick_server):
    """The real server: an event of one day, one of two to choose from with a family, an account."""
    app = create_app(quick_server.settings)
    hashed = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        at = clock.now()
        make_event(session, slug="fest", at=at)
        choice = make_event(session, slug="valg", at=at, days=(3, 9), attends=Attends.ONE)
        family = make_registration(session, choice, "Amina", "محمد", at=at, occasion_no=1)
        asking = make_event(session, slug="spoerg", at=at)
        make_question(session, asking, "Spiser du med?", kind=YES_NO, is_required=True)
        account = make_account(session, EMAIL, at=at)
        account.password, account.is_demonstration = hashed, True
        token = token_of(family)
    return quick_server.url, token


def codes_on(page, path):
    """Read the QR codes that the screen shows."""
    page.screenshot(path=path)
    return [code.text for code in zxingcpp.read_barcodes(Image.open(path))]


def register_three(page, address):
    """Register three children with a phone number alone."""
    page.goto(address)
    page.locator(".numbers button").nth(2).click()
    for number in range(3):
        page.check(f"#participants-{number}-category-0")
    page.fill("#contact_name", "فاطمة")
    page.check("#channel-1")
    page.fill("#phone", "١٢ ٣٤ ٥٦ ٧٨")
    if page.locator("#is_adult").count():
        page.check("#is_adult")
    page.locator("#registration .button:not(.second)").last.click()


@pytest.mark.parametrize("language", ["da", "ar"])
def test_a_family_with_one_phone_finds_its_tickets_again_without_scripts(
    site, open_page, tmp_path, language
):
    url, _ = site
    page = open_page(java_script_enabled=False, locale=language)
    register_three(page, f"{url}/{language}/events/fest/register")
    seen = []
    for number in (1, 2, 3):
        if number > 1:
            page.locator(f"#ticket-{number - 1} .onward").click()
        page.locator(f"#ticket-{number} .qr").scroll_into_view_if_needed()
        (code,) = codes_on(page, tmp_path / "screen.png")  # one at a time
        seen.append(code)
    assert len(set(seen)) == 3
    page.click("details.codes summary")
    expect(page.locator("details.codes li")).to_have_count(3)
    reference = page.locator("b[dir=ltr]").last.inner_text()
    own = page.url
    page.goto(f"{url}/{language}/find")
    page.fill("#reference", reference.lower())
    page.fill("#name", "فاطمة")
    page.fill("#reach", "+45 12 34 56 78")
    follow(page.locator("#find .button"))
    assert page.url == own.partition("#")[0]


@pytest.mark.parametrize("language", ["da", "ar"])
def test_a_family_changes_names_date_and_mind_by_keyboard(site, open_page, language):
    url, token = site
    own = f"{url}/{language}/registrations/{token}"
    page = open_page(locale=language)
    page.goto(own)
    press(page, f"a[href$='{token}/change']")
    page.focus("#people-0-name")
    page.keyboard.press("Control+A")
    page.keyboard.type("Aminah")
    page.keyboard.press("Enter")
    expect(page.locator(".alert.ok")).to_have_count(1)
    expect(page.locator("#ticket-1")).to_contain_text("Aminah")
    press(page, f"a[href$='{token}/move']")
    page.focus("#occasion-0")
    page.keyboard.press("Space")
    press(page, "#move button")
    expect(page.locator(".alert.ok")).to_have_count(1)
    press(page, f"a[href$='{token}/deregister']")
    press(page, "main form button")
    expect(page.locator(".ticket .qr")).to_have_count(0)


def press(page, selector):
    """Go to a thing and press Enter."""
    page.focus(selector)
    page.keyboard.press("Enter")


def come_to_office(page, url, path):
    """Come to a page of the back office."""
    page.goto(f"{url}{path}")
    sign_in(page, EMAIL, PASSPHRASE)
    page.goto(f"{url}{path}")


def test_the_desk_registers_by_keyboard_and_is_ready_for_the_next(site, open_page):
    url, _ = site
    page = open_page(viewport=DESKTOP, locale="da")
    come_to_office(page, url, "/organiser/events/fest/desk")
    expect(page.locator("#people-0-name")).to_be_focused()
    page.keyboard.type("Amina")
    for _ in range(3):  # category, printed ticket, the next name
        page.keyboard.press("Tab")
    expect(page.locator("#people-1-name")).to_be_focused()
    page.keyboard.type("محمد")
    page.keyboard.press("Enter")
    expect(page.locator("#reference")).to_be_visible()
    expect(page.locator("#people-0-name")).to_be_focused()
    assert page.input_value("#people-0-name") == ""


def test_the_desk_answers_required_questions_by_keyboard(site, open_page):
    url, _ = site
    page = open_page(viewport=DESKTOP, locale="da")
    come_to_office(page, url, "/organiser/events/spoerg/desk")
    page.keyboard.type("Amina")
    while not page.evaluate("document.activeElement.name").startswith("people-0-answers"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#reference")).to_be_visible()
    expect(page.locator("#people-0-name")).to_be_focused()


@pytest.mark.parametrize("language", ["da", "ar"])
def test_paper_is_typed_in_with_its_printed_tickets(site, open_page, language):
    url, _ = site
    page = open_page(viewport=DESKTOP, locale=language)
    come_to_office(page, url, "/organiser/events/fest/desk/printed")
    page.fill("#number", "2")
    press(page, "#printed button")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto(f"{url}/organiser/events/fest/desk/paper")
    expect(page.locator("input[autofocus]")).to_be_focused()  # or the first letters are lost
    page.keyboard.type("Amina")
    page.keyboard.press("Enter")
    expect(page.locator(".alert.ok")).to_have_count(1)
    page.goto(f"{url}/organiser/events/fest/registrations?q=Amina")
    page.locator("td a[href*='/desk/']").first.click()
    expect(page.locator("#change")).to_have_count(1)
