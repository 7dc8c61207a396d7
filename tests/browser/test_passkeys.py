"""A real browser with a passkey: saved on one's own page, then all it takes to sign in."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.web.account.passwords import hash_password
from tests.browser.pages import sign_in
from tests.browser.server import free_port, serving_here
from tests.factories import make_account

pytestmark = pytest.mark.browser
PASSPHRASE = "a long and quiet passphrase"


@pytest.fixture
def site(settings):
    """The site at a name, as no passkey is made for an address of numbers."""
    app = create_app(replace(settings, base_url=f"http://localhost:{free_port()}"))
    hashed = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        account = make_account(session, at=clock.now())
        account.password, account.is_demonstration = hashed, True
    with serving_here(app) as url:
        yield url


@pytest.fixture
def laptop(open_page, launch_browser):
    """A page in a browser that knows passkeys."""
    return open_page(on=launch_browser([], whole=True))


def give_device(page: Page) -> None:
    """Give the browser a device that knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def come_to_ask(page: Page) -> None:
    """Wait for the page that asks the device, and for its script."""
    page.locator("#passkey").wait_for()
    page.wait_for_load_state()


def test_a_passkey_is_saved_and_signs_in(site, laptop):
    page = laptop
    give_device(page)
    page.goto(f"{site}/account/sign-in")
    sign_in(page, "organiser@example.org", PASSPHRASE)
    page.goto(f"{site}/account/passkeys")
    page.fill("#name", "Min telefon")
    page.locator("#new-passkey .button").click()
    come_to_ask(page)
    page.locator("#passkey .button").click()
    expect(page.locator("li", has_text="Min telefon")).to_have_count(1)
    page.context.clear_cookies()
    page.goto(f"{site}/account/sign-in/passkey?next=/organiser/actors/")
    page.locator("form .button").click()
    come_to_ask(page)
    page.locator("#passkey .button").click()
    expect(page.locator("h1")).to_have_text("Actors")
    assert page.url == f"{site}/organiser/actors/"


def test_a_device_that_says_no_is_told_and_nothing_is_sent(site, laptop):
    page = laptop
    page.goto(f"{site}/account/sign-in/passkey")
    page.locator("form .button").click()
    come_to_ask(page)
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.locator("#passkey .button").click()
    page.locator("#refused").wait_for(state="visible")
    assert page.url == f"{site}/account/sign-in/passkey"
