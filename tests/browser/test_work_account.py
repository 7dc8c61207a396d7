"""The way to the identity provider and back, in a browser that holds us to our own policy."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core.provider import Provider
from tests.browser.conftest import DESKTOP
from tests.browser.server import serving_here
from tests.web.account.lying_provider import CLIENT_ID, CLIENT_SECRET, LyingProvider

pytestmark = pytest.mark.browser


@pytest.fixture
def site(settings):
    """The site, and a provider that is another site to the browser."""
    provider = LyingProvider(host="localhost")
    known = Provider(
        issuer=provider.issuer,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        roles={"tfi-organisers": "administrator"},
    )
    with serving_here(create_app(replace(settings, provider=known))) as url:
        yield url
    provider.close()


def test_one_press_leads_to_the_provider_and_back(site, open_page):
    page = open_page(viewport=DESKTOP, locale="da")
    page.goto(f"{site}/organiser/audit")
    page.get_by_role("button", name="Log ind med din arbejdskonto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log over ændringer")
    expect(page.locator("tbody tr").first).to_contain_text("logget ind")
