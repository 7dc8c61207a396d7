"""A mistyped address (J22), and people who do not want to be found (J23)."""

import pytest
from playwright.sync_api import expect

from eventsys.core.text import Language
from tests.browser.journeys.steps import BY_MAIL, LANGUAGES, NOT_AT_ALL, send, tickets_on

pytestmark = pytest.mark.browser

CALL_NAME = "Musvitten fra femte"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistyped_address_is_asked_about_and_put_right_by_a_button(site, open_page, language):
    slug = site.announce(f"tastefejl-{language}")
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(f"{site.event(slug, language)}/register")
    page.check("#participants-0-category-0")
    page.fill("#contact_name", "Fatima")
    page.check(BY_MAIL)
    page.fill("#email", f"fatima.{language}@gmial.com")
    send(page)
    expect(tickets_on(page)).to_have_count(1)  # it is never forced
    asked = page.locator(".alert.warn")
    expect(asked).to_contain_text(f"fatima.{language}@gmail.com")
    page.click("#correct button")
    expect(page.locator(".alert.ok")).to_contain_text(f"fatima.{language}@gmail.com")
    expect(asked).to_have_count(0)
    expect(tickets_on(page)).to_have_count(1)


def addresses_about(site, slug, language):
    """List the addresses of all pages for which one need know no more than an event."""
    known = {"slug": slug, "lang": Language(language), "of": Language(language)}
    for rule in site.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments <= known.keys():
            _, path = rule.build({name: known[name] for name in rule.arguments})
            yield f"{site.url}{path}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_name_suffices_and_no_page_lists_people_without_sign_in(
    site, open_page, office, language
):
    slug = site.announce(f"beskyttet-{language}")
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(f"{site.event(slug, language)}/register")
    page.check("#participants-0-category-0")
    page.fill("#participants-0-name", CALL_NAME)
    page.fill("#contact_name", CALL_NAME)
    page.check(NOT_AT_ALL)
    send(page)
    expect(page.locator(".ticket b bdi")).to_have_text(CALL_NAME)
    stranger = open_page().request
    addresses = list(addresses_about(site, slug, language))
    answers = [stranger.get(each, max_redirects=0) for each in addresses]
    assert [each.url for each in answers if CALL_NAME.encode() in each.body()] == []
    assert site.event(slug, language) in [each.url for each in answers if each.ok]
    assert f"{site.url}/organiser/events/{slug}/registrations" in addresses
    desk = office(slug, "registrations", language)  # where the same name does stand
    expect(desk.locator("tbody th bdi")).to_have_text(CALL_NAME)
