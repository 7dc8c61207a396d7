"""Each role signs in and finds what is theirs; an organiser shares an event and takes it back."""

import pytest
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.operations import add_account
from eventsys.people.rules import RoleName
from eventsys.web.account.passwords import hash_password
from tests.browser.pages import follow, sign_in
from tests.factories import make_event, make_registration

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PASSPHRASE = "a long and quiet passphrase"
DESKTOP = {"width": 1280, "height": 900}
SETTINGS, PEOPLE, FOLLOW_UP = "Opsætning", "Personer", "Opfølgning"
SEEN = {
    RoleName.VIEWER: {"Overblik", "Dagen", FOLLOW_UP},
    RoleName.EVALUATOR: {"Overblik", "Dagen", FOLLOW_UP},
    RoleName.SERVICE_DESK: {"Overblik", PEOPLE, "Dagen", FOLLOW_UP, SETTINGS},
    RoleName.ORGANISER: {"Overblik", PEOPLE, "Dagen", FOLLOW_UP, SETTINGS},
    RoleName.ADMINISTRATOR: {"Overblik", PEOPLE, "Dagen", FOLLOW_UP, SETTINGS},
}


@pytest.fixture
def enter(quick_server, open_page):
    """Sign somebody of a role in, by the real page, beside an event with two registrations."""
    app, at = create_app(quick_server.settings), clock.now()
    with app.app_context(), transaction() as session:
        make_registration(session, make_event(session, slug="fest", at=at), at=at)
    password = hash_password(app, PASSPHRASE)

    def entered(role):
        with app.app_context(), transaction() as session:
            account = add_account(
                session, f"{role}@example.org", password, [role], at=at, by=SYSTEM
            )
            account.is_demonstration = True
        page = open_page(viewport=DESKTOP, locale="da", forgive="404 (NOT FOUND)")
        page.goto(f"{quick_server.url}/organiser/")
        sign_in(page, f"{role}@example.org", PASSPHRASE)
        return page

    return entered


def test_an_organiser_shares_an_event_with_an_assistant_and_takes_it_back(enter):
    assistant, organiser = enter(RoleName.EVENT_ASSISTANT), enter(RoleName.ORGANISER)
    event = assistant.get_by_role("link", name="Fest 1")
    expect(event).to_have_count(0)
    organiser.get_by_role("link", name="Fest 1").click()
    organiser.get_by_role("link", name=SETTINGS, exact=True).first.click()
    organiser.get_by_role("link", name="Hold", exact=True).first.click()
    organiser.get_by_role("button", name="Tilføj til arrangementet").click()
    expect(organiser.locator("tbody th")).to_have_text(["event-assistant@example.org"])
    assistant.reload()
    event.click()
    assistant.get_by_role("link", name=PEOPLE, exact=True).first.click()
    expect(assistant.locator("main")).to_contain_text("Amina")
    organiser.get_by_role("button", name="Fjern fra holdet").click()
    expect(organiser.locator("main")).to_contain_text("Ingen arrangementsassistent")
    assistant.reload()
    expect(assistant.get_by_role("heading", level=1)).to_have_text("Vi kan ikke finde siden")


@pytest.mark.long
@pytest.mark.parametrize("role", SEEN)
def test_each_role_finds_the_pages_that_are_for_it(enter, role):
    page = enter(role)
    follow(page.get_by_role("link", name="Fest 1"))
    groups = page.locator("nav[aria-label='Arrangementets sider'] a").all_inner_texts()
    assert set(groups) & set().union(*SEEN.values()) == SEEN[role]
