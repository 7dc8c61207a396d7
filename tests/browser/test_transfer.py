"""Unsent rows from phone to phone: one shows them as QR codes, the other's camera reads them."""

import io
from datetime import timedelta

import pytest
import qrcode
import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from eventsys import create_app
from eventsys.attendance.queries import count_event
from eventsys.checkin.devices.operations import invite_device
from eventsys.checkin.devices.queries import list_devices
from eventsys.checkin.models import Tally
from eventsys.checkin.rules import DeviceRole
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from tests.browser.axe import violations_of
from tests.browser.camera import film_of, flags_for
from tests.browser.phone import SHORT_CODE
from tests.browser.phone_api import NO_COVERAGE
from tests.factories import make_event

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SHARE = 0.96
SLOW = timedelta(minutes=9)
UNSURE = timedelta(minutes=2)
"""A film shows the clock of when it was taken, so that the difference is off by its age."""


def tap(page, times):
    """Count children."""
    for _ in range(times):
        page.click("[data-category=child]")


def show_codes(phone, unsent):
    """Ask to end the shift, which cannot be, and show what is not sent as codes."""
    phone.page.click("#end-shift")
    phone.shows(handover="unsent", unsent=str(unsent))
    phone.page.get_by_role("button", name="Hand over to another phone").click()
    phone.shows(handover="transfer")


def filmed(phone, parts):
    """Photograph the codes on a phone's screen, one after another."""
    phone.page.get_by_role("button", name="Stay at this code").click()
    pictures = []
    for part in range(1, parts + 1):
        phone.shows(part=f"{part}/{parts}")
        code = phone.page.locator("#transfer-code svg")
        pictures.append(Image.open(io.BytesIO(code.screenshot())))
        phone.page.get_by_role("button", name="Next").click()
    return pictures


def text_of(picture):
    """Read a code by a reader that is not ours."""
    [found] = zxingcpp.read_barcodes(picture)
    return found.text


def damaged(picture):
    """Draw a code like this one in which a single character was misread by whoever drew it."""
    text = text_of(picture)
    other = "A" if text[30] != "A" else "B"
    return qrcode.make(text[:30] + other + text[31:], border=4).get_image()


def dying_phone(open_phone, **options):
    """A phone without coverage that has counted, scanned and written down a head count."""
    phone = open_phone(forgive=NO_COVERAGE, device_scale_factor=2, **options)
    phone.pair()
    phone.api.down = True
    phone.type_code(SHORT_CODE)
    phone.shows(unsent="1")
    phone.page.get_by_role("link", name="Count people").click()
    phone.shows(state="ready")
    tap(phone.page, 24)
    phone.page.click("#heads-part summary")
    phone.page.fill("#post", "Broen")
    phone.page.fill("#heads", "120")
    phone.page.get_by_role("button", name="Enter the number").click()
    phone.shows(unsent="26")
    return phone


def helping_phone(open_phone, launch_browser, film, dying):
    """A phone whose camera sees the film, at the same server as the dying one."""
    camera = launch_browser(flags_for(film))
    phone = open_phone(on=camera, permissions=["camera"])
    for kind in ("scans", "tallies", "headcounts"):
        setattr(phone.api, kind, getattr(dying.api, kind))
    phone.api.paired = 1
    phone.pair()
    return phone


