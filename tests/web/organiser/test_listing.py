"""The organisers' list of events: searched, narrowed down, shelf by shelf."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.operations import archive
from eventsys.people.rules import RoleName
from tests.factories import make_draft, make_event
from tests.pages import text_of

OFFICE = "/organiser/"


@pytest.fixture
def events(app):
    """A draft and a party to come, and last year's, which is in the archive."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        make_draft(session, slug="kladde", at=at, titles={Language.DANISH: "Udkast"})
        make_event(session, slug="fest", at=at, days=(20,))
        last = make_event(session, slug="sidste", at=at, days=(-365,))
        archive(session, last, at=at, by=SYSTEM)


def found_on(client, query=""):
    page = client.page(OFFICE + query)
    return [link.get("href").split("/")[-2] for link in page.all("a") if link.get("dir") == "auto"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["kladde", "fest"]),
        ("?q=PARTY", ["fest"]),
        ("?q=hans+tavsens", ["kladde", "fest"]),
        ("?status=draft", ["kladde"]),
        ("?district=noerrebro&kind=public", ["kladde", "fest"]),
        ("?district=valby", []),
        ("?when=archive", ["sidste"]),
        ("?when=all", ["fest", "kladde", "sidste"]),
        ("?mine=1", []),
        ("?when=x&status=½&kind=²&from=0001-01-01&to=9999-12-31&mine=²", ["kladde", "fest"]),
    ],
)
def test_the_address_says_what_is_shown(organiser_client, events, query, found):
    assert found_on(organiser_client, query) == found


def test_days_narrow_the_list_and_stay_in_its_form(organiser_client, events):
    day = local_day(clock.now() + timedelta(days=10)).isoformat()
    assert found_on(organiser_client, f"?from={day}") == ["fest"]
    form = organiser_client.page(f"{OFFICE}?from={day}&kind=public&q=f").form("filter")
    assert dict(form.values()) == {
        "q": "f",
        "status": "",
        "kind": "public",
        "district": "",
        "from": day,
        "to": "",
    }


def test_what_one_has_made_oneself_is_found(organiser_client, typed):
    organiser_client.submit("/organiser/events/new", typed, form="event")
    assert found_on(organiser_client, "?mine=1") == ["foedselsdagsfest-paa-noerrebro"]
    assert found_on(organiser_client, "?mine=1&q=udkast") == []


def test_an_empty_list_says_what_to_do_next(organiser_client, events):
    page = organiser_client.page(f"{OFFICE}?q=sidste&when=past")
    [way] = [link for link in page.all("a") if text_of(link) == "Søg blandt alle arrangementer"]
    assert found_on(organiser_client, way.get("href").removeprefix(OFFICE)) == ["sidste"]
    assert "Ingen arrangementer passer." in page.text
    assert "1 arrangement fundet" in organiser_client.page(f"{OFFICE}?q=party+3&when=all").text


def test_who_makes_no_events_is_not_asked_for_their_own(events, signed_in):
    viewer = signed_in(RoleName.VIEWER)
    names = {name for name, _ in viewer.page(OFFICE).form("filter").values()}
    assert "mine" not in names


@pytest.mark.parametrize("page", ["abc", "0", "-1", "2", "1_0", "१", "9" * 30])
def test_a_page_that_there_is_not_is_said_and_the_nearest_shown(organiser_client, events, page):
    found = organiser_client.page(f"/organiser/?page={page}")
    assert "Listen har ikke sådan en side. Dette er side 1." in " ".join(found.text.split())
    assert "Listen har ikke" not in organiser_client.page("/organiser/?page=1").text
