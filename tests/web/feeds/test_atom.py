"""The feed of news: what was published last comes first."""

from xml.etree.ElementTree import fromstring

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.queries import find_event
from eventsys.events.rules import EventKind, Visibility
from tests.factories import HOURS, make_event

FEED = "/feeds/events.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def make(in_app):
    """Publish an event so many spans of three hours ago."""

    def made(slug, ago, **changes):
        with transaction() as session:
            event = make_event(session, at=clock.now() - ago * HOURS, slug=slug, **changes)
            return event.id

    return made


def read(client, query=""):
    answer = client.get(f"{FEED}?{query}")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return fromstring(answer.data)  # noqa: S314 -- our own text


def titles(feed):
    return [each.find(f"{ATOM}title").text for each in feed.iter(f"{ATOM}entry")]


def test_the_newest_comes_first_in_the_language_asked_for(make, client):
    make("a", 3, titles={Language.DANISH: "Først", Language.ENGLISH: "First"})
    make("b", 1, titles={Language.DANISH: "Sidst"})
    make("c", 2, visibility=Visibility.LINK)
    assert titles(read(client)) == ["Sidst", "Først"]
    feed = read(client, "lang=en")
    assert titles(feed) == ["Sidst", "First"]
    assert feed.find(f"{ATOM}title").text == "New events"
    languages = [
        each.get("{http://www.w3.org/XML/1998/namespace}lang")
        for each in feed.iter(f"{ATOM}content")
    ]
    assert languages == ["da", "en"]


def test_an_entry_keeps_its_name_whatever_its_address(make, client):
    number = make("a", 1, bodies={Language.DANISH: "**Kom** <b>nu</b>"})
    (entry,) = read(client).iter(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text == f"tag:127.0.0.1,2026:event/{number}"
    assert entry.find(f"{ATOM}link").get("href") == "http://127.0.0.1:8000/da/events/a"
    assert entry.find(f"{ATOM}content").text == "Kom <b>nu</b>"
    with transaction() as session:
        told = find_event(session, "a").published_at
        assert entry.find(f"{ATOM}published").text == f"{told:%Y-%m-%dT%H:%M:%SZ}"


def test_filters_and_unchanged_answers_are_those_of_the_calendar(make, client):
    make("a", 1, titles={Language.DANISH: "Fest"})
    make("b", 1, titles={Language.DANISH: "Kursus"}, kind=EventKind.COURSE)
    assert titles(read(client, "kind=course")) == ["Kursus"]
    etag = client.get(FEED).headers["ETag"]
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(f"{FEED}?{'kind=course&' * 21}").status_code == 400


def test_nothing_new_is_a_feed_too(client):
    assert titles(read(client)) == []
