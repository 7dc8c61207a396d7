"""An organiser builds a questionnaire without scripts; faces are large and chosen by keys."""

import pytest
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.evaluation.surveys.queries import list_questionnaires
from eventsys.people.operations import add_account
from eventsys.people.rules import RoleName
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.pages import follow, sign_in

pytestmark = pytest.mark.browser

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
NARROW = {"width": 320, "height": 640}
A_FINGER = 44
TARGETS = """() => [...document.querySelectorAll(".survey .option")].map(each => {
  const box = each.getBoundingClientRect();
  return { high: box.height, wide: box.width, outside: box.left < 0 || box.right > innerWidth };
})"""


@pytest.fixture
def office(quick_server):
    """The application beside the server, on the same database, with an account."""
    app, at = create_app(quick_server.settings), clock.now()
    password = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        account = add_account(session, EMAIL, password, [RoleName.ORGANISER], at=at, by=SYSTEM)
        account.is_demonstration = True
    return app


@pytest.fixture
def at_questionnaires(office, quick_server, open_page):
    """Sign in and open the list of questionnaires."""

    def opened(**options):
        page = open_page(**options)
        page.goto(f"{quick_server.url}/account/sign-in?next=/organiser/surveys/")
        sign_in(page, EMAIL, PASSPHRASE)
        return page

    return opened


def test_an_organiser_builds_a_questionnaire_without_scripts(office, at_questionnaires):
    page = at_questionnaires(viewport=DESKTOP, locale="da", java_script_enabled=False)
    page.get_by_role("link", name="Nyt spørgeskema").click()
    page.fill("#text_da-title", "Efter kurset")
    page.locator("#survey .button").last.click()
    page.get_by_role("link", name="Stil et spørgsmål").click()
    expect(page.locator("#options-0-da")).to_be_hidden()
    expect(page.locator("#positive_steps")).to_be_visible()
    page.get_by_label("Ét valg").check()
    expect(page.locator("#positive_steps")).to_be_hidden()
    page.fill("#text_da-label", "Hvad var bedst?")
    for number, words in enumerate(("Oplæg", "Snak", "Frokosten")):
        if number == 2:
            page.get_by_role("button", name="Tilføj et valg").click()
        page.fill(f"#options-{number}-da", words)
    page.get_by_role("button", name="Gem").last.click()
    expect(page.locator(".questions h2")).to_have_text(["Hvad var bedst?"])
    page.get_by_role("link", name="Stil et spørgsmål").click()
    page.fill("#text_da-label", "Kan du bruge det?")
    page.get_by_role("button", name="Gem").last.click()
    page.get_by_role("button", name="Flyt op Kan du bruge det?").click()
    expect(page.locator(".questions h2")).to_have_text(["Kan du bruge det?", "Hvad var bedst?"])
    with office.app_context():
        (made,) = list_questionnaires(db.session())
    assert [each.options for each in made.questions] == [(), ("oplaeg", "snak", "frokosten")]


@pytest.mark.parametrize(
    "language",
    ["ar", *(pytest.param(each, marks=pytest.mark.long) for each in Language if each != "ar")],
)
def test_faces_are_large_and_chosen_by_keys_on_a_small_phone(at_questionnaires, language):
    page = at_questionnaires(viewport=NARROW, locale="da")
    follow(page.locator("#begin-right-after button"))
    page.goto(f"{page.url}preview/{language}")
    targets = page.evaluate(TARGETS)
    assert len(targets) == 6
    assert min(min(each["high"], each["wide"]) for each in targets) >= A_FINGER
    assert not any(each["outside"] for each in targets)
    first = page.locator(".scale input").first
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    for step in ("3", "2", "1", "not-relevant", ""):
        page.keyboard.press("ArrowDown")
        expect(page.locator(".survey :checked")).to_have_value(step)
    page.emulate_media(media="print")
    expect(page.locator(".scale")).to_be_visible()
    assert page.locator(".survey .option:visible").count() == 5
