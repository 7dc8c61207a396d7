"""The main job in one go: from an announced event to an attendance number.

Nothing is laid down beforehand but one account. Codes are read from the screen and from the PDF by
zxing-cpp, calendar times by ical.js: readers that are not ours.
"""

import csv
import io
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.parser import BytesParser

import pypdfium2
import pytest
import zxingcpp
from passlib.totp import TOTP
from PIL import Image
from playwright.sync_api import Page, expect

from eventsys.core import clock
from eventsys.core.localtime import to_local
from tests.browser.camera import film_of, flags_for
from tests.browser.conftest import DESKTOP
from tests.browser.pages import follow
from tests.browser.server import ROOT, environment_of
from tests.calendars.reader import read_calendar

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

EMAIL, PASSPHRASE = "consultant@example.org", "a long and quiet passphrase"
ADD_ACCOUNT = ["-c", "from eventsys.cli import main; main()", "account", "add", EMAIL]


@pytest.fixture
def day():
    """The event's local day: tomorrow."""
    return (to_local(clock.now()) + timedelta(days=1)).date()


def add_account(settings):
    subprocess.run(
        [sys.executable, *ADD_ACCOUNT, "--role", "organiser"],
        input=PASSPHRASE,
        env=environment_of(settings),
        cwd=ROOT,
        text=True,
        check=True,
    )


def sign_in_first(page, site):
    """Sign in for the first time: passphrase, then the app's code that is set up at once."""
    page.goto(f"{site}/organiser/")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Set up the app").click()
    key = page.locator("code.secret").inner_text().replace(" ", "")
    page.fill("#code", TOTP(key=key).generate().token)
    follow(page.get_by_role("button", name="Go on"))


def create_event(page, site, day):
    """Make an event of a hundred places with a gate, and publish it."""
    page.goto(f"{site}/organiser/events/new")
    page.check("input[name=kind][value=public]")
    page.fill("[name=text_da-title]", "Høstfest i Mimersparken")
    page.fill("[name=text_en-title]", "Harvest party in Mimersparken")
    page.check("[name=text_en-origin][value=human]")
    page.fill("[name=text_da-body]", "Mad og musik for hele familien.")
    page.fill("[name=slug]", "hoestfest")
    page.fill("[name=occasions-0-day]", day.isoformat())
    page.fill("[name=occasions-0-start]", "13:00")
    page.fill("[name=occasions-0-end]", "16:30")
    page.select_option("[name=occasions-0-venue]", "new")
    page.locator("summary", has_text="A new place").click()
    page.fill("[name=place-name]", "Mimersparken")
    page.fill("[name=place-address]", "Mimersgade 41, 2200 København N")
    page.select_option("[name=place-district]", label="Nørrebro")
    page.fill("[name=capacity]", "100")
    page.fill("[name=gates]", "Nord\nSyd")
    page.locator("#event").get_by_role("button", name="Save").last.click()
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish anyway").click()


def register_three(page, site):
    """Find the event in the list and register three people in Danish."""
    page.goto(f"{site}/da/")
    page.get_by_role("link", name="Høstfest i Mimersparken").click()
    page.get_by_role("link", name="Tilmeld", exact=True).click()
    page.locator(".numbers button").nth(2).click()
    for number in range(3):
        page.check(f"#participants-{number}-category-{min(number, 1)}")
    page.fill("#contact_name", "Amina Yusuf")
    page.fill("#email", "amina@example.org")
    page.locator("#registration").get_by_role("button", name="Tilmeld").last.click()
    expect(page.locator(".ticket")).to_have_count(3)


def codes_on(page, tmp_path):
    """Read the code of each ticket from a picture of the screen."""
    codes = []
    for number in range(3):
        shot = tmp_path / f"ticket-{number}.png"
        page.locator(".ticket svg.qr").nth(number).screenshot(path=shot)
        codes += [found.text for found in zxingcpp.read_barcodes(Image.open(shot))]
    return codes


def codes_in_pdf(page, link):
    """Read the codes of the PDF behind a link, as printed at 200 dots an inch."""
    address = page.get_by_role("link", name=link).evaluate("link => link.href")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.body())
    pictures = [each.render(scale=200 / 72).to_pil() for each in pages]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


