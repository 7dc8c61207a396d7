"""A workshop from attendance to follow-up answers, on a phone in Arabic (J17)."""

import pytest
from playwright.sync_api import expect

from eventsys.cli.worker import worker_of
from eventsys.core import clock
from eventsys.core.text import Language
from eventsys.evaluation.responses.queries import count_progress
from eventsys.evaluation.waves.queries import list_waves
from eventsys.events.queries import get_event
from eventsys.registration.rules import Channel, Contact
from tests.browser.conftest import PHONE
from tests.surveys import make_questionnaire, make_scale, make_words
from tests.waves import DAY, let_come

pytestmark = pytest.mark.browser

NUMBER = "+4521212121"
QUESTION = {Language.ARABIC: "هل يمكنك استخدام ما تعلمته؟"}
THANKS = "شكرًا، لقد أجبت"


def hold(site, slug):
    """Hold a workshop that ended yesterday, at which both came who were registered."""
    before = clock.now() - 8 * DAY
    site.announce(slug, at=before)
    by_phone = Contact(name="Amina", channel=Channel.PHONE, phone=NUMBER)
    site.register(slug, contact=by_phone, language=Language.ARABIC, at=before)
    site.register(slug, at=before)
    with site.writing() as session:
        let_come(session, get_event(session, slug), at=clock.now() - DAY)
        make_questionnaire(session, make_scale(others=QUESTION), make_words())


def plan(page, path, opens_at):
    """Plan a wave that opens at a moment, and has two weeks."""
    page.goto(path)
    page.fill("#opens_day", opens_at.date().isoformat())
    page.fill("#closes_day", (opens_at + 14 * DAY).date().isoformat())
    page.click("#wave button[type=submit]")
    expect(page.locator(".alert.ok, .flash")).not_to_have_count(0)


def answer_on(page, link):
    """Answer what a phone is asked, with a finger."""
    page.goto(link)
    page.locator("label", has_text="إلى حدّ كبير").first.tap()
    page.locator("#survey button[type=submit]").tap()
    expect(page.locator("h1")).to_have_text(THANKS)


def test_who_came_answers_right_after_and_once_more_months_later(site, office, open_page):
    slug = "workshop-evaluering"
    hold(site, slug)
    desk = office(slug, "evaluation", "da")
    evaluation = desk.url
    for months in (0, 3):
        plan(desk, f"{evaluation}/new/{months}", clock.now() - DAY)
    phone = open_page(viewport=PHONE, locale="ar", has_touch=True)
    for link in links_to(site, slug):
        answer_on(phone, link)
        expect(phone.locator("html")).to_have_attribute("dir", "rtl")
        phone.goto(link)
        expect(phone.locator("h1")).to_have_text(THANKS)
    desk.goto(evaluation)
    expect(desk.locator(".panel .figures").first).to_contain_text("1")
    with site.writing() as session:
        waves = list_waves(session, get_event(session, slug))
        progress = count_progress(session, [each.id for each in waves])
        assert [(each.invited, each.by_link) for each in progress.values()] == [(2, 1), (2, 1)]


def links_to(site, slug):
    """Let the worker ask everybody, and give the links that came to the phone, the first first."""
    with site.app.app_context():
        worker = worker_of(site.app.config["SETTINGS"])
        morning = clock.now().replace(hour=10) + DAY
        while worker.work(morning):
            pass
    texts = [path.read_text(encoding="utf-8") for path in site.outbox.glob("*.sms")]
    mine = [text for text in texts if text.startswith(f"To: {NUMBER}")]
    links = {word for text in mine for word in text.split() if "/s/" in word}
    assert len(links) == 2, mine
    return sorted(links)
