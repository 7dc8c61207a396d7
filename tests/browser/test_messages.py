"""Organisers follow messages in Chromium: seen first, held, sent again, and whom to call."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.registration.rules import Channel, Contact
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.pages import sign_in
from tests.factories import make_account, make_event, make_registration

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
EVENT = "/organiser/events/fest"
NOBODY = Contact(name="Bo Yde", channel=Channel.NONE)
LANGUAGES = ["da", pytest.param("ar", marks=pytest.mark.long)]


@pytest.fixture
def app(live_server):
    """The application of the real server, with an event and two families."""
    made = create_app(live_server.settings)
    hashed = hash_password(made, PASSPHRASE)
    with made.app_context(), transaction() as session:
        at = clock.now()
        account = make_account(session, EMAIL, at=at)
        account.password, account.is_demonstration = hashed, True
        event = make_event(session, slug="fest", at=at)
        make_registration(session, event, "Amina", at=at)
        make_registration(session, event, "Bo", at=at, contact=NOBODY)
    return made


@pytest.fixture
def office(app, live_server, open_page):
    """Open the messages of the event for an organiser, in a language."""

    def opened(language):
        page = open_page(viewport=DESKTOP, locale=language, reduced_motion="reduce")
        page.goto(f"{live_server.url}{EVENT}/messages")
        sign_in(page, EMAIL, PASSPHRASE)
        go(page, "messages")
        expect(page.locator("tbody tr")).to_have_count(1)
        return page

    def go(page, part):
        page.goto(f"{live_server.url}{EVENT}/{part}")

    opened.go = go
    return opened


def wait_for(page, selector, number=1):
    """Look again until the worker has done it."""
    for _ in range(40):
        if page.locator(selector).count() == number:
            return
        page.wait_for_timeout(250)
        page.reload()
    expect(page.locator(selector)).to_have_count(number)


def press(page, action):
    """Press the button of a form by the end of where it goes."""
    page.locator(f"form[action$='{action}'] button").first.click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sending_is_held_a_letter_is_seen_first_and_sent_to_oneself(office, language):
    page = office(language)
    press(page, "/messages/hold")
    expect(page.locator("form[action$='/messages/release']")).to_have_count(1)
    office.go(page, "messages/preview?kind=moved&language=ur")
    letter = page.locator("article.letter")
    assert (letter.get_attribute("lang"), letter.get_attribute("dir")) == ("ur", "rtl")
    page.locator("#trial button").click()
    expect(page.get_by_text(EMAIL).first).to_be_visible()
    office.go(page, "messages")
    wait_for(page, "tbody tr", 2)
    expect(page.locator("tbody tr").first).to_contain_text(EMAIL)
    press(page, "/messages/release")
    wait_for(page, "form[action$='/resend']", 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_sent_again_and_one_that_came_back_is_called(app, office, language):
    page = office(language)
    wait_for(page, "form[action$='/resend']")
    press(page, "/resend")
    wait_for(page, "form[action$='/resend']")
    with app.app_context(), transaction() as session:
        gone = update(OutboxMessage).values(state=MessageState.GIVEN_UP, failure="bounced 5.1.1")
        session.execute(gone)
    page.reload()
    expect(page.locator("tbody tr").first).to_contain_text("5.1.1")
    office.go(page, "calls")
    expect(page.locator("form[action$='/settle']")).to_have_count(1)
    press(page, "/settle")
    expect(page.locator("form[action$='/settle']")).to_have_count(0)
