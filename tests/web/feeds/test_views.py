"""The feed and the files of events, as calendars and caches see them."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.occasions.operations import cancel_occasion, restore_occasion
from eventsys.events.occasions.queries import find_occasion
from eventsys.events.operations import amend_event, cancel
from eventsys.events.queries import get_event, list_occasions, plan_of
from eventsys.events.rules import Audience, EventKind, Visibility
from eventsys.places.models import District
from eventsys.places.operations import find_or_add_venue
from tests.calendars.reader import read_calendar
from tests.factories import make_draft, make_event, make_registration, occasions_on
from tests.watch import watch_statements

FEED = "/feeds/events.ics"
TITLES = {Language.DANISH: "Sommerfest", Language.ENGLISH: "Summer party"}


@pytest.fixture
def make(in_app):
    """Make a published event of today and tell its slug."""

    def event(**changes):
        with transaction() as session:
            return make_event(session, at=clock.now(), **changes).slug

    return event


def slugs(answer):
    assert answer.status_code == 200, answer.text
    return sorted(entry["url"].rpartition("/")[2] for entry in read_calendar(answer.data))


def test_the_feed_holds_published_events_and_no_drafts_and_none_by_link_only(make, client):
    with transaction() as session:
        make_draft(session, at=clock.now())
    make(visibility=Visibility.LINK)
    make(slug="fest")
    assert slugs(client.get(FEED)) == ["fest"]


def test_an_independent_reader_agrees_with_what_is_stored(make, client):
    slug = make(titles=TITLES, bodies={Language.DANISH: "Kom *og* vær med."}, days=(3,))
    with transaction() as session:
        [plan] = plan_of(session, get_event(session, slug)).occasions
    [entry] = read_calendar(client.get(FEED).data)
    assert {name: entry[name] for name in ("title", "text", "place", "starts_at", "ends_at")} == {
        "title": "Sommerfest",
        "text": f"Kom og vær med.\n\nhttp://127.0.0.1:8000/da/events/{slug}",
        "place": "Hans Tavsens Park",
        "starts_at": as_read(plan.starts_at),
        "ends_at": as_read(plan.ends_at),
    }


def as_read(moment):
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def test_a_course_is_an_entry_for_each_occasion_tied_together(make, client):
    make(kind=EventKind.COURSE, days=(1, 8, 15))
    entries = read_calendar(client.get(FEED).data)
    assert len({entry["uid"] for entry in entries}) == 3
    assert len({entry["related_to"] for entry in entries}) == 1
    assert None not in {entry["related_to"] for entry in entries}


def test_the_feed_the_file_and_every_language_share_the_uid(make, client):
    slug = make()
    addresses = [f"{FEED}?lang={each}" for each in Language]
    addresses += [f"/feeds/events/{slug}.ics", FEED]
    uids = {read_calendar(client.get(address).data)[0]["uid"] for address in addresses}
    assert len(uids) == 1


@pytest.mark.parametrize(
    ("language", "title"),
    [("da", "Sommerfest"), ("en", "Summer party"), ("ar", "Sommerfest"), ("xx", "Sommerfest")],
)
def test_the_text_is_in_the_language_asked_for_else_in_danish(make, client, language, title):
    make(titles=TITLES)
    answer = client.get(f"{FEED}?lang={language}")
    assert [entry["title"] for entry in read_calendar(answer.data)] == [title]


def test_a_cancelled_event_stays_and_says_so_in_the_language_of_the_feed(make, client):
    slug = make(titles=TITLES)
    with transaction() as session:
        cancel(session, get_event(session, slug), at=clock.now(), by=SYSTEM)
    read = [read_calendar(client.get(f"{FEED}?lang={each}").data)[0] for each in ("da", "en")]
    assert [(entry["title"], entry["status"], entry["transparency"]) for entry in read] == [
        ("AFLYST: Sommerfest", "CANCELLED", "TRANSPARENT"),
        ("CANCELLED: Summer party", "CANCELLED", "TRANSPARENT"),
    ]
    assert read[0]["sequence"] > 0


def test_one_date_of_a_course_that_is_called_off_stays_and_says_so_alone(make, client):
    slug = make(kind=EventKind.COURSE, days=(1, 8, 15))
    before = read_calendar(client.get(FEED).data)
    with transaction() as session:
        event = get_event(session, slug)
        occasion = list_occasions(session, event)[1]
        cancel_occasion(session, event, occasion, at=clock.now(), by=SYSTEM)
    for address in (FEED, f"/feeds/events/{slug}.ics"):
        entries = {entry["uid"]: entry for entry in read_calendar(client.get(address).data)}
        assert entries.keys() == {entry["uid"] for entry in before}
        statuses = [entries[each["uid"]]["status"] for each in before]
        assert statuses == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
        assert entries[before[1]["uid"]]["sequence"] > before[1]["sequence"]
    with transaction() as session:
        event = get_event(session, slug)
        occasion = find_occasion(session, event.id, 2)
        restore_occasion(session, event, occasion, at=clock.now(), by=SYSTEM)
    entries = {entry["uid"]: entry for entry in read_calendar(client.get(FEED).data)}
    assert entries[before[1]["uid"]]["status"] == "CONFIRMED"
    assert entries[before[1]["uid"]]["sequence"] > before[1]["sequence"] + 1


@pytest.mark.parametrize(("days", "is_there"), [(-29, True), (-32, False)])
def test_what_is_long_past_leaves_the_feed(make, client, days, is_there):
    make(days=(days,))
    assert len(read_calendar(client.get(FEED).data)) == is_there


@pytest.mark.parametrize(("days", "is_there"), [(-1, True), (-3, False)])
def test_a_cancelled_entry_leaves_on_the_second_day_after(make, client, days, is_there):
    slug = make(days=(days, 5))
    with transaction() as session:
        cancel(session, get_event(session, slug), at=clock.now(), by=SYSTEM)
    assert len(read_calendar(client.get(FEED).data)) == 1 + is_there


@pytest.fixture
def three(make):
    """Three events that differ in all that a feed can be asked for."""
    with transaction() as session:
        district = session.query(District).filter_by(slug="valby").one()
        venue = find_or_add_venue(session, district, "Valbyparken", at=clock.now(), by=SYSTEM)
        plans = occasions_on(venue, (7,), at=clock.now())
    make(slug="a", audience=Audience.CHILDREN, spoken=frozenset({Language.ARABIC}))
    make(slug="b", kind=EventKind.COURSE, spoken=frozenset({Language.SOMALI, Language.DANISH}))
    make(slug="c", kind=EventKind.WORKSHOP, audience=Audience.STAFF, occasions=plans)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("district=valby", ["c"]),
        ("district=noerrebro", ["a", "b"]),
        ("district=valby&district=noerrebro", ["a", "b", "c"]),
        ("district=nowhere", []),
        ("kind=course&kind=workshop", ["b", "c"]),
        ("kind=concert", []),
        ("kind=concert&kind=course", ["b"]),
        ("audience=children", ["a"]),
        ("spoken=ar&spoken=so", ["a", "b"]),
        ("spoken=xx", []),
        ("kind=course&district=noerrebro&spoken=so", ["b"]),
        ("kind=course&district=valby", []),
        ("from=banana&utm_source=x", ["a", "b", "c"]),
        ("kind=%F0%9F%98%80", []),
    ],
)
def test_filters_join_within_a_field_and_narrow_between_fields(three, client, query, found):
    assert slugs(client.get(f"{FEED}?{query}")) == found


def test_twenty_values_are_taken_and_more_are_refused_in_plain_text(client):
    assert client.get(f"{FEED}?{'district=a&' * 20}").status_code == 200
    answer = client.get(f"{FEED}?{'district=a&' * 21}")
    assert (answer.status_code, answer.content_type, answer.text) == (
        400,
        "text/plain; charset=utf-8",
        "At most 20 values of district, kind, audience and spoken.\n",
    )


def test_the_same_filters_in_another_order_are_the_same_answer(three, client):
    one = client.get(f"{FEED}?kind=course&kind=public&district=valby")
    other = client.get(f"{FEED}?district=valby&kind=public&kind=course&kind=course")
    assert (one.data, one.headers["ETag"]) == (other.data, other.headers["ETag"])


def test_a_known_answer_costs_one_query_and_no_body(make, client):
    make()
    etag = client.get(FEED).headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        with watch_statements() as statements:
            answer = client.get(FEED, headers={"If-None-Match": known})
        assert (answer.status_code, answer.data, len(statements)) == (304, b"", 1)
        assert answer.headers["ETag"] == etag
        assert answer.headers["Cache-Control"] == "public, max-age=900"


def test_a_known_file_costs_one_query_too(make, client):
    path = f"/feeds/events/{make()}.ics"
    etag = client.get(path).headers["ETag"]
    with watch_statements() as statements:
        answer = client.get(path, headers={"If-None-Match": etag})
    assert (answer.status_code, len(statements)) == (304, 1)


def test_a_compressed_answer_is_known_again(make, client):
    make(bodies={Language.DANISH: "Musik og mad. " * 100})
    answer = client.get(FEED, headers={"Accept-Encoding": "gzip"})
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == (
        "gzip",
        "Accept-Encoding",
    )
    headers = {"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]}
    assert client.get(FEED, headers=headers).status_code == 304


@pytest.mark.parametrize("garbage", ["banana", '"', 'W/"', "\x7f", '"a" "b'])
def test_garbage_about_what_is_known_gets_the_whole_feed(make, client, garbage):
    make()
    headers = {"If-None-Match": garbage, "If-Modified-Since": garbage}
    assert len(read_calendar(client.get(FEED, headers=headers).data)) == 1


def test_any_change_of_an_event_is_seen_at_once(make, client):
    slug = make(titles=TITLES)
    before = client.get(FEED).headers["ETag"]
    with transaction() as session:
        event = get_event(session, slug)
        plan = plan_of(session, event)
        vars(plan)["titles"] = {Language.DANISH: "Vinterfest"}
        amend_event(session, event, plan, at=clock.now() + timedelta(seconds=1), by=SYSTEM)
    answer = client.get(FEED, headers={"If-None-Match": before})
    assert [entry["title"] for entry in read_calendar(answer.data)] == ["Vinterfest"]


def test_a_registration_changes_nothing_in_the_feed(make, client):
    slug = make()
    before = client.get(FEED)
    with transaction() as session:
        make_registration(session, get_event(session, slug), at=clock.now())
    after = client.get(FEED)
    assert (before.data, before.headers["ETag"]) == (after.data, after.headers["ETag"])


def test_each_language_and_filter_has_an_etag_of_its_own(make, client):
    make()
    queries = ["", "?lang=en", "?lang=ar", "?kind=public", "?spoken=da"]
    assert len({client.get(FEED + query).headers["ETag"] for query in queries}) == 5


def test_a_feed_costs_as_many_queries_for_thirty_events_as_for_three(make, client):
    counts = []
    for number in (3, 27):
        for _ in range(number):
            make()
        with watch_statements() as statements:
            client.get(FEED)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("method", ["get", "head"])
def test_headers_suit_calendars_and_set_no_cookie(make, client, method):
    make()
    answer = getattr(client, method)(FEED)
    names = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Set-Cookie")
    assert [answer.headers.get(name) for name in names] == [
        "text/calendar; charset=utf-8",
        "inline",
        "nosniff",
        None,
    ]
    assert (len(answer.data) > 0) == (method == "get")


def test_a_file_is_a_download_named_by_its_event_and_names_no_source(make, client):
    answer = client.get(f"/feeds/events/{make(slug='fest')}.ics")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fest.ics"'
    assert b"SOURCE" not in answer.data


def test_an_event_by_link_only_has_its_file(make, client):
    assert slugs(client.get(f"/feeds/events/{make(visibility=Visibility.LINK)}.ics")) != []


@pytest.mark.parametrize("slug", ["unknown", "a%0Ab", "a%22b", "A", "é"])
def test_no_such_event_is_said_in_plain_text(client, slug):
    for headers in ({}, {"If-Modified-Since": "banana"}):
        answer = client.get(f"/feeds/events/{slug}.ics", headers=headers)
        assert (answer.status_code, answer.text) == (404, "No such event.\n")


@pytest.mark.parametrize(
    ("path", "status"), [(f"{FEED}?district=%00", 400), ("/feeds/events/%00.ics", 404)]
)
def test_what_no_calendar_can_mean_is_refused_in_plain_words(client, path, status):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")


def test_a_draft_has_no_file(in_app, client):
    with transaction() as session:
        slug = make_draft(session, at=clock.now()).slug
    assert client.get(f"/feeds/events/{slug}.ics").status_code == 404
