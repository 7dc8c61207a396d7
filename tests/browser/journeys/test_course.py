"""A course from its making to a certificate (J17): one date moves, one is called off; no scripts.

Of five dates that were held, four complete the course and three do not; both people see why.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.localtime import to_local
from eventsys.core.revision import raise_revision
from eventsys.events.models import Occasion
from eventsys.events.queries import get_event
from tests.browser.journeys.steps import LANGUAGES, say_yes
from tests.calendars.reader import read_calendar
from tests.factories import make_venue

pytestmark = pytest.mark.browser

WEEK = timedelta(weeks=1)
CALLED_OFF = {"da": "aflyst", "ar": "أُلغي"}


class Desk:
    """What an organiser does in the back office, without scripts."""

    def __init__(self, office, site, language):
        self.site, self.slug = site, f"forloeb-{language}"
        self.page = office(".", "new", language, java_script_enabled=False)

    def go(self, path=""):
        self.page.goto(f"{self.site.url}/organiser/events/{self.slug}/{path}")

    def save(self):
        self.page.locator("#event .button:not(.second)").last.click()

    def make_course(self, venue_id):
        """Write a course of one date, let five more follow it week by week, and publish it."""
        page, first = self.page, to_local(clock.now() + WEEK).date()
        page.check("[name=kind][value=course]")
        page.fill("#text_da-title", "Medborgerskab i praksis")
        page.fill("#slug", self.slug)
        page.fill("#occasions-0-day", first.isoformat())
        page.fill("#occasions-0-start", "17:00")
        page.fill("#occasions-0-end", "19:30")
        page.select_option("#occasions-0-venue", str(venue_id))
        page.click("#weekly > summary")
        page.fill("#weekly-times", "5")
        page.click("[name=add_weekly]")
        last = (first + 5 * WEEK).isoformat()
        expect(page.locator("#occasions-5-day")).to_have_value(last)
        self.save()
        page.click(f"a[href$='/{self.slug}/publish']")
        say_yes(page)
        self.go("completion")
        page.fill("#rule [name=needed]", "4")
        page.click("#rule button")
        expect(page.locator(".alert.ok")).to_have_count(1)

    def ways(self, row):
        """Find what can be done with a date."""
        self.go()
        return self.page.locator("tbody tr").nth(row).locator("td").last.locator("a")

    def call_off(self, row):
        self.ways(row).nth(1).click()
        self.page.click("#date button")

    def move(self, row, field):
        self.ways(row).nth(0).click()
        self.page.fill(field, "18:00")
        self.save()
        self.page.click("#tell button")
        expect(self.page.locator(".alert.ok")).to_have_count(1)

    def tick(self, no, *statuses):
        """Tick on the list of a date who was there."""
        self.go(f"list/{no}")
        for number, status in enumerate(statuses):
            self.page.locator("#list fieldset").nth(number).locator(f"label.{status}").click()
        self.page.click("#list [data-plain] button")
        expect(self.page.locator(".alert.ok")).to_have_count(1)

    def let_time_pass(self):
        """Let all dates be over."""
        with self.site.writing() as session:
            event = get_event(session, self.slug)
            for occasion in session.scalars(select(Occasion).filter_by(event_id=event.id)):
                occasion.starts_at -= 10 * WEEK
                occasion.ends_at -= 10 * WEEK
            raise_revision(session)

    def issue_to_who_completed(self):
        """See who completed the course and why the other did not, and issue the certificate."""
        self.go("completion")
        rows = self.page.locator("tbody tr").filter(has_text="Person")
        expect(rows).to_have_count(2)
        expect(rows.nth(0).locator(".tag.ok")).to_have_count(1)
        expect(rows.nth(1).locator("td small").first).not_to_be_empty()
        self.page.click("#issue button")
        expect(rows.nth(0).locator("td").last).not_to_be_empty()


@pytest.fixture
def desk(office, site, request):
    with site.writing() as session:
        venue_id = make_venue(session, at=clock.now()).id
    made = Desk(office, site, request.node.callspec.params["language"])
    made.make_course(venue_id)
    return made


def dates_on(page):
    """Find the dates on one's own page."""
    return page.locator("#dates ol > li")


def statuses_of(page, site, slug):
    """Read by another program whether each date is held."""
    answer = page.request.get(f"{site.url}/feeds/events/{slug}.ics")
    entries = sorted(read_calendar(answer.body()), key=lambda entry: entry["starts_at"])
    return [entry["status"] for entry in entries]


def send_apologies_and_take_them_back(date):
    """Press the button of a date twice: it says what is so in between."""
    date.locator("button").first.click()
    expect(date.locator(".tag")).to_have_count(1)
    date.locator("button").first.click()
    expect(date.locator(".tag")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_course_is_attended_and_completed_by_who_came_often_enough(
    site, open_page, desk, language
):
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(site.own(site.register(desk.slug, 2), language))
    expect(dates_on(page)).to_have_count(6)
    desk.call_off(1)
    desk.move(2, "#occasions-1-start")
    page.reload()
    expect(dates_on(page).nth(1)).to_contain_text(CALLED_OFF[language])
    expect(dates_on(page).nth(2)).to_contain_text("18")
    assert statuses_of(page, site, desk.slug) == ["CONFIRMED", "CANCELLED", *["CONFIRMED"] * 4]

    send_apologies_and_take_them_back(dates_on(page).nth(2))
    desk.let_time_pass()
    for no in (1, 3, 4):
        desk.tick(no, "came", "came")
    desk.tick(5, "came", "stayed-away")
    desk.tick(6, "stayed-away", "stayed-away")
    desk.issue_to_who_completed()
    page.reload()
    progress = page.locator("#dates .progress > li")
    expect(progress.nth(0).locator(".tag.ok")).to_have_count(1)
    expect(progress.nth(1).locator(".tag.warn")).to_have_count(1)
    papers = page.locator("a[href$='certificate.pdf']")
    expect(papers).to_have_count(1)
    paper = page.request.get(papers.evaluate("link => link.href"))
    assert paper.body().startswith(b"%PDF")
