"""The waiting list the evening before (J18): one's number, the offer, and a yes in good time."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select, update

from eventsys.core import clock
from eventsys.events.queries import get_event
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import IfFull, ParticipantStatus
from eventsys.registration.waitlist.models import WaitlistOffer
from tests.browser.journeys.steps import LANGUAGES, NOT_AT_ALL, say_yes, send, tickets_on

pytestmark = pytest.mark.browser

WAIT = {"if_full": IfFull.WAITLIST}


@pytest.fixture
def give_back(site, open_page, language):
    """Let a person of somebody else's family give a place back."""

    def leave(token, position=1):
        page = open_page(java_script_enabled=False, locale=language)
        page.goto(f"{site.own(token, language)}/people/{position}/deregister")
        say_yes(page)
        expect(page.locator(f"#ticket-{position} .qr")).to_have_count(0)

    return leave


def join(page, address):
    """Register at an event that is full, and stand on the own page."""
    page.goto(address)
    page.click("a[href$='/register']")
    page.check("#participants-0-category-0")
    page.fill("#contact_name", "Fatima")
    page.check(NOT_AT_ALL)
    send(page)
    expect(page.locator(".ticket .tag.error")).to_have_count(1)


def count_confirmed(site, slug):
    """Count the people who have a place."""
    confirmed = select(func.count(Participant.id)).filter_by(status=ParticipantStatus.CONFIRMED)
    with site.writing() as session:
        return session.scalar(confirmed.filter_by(event_id=get_event(session, slug).id))


def end_offers(site, slug):
    """Let the time of what is offered be over."""
    over = clock.now() - timedelta(seconds=1)
    with site.writing() as session:
        waiting = select(Registration.id).filter_by(event_id=get_event(session, slug).id)
        offers = WaitlistOffer.registration_id.in_(waiting)
        session.execute(update(WaitlistOffer).where(offers).values(expires_at=over))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_given_back_is_offered_and_a_yes_in_two_tabs_takes_one(
    site, open_page, give_back, language
):
    slug = site.announce(f"venter-{language}", capacity=2, days=(1,))
    there = site.register(slug, 2)
    site.register(slug, 2, **WAIT)
    page = open_page(locale=language)
    join(page, site.event(slug, language))
    own = page.url
    expect(page.locator(".alert.info h2")).to_contain_text("2")  # the number in the line
    give_back(there)
    page.reload()
    offer = page.locator("a[href$='/offer']")
    expect(offer).to_have_count(1)
    expect(tickets_on(page)).to_have_count(0)
    tabs = [page, page.context.new_page()]
    for tab in tabs:
        tab.goto(f"{own}/offer")
    looks = [page.request.get(f"{own}/offer") for _ in range(3)]
    assert [look.url for look in looks] == [f"{own}/offer"] * 3  # it still stands
    for tab in tabs:
        tab.click("button[name=yes]")
        expect(tab).to_have_url(own)
        expect(tickets_on(tab)).to_have_count(1)
    assert count_confirmed(site, slug) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offer_that_runs_out_during_the_click_says_so(site, open_page, give_back, language):
    slug = site.announce(f"for-sent-{language}", capacity=1, days=(1,))
    there = site.register(slug)
    own = site.own(site.register(slug, **WAIT), language)
    give_back(there)
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(own)
    page.click("a[href$='/offer']")
    end_offers(site, slug)
    page.click("button[name=yes]")
    expect(page).to_have_url(own)
    expect(page.locator(".alert.warn h2")).to_contain_text("1")  # still the first in the line
    expect(page.locator(".alert.warn p")).to_have_count(2)
    expect(tickets_on(page)).to_have_count(0)
    assert count_confirmed(site, slug) == 0
