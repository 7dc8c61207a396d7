from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.events.rules import EventKind, Visibility
from eventsys.events.team.rules import TeamContact
from eventsys.places.models import District
from eventsys.places.operations import VenueDetails, add_venue
from eventsys.places.rules import Access
from tests.factories import make_venue, occasions_on
from tests.pages import is_code
from tests.watch import watch_statements

LIST = "/da/"


def titles_on(page):
    return [heading.find("a").text for heading in page.all("h3")]


@pytest.mark.parametrize(
    ("asked", "language"),
    [("ar,da;q=0.5", "ar"), ("fr,tr;q=0.8,en;q=0.2", "tr"), ("de", "da"), ("", "da")],
)
def test_the_front_door_leads_to_the_browsers_language(client, asked, language):
    answer = client.get("/", headers={"Accept-Language": asked})
    assert (answer.status_code, answer.location) == (302, f"/{language}/")
    assert "Accept-Language" in answer.headers["Vary"]


def test_an_empty_list_says_so(client):
    assert "Der er ingen arrangementer lige nu." in client.page(LIST).text


def test_events_are_listed_by_their_next_date(client, publish):
    publish(slug="senere", titles={Language.DANISH: "Senere"}, days=(40,))
    publish(slug="snart", titles={Language.DANISH: "Snart"}, days=(3,))
    publish(slug="hemmelig", titles={Language.DANISH: "Hemmelig"}, visibility=Visibility.LINK)
    publish(slug="forbi", titles={Language.DANISH: "Forbi"}, days=(-3,))
    assert titles_on(client.page(LIST)) == ["Snart", "Senere"]


def test_a_title_in_another_language_says_which(client, publish):
    publish(titles={Language.DANISH: "Fest"})
    (link,) = [link for link in client.page("/ar/").all("a") if link.text == "Fest"]
    assert (link.get("lang"), link.get("dir")) == ("da", "ltr")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"capacity": 100}, "Ledige pladser"),
        ({"capacity": 0}, "Fuldt"),
        ({"takes_registrations": False}, "Bare kom"),
        ({"registration_closes_at": clock.now() - timedelta(hours=1)}, "Tilmeldingen er lukket"),
        ({"registration_opens_at": clock.now() + timedelta(days=1)}, "Tilmeldingen åbner senere"),
    ],
)
def test_the_list_and_the_page_say_whether_one_can_come(client, publish, changes, words):
    slug = publish(**changes)
    assert words in client.page(LIST).text
    assert words in client.page(f"/da/events/{slug}").text


def test_few_places_are_told_without_their_number(client, publish, register):
    slug = publish(capacity=10)
    register(slug, people=9)
    for path in (LIST, f"/da/events/{slug}"):
        page = client.page(path)
        assert "Få pladser" in page.text
        assert "tilbage" not in page.text


def test_a_cancelled_event_stays_and_takes_nobody(client, publish):
    slug = publish()
    with transaction() as session:
        cancel(session, get_event(session, slug), at=clock.now(), by=SYSTEM)
    page = client.page(f"/da/events/{slug}")
    assert "Arrangementet er aflyst" in page.text
    assert f"/da/events/{slug}/register" not in {link.get("href") for link in page.all("a")}
    assert "Aflyst" in client.page(LIST).text


def test_a_course_lists_its_dates(client, publish):
    slug = publish(kind=EventKind.COURSE, days=(1, 8, 15))
    page = client.page(f"/da/events/{slug}")
    assert "3 mødegange" in page.text
    assert len(page.all("ol")[0].findall("li")) == 3


def test_what_an_organiser_typed_is_inert(client, publish):
    slug = publish(
        titles={Language.DANISH: "<b>Fest</b>"},
        bodies={Language.DANISH: "<script>alert(1)</script>\n\n# Program\n\n[x](javascript:a)"},
    )
    page = client.page(f"/da/events/{slug}")
    assert page.heading == "<b>Fest</b>"
    assert [script for script in page.all("script") if is_code(script)] == []
    assert "<script>alert(1)</script>" in page.text


@pytest.mark.parametrize("path", ["/da/events/nope", "/da/nope", "/xx/", "/da/events/%00"])
def test_what_is_not_there_is_told_in_the_pages_language(client, path):
    page = client.page(path, status=404)
    assert page.heading in {"Vi kan ikke finde siden", "Siden findes ikke"}
    assert path not in page.text


@pytest.mark.usefixtures("early_in_a_minute")
@pytest.mark.parametrize("path", [LIST, "/da/events/{slug}"])
def test_an_unchanged_page_costs_one_query(client, publish, path):
    path = path.format(slug=publish())
    etag = client.get(path).headers["ETag"]
    with watch_statements() as statements:
        answer = client.get(path, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data, len(statements)) == (304, b"", 1)


