"""The list of people narrows down while one types, in place, and the address says for what."""

import pytest
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.pages import sign_in
from tests.factories import make_account, make_event, make_registration

pytestmark = pytest.mark.browser

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
LIST = "/organiser/events/fest-1/registrations"


@pytest.fixture
def open_list(quick_server, open_page):
    """Sign an organiser in and open the list of an event with many people."""
    app = create_app(quick_server.settings)
    hashed = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        at = clock.now()
        account = make_account(session, EMAIL, at=at)
        account.password, account.is_demonstration = hashed, True
        event = make_event(session, at=at, capacity=None)
        for number in range(12):
            make_registration(session, event, f"Amina {number}", f"Søren {number}", at=at)

    def start(**options):
        page = open_page(**({"viewport": DESKTOP, "locale": "da"} | options))
        page.goto(f"{quick_server.url}{LIST}")
        sign_in(page, EMAIL, PASSPHRASE)
        return page

    return start


def test_the_list_narrows_down_while_one_types(open_list):
    page = open_list()
    rows = page.locator("#found tbody tr")
    expect(rows).to_have_count(24)
    page.locator("#q").press_sequentially("søren 1", delay=20)
    expect(rows).to_have_count(3)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("[data-part=said]")).to_contain_text("3 personer fundet")
    assert page.url.endswith("?q=s%C3%B8ren+1")
    page.locator("summary", has_text="Vælg efter status").click()
    page.locator("#by-status").select_option("deregistered")
    expect(rows).to_have_count(0)
    page.reload()
    expect(page.locator("#q")).to_have_value("søren 1")
    expect(page.locator("#by-status")).to_have_value("deregistered")
