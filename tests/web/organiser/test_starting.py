"""The guide leads from an empty installation to a published event."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import to_local
from eventsys.people.rules import RoleName
from tests.factories import make_draft
from tests.pages import text_of

OFFICE = "/organiser/"
PLACE, MAKE, PUBLISH = ("Fortæl, hvor det er", "Lav et arrangement", "Offentliggør det")


def guide_on(client):
    """Read the guide's steps: each with its way, "done" or, where its turn has not come, None."""
    page = client.page(OFFICE)
    found = [each for each in page.all("section") if each.get("id") == "guide"]
    if not found:
        return None
    return {
        step: next((link.get("href") for link in line.iter("a")), done_or_not(line))
        for line in found[0].iter("li")
        for step in (PLACE, MAKE, PUBLISH)
        if step in text_of(line)
    }


def done_or_not(line):
    return "done" if "(gjort)" in text_of(line) else None


def test_the_guide_ends_with_an_event_that_people_can_see(organiser_client, client):
    guide = guide_on(organiser_client)
    assert (guide[MAKE], guide[PUBLISH]) == (None, None)
    place = {"name": "Mimersparken", "address": "Mimersgade 1", "district": "noerrebro"}
    assert organiser_client.submit(guide[PLACE], place, form="place").status_code == 302

    guide = guide_on(organiser_client)
    assert (guide[PLACE], guide[PUBLISH]) == ("done", None)
    day = to_local(clock.now() + timedelta(days=7)).date()
    [venue] = [
        value
        for value in options_of(organiser_client.page(guide[MAKE]), "occasions-0-venue")
        if value.isdigit()
    ]
    typed = {
        "text_da-title": "Vores første fest",
        "occasions-0-day": day.isoformat(),
        "occasions-0-start": "12:00",
        "occasions-0-end": "15:00",
        "occasions-0-venue": venue,
    }
    assert organiser_client.submit(guide[MAKE], typed, form="event").status_code == 302

    guide = guide_on(organiser_client)
    assert (guide[PLACE], guide[MAKE]) == ("done", "done")
    draft = guide[PUBLISH]
    assert "Offentliggør" in organiser_client.page(draft).text
    token = dict(organiser_client.page(OFFICE).form("sign-out").values())["csrf_token"]
    organiser_client.post(f"{draft}publish", data={"csrf_token": token, "sure": "1"})

    assert guide_on(organiser_client) is None
    assert "Vores første fest" in client.page("/da/").text


def options_of(page, name):
    """Read what can be chosen in a field."""
    [select] = [each for each in page.all("select") if each.get("name") == name]
    return [each.get("value") for each in select.iter("option")]


@pytest.fixture
def draft(app):
    with app.app_context(), transaction() as session:
        make_draft(session, slug="fest", at=clock.now())


def test_who_knows_the_way_puts_the_guide_away(organiser_client, draft):
    token = dict(organiser_client.page(OFFICE).form("sign-out").values())["csrf_token"]
    assert guide_on(organiser_client)[PUBLISH] == "/organiser/events/fest/"
    organiser_client.post("/organiser/guide/away", data={"csrf_token": token})
    assert guide_on(organiser_client) is None


def test_who_makes_no_events_sees_no_guide(draft, signed_in):
    assert guide_on(signed_in(RoleName.VIEWER)) is None
    assert guide_on(signed_in(RoleName.ADMINISTRATOR)) is not None


def test_an_empty_list_says_what_to_do(organiser_client):
    texts = [organiser_client.page(OFFICE + query).text for query in ("", "?when=past")]
    assert ["Lav et nyt arrangement" in text for text in texts] == [True, False]
    assert "Ingen arrangementer er holdt endnu." in texts[1]
