"""The pages of one event, in a few groups: who sees which, and where one is."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.people.rules import RoleName
from tests.factories import make_event
from tests.pages import text_of

EVENT = "/organiser/events/fest-1"
OVERVIEW, PEOPLE, DAY, LATER, SETTINGS = (
    "Overblik",
    "Personer",
    "Dagen",
    "Opfølgning",
    "Opsætning",
)


@pytest.fixture
def party(app):
    """An event with no limit that asks nothing."""
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), capacity=None)


def rows_of(page):
    """Read the rows of ways above a page, each with its name and what stands in it."""
    return [
        (nav.get("aria-label"), [text_of(link) for link in nav.iter("a")])
        for nav in page.all("nav")
        if nav.get("class") == "tabs"
    ]


def marked_in(page):
    """Read which ways are marked as the one where we are, and how."""
    navs = [nav for nav in page.all("nav") if nav.get("class") == "tabs"]
    links = [link for nav in navs for link in nav.iter("a") if link.get("aria-current")]
    return [(text_of(link), link.get("aria-current")) for link in links]


def test_a_page_stands_in_its_group_beside_the_others_of_it(party, organiser_client):
    page = organiser_client.page(f"{EVENT}/registrations")
    [(of_all, groups), (of_group, pages)] = rows_of(page)
    assert (of_all, groups) == (
        "Arrangementets sider",
        [OVERVIEW, PEOPLE, DAY, LATER, SETTINGS],
    )
    assert (of_group, pages[0], "Beskeder" in pages, "Telefoner" in pages) == (
        PEOPLE,
        "Tilmeldinger",
        True,
        False,
    )
    assert marked_in(page) == [(PEOPLE, "true"), ("Tilmeldinger", "page")]


def test_the_overview_leads_to_every_page_of_the_event(party, organiser_client):
    page = organiser_client.page(f"{EVENT}/")
    assert marked_in(page) == [(OVERVIEW, "true"), (OVERVIEW, "page")]
    links = {link.get("href") for link in page.all("a")}
    ways = ("registrations", "messages", "desk", "desk/find", "devices", "board", "cases")
    later = ("attendance", "list", "evaluation", "edit", "questions")
    assert {f"{EVENT}/{way}" for way in (*ways, *later)} - links == set()


def test_a_group_leads_to_the_first_of_its_pages_that_one_may_see(party, signed_in):
    viewer = signed_in(RoleName.VIEWER)
    page = viewer.page(f"{EVENT}/")
    assert rows_of(page) == [
        ("Arrangementets sider", [OVERVIEW, DAY, LATER]),
        (OVERVIEW, [OVERVIEW, "Overblik i tal"]),
    ]
    [nav, *_] = [each for each in page.all("nav") if each.get("class") == "tabs"]
    ways = [link.get("href") for link in nav.iter("a")]
    assert ways == [f"{EVENT}/", f"{EVENT}/board", f"{EVENT}/attendance"]
    assert [viewer.get(way).status_code for way in ways] == [200, 200, 200]
    assert marked_in(viewer.page(f"{EVENT}/attendance")) == [(LATER, "true"), ("Fremmøde", "page")]


def test_what_is_changed_stands_among_the_settings(party, organiser_client):
    page = organiser_client.page(f"{EVENT}/edit")
    assert marked_in(page) == [(SETTINGS, "true"), ("Oplysninger", "page")]
