"""Registrations that wait for a yes or for the draw, and how each family learns of it."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from eventsys.core import clock
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.registration.rules import Channel, Contact
from tests.browser.journeys.steps import LANGUAGES, say_yes, tickets_on

pytestmark = pytest.mark.browser

REASON = "Kurset er for dem, der lige er begyndt."


def contact(name):
    """Give somebody who is not written to."""
    return Contact(name=name, channel=Channel.NONE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_yes_and_a_no_with_its_reason_stand_on_the_own_pages(site, open_page, office, language):
    slug = site.announce(f"ansoegning-{language}", intake=IntakePlan(way=Way.APPROVAL))
    owns = [site.own(site.register(slug, contact=contact(name)), language) for name in "AB"]
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(owns[0])
    expect(page.locator(".alert.info")).to_have_count(1)
    expect(tickets_on(page)).to_have_count(0)
    desk = office(slug, "requests", language, forgive="422")
    desk.locator("form[action$='/approve'] button").first.click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    desk.click("a[href$='/decline']")
    desk.click("#decline .danger")
    expect(desk.locator("#problems a")).to_have_attribute("href", "#reason")
    desk.fill("#reason", REASON)
    desk.click("#decline .danger")
    expect(desk.locator("tbody tr")).to_have_count(0)
    page.reload()
    expect(tickets_on(page)).to_have_count(1)
    page.goto(owns[1])
    expect(page.locator("blockquote")).to_have_text(REASON)
    expect(tickets_on(page)).to_have_count(0)


def draw_again(folder, check, record):
    """Draw the lots again as the page says it is done."""
    (folder / "check.py").write_text(check, encoding="utf-8")
    (folder / "record.json").write_text(record, encoding="utf-8")
    command = [sys.executable, "check.py", "record.json"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout


def forge(record):
    """Give the place to somebody else."""
    forged = json.loads(record)
    for each in forged["entrants"]:
        each["place"] = each["position"] == len(forged["entrants"])
    return json.dumps(forged)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lots_are_drawn_and_everybody_can_draw_them_again(
    site, open_page, office, tmp_path, language
):
    at = clock.now()
    slug = site.announce(
        f"lod-{language}",
        capacity=1,
        intake=IntakePlan(way=Way.DRAW),
        registration_opens_at=at - timedelta(days=2),
        registration_closes_at=at,
    )
    before = at - timedelta(days=1)
    people = [site.register(slug, at=before, contact=contact(name)) for name in "ABC"]
    page = open_page(java_script_enabled=False, locale=language)
    page.goto(site.own(people[0], language))
    key = page.locator(".alert.info bdi").inner_text()
    expect(tickets_on(page)).to_have_count(0)
    desk = office(slug, "draw", language)
    desk.fill("#seed", "7 9 13 22 31 34 36")
    say_yes(desk)
    expect(desk.locator(".alert.ok").last).to_be_visible()
    tickets = []
    for each in people:
        page.goto(site.own(each, language))
        tickets.append(tickets_on(page).count())
        expect(page.locator(".alert a[href$='/draw']")).to_have_count(1)
    assert sorted(tickets) == [0, 0, 1]
    page.click(".alert a[href$='/draw']")
    page.click("details summary")
    check = page.locator("details code").text_content()
    record = page.request.get(f"{site.event(slug, language)}/draw.json").text()
    assert key in record
    assert draw_again(tmp_path, check, record) == "The result is right.\n"
    assert draw_again(tmp_path, check, forge(record)) == "The result is WRONG.\n"
