"""An event is moved, then called off (J19): who is told, what stays good, and what is void."""

import io

import pypdfium2
import pytest
from playwright.sync_api import expect

from eventsys.registration.rules import Channel, Contact
from tests.browser.journeys.steps import LANGUAGES, tickets_on
from tests.browser.pages import follow
from tests.calendars.reader import read_calendar

pytestmark = pytest.mark.browser

NOBODY = Contact(name="Bo Yde", channel=Channel.NONE)
OFF = {"da": "Aflyst", "ar": "ملغاة"}


def entry_in(page, site, slug):
    """Read the event's calendar by another program."""
    answer = page.request.get(f"{site.url}/feeds/events/{slug}.ics")
    (entry,) = read_calendar(answer.body())
    return entry


def save_new_hours(desk):
    """Write other hours into the form of the event, and send it."""
    desk.fill("#occasions-0-start", "10:00")
    desk.fill("#occasions-0-end", "12:45")
    desk.locator("#event .button").last.click()


def told_on(desk):
    """Read how many people will be told by mail, by text message and by a call."""
    lines = desk.locator("main .lead + ul li").all_inner_texts()
    return [int(line.split()[-1]) for line in lines]


def words_on_poster(desk):
    """Read the text of the poster that the page links to."""
    link = desk.locator("a[href$='/poster.pdf']").evaluate("link => link.href")
    with pypdfium2.PdfDocument(io.BytesIO(desk.request.get(link).body())) as pdf:
        return pdf[0].get_textpage().get_text_bounded()


def names_to_call(site, desk, slug):
    """Read whom to call, and about how much."""
    site.compose()
    desk.goto(f"{site.url}/organiser/events/{slug}/calls")
    return desk.locator("tbody th > bdi").all_inner_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_is_told_of_new_hours_and_tickets_stay_good(site, open_page, office, language):
    slug = site.announce(f"flyttet-{language}", days=(10,))
    own = site.own(site.register(slug), language)
    site.register(slug, 1, contact=NOBODY)
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(own)
    before, entry = page.locator("dl.facts").inner_text(), entry_in(page, site, slug)
    desk = office(slug, "edit", language)
    save_new_hours(desk)
    expect(desk.locator("#tell")).to_have_count(1)
    assert told_on(desk) == [1, 0, 1]
    page.reload()
    assert page.locator("dl.facts").inner_text() == before  # nothing is saved yet
    desk.click("#tell button")
    expect(desk.locator(".alert.ok")).to_have_count(1)
    page.reload()
    expect(page.locator("dl.facts")).to_contain_text("12.45" if language == "da" else "12:45")
    expect(tickets_on(page)).to_have_count(1)
    moved = entry_in(page, site, slug)
    assert (moved["uid"], moved["sequence"]) == (entry["uid"], entry["sequence"] + 1)
    assert moved["ends_at"] != entry["ends_at"]
    assert names_to_call(site, desk, slug) == ["Bo Yde"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancelled_event_voids_tickets_and_says_so_everywhere(site, open_page, office, language):
    slug = site.announce(f"aflyst-{language}", days=(10,))
    own = site.own(site.register(slug), language)
    site.register(slug, 1, contact=NOBODY)
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(own)
    entry, words = entry_in(page, site, slug), OFF[language]
    desk = office(slug, "cancel", language)
    assert told_on(desk) == [1, 0, 1]
    follow(desk.locator("main .button.danger"))
    assert words in words_on_poster(desk)
    page.reload()
    expect(tickets_on(page)).to_have_count(0)
    expect(page.locator(".ticket .tag.error")).to_have_count(1)
    page.goto(site.event(slug, language))
    expect(page.locator(".alert.error")).to_have_count(1)
    off = entry_in(page, site, slug)
    assert (off["uid"], off["status"]) == (entry["uid"], "CANCELLED")
    assert names_to_call(site, desk, slug) == ["Bo Yde"]
