"""The back office, read as everybody does: keyboard, wide text, narrow screen, dark."""

import pytest

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.reading import faults_of
from tests.factories import make_account, make_device, make_event, make_family

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
PARTS = ("", "edit", "registrations", "devices", "attendance", "cancel")
LANGUAGES = ["da", *(pytest.param(each, marks=pytest.mark.long) for each in ("en", "ar", "ur"))]


@pytest.fixture
def site(live_server):
    """The real server with an event, a phone and an account that needs no code."""
    app = create_app(live_server.settings)
    hashed = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        at = clock.now()
        account = make_account(session, EMAIL, at=at)
        account.password, account.is_demonstration = hashed, True
        event = make_event(session, slug="fest", at=at)
        make_family(session, event, 3, at=at)
        make_device(session, event, "Nord", at=at)
    return live_server.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_back_office_can_be_read_by_everybody(site, open_page, language, scheme):
    page = open_page(
        viewport=DESKTOP, color_scheme=scheme, locale=language, reduced_motion="reduce"
    )
    page.goto(f"{site}/organiser/")
    found = {page.url: faults_of(page)}
    page.reload()
    page.fill("#email", EMAIL)
    page.fill("#password", PASSPHRASE)
    page.locator("form .button").last.click()
    paths = ["/organiser/", "/organiser/events/new", "/account/"]
    paths += [f"/organiser/events/fest/{part}" for part in PARTS]
    for path in paths:
        page.set_viewport_size(DESKTOP)
        page.goto(f"{site}{path}")
        found[path] = faults_of(page)
    assert {path: faults for path, faults in found.items() if faults} == {}
