"""How people get the calendar: what they choose is what the address gives."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.documents.qr import qr_path
from eventsys.events.rules import EventKind
from tests.calendars.reader import read_calendar
from tests.factories import make_event
from tests.pages import text_of
from tests.settings import BASE_URL

PAGE = "/da/subscribe"


@pytest.fixture
def two(in_app):
    """A course and a festival."""
    at = clock.now()
    with transaction() as session:
        make_event(session, at=at, slug="kursus", kind=EventKind.COURSE)
        make_event(session, at=at, slug="fest")


def slugs(client, address):
    entries = read_calendar(client.get(address.removeprefix(BASE_URL)).data)
    return [entry["url"].rpartition("/")[2] for entry in entries]


@pytest.mark.parametrize(
    ("query", "found"), [("", ["fest", "kursus"]), ("?kind=course&district=noerrebro", ["kursus"])]
)
def test_all_three_ways_lead_to_what_was_chosen(two, client, query, found):
    page = client.page(PAGE + query)
    address = page.by_id("address").get("value")
    assert sorted(slugs(client, address)) == found
    webcal = address.replace("http://", "webcal://")
    assert webcal in {link.get("href") for link in page.all("a")}
    assert qr_path(webcal).path in client.get(PAGE + query).text


def test_the_form_gives_the_address_of_what_is_ticked(two, client):
    page = client.page(f"{PAGE}?kind=course")
    chosen = [tick.get("value") for tick in page.all("input") if tick.get("checked") is not None]
    assert chosen == ["course"]
    languages = {link.get("hreflang"): link.get("href") for link in page.all("a")}
    assert languages["ar"] == "/ar/subscribe?kind=course"


@pytest.mark.parametrize("query", ["kind=concert", "district=nowhere", "spoken=xx"])
def test_what_is_not_there_cannot_be_chosen(client, query):
    assert client.get(f"{PAGE}?{query}").status_code == 400


@pytest.mark.parametrize("language", ["da", "en", "ar", "tr", "ur", "so"])
def test_each_program_is_named_with_how_late_it_is(client, language):
    page = client.page(f"/{language}/subscribe")
    names = [text_of(each) for each in page.all("dt")]
    assert names == ["Google Calendar", "Outlook", "Apple (iPhone, iPad, Mac)", "Thunderbird"]
    assert len({text_of(each) for each in page.all("dd")}) == 4
