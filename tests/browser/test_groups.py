"""A school in Chromium: a class by its list, its names later, its papers (J5)."""

import pytest
from playwright.sync_api import expect

from eventsys.events.care.rules import NeedKind
from tests.browser.pages import follow
from tests.browser.parties import add_party

pytestmark = pytest.mark.browser

LANGUAGES = ["da", *(pytest.param(each, marks=pytest.mark.long) for each in ("ar", "en", "ur"))]
CLASS = "Navn;Barn eller voksen\nAmina;barn\nمحمد علي;barn\n=1+1;barn\nOle;voksen\n"


@pytest.fixture
def party(quick_server):
    """The real server with a party for classes; gives the party's address by language."""
    return add_party(
        quick_server, born=(2014, 2016), capacity=40, needs=frozenset({NeedKind.ALLERGY})
    )


def send(page, form="#registration"):
    """Press the form's own button, the last one, and wait for the answer."""
    follow(page.locator(f"{form} .button:not(.second)").last)


def choose_list(page, text=CLASS):
    """Choose a list, have it read, and wait for what was read."""
    file = {"name": "3b.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.set_input_files("#people-sheet", files=[file])
    follow(page.locator("button[name=read]"))


def fill_in(page):
    """Say who the class is, and how many come."""
    page.fill("#group_name", "3.B, Guldberg Skole")
    page.fill("#children", "23")
    page.fill("#adults", "2")
    page.check("#of_age")
    page.fill("#care-allergy_number", "2")
    page.fill("#contact_name", "Ole")
    page.check("#channel-2")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_registers_by_a_list_without_scripts(party, open_page, language):
    page = open_page(java_script_enabled=False, locale=language, forgive="422")
    page.goto(party(language))
    page.click("a[href$='/register/group']")
    choose_list(page)
    expect(page.locator("#list tbody tr")).to_have_count(4)
    assert page.input_value("#children") == "2"
    send(page)
    hrefs = [link.get_attribute("href") for link in page.locator("#problems a").all()]
    assert hrefs == ["#group_name", "#of_age", "#contact_name", "#email"]
    fill_in(page)
    send(page)
    expect(page.locator(".ticket")).to_have_count(25)
    names = [text.strip() for text in page.locator(".ticket b bdi").all_inner_texts()]
    assert (names[:2], names[23]) == (["Amina", "محمد علي"], "Ole")
    page.click("a[href$='/group']")
    choose_list(page, CLASS.replace("=1+1", "Bo"))
    expect(page.locator("#list .tag.ok")).to_have_count(1)
    send(page, "#group")
    expect(page.locator(".ticket")).to_have_count(25)
    names = [text.strip() for text in page.locator(".ticket b bdi").all_inner_texts()]
    assert names[:3] == ["Amina", "محمد علي", "Bo"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_that_is_fewer_gives_places_back_by_number(party, open_page, language):
    page = open_page(locale=language)
    page.goto(f"{party(language)}/register/group")
    fill_in(page)
    send(page)
    expect(page.locator(".ticket .qr")).to_have_count(25)
    page.click("a[href$='/fewer']")
    page.fill("#children", "21")
    send(page, "#fewer")
    expect(page.locator(".alert.ok")).to_be_visible()
    expect(page.locator(".ticket .qr")).to_have_count(23)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_busload_asks_the_organisers_for_places(party, open_page, language):
    page = open_page(java_script_enabled=False, locale=language, forgive="422")
    page.goto(f"{party(language)}/register/group")
    fill_in(page)
    page.fill("#children", "33")
    send(page)
    expect(page.locator("#ask-for-more")).to_be_visible()
    page.click("button[name=ask]")
    expect(page.locator(".ticket")).to_have_count(35)
    expect(page.locator(".ticket .qr")).to_have_count(0)
