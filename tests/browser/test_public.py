"""Citizens' pages in Chromium: without scripts, by keyboard, both ways, on small screens."""

import re
from itertools import product
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from tests.browser.conftest import PHONE
from tests.browser.pages import follow
from tests.factories import make_event

pytestmark = pytest.mark.browser

FONTS = Path(__file__).resolve().parents[2] / "static/fonts"
HEAVIEST = {"da": 70_000, "en": 70_000, "so": 70_000, "tr": 105_000, "ar": 160_000, "ur": 160_000}


@pytest.fixture(scope="module")
def site(shared_server):
    """The real server with an event; gives its address."""
    with create_app(shared_server.settings).app_context(), transaction() as session:
        make_event(
            session, slug="fest", at=clock.now(), titles={Language.DANISH: "Fest ved søerne"}
        )
    return shared_server.url


def send(page):
    """Press the form's own button, the last one, and wait for the answer."""
    follow(page.locator("#registration .button:not(.second)").last)


def register(page, site, people=2):
    """Register as a person does, and stand on the own page."""
    page.goto(f"{site}/da/events/fest/register")
    page.locator(".numbers button").nth(people - 1).click()
    for number in range(people):
        page.check(f"#participants-{number}-category-0")
    page.fill("#contact_name", "Fatima Yılmaz")
    page.fill("#email", "fatima@example.dk")
    send(page)
    expect(page.locator(".ticket")).to_have_count(people)


def read_codes(page, tmp_path):
    """Read the QR codes that the screen shows, by an independent reader."""
    shot = tmp_path / "screen.png"
    page.screenshot(path=shot)
    return {code.text for code in zxingcpp.read_barcodes(Image.open(shot))}


def test_a_parent_registers_three_children_without_scripts(site, open_page, tmp_path):
    page = open_page(java_script_enabled=False, locale="da")
    page.goto(site)
    assert page.url == f"{site}/da/"
    page.click("text=Fest ved søerne")
    page.get_by_role("link", name="Tilmeld", exact=True).click()
    page.fill("#participants-0-name", "Amina")
    follow(page.locator(".numbers button").nth(2))
    assert page.input_value("#participants-0-name") == "Amina"
    for number in range(3):
        page.check(f"#participants-{number}-category-0")
    page.fill("#contact_name", "Fatima")
    page.check("#channel-2")
    send(page)
    assert page.locator("h1").inner_text() == "I er tilmeldt"
    seen = []
    for number in range(3):
        if number:
            page.locator(f"#ticket-{number} .onward").click()
        page.locator(f"#ticket-{number + 1} .qr").scroll_into_view_if_needed()
        (code,) = read_codes(page, tmp_path)  # one at a time
        seen.append(code)
    assert len(set(seen)) == 3
    assert all(code.startswith(f"{site}/T/".upper()) for code in seen)
    page.goto(seen[0])
    expect(page.locator(".alert.ok")).to_have_count(1)


def test_enter_in_a_field_sends_the_form_and_presses_no_number(site, open_page):
    page = open_page(forgive="422")
    page.goto(f"{site}/da/events/fest/register")
    page.fill("#contact_name", "Fatima")
    page.press("#contact_name", "Enter")
    expect(page.locator("#problems")).to_be_focused()
    page.click("#problems a >> nth=0")
    expect(page.locator("#participants-0-category-0")).to_be_focused()


def test_only_the_chosen_way_of_contact_shows_its_field(site, open_page):
    page = open_page()
    page.goto(f"{site}/da/events/fest/register")
    shown = [
        (page.check(f"#channel-{number}"), page.is_visible("#email"), page.is_visible("#phone"))[1:]
        for number in range(3)
    ]
    assert shown == [(True, False), (False, True), (False, False)]


def test_a_place_is_given_back_and_the_ticket_is_void(site, open_page):
    page = open_page()
    register(page, site)
    page.click("#ticket-2 .part a")
    follow(page.locator("text=Ja, meld fra"))
    assert page.url.endswith("?left=2")
    expect(page.locator("#ticket-2 .qr")).to_have_count(0)
    expect(page.locator("#ticket-1 .qr")).to_have_count(1)


def test_pages_weigh_little_with_their_fonts_and_ask_no_other_host(site, open_page):
    weights, hosts = {}, set()
    for language, path in product(HEAVIEST, ["/", "/events/fest", "/events/fest/register"]):
        page, sent = open_page(), []  # a browser that has nothing yet
        page.on("requestfinished", lambda request, sent=sent: sent.append(request))
        page.goto(f"{site}/{language}{path}")
        page.evaluate("document.fonts.ready.then(() => null)")
        hosts |= {request.url.split("/")[2] for request in sent}
        weights[language, path] = sum(weight_of(request) for request in sent)
    too_heavy = {where: w for where, w in weights.items() if w > HEAVIEST[where[0]]}
    assert (too_heavy, hosts) == ({}, {site.split("/")[2]})
    assert min(weights.values()) > min_weight_of_fonts()


def min_weight_of_fonts():
    """Tell what no page can weigh less than, as it must have loaded its two fonts."""
    return sum(file.stat().st_size for file in FONTS.glob("*-sans-latin-[46]*"))


def weight_of(request):
    """Tell what an answer weighed on the wire."""
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def test_a_citizens_browser_keeps_nothing(site, open_page):
    page = open_page()
    register(page, site)
    kept = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    assert (page.context.cookies(), kept) == ([], ["", 0, 0])


def test_tickets_print_one_below_the_other(site, open_page):
    page = open_page(viewport=PHONE)
    register(page, site, people=3)
    page.emulate_media(media="print")
    tops = [page.locator(f"#ticket-{n} .qr").bounding_box()["y"] for n in (1, 2, 3)]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    for useless in (".masthead nav", ".foot", ".turn >> nth=0", ".ticket .part >> nth=0"):
        assert not page.locator(useless).is_visible()


def test_the_short_code_can_be_told_over_the_phone(site, open_page):
    page = open_page()
    register(page, site, people=1)
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", page.locator(".code bdi").inner_text())
