"""The list of events narrows down while one types, and keys alone lead to an event."""

import pytest
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.pages import sign_in
from tests.factories import make_account, make_event

pytestmark = pytest.mark.browser

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
OFFICE = "/organiser/"


def lay_in(settings):
    """Add an organiser, and events of which two are about the same."""
    app = create_app(settings)
    hashed = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        at = clock.now()
        account = make_account(session, EMAIL, at=at)
        account.password, account.is_demonstration = hashed, True
        for days, title in enumerate(("Høstfest", "Sommerfest", "Sommerskole"), start=1):
            make_event(session, at=at, days=(days,), titles={Language.DANISH: title})


def test_keys_alone_find_an_event_and_open_it(quick_server, open_page):
    lay_in(quick_server.settings)
    page = open_page(viewport=DESKTOP, locale="da")
    page.goto(f"{quick_server.url}{OFFICE}")
    sign_in(page, EMAIL, PASSPHRASE)
    rows = page.locator("#found tbody tr")
    expect(rows).to_have_count(3)
    page.wait_for_load_state()  # the keys are the script's

    page.keyboard.press("/")
    page.keyboard.type("sommer", delay=20)
    expect(rows).to_have_count(2)
    expect(page.locator("#q")).to_have_value("sommer")
    expect(page.locator("[data-part=said]")).to_have_text("2 arrangementer fundet")
    assert page.url.endswith("?q=sommer")

    links = page.locator("#found th a")
    links.first.focus()
    for key, line in (("ArrowDown", 1), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowDown", 1)):
        page.keyboard.press(key)
        expect(links.nth(line)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Sommerskole")
