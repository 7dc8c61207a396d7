"""Who watches the numbers of an event sees them rise, and is told when signed out."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete

from eventsys import create_app
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.people.models import SignIn
from eventsys.people.operations import add_account
from eventsys.people.rules import RoleName
from eventsys.web.account.passwords import hash_password
from tests.browser.conftest import DESKTOP
from tests.browser.pages import sign_in
from tests.browser.sweep.judge import Judge
from tests.factories import batch_of, make_device, make_event, make_tally

pytestmark = pytest.mark.browser

EMAIL, PASSPHRASE = "organiser@example.org", "a long and quiet passphrase"
PAGE = "/organiser/events/fest-1/attendance"
BOARD = "/organiser/events/fest-1/board"
ROUND = 15_000


@pytest.fixture
def office(quick_server):
    """The application beside the server, on the same database: an event, a phone, an account."""
    app, at = create_app(quick_server.settings), clock.now()
    password = hash_password(app, PASSPHRASE)
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, days=(0,))
        phone = make_device(session, event, "Nord", at=at)
        account = add_account(session, EMAIL, password, [RoleName.ORGANISER], at=at, by=SYSTEM)
        account.is_demonstration = True
        app.config["PHONE"] = phone.token
    return app


@pytest.fixture
def watching(office, quick_server, open_page):
    """Open the attendance page, with a clock that the test turns."""

    def opened(path=PAGE, **options):
        page = open_page(viewport=DESKTOP, locale="en", **options)
        page.goto(f"{quick_server.url}/account/sign-in?next={PAGE}")
        sign_in(page, EMAIL, PASSPHRASE)
        if options.get("java_script_enabled", True):
            page.clock.install()
        page.goto(quick_server.url + path)
        return page

    return opened


def count_one_more(office):
    """Let a phone count somebody without a ticket."""
    at = clock.now()
    with office.app_context(), transaction() as session:
        tally = make_tally(at=at, gate="Nord")
        record_tallies(session, office.config["PHONE"], batch_of(tally, sent_at=at), at=at)


def sign_out_everywhere(office):
    with office.app_context(), transaction() as session:
        session.execute(delete(SignIn))


def test_the_numbers_rise_while_one_looks_and_stand_still_while_held(office, watching):
    page = watching(reduced_motion="reduce")  # judged below, and scrolled at once
    total, status = page.locator("[data-watch=sum]"), page.locator("[data-watch=status]")
    expect(total).to_have_attribute("data-walk-ins", "0")
    count_one_more(office)
    page.clock.run_for(ROUND)
    expect(total).to_have_attribute("data-walk-ins", "1")
    expect(status).to_have_text("1 came: 0 with a ticket + 1 without a ticket")

    page.get_by_role("button", name="Hold the numbers").click()
    count_one_more(office)
    page.clock.run_for(2 * ROUND)
    expect(total).to_have_attribute("data-walk-ins", "1")
    page.get_by_role("button", name="Hold the numbers").click()
    page.clock.run_for(ROUND)
    expect(total).to_have_attribute("data-walk-ins", "2")
    assert Judge(page).faults() == []


def test_the_focus_stays_where_it_was(office, watching):
    count_one_more(office)
    page = watching()
    table = page.get_by_role("region", name="By gate")
    table.focus()
    count_one_more(office)
    page.clock.run_for(ROUND)
    expect(page.locator("[data-watch=sum]")).to_have_attribute("data-walk-ins", "2")
    expect(table).to_be_focused()


def test_who_was_signed_out_is_told_that_the_numbers_stand_still(office, watching):
    page = watching()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    sign_out_everywhere(office)
    page.clock.run_for(ROUND)
    expect(page.get_by_role("heading", name="The numbers stand still")).to_be_visible()
    expect(page.get_by_role("button", name="Hold the numbers")).to_have_count(0)
    page.clock.run_for(4 * ROUND)
    assert asked.count(page.url) == 1
    page.get_by_role("link", name="Count again").click()
    page.wait_for_url("**/account/sign-in**")


def test_without_scripts_a_link_counts_again(office, watching):
    page = watching(java_script_enabled=False)
    count_one_more(office)
    page.get_by_role("link", name="Count again").click()
    expect(page.locator("[data-watch=sum]")).to_have_attribute("data-walk-ins", "1")
    expect(page.get_by_role("button", name="Hold the numbers")).to_have_count(0)


def show_tab(page, state):
    """Let the page believe that its tab is shown or hidden."""
    page.evaluate(
        """state => {
          Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


def test_a_page_that_nobody_sees_asks_nothing_and_catches_up_at_once(office, watching):
    page = watching()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    show_tab(page, "hidden")
    count_one_more(office)
    page.clock.run_for(4 * ROUND)
    assert asked.count(page.url) == 0
    show_tab(page, "visible")
    expect(page.locator("[data-watch=sum]")).to_have_attribute("data-walk-ins", "1")


def test_the_board_goes_on_by_itself_and_asks_for_nothing_it_has(office, watching):
    page = watching(BOARD)
    count_one_more(office)
    with page.expect_response(page.url) as changed:
        page.clock.run_for(5_000)
    assert changed.value.status == 200
    expect(page.locator("[data-watch=sum]")).to_have_attribute("data-inside", "1")
    with page.expect_response(page.url) as same:
        page.clock.run_for(5_000)
    assert same.value.status == 304
    expect(page.locator("[data-watch=sum]")).to_have_attribute("data-inside", "1")


def test_the_board_says_since_when_there_is_no_answer(office, watching):
    page = watching(BOARD, forgive="ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.clock.run_for(5_000)
    warning = page.get_by_role("heading", name="No answer since")
    expect(warning).to_have_text(re.compile(r"^No answer since \d+:\d\d$"))
    page.context.set_offline(False)
    page.clock.run_for(5_000)
    expect(warning).to_have_count(0)