def test_a_change_is_seen_at_once(client, publish):
    publish()
    etag = client.get(LIST).headers["ETag"]
    publish()
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 200


def test_languages_do_not_share_an_etag(client, publish):
    publish()
    etag = client.get(LIST).headers["ETag"]
    assert client.get("/en/", headers={"If-None-Match": etag}).status_code == 200


def test_the_list_takes_as_many_queries_for_thirty_events_as_for_three(client, publish):
    counts = []
    for more in (3, 27):
        for _ in range(more):
            publish()
        with watch_statements() as statements:
            client.get(LIST)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 6


def facts_on(page):
    """Tell each fact: its name, and all that is said of it."""
    return {
        " ".join("".join(fact.find("dt").itertext()).split()): [
            " ".join("".join(each.itertext()).split()) for each in fact.find("dd")
        ]
        for fact in page.all("div")
        if fact.find("dt") is not None and fact.find("dd") is not None
    }


def test_the_page_says_how_to_get_in_and_whom_to_ask(client, publish):
    with transaction() as session:
        district = session.scalars(select(District).filter_by(slug="valby")).one()
        details = VenueDetails(
            name="Huset",
            address="Gaden 1",
            latitude=55.6853,
            longitude=12.56,
            access=Access(step_free=True, toilet=True, hearing_loop=False),
        )
        venue = add_venue(session, district, details, at=clock.now(), by=SYSTEM)
        occasions = occasions_on(venue, (7,), at=clock.now())
    contact = TeamContact(name="Teamet", phone="+4533660000", email="team@example.dk")
    slug = publish(occasions=occasions, contact=contact)
    page = client.page(f"/da/events/{slug}")
    facts = facts_on(page)
    assert facts["Hvor"] == ["Huset", "Gaden 1, Valby", "Find stedet på et kort"]
    assert facts["Adgang"] == ["Adgang uden trin · Handicaptoilet", "Ikke teleslynge"]
    assert facts["Har du et spørgsmål?"] == ["Teamet", "33 66 00 00", "team@example.dk"]
    links = {link.get("href") for link in page.all("a")}
    assert {
        "https://www.openstreetmap.org/?mlat=55.68530&mlon=12.56000#map=17/55.68530/12.56000",
        "tel:+4533660000",
        "mailto:team@example.dk",
    } <= links


def test_what_is_not_known_is_not_said(client, publish):
    facts = facts_on(client.page(f"/da/events/{publish()}"))
    assert {"Adgang", "Har du et spørgsmål?"} & set(facts) == set()
    assert facts["Hvor"] == ["Hans Tavsens Park", "Nørrebro"]


def test_a_page_about_somebody_links_to_no_other_host(client, publish, register):
    with transaction() as session:
        venue = make_venue(session, at=clock.now())
        venue.address = "Gaden 1"
    slug = publish()
    assert "openstreetmap" in client.get(f"/da/events/{slug}").text
    assert "openstreetmap" not in client.get(register(slug)).text


@pytest.mark.parametrize(
    ("details", "url"),
    [
        ({}, None),
        ({"address": "Gaden 1"}, "https://www.openstreetmap.org/search?query=Gaden+1%2C+Danmark"),
    ],
)
def test_without_a_position_the_map_is_asked_for_the_address(client, publish, details, url):
    with transaction() as session:
        district = session.scalars(select(District).filter_by(slug="valby")).one()
        house = VenueDetails(name="Huset", **details)
        venue = add_venue(session, district, house, at=clock.now(), by=SYSTEM)
        occasions = occasions_on(venue, (7,), at=clock.now())
    page = client.page(f"/da/events/{publish(occasions=occasions)}")
    links = [a.get("href") for a in page.all("a") if "openstreetmap" in a.get("href", "")]
    assert links == ([url] if url else [])


def test_a_place_that_lacks_everything_says_that_first(client, publish):
    with transaction() as session:
        district = session.scalars(select(District).filter_by(slug="valby")).one()
        details = VenueDetails(name="Huset", access=Access(step_free=False, parking=False))
        venue = add_venue(session, district, details, at=clock.now(), by=SYSTEM)
        occasions = occasions_on(venue, (7,), at=clock.now())
    abroad = TeamContact(phone="+46812345678")
    facts = facts_on(client.page(f"/da/events/{publish(occasions=occasions, contact=abroad)}"))
    assert facts["Adgang"] == ["Ikke adgang uden trin · Ikke handicapparkering"]
    assert facts["Har du et spørgsmål?"] == ["Spørg teamet", "+46812345678"]