def test_what_a_dying_phone_holds_is_sent_by_another_and_counts_once(
    open_phone, launch_browser, tmp_path
):
    dying = dying_phone(open_phone)
    show_codes(dying, 26)
    first, second = filmed(dying, 2)
    film = film_of(
        tmp_path / "codes.y4m",
        [(damaged(first), 20), (first, 20), (None, 3), (second, 20)],
        share=SHARE,
    )
    helping = helping_phone(open_phone, launch_browser, film, dying)
    helping.page.click("#takeover-start")
    helping.shows(scanning="1", taken="damaged", seconds=15)
    helping.says("The code could not be read whole. Scan it again.")
    helping.shows(taken="1/2", seconds=15)
    helping.says("Missing: \u20682\u2069")
    helping.shows(taken="2/2", seconds=15)
    helping.says("Tell the other volunteer: \u20682\u2069 of \u20682\u2069.")
    helping.shows(unsent="0")
    rows = stored(dying.api)
    assert sorted(row["seq"] for row in rows) == list(range(1, 27))
    assert {row["relayed_for"] for row in rows} == {"device-1"}
    assert all(row["relay_offset_ms"] > 0 for row in rows)

    dying.api.down = False
    dying.page.get_by_role("button", name="Go on working").click()
    dying.page.reload()
    dying.shows(unsent="0", count="24")
    assert sorted(row["seq"] for row in stored(dying.api)) == list(range(1, 27))


def stored(api):
    """List all that a server has taken in."""
    return [*api.scans.values(), *api.tallies.values(), *api.headcounts.values()]


def test_a_phone_that_has_handed_over_may_be_cleared_without_having_sent(open_phone):
    phone = dying_phone(open_phone)
    show_codes(phone, 26)
    expect(phone.page.get_by_role("button", name="End and clear this phone")).to_be_hidden()
    phone.page.get_by_role("button", name="The other phone shows \u20682\u2069").click()
    phone.shows(handover="handed")
    phone.page.get_by_role("button", name="End and clear this phone").click()
    phone.shows(state="unpaired")
    assert phone.api.tallies == {}


def test_codes_take_turns_by_themselves_and_keep_the_clock_true(open_phone):
    phone = dying_phone(open_phone)
    phone.page.clock.install()
    show_codes(phone, 26)
    phone.shows(part="1/2")
    code = phone.page.locator("#transfer-code svg")
    before = text_of(Image.open(io.BytesIO(code.screenshot())))
    phone.page.clock.run_for(1000)
    assert text_of(Image.open(io.BytesIO(code.screenshot()))) != before
    phone.page.clock.run_for(2000)
    phone.shows(part="2/2")
    phone.page.clock.run_for(3000)
    phone.shows(part="1/2")


def test_nothing_is_taken_over_before_the_volunteer_says_yes(open_phone, launch_browser, tmp_path):
    dying = dying_phone(open_phone)
    show_codes(dying, 26)
    [first, _] = filmed(dying, 2)
    film = film_of(tmp_path / "codes.y4m", [(first, 10)], share=SHARE)
    helping = helping_phone(open_phone, launch_browser, film, dying)
    helping.page.click("#start")
    helping.shows(taken="ask", unsent="0", seconds=15)
    helping.says("Say yes only to a phone of your own team.")
    assert violations_of(helping.page) == []
    assert helping.api.deliveries == []
    assert helping.api.tallies == {}
    helping.page.get_by_role("button", name="Take over", exact=True).click()
    helping.shows(taken="1/2", unsent="0", seconds=15)
    assert helping.api.deliveries != []
    assert violations_of(helping.page) == []


def lose_coverage(phone):
    """Switch a phone to flight mode, once it keeps all that it loads."""
    phone.shows(offline="ready", seconds=20)
    phone.api.down = True
    phone.page.context.set_offline(True)


def test_two_phones_in_flight_mode_hand_over_and_take_over(open_phone, launch_browser, tmp_path):
    dying = open_phone(forgive=NO_COVERAGE, device_scale_factor=2)
    dying.pair("/count/")
    lose_coverage(dying)
    dying.page.reload()
    tap(dying.page, 5)
    show_codes(dying, 5)
    film = film_of(tmp_path / "codes.y4m", [(filmed(dying, 1)[0], 10)], share=SHARE)
    camera = launch_browser(flags_for(film))
    helping = open_phone(on=camera, permissions=["camera"], forgive=NO_COVERAGE)
    helping.api.paired = 1
    helping.pair()
    lose_coverage(helping)
    helping.page.reload()
    helping.shows(state="ready")
    helping.page.click("#takeover-start")
    helping.shows(taken="1/1", unsent="5", seconds=20)
    helping.page.context.set_offline(False)
    helping.api.down = False
    helping.page.evaluate("dispatchEvent(new Event('online'))")
    helping.shows(unsent="0")
    assert sorted(row["seq"] for row in helping.api.tallies.values()) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_everybody_can_hand_over(open_phone, language, scheme):
    phone = open_phone(locale=language, color_scheme=scheme, forgive=NO_COVERAGE)
    phone.pair("/count/")
    phone.api.down = True
    tap(phone.page, 1)
    phone.shows(unsent="1")
    phone.page.click("#end-shift")
    phone.shows(handover="unsent")
    phone.page.click("#handover-codes")
    phone.shows(part="1/1")
    assert violations_of(phone.page) == []
    phone.page.click("#transfer-done")
    phone.shows(handover="handed")
    assert violations_of(phone.page) == []


