"""A trainer shows practice tickets as fast as people arrive, without asking the server."""

import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.checkin.practice.operations import begin_rehearsal
from eventsys.checkin.practice.queries import list_practice
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from eventsys.people.operations import add_account
from eventsys.people.rules import RoleName
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.pages import sign_in
from tests.factories import make_event

pytestmark = pytest.mark.browser

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
PAGE = "/organiser/events/fest-1/rehearsal/replay"


@pytest.fixture
def codes(quick_server):
    """The codes of the practice tickets of an event."""
    app, at = create_app(quick_server.settings), clock.now()
    password = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        begin_rehearsal(session, make_event(session, at=at), at=at, by=SYSTEM)
        account = add_account(session, EMAIL, password, [RoleName.ORGANISER], at=at, by=SYSTEM)
        account.is_demonstration = True
    with app.app_context():
        known = list_practice(db.session(), get_event(db.session(), "fest-1"))
        return {each.codes.code for each in known}


@pytest.fixture
def replay(codes, quick_server, open_page):
    """The page of the replay, loaded, its clock in the test's hands, and without a network."""
    page = open_page(viewport=DESKTOP, locale="en")
    page.goto(f"{quick_server.url}/account/sign-in?next={PAGE}")
    sign_in(page, EMAIL, PASSPHRASE)
    page.clock.install()
    page.goto(quick_server.url + PAGE)
    expect(page.locator("#replay")).to_be_visible()
    page.context.set_offline(True)
    return page


def code_on(page, folder):
    """Read what is shown, as a phone would."""
    page.locator("#code").screenshot(path=folder / "code.png")
    [found] = zxingcpp.read_barcodes(Image.open(folder / "code.png"))
    return found.text.rpartition("/T/")[2]


def test_codes_come_as_fast_as_people_arrive(replay, codes, tmp_path):
    replay.check("#speed-20")
    replay.click("#run")
    replay.clock.run_for(2000)
    assert code_on(replay, tmp_path) in codes
    expect(replay.locator("#expected")).to_be_hidden()
    replay.click("#tell")
    expect(replay.locator("#expected")).to_have_text("Welcome")
    replay.clock.run_for(120_000)  # 40 minutes at 20 times the speed: half of all have arrived
    shown = int(replay.locator("#shown").inner_text())
    waiting = int(replay.locator("#in-line").inner_text())
    assert 49 <= shown + waiting <= 52
    expect(replay.locator("#minutes")).to_have_text(re.compile("40"))


def test_a_pause_holds_the_queue(replay):
    replay.click("#run")
    replay.clock.run_for(10_000)
    replay.click("#run")
    before = replay.locator("#replay").get_attribute("data-shown")
    replay.clock.run_for(600_000)
    expect(replay.locator("#replay")).to_have_attribute("data-shown", before)
