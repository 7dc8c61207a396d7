"""Everybody can use scanner and counter, in each state that they can be in."""

import pytest

from tests.browser.axe import violations_of
from tests.browser.phone import SHORT_CODE
from tests.browser.phone_api import NO_COVERAGE, PAIRING_CODE

pytestmark = pytest.mark.browser

PAGES = ("/scan/", "/count/")
LOOKS = [
    *(("en", "light"), ("ar", "dark")),
    *(pytest.param(each, marks=pytest.mark.long) for each in (("da", "dark"), ("ur", "light"))),
]
IPHONE = "Object.defineProperty(navigator, 'standalone', { value: false })"
NO_STORE = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }"
CAN_INSTALL = """() => {
  const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = async () => { document.documentElement.dataset.prompted = 1; };
  dispatchEvent(event);
  return event.defaultPrevented;
}"""
SHOW = "id => document.getElementById(id).removeAttribute('hidden')"


@pytest.fixture(params=LOOKS, ids=" ".join)
def look(request):
    """A language and a colour scheme."""
    language, scheme = request.param
    return {"locale": language, "color_scheme": scheme, "reduced_motion": "reduce"}


@pytest.mark.parametrize("path", PAGES)
def test_before_the_phone_is_connected(open_phone, look, path):
    phone = open_phone(forgive=NO_COVERAGE, **look)
    phone.page.add_init_script(IPHONE)
    phone.page.goto(f"{phone.url}{path}")
    phone.shows(state="unpaired", offline="ready")
    phone.page.locator("#install-by-hand").wait_for()
    assert violations_of(phone.page) == []
    phone.page.fill("#pairing-code", "WRONG")
    phone.page.click("#pairing button")
    phone.shows(pairing="refused")
    assert violations_of(phone.page) == []


@pytest.mark.parametrize("path", PAGES)
def test_while_the_phone_works_and_when_it_is_no_longer_connected(open_phone, look, path):
    phone = open_phone(role=path.strip("/"), forgive=NO_COVERAGE, **look)
    phone.pair(path)
    for notice in ("newer", "keeping-battery", "keeping-room", "still-connected"):
        phone.page.evaluate(SHOW, notice)
    assert violations_of(phone.page) == []
    phone.api.refusal = (403, "E_REVOKED")
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.shows(state="disconnected")
    assert violations_of(phone.page) == []


@pytest.mark.parametrize("path", PAGES)
def test_when_the_browser_keeps_nothing(open_phone, look, path):
    phone = open_phone(**look)
    phone.page.add_init_script(NO_STORE)
    phone.page.goto(f"{phone.url}{path}")
    phone.shows(state="broken")
    assert violations_of(phone.page) == []


def test_the_page_is_installed_by_one_tap_where_the_browser_can(open_phone):
    phone = open_phone()
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="unpaired", app="0")
    assert phone.page.evaluate(CAN_INSTALL) is True
    assert violations_of(phone.page) == []
    phone.page.get_by_role("button", name="Install").click()
    phone.shows(prompted="1")


def test_an_app_is_not_told_how_to_become_one(open_phone):
    phone = open_phone(verdicts={SHORT_CODE: "admitted"})
    phone.page.add_init_script(IPHONE.replace("false", "true"))
    phone.page.goto(f"{phone.url}/scan/")
    phone.shows(state="unpaired", app="1")
    assert not phone.page.locator("#install-by-hand").is_visible()
    phone.page.fill("#pairing-code", PAIRING_CODE)
    phone.page.click("#pairing button")
    phone.shows(state="ready")
