"""Programs read what people read: one address, six languages, an event as schema.org has it."""

import json
from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import to_local
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.events.rules import EventKind, Visibility
from tests.pages import is_code
from tests.settings import BASE_URL

PAGES = [
    *("/", "/events/fest", "/calendar", "/calendar?month=2031-05"),
    *("/subscribe", "/accessibility", "/privacy"),
]
DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


def metas(page):
    return {
        each.get("property") or each.get("name"): each.get("content")
        for each in page.all("meta")
        if each.get("content")
    }


def links(page, rel):
    return {
        each.get("hreflang"): each.get("href")
        for each in page.all("link")
        if each.get("rel") == rel
    }


def data_on(page):
    (script,) = page.all("script")
    assert not is_code(script)
    return json.loads(script.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_its_one_address_and_its_languages(client, publish, path):
    publish(slug="fest")
    page = client.page(f"/ar{path}")
    assert links(page, "canonical") == {None: f"{BASE_URL}/ar{path}"}
    alternates = links(page, "alternate")
    alternates.pop(None, None)
    assert alternates == {
        **{each.value: f"{BASE_URL}/{each}{path}" for each in Language},
        "x-default": f"{BASE_URL}/da{path}",
    }


def test_filters_are_no_page_of_their_own(client, publish):
    publish()
    assert links(client.page("/da/?q=fest&kind=public"), "canonical") == {None: f"{BASE_URL}/da/"}


def test_a_link_that_is_passed_on_shows_title_and_text(client, publish):
    publish(
        slug="fest", titles={DANISH: "Fest & leg"}, bodies={DANISH: "**Kom** " + "og dans " * 90}
    )
    told = metas(client.page("/da/events/fest"))
    assert told["og:title"] == "Fest & leg"
    assert told["og:description"] == told["description"]
    assert told["description"].startswith("Kom og dans og dans")
    assert told["description"].endswith(" og…")
    assert len(told["description"]) <= 201
    assert (told["og:url"], told["og:locale"]) == (f"{BASE_URL}/da/events/fest", "da_DK")
    picture = told["og:image"].removeprefix(BASE_URL)
    assert client.get(picture).mimetype == "image/png"


def test_an_event_is_described_for_search_engines(client, publish):
    slug = publish(titles={DANISH: "Fest", ENGLISH: "Party"}, capacity=10)
    data = data_on(client.page(f"/en/events/{slug}"))
    start = to_local(clock.now() + timedelta(days=7))
    assert data["startDate"][:16] == start.isoformat()[:16]
    assert data["startDate"][-6:] in {"+01:00", "+02:00"}
    assert {name: data[name] for name in ("@context", "@type", "name", "url")} == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Party",
        "url": f"{BASE_URL}/en/events/{slug}",
    }
    assert data["location"] == {
        "@type": "Place",
        "name": "Hans Tavsens Park",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "København, Nørrebro",
            "addressCountry": "DK",
        },
    }
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert (data["isAccessibleForFree"], data["inLanguage"]) == (True, ["da"])
    assert data["offers"]["price"] == 0
    assert data["offers"]["availability"] == "https://schema.org/InStock"


@pytest.mark.parametrize(
    ("changes", "availability"),
    [
        ({"capacity": 0}, "SoldOut"),
        ({"registration_closes_at": clock.now() - timedelta(hours=1)}, "SoldOut"),
        ({"capacity": None}, "InStock"),
    ],
)
def test_places_are_told_without_their_number(client, publish, changes, availability):
    data = data_on(client.page(f"/da/events/{publish(**changes)}"))
    assert data["offers"]["availability"] == f"https://schema.org/{availability}"


def test_a_course_holds_its_dates_and_a_cancelled_one_says_so(client, publish):
    slug = publish(kind=EventKind.COURSE, days=(1, 8, 15), takes_registrations=False)
    with transaction() as session:
        cancel(session, get_event(session, slug), at=clock.now(), by=SYSTEM)
    data = data_on(client.page(f"/da/events/{slug}"))
    assert (data["@type"], len(data["subEvent"])) == ("EducationEvent", 3)
    assert data["startDate"] == data["subEvent"][0]["startDate"]
    assert data["endDate"] == data["subEvent"][2]["endDate"]
    assert {part["eventStatus"] for part in data["subEvent"]} == {
        "https://schema.org/EventCancelled"
    }
    assert "offers" not in data


def test_what_an_organiser_typed_stays_inside_the_data(client, publish):
    title = "</script><script>alert(1)</script>"
    page = client.page(f"/da/events/{publish(titles={DANISH: title})}")
    assert data_on(page)["name"] == title


def test_what_only_a_link_reaches_is_not_for_search_engines(client, publish):
    slug = publish(visibility=Visibility.LINK)
    page = client.page(f"/da/events/{slug}")
    assert (metas(page)["robots"], page.all("script")) == ("noindex", [])
    assert slug not in client.get("/sitemap.xml").text


@pytest.mark.usefixtures("early_in_a_minute")
def test_the_sitemap_lists_every_page_in_every_language(client, publish):
    publish(slug="fest")
    publish(slug="forbi", days=(-60,))
    answer = client.get("/sitemap.xml")
    root = fromstring(answer.text)  # noqa: S314 -- our own text
    found = [each.text for each in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert answer.mimetype == "application/xml"
    pages = ("/", "/calendar", "/subscribe", "/accessibility", "/privacy", "/events/fest")
    assert found == [f"{BASE_URL}/{language}{page}" for language in Language for page in pages]
    assert f"Sitemap: {BASE_URL}/sitemap.xml" in client.get("/robots.txt").text.splitlines()
    assert client.get("/sitemap.xml", headers={"If-None-Match": answer.headers["ETag"]}).data == b""
