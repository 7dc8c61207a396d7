"""Readers are told which text about an event they get: on its page, in lists, feeds and letters."""

from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.events.operations import amend_event
from eventsys.events.queries import get_event, plan_of
from tests.calendars.reader import read_calendar
from tests.pages import text_of

DANISH, SOMALI, URDU, TURKISH = Language.DANISH, Language.SOMALI, Language.URDU, Language.TURKISH
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
IN_DANISH = {
    "ar": "هذا النص باللغة الدنماركية.",
    "ur": "یہ متن ڈینش میں ہے۔",
    "so": "Qoraalkani waa af-Deenish.",
}
MACHINE = "Bu metni bir makine çevirdi. Geçerli olan Danca metindir."
OUTDATED = "Bu çeviriden sonra Danca metin değişti. Geçerli olan Danca metindir."


@pytest.fixture
def event(publish):
    """Publish a party that a machine put into Turkish and of which Somali has the title alone."""
    return publish(
        slug="fest",
        titles={DANISH: "Fest", TURKISH: "Şenlik", SOMALI: "Xaflad"},
        bodies={DANISH: "Kom og vær med.", TURKISH: "Gelin."},
        provenance=Provenance(origins={TURKISH: Origin.MACHINE}),
    )


@pytest.fixture
def outdate(event):
    """Change the Danish text."""
    with transaction() as session:
        known = get_event(session, event)
        plan = plan_of(session, known)
        plan = replace(plan, bodies={**plan.bodies, DANISH: "Kom kl. 12."})
        amend_event(session, known, plan, at=clock.now(), by=SYSTEM)


def prose_on(page):
    return next(each for each in page.all("div") if each.get("class") == "prose")


def alerts_on(page):
    found = [each for each in page.all("div") if (each.get("class") or "").startswith("alert")]
    return [" ".join("".join(each.itertext()).split()) for each in found]


@pytest.mark.parametrize("code", ["ar", "ur", "so"])
def test_a_text_that_is_there_in_danish_alone_says_so_and_is_marked(client, event, code):
    page = client.page(f"/{code}/events/fest")
    assert (prose_on(page).get("lang"), prose_on(page).get("dir")) == ("da", "ltr")
    assert alerts_on(page) == [IN_DANISH[code]]


def test_a_machines_text_says_so_and_leads_to_the_danish(client, event):
    page = client.page("/tr/events/fest")
    assert (prose_on(page).get("lang"), text_of(prose_on(page))) == (None, "Gelin.")
    assert alerts_on(page) == [f"{MACHINE} Danca metni oku"]
    (link,) = [each for each in page.all("a") if each.text == "Danca metni oku"]
    assert (link.get("href"), link.get("hreflang")) == ("/da/events/fest", "da")


def test_an_outdated_text_says_so(client, event, outdate):
    assert alerts_on(client.page("/tr/events/fest")) == [f"{OUTDATED} Danca metni oku"]


def test_the_danish_page_says_nothing(client, event, outdate):
    assert alerts_on(client.page("/da/events/fest")) == []


def test_a_humans_text_says_nothing(client, publish):
    publish(slug="party")
    assert alerts_on(client.page("/en/events/party")) == []


def test_a_title_alone_is_enough_where_nothing_more_is_said(client, publish):
    publish(slug="kort", titles={DANISH: "Fest", SOMALI: "Xaflad"}, bodies={})
    assert alerts_on(client.page("/so/events/kort")) == []


def test_the_list_says_it_in_short(client, event, publish):
    publish(slug="party")
    for code, words in {
        "da": [],
        "en": ["Text in Danish"],
        "tr": ["Makine çevirisi", "Danca metin"],
    }.items():
        tags = [each.text for each in client.page(f"/{code}/").all("span") if is_tag(each)]
        assert [each for each in tags if each in {"Text in Danish", *words}] == words


def is_tag(element):
    return "tag" in (element.get("class") or "").split()


def test_the_calendar_says_it_below_the_text(client, event):
    (entry,) = read_calendar(client.get("/feeds/events.ics?lang=tr").data)
    assert entry["text"].split("\n\n")[:2] == ["Gelin.", MACHINE]


def test_the_calendar_marks_each_text_with_its_language(client, event):
    lines = client.get("/feeds/events/fest.ics?lang=so").data.decode()
    assert "SUMMARY;LANGUAGE=so:Xaflad" in lines
    assert "DESCRIPTION;LANGUAGE=da:Kom og vær med." in lines


def test_the_news_feed_marks_each_text_and_says_it(client, event):
    feed = fromstring(client.get("/feeds/events.atom?lang=so").data)  # noqa: S314 -- our own text
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").get(LANG) == "so"
    assert entry.find(f"{ATOM}content").get(LANG) == "da"
    assert entry.find(f"{ATOM}summary").text.endswith(f" – {IN_DANISH['so']}")


def test_programs_read_the_state_of_each_text(client, event, outdate):
    states = client.get("/api/v1/events/fest").json["text_states"]
    assert states == {"da": "human", "so": "outdated", "tr": "outdated"}
