"""Families without e-mail (J3): a phone alone, and nothing at all."""

import pytest
from playwright.sync_api import expect

from eventsys.messages.texts.rules import fits
from eventsys.registration.rules import Channel, Contact
from tests.browser.journeys.steps import (
    BY_PHONE,
    LANGUAGES,
    NOT_AT_ALL,
    reference_on,
    send,
    tickets_on,
)

pytestmark = pytest.mark.browser

TYPED = {"da": ("20 30 40 50", "+4520304050"), "ar": ("٢٠ ٣٠ ٤٠ ٦٠", "+4520304060")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_alone_gets_a_text_that_opens_the_own_page(site, open_page, language):
    slug = site.announce(f"telefon-{language}")
    typed, number = TYPED[language]
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(f"{site.event(slug, language)}/register")
    page.check("#participants-0-category-0")
    page.fill("#contact_name", "فاطمة")
    page.check(BY_PHONE)
    page.fill("#phone", typed)
    send(page)
    expect(tickets_on(page)).to_have_count(1)
    own, reference = page.url, reference_on(page)
    text = site.text_to(number)
    *_, told, link = text.splitlines()
    assert (told, fits(text)) == (reference, True)
    page.goto(link)
    assert page.url == own
    page.goto(f"{site.url}/{language}/find")
    page.fill("#reference", reference.lower())
    page.fill("#name", "فاطمة")
    page.fill("#reach", typed)
    page.locator("#find .button").click()
    expect(page).to_have_url(own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_gives_no_contact_is_found_by_the_reference_and_called_off_by_a_call(
    site, open_page, office, language
):
    slug = site.announce(f"ingen-{language}")
    site.register(slug, contact=Contact(name="En anden", channel=Channel.NONE))
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(f"{site.event(slug, language)}/register")
    page.check("#participants-0-category-0")
    page.fill("#contact_name", "Fatima")
    page.check(NOT_AT_ALL)
    send(page)
    spoken = reference_on(page).replace("-", " ").lower()
    desk = office(slug, "registrations", language)
    desk.fill("#q", spoken)
    desk.locator("#search button").click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    desk.click("td a[href*='/desk/']")
    desk.click("a[href$='/deregister']")
    desk.click("#act button")
    expect(desk.locator("#act")).to_have_count(0)
    page.reload()
    expect(tickets_on(page)).to_have_count(0)
    expect(page.locator(".ticket .tag.error")).to_have_count(1)
