"""The journey "find": from the list to the event, in Danish and Arabic, without scripts too."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.months import month_of
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.rules import EventKind
from eventsys.events.team.rules import TeamContact
from eventsys.places.operations import VenueDetails, add_venue
from eventsys.places.queries import list_districts
from eventsys.places.rules import Access
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import make_event, occasions_on

pytestmark = pytest.mark.browser

DANISH, ARABIC = Language.DANISH, Language.ARABIC


@pytest.fixture(scope="module")
def site(shared_server):
    """The real server with a handful of events; gives its address."""
    with create_app(shared_server.settings).app_context(), transaction() as session:
        at = clock.now()
        valby = next(each for each in list_districts(session) if each.slug == "valby")
        details = VenueDetails(
            name="Kulturhuset",
            address="Valgårdsvej 4, 2500 Valby",
            latitude=55.66,
            longitude=12.5164,
            access=Access(step_free=True, toilet=True, hearing_loop=False),
        )
        house = add_venue(session, valby, details, at=at, by=SYSTEM)
        make_event(
            session,
            slug="fest",
            at=at,
            titles={DANISH: "Fest ved søerne", ARABIC: "حفلة عند البحيرات"},
            bodies={DANISH: "Mad og musik.", ARABIC: "طعام وموسيقى."},
        )
        make_event(
            session,
            slug="kursus",
            at=at,
            titles={DANISH: "Kend dine rettigheder", ARABIC: "اعرف حقوقك"},
            kind=EventKind.COURSE,
            spoken=frozenset({DANISH, ARABIC}),
            occasions=occasions_on(house, (2, 9, 16), at=at),
            contact=TeamContact(name="Teamet", phone="+4533660000", email="team@example.dk"),
        )
        make_event(session, slug="fuldt", at=at, capacity=0, titles={DANISH: "Fællesspisning"})
    return shared_server.url


def busy_month():
    """Tell the month of the second evening of the course."""
    return month_of(clock.now() + timedelta(days=9))


def titles(page):
    return page.locator(".event h3")


@pytest.mark.parametrize(
    ("language", "words", "title"),
    [("da", "norrebro so", "Fest ved søerne"), ("ar", "حفله البحيرات", "حفلة عند البحيرات")],
)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_words_lead_to_the_event(site, open_page, language, words, title, scripts):
    page = open_page(viewport=PHONE, java_script_enabled=scripts)
    page.goto(f"{site}/{language}/")
    page.fill("#q", words)
    page.press("#q", "Enter")
    expect(titles(page)).to_have_text([title])
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("dl.facts")).to_contain_text("Hans Tavsens Park")
    page.go_back()
    expect(page.locator("#q")).to_have_value(words)


@pytest.mark.parametrize("language", ["da", "ar"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_filters_narrow_and_are_taken_away_one_by_one(site, open_page, language, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{site}/{language}/")
    expect(titles(page)).to_have_count(3)
    page.locator("#find summary").click()
    page.check("#district-noerrebro")
    page.check("#free")
    page.locator("#find .button.second").click()
    expect(titles(page)).to_have_count(1)
    chosen = page.locator(".chosen a:not(.all)")
    expect(chosen).to_have_count(2)
    chosen.last.click()
    expect(titles(page)).to_have_count(2)
    expect(chosen).to_have_count(1)
    chosen.first.click()
    expect(titles(page)).to_have_count(3)
    expect(chosen).to_have_count(0)


def test_the_month_lists_the_days_on_a_phone_and_lays_them_out_by_weeks_on_a_screen(
    site, open_page
):
    page = open_page(viewport=PHONE)
    page.goto(f"{site}/da/calendar?month={busy_month()}")
    days = page.locator(".day:visible")
    with_events = page.locator(".day:not(.none)")
    assert days.count() == with_events.count()
    page.set_viewport_size(DESKTOP)
    assert days.count() == page.locator(".day").count() >= 28
    assert {len(weekdays) for weekdays in weekday_positions(page).values()} == {1}


def weekday_positions(page):
    """Tell which weekdays stand at each distance from the edge."""
    found = {}
    for day in page.locator(".day").all():
        iso = day.locator("time").get_attribute("datetime")
        weekday = date.fromisoformat(iso).isoweekday()
        found.setdefault(round(day.bounding_box()["x"]), set()).add(weekday)
    return found


def test_months_run_from_right_to_left_in_arabic(site, open_page):
    page = open_page(viewport=DESKTOP)
    page.goto(f"{site}/ar/calendar?month={busy_month()}")
    first, second = (page.locator(".weekdays span").nth(n).bounding_box() for n in (0, 1))
    assert first["x"] > second["x"]


def test_the_page_tells_how_to_get_in_and_whom_to_call(site, open_page):
    page = open_page(viewport=PHONE)
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{site}/ar/events/kursus", wait_until="networkidle")
    facts = page.locator("dl.facts")
    for words in ("Kulturhuset", "Teamet", "33 66 00 00"):
        expect(facts).to_contain_text(words)
    map_link = facts.locator("a[href^='https://www.openstreetmap.org/']")
    assert map_link.get_attribute("rel") == "noreferrer"
    assert hosts == {site.split("/")[2]}


def test_the_list_stands_in_a_frame_and_its_links_leave_it(site, open_page):
    page = open_page()
    around = f'<!DOCTYPE html><title>x</title><iframe src="{site}/da/embed" title="x"></iframe>'
    page.route(f"{site}/around", lambda route: route.fulfill(body=around, content_type="text/html"))
    page.goto(f"{site}/around")
    link = page.frame_locator("iframe").get_by_role("link", name="Fest ved søerne")
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(f"{site}/da/events/fest")
