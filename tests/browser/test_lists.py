"""An attendance list on a tablet: without a connection, by keyboard, and after signing out."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete, select

from eventsys import create_app
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from eventsys.people.models import SignIn
from eventsys.people.operations import add_account
from eventsys.people.rules import RoleName
from eventsys.web.account.passwords import hash_password
from tests.browser.pages import sign_in
from tests.browser.sweep.judge import Judge
from tests.factories import make_event, make_registration

pytestmark = pytest.mark.browser

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
LIST = "/organiser/events/fest-1/list"
TABLET = {"width": 820, "height": 1180}
NAMES = [
    f"{first} {last}" for first in ("Amina", "Bo", "Çağla", "Đức", "Émile") for last in "ABCDE"
]
CAME, AWAY = AttendanceStatus.CAME, AttendanceStatus.STAYED_AWAY
UNKNOWN = AttendanceStatus.UNKNOWN
MINUTE = 60
KEPT = """async () => {
  const told = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      told.push(request.url, await (await cache.match(request)).text());
    }
  }
  const database = await new Promise((resolve, reject) => {
    const asked = indexedDB.open("eventsys list");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const decode = (value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? new TextDecoder().decode(value) : value);
  for (const table of database.objectStoreNames) {
    const rows = await new Promise((resolve) => {
      const asked = database.transaction(table).objectStore(table).getAll();
      asked.onsuccess = () => resolve(asked.result);
    });
    told.push(JSON.stringify(rows, (key, value) => decode(value)));
  }
  database.close();
  return told.join("\\n") + JSON.stringify(localStorage);
}"""


@pytest.fixture
def office(quick_server):
    """The application beside the server, on the same database: a course for 25, an account."""
    app, at = create_app(quick_server.settings), clock.now()
    password = hash_password(app, PASSPHRASE)
    made = at - timedelta(days=8)
    with app.app_context(), transaction() as session:
        event = make_event(session, at=made, days=(8, 15))
        for index in range(0, len(NAMES), 5):
            make_registration(session, event, *NAMES[index : index + 5], at=made)
        account = add_account(session, EMAIL, password, [RoleName.ORGANISER], at=at, by=SYSTEM)
        account.is_demonstration = True
    return app


@pytest.fixture
def tablet(office, quick_server, open_page):
    """Open the list of the first date on a tablet."""

    def opened(**options):
        page = open_page(**({"viewport": TABLET, "locale": "en"} | options))
        come_to_lists(page, quick_server.url)
        page.goto(f"{quick_server.url}{LIST}/1")
        return page

    return opened


def come_to_lists(page, url):
    page.goto(f"{url}/account/sign-in?next={LIST}")
    sign_in(page, EMAIL, PASSPHRASE)


def statuses(office):
    with office.app_context():
        session = db.session()
        sheet = read_attendance(session, get_event(session, "fest-1"), at=clock.now())
        first = sheet.occasions[0].id
        return {each.name: sheet.status(each.id, first) for each in sheet.participants}


def tick(page, name, status="came"):
    line = page.locator("[data-person]").filter(has_text=name)
    line.locator(f".{status}").click()


def has(page, **facts):
    for name, value in facts.items():
        expect(page.locator("html")).to_have_attribute(f"data-{name}", value)


def test_a_list_goes_on_without_a_connection_also_after_a_reload(office, tablet):
    page = tablet(forgive="ERR_INTERNET_DISCONNECTED")
    has(page, list="ready", offline="ready", tablet="sent")
    page.context.set_offline(True)
    tick(page, "Amina A")
    tick(page, "Bo B", "stayed-away")
    has(page, unsent="2", tablet="later")
    expect(page.get_by_text("No connection.")).to_be_visible()
    expect(page.get_by_text("not sent", exact=True).first).to_be_visible()

    page.fill("#add [name=name]", "Yusuf")
    page.click("#add button")
    expect(page.get_by_text("This needs a connection.")).to_be_visible()
    expect(page.locator("#add [name=name]")).to_have_value("Yusuf")

    page.reload()
    has(page, list="ready", unsent="2")
    expect(page.locator("[data-person]")).to_have_count(25)
    bo = page.locator("[data-person]").filter(has_text="Bo B")
    expect(bo.locator(".stayed-away input")).to_be_checked()
    tick(page, "Émile E")
    has(page, unsent="3")
    page.context.set_offline(False)
    has(page, unsent="0", tablet="sent")
    expect(page.get_by_text("Everything is sent.")).to_be_visible()
    known = {name: each for name, each in statuses(office).items() if each is not UNKNOWN}
    assert known == {"Amina A": CAME, "Bo B": AWAY, "Émile E": CAME}


@pytest.mark.long
def test_a_tablet_that_is_found_tells_no_names(office, tablet):
    page = tablet(forgive="ERR_INTERNET_DISCONNECTED")
    has(page, list="ready", offline="ready", tablet="sent")
    page.context.set_offline(True)
    tick(page, "Bo B", "stayed-away")
    has(page, unsent="1")
    kept = page.evaluate(KEPT)
    assert "stayed-away" in kept
    assert [name for name in NAMES if name in kept] == []
    later = page.context.new_page()  # a tab that does not have the key
    later.goto(page.url)
    has(later, list="ready", unsent="1")
    expect(later.get_by_text("the names are not on this tablet any more")).to_be_visible()
    expect(later.locator("[data-person]")).to_have_count(0)


def test_25_names_are_ticked_by_keyboard_in_under_a_minute(office, tablet):
    page = tablet()
    has(page, list="ready")
    begun = time.monotonic()
    page.focus("#find-name")
    for _name in NAMES:
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    assert time.monotonic() - begun < MINUTE
    has(page, unsent="0")
    expect(page.locator("[data-state=came]")).to_have_text("25")
    assert set(statuses(office).values()) == {CAME}
    page.fill("#find-name", "cagla d")  # as a keyboard without a cedilla has it
    expect(page.locator("[data-person]:visible")).to_have_count(1)
    with office.app_context():
        assert len(db.session().scalars(select(AttendanceMark)).all()) == 25


def test_who_was_signed_out_loses_nothing(office, tablet, quick_server):
    page = tablet()
    has(page, list="ready", tablet="sent")
    with office.app_context(), transaction() as session:
        session.execute(delete(SignIn))
    tick(page, "Amina A")
    has(page, tablet="signed-out", unsent="1")
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    come_to_lists(page, quick_server.url)
    page.goto(f"{quick_server.url}{LIST}/2")  # any list of the event sends what waits
    has(page, tablet="sent", unsent="0")
    assert statuses(office)["Amina A"] is CAME


@pytest.mark.long
@pytest.mark.parametrize("language", ["da", "ar"])
@pytest.mark.parametrize("width", [360, 820])
def test_the_list_is_fit_for_everybody_also_when_it_is_ticked(tablet, language, width):
    page = tablet(
        locale=language, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    has(page, list="ready")
    tick(page, "Amina A")
    has(page, unsent="0")
    assert Judge(page).faults() == []