def pair(organiser, site, role):
    """Let the organiser show a QR, and read the pairing link from it."""
    organiser.goto(f"{site}/organiser/events/hoestfest/devices")
    organiser.check(f"#pair input[name=role][value={role}]")
    organiser.check("#pair input[name=gate][value=Nord]")
    organiser.locator("#pair button").last.click()
    picture = Image.open(io.BytesIO(organiser.locator("svg.qr").screenshot()))
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


def connect(phone, link):
    """Open a pairing link on a phone."""
    phone.goto(link)
    root = phone.locator("html")
    expect(root).to_have_attribute("data-state", "ready")
    return root


def scan(phone, link):
    """Let the phone's camera see the ticket, and again after a while."""
    root = connect(phone, link)
    phone.click("#start")
    expect(root).to_have_attribute("data-verdict", "admitted", timeout=20_000)
    expect(root).to_have_attribute("data-verdict", "already-in", timeout=20_000)
    expect(root).to_have_attribute("data-unsent", "0")


def count_three(phone, link):
    """Count three people without a ticket, with one tap too many that is undone."""
    root = connect(phone, link)
    for _ in range(3):
        phone.click("[data-category=child]")
    phone.click("[data-category=adult]")
    phone.click("#undo")
    expect(root).to_have_attribute("data-count", "3")
    expect(root).to_have_attribute("data-unsent", "0")


def sums_in_csv(organiser, site):
    """Add up what the file of the attendance says: with a ticket, without, together."""
    body = organiser.request.get(f"{site}/organiser/events/hoestfest/attendance.csv").body()
    _, *rows = csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";")
    return [sum(int(row[column]) for row in rows) for column in (-3, -2, -1)]


def mail_to(settings, address):
    """Wait for the worker's file for an address, and read it."""
    for _ in range(100):
        for path in (settings.instance / "outbox").glob("*.eml"):
            message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            if message["To"] == address:
                return message
        time.sleep(0.2)
    raise AssertionError("no mail came")


@pytest.fixture
def world(live_server, open_page, launch_browser, tmp_path, day):
    """Walk the whole way, and keep what each person has seen."""
    site = live_server.url
    add_account(live_server.settings)
    organiser = open_page(viewport=DESKTOP, locale="en")
    sign_in_first(organiser, site)
    create_event(organiser, site, day)
    citizen = open_page(locale="da")
    register_three(citizen, site)
    codes = codes_on(citizen, tmp_path)
    ticket = Image.open(tmp_path / "ticket-0.png")
    shown_again = film_of(tmp_path / "ticket.y4m", [(ticket, 20), (None, 45)])
    camera = launch_browser(flags_for(shown_again))
    scan(open_page(on=camera, locale="da", permissions=["camera"]), pair(organiser, site, "scan"))
    count_three(open_page(locale="da"), pair(organiser, site, "count"))
    return World(site, organiser, citizen, codes)


@dataclass(frozen=True)
class World:
    """What is there at the end of the day."""

    site: str
    organiser: Page
    citizen: Page
    codes: list[str]


def test_from_an_announced_event_to_an_attendance_number(world, live_server, day):
    site, organiser, citizen = world.site, world.organiser, world.citizen
    assert len(set(world.codes)) == 3
    assert all(code.startswith(f"{site}/T/".upper()) for code in world.codes)
    assert sorted(codes_in_pdf(citizen, "Billetter som PDF")) == sorted(world.codes)

    organiser.goto(f"{site}/organiser/events/hoestfest/attendance")
    total = organiser.locator(".sum")
    expect(total).to_have_attribute("data-admitted", "1")
    expect(total).to_have_attribute("data-walk-ins", "3")
    expect(total).to_contain_text("4")
    assert sums_in_csv(organiser, site) == [1, 3, 4]

    text = mail_to(live_server.settings, "amina@example.org").get_body(("plain",)).get_content()
    assert citizen.url in text
    assert "Amina" not in text

    (entry,) = read_calendar(organiser.request.get(f"{site}/feeds/events.ics").body())
    begins_and_ends = [
        to_local(datetime.fromisoformat(entry[name])) for name in ("starts_at", "ends_at")
    ]
    assert entry["title"] == "Høstfest i Mimersparken"
    assert [f"{each:%F %R}" for each in begins_and_ends] == [f"{day} 13:00", f"{day} 16:30"]
