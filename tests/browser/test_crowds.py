"""The opening minute in Chromium: the page that asks again by itself."""

import pytest
from playwright.sync_api import expect

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.web.common.crowds import ROOM, Room
from tests.browser.server import serving_here
from tests.factories import make_event

pytestmark = pytest.mark.browser

LONGEST_WAIT = 8_001


@pytest.fixture
def site(app):
    """The application in a thread, so that its room can be filled; gives its address."""
    with app.app_context(), transaction() as session:
        make_event(session, slug="fest", at=clock.now())
    with serving_here(app) as url:
        yield url


@pytest.mark.parametrize("language", ["da", "ar"])
def test_a_registration_sent_in_the_rush_arrives_by_itself(app, site, open_page, language):
    page = open_page(forgive="503")
    page.clock.install()
    page.goto(f"{site}/{language}/events/fest/register")
    page.check("#participants-0-category-0")
    page.fill("#contact_name", "Fatima Yılmaz")
    page.fill("#email", "fatima@example.dk")
    app.extensions[ROOM] = Room(places=0, line=0)
    page.locator("#registration .button:not(.second)").last.click()
    expect(page.locator("#again")).to_be_visible()
    app.extensions[ROOM] = Room()
    page.clock.run_for(LONGEST_WAIT)
    page.wait_for_url(f"{site}/{language}/registrations/*")