@pytest.fixture
def park(quick_server):
    """The application beside the real server, and an event with a pairing code for two phones."""
    app, at = create_app(quick_server.settings), clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, slug="fest", days=(0,), gates=("Nord", "Syd"))
        app.config["CODES"] = [
            invite_device(session, event, gate, DeviceRole.SCAN, at=at, by=SYSTEM)
            for gate in ("Nord", "Syd")
        ]
    return app


def state_of(page, **states):
    """Wait until a page states all this of itself."""
    for name, value in states.items():
        expect(page.locator("html")).to_have_attribute(f"data-{name}", value)


def test_the_server_counts_relayed_rows_once_and_for_the_phone_that_made_them(
    park, quick_server, open_page, launch_browser, tmp_path
):
    """The dying phone's clock is nine minutes slow, and the server never hears of that from it."""
    north, south = park.config["CODES"]
    dying = open_page(locale="en", forgive=NO_COVERAGE, device_scale_factor=2)
    dying.clock.install(time=clock.now() - SLOW)
    dying.goto(f"{quick_server.url}/count/#{north}")
    state_of(dying, state="ready", network="sent")
    film = film_of(tmp_path / "codes.y4m", [(code_of_taps(dying), 10)], share=SHARE)

    camera = launch_browser(flags_for(film))
    helping = open_page(on=camera, locale="en", permissions=["camera"])
    helping.goto(f"{quick_server.url}/scan/#{south}")
    state_of(helping, state="ready", network="sent")
    helping.click("#takeover-start")
    state_of(helping, taken="1/1", unsent="0")
    assert counted(park) == (12, {"Nord 1": (12, 0), "Syd 1": (0, 0)})
    assert farthest_from_now(park) < UNSURE

    with dying.expect_response("**/api/v1/tallies") as sent:
        dying.unroute("**/api/v1/*")
        dying.evaluate("dispatchEvent(new Event('online'))")
    assert {result["state"] for result in sent.value.json()["results"]} == {"same"}
    state_of(dying, unsent="0")
    assert counted(park) == (12, {"Nord 1": (12, 0), "Syd 1": (0, 0)})


def code_of_taps(page):
    """Count twelve people without coverage, and photograph the code that hands them over."""
    page.route("**/api/v1/*", lambda route: route.abort("internetdisconnected"))
    tap(page, 12)
    state_of(page, unsent="12")
    page.click("#end-shift")
    state_of(page, handover="unsent")
    page.click("#handover-codes")
    state_of(page, part="1/1")
    return Image.open(io.BytesIO(page.locator("#transfer-code svg").screenshot()))


def farthest_from_now(app):
    """Tell how far from the present the server believes any of the people to have come."""
    with app.app_context():
        moments = db.session().scalars(select(Tally.effective_at)).all()
        return max(abs(clock.now() - moment) for moment in moments)


def counted(app):
    """Count who came, and what each phone is known to have made and to lack."""
    with app.app_context():
        session = db.session()
        event = get_event(session, "fest")
        devices = {d.label: (d.received, d.missing) for d in list_devices(session, event)}
        return count_event(session, event, at=clock.now()).walk_ins, devices
