"""A family in Chromium: three children, what they need, and pictures (J1, J6, J7)."""

import pytest
from playwright.sync_api import expect

from eventsys.events.care.rules import NeedKind
from tests.browser.pages import follow
from tests.browser.parties import add_party

pytestmark = pytest.mark.browser

LANGUAGES = [
    *("da", "ar"),
    *(pytest.param(each, marks=pytest.mark.long) for each in ("en", "tr", "ur", "so")),
]


@pytest.fixture(scope="module")
def party(shared_server):
    """The real server with a party that asks everything; gives the party's address by language."""
    return add_party(
        shared_server, born=(2016, 2016), capacity=100, needs=frozenset(NeedKind), photos=True
    )


def send(page):
    """Press the form's own button, the last one, and wait for the answer."""
    follow(page.locator("#registration .button:not(.second)").last)


def fill_in(page, address):
    """Ask for three children: one of the right age, one too young, and a language to interpret."""
    page.goto(f"{address}/register")
    page.locator(".numbers button").nth(2).click()
    for number, year in enumerate(("2016", "2018", "2016")):
        page.fill(f"#participants-{number}-birth_year", year)
    page.fill("#participants-0-care-allergy", "Nødder")
    page.check("#participants-0-care-photos-0")
    page.check("#participants-2-care-photos-1")
    page.check("#care-interpreter")
    page.fill("#contact_name", "Fatima")
    page.check("#channel-2")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_parent_registers_two_of_an_age_and_a_sibling(party, open_page, language, scripts):
    page = open_page(java_script_enabled=scripts, locale=language, forgive="422")
    fill_in(page, party(language))
    send(page)
    problems = page.locator("#problems a")
    assert [link.get_attribute("href") for link in problems.all()] == [
        "#care-language",
        "#is_adult",
    ]
    page.select_option("#care-language", "so")
    page.check("#is_adult")
    send(page)
    (only,) = problems.all()
    assert only.get_attribute("href") == "#participants-1-birth_year"
    assert page.input_value("#participants-0-care-allergy") == "Nødder"
    page.check("#participants-1-care-who-1")
    send(page)
    expect(page.locator(".ticket")).to_have_count(3)
    told = page.locator("#care dd")
    expect(told).to_have_count(5)
    assert told.nth(1).inner_text() == "Nødder"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_yes_to_pictures_is_withdrawn_on_the_own_page(party, open_page, language):
    page = open_page(locale=language, forgive="422")
    fill_in(page, party(language))
    page.select_option("#care-language", "so")
    page.check("#is_adult")
    page.check("#participants-1-care-who-1")
    send(page)
    pictures = page.locator("#care h3 + dl dd")
    expect(pictures).to_have_count(3)
    yes, no, again = (text.strip() for text in pictures.all_inner_texts())
    assert (yes != no, no == again) == (True, True)
    follow(page.locator("#care .button"))
    assert page.is_checked("#people-0-care-photos-0")
    assert not page.is_checked("#people-1-care-photos-0")
    assert not page.is_checked("#people-1-care-photos-1")
    page.check("#people-0-care-photos-1")
    page.click("main form .button")
    expect(page.locator("#care .alert.ok")).to_have_count(1)
    assert {text.strip() for text in pictures.all_inner_texts()} == {no}


def test_only_what_is_asked_of_somebody_is_shown(party, open_page):
    page = open_page()
    page.goto(f"{party('da')}/register")
    year, photos = "#participants-0-birth_year", "#participants-0-care-photos-0"
    shown = []
    for choice in range(3):
        page.check(f"#participants-0-care-who-{choice}")
        shown.append((page.is_visible(year), page.is_visible(photos)))
    assert shown == [(True, True), (False, True), (False, False)]
    languages = [page.is_visible("#care-language")]
    page.check("#care-interpreter")
    languages.append(page.is_visible("#care-language"))
    assert languages == [False, True]
