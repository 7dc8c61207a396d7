"""Events, read and written by programs."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.queries import get_event
from tests.factories import make_event, make_family, make_venue

STARTS, ENDS = "2031-05-03T11:00:00+02:00", "2031-05-03T17:00:00+02:00"


@pytest.fixture(autouse=True)
def places(app):
    """The district Nørrebro, with a park."""
    with app.app_context(), transaction() as session:
        make_venue(session, at=clock.now())


def an_occasion(**changes):
    """Write an occasion."""
    return {
        "starts_at": STARTS,
        "ends_at": ENDS,
        "venue": "Blågårds Plads",
        "district": "Nørrebro",
    } | changes


def an_event(**changes):
    """Write an event."""
    return {
        "slug": "international-dag",
        "kind": "public",
        "title": {"da": "International Dag", "en": "International Day"},
        "occasions": [an_occasion()],
        "capacity": 200,
        "registration": {"opens_at": "2030-01-01T00:00:00Z", "closes_at": None},
        "gates": ["Nord", "Syd"],
    } | changes


def add(client, world, **changes):
    """Make an event."""
    return client.post("/api/v1/events", json=an_event(**changes), headers=world.organiser)


def amend(client, world, slug="international-dag", **changes):
    """Change an event."""
    return client.patch(f"/api/v1/events/{slug}", json=changes, headers=world.organiser)


def test_an_event_is_made_as_a_draft_and_read_as_it_was_written(world, client):
    answer = add(client, world)
    assert answer.status_code == 201
    assert answer.json == {
        "slug": "international-dag",
        "kind": "public",
        "status": "draft",
        "title": {"da": "International Dag", "en": "International Day"},
        "occasions": [
            {
                "no": 1,
                "starts_at": "2031-05-03T09:00:00Z",
                "ends_at": "2031-05-03T15:00:00Z",
                "venue": "Blågårds Plads",
                "district": "noerrebro",
                "address": "",
                "access": dict.fromkeys(("step_free", "toilet", "hearing_loop", "parking")),
            }
        ],
        "capacity": 200,
        "left": 200,
        "registration": {
            "opens_at": "2030-01-01T00:00:00Z",
            "closes_at": None,
            "state": "closed",
            "way": "direct",
        },
        "audience": "families",
        "spoken": ["da"],
        "contact": None,
        "text_states": {"da": "human", "en": "human"},
        "family_scan": False,
        "asks_workplace": False,
    }
    read = client.get("/api/v1/events/international-dag", headers=world.organiser)
    assert read.json == answer.json


def test_an_event_is_amended_published_and_called_off(world, client):
    add(client, world)
    published = amend(client, world, status="published", capacity=None, registration={})
    assert (published.status_code, published.json["status"]) == (200, "published")
    assert (published.json["capacity"], published.json["left"]) == (None, None)
    assert published.json["registration"] == {
        "opens_at": None,
        "closes_at": None,
        "state": "open",
        "way": "direct",
    }
    assert published.json["title"] == an_event()["title"]
    assert amend(client, world, status="cancelled").json["status"] == "cancelled"
    assert amend(client, world, status="archived").json["status"] == "archived"
    refused = amend(client, world, status="published")
    assert (refused.status_code, refused.json["code"]) == (409, "E_TRANSITION")
    assert refused.json["status"] == "archived"


def test_how_places_are_given_stays_once_people_are_registered(app, world, client):
    add(client, world)
    shown = amend(client, world, status="published", registration={"way": "approval"}).json
    assert shown["registration"]["way"] == "approval"
    assert amend(client, world, registration={}).json["registration"]["way"] == "approval"
    with app.app_context(), transaction() as session:
        make_family(session, get_event(session, "international-dag"), 2, at=clock.now())
    refused = amend(client, world, registration={"way": "direct"})
    assert (refused.status_code, refused.json["code"]) == (409, "E_HAS_REGISTRATIONS")
    assert refused.json["taken"] == 2
    assert amend(client, world, capacity=50).json["registration"]["way"] == "approval"


def test_without_registration_people_just_come(world, client):
    add(client, world, registration=None)
    shown = amend(client, world, status="published").json
    assert shown["registration"]["state"] == "drop-in"


def test_an_occasion_that_is_named_moves_and_the_others_go(world, client):
    add(client, world, occasions=[an_occasion(), an_occasion(ends_at="2031-05-04T17:00:00Z")])
    moved = amend(client, world, occasions=[an_occasion(no=2, venue="Fælledparken")]).json
    assert [(each["no"], each["venue"]) for each in moved["occasions"]] == [(2, "Fælledparken")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"slug": "Æble"}, "slug"),
        ({"slug": "api"}, "slug"),
        ({"title": {"en": "Party"}}, "title"),
        ({"title": {"da": " "}}, "title"),
        ({"title": {"da": "a\0b"}}, "title.da"),
        ({"title": {"xx": "?"}}, "title"),
        ({"texts": {"da": "\ud800"}}, "texts.da"),
        ({"occasions": []}, "occasions"),
        ({"occasions": [an_occasion(ends_at=STARTS)]}, "occasions"),
        ({"occasions": [an_occasion(starts_at="2031-05-03T11:00:00")]}, "occasions.0.starts_at"),
        ({"occasions": [an_occasion(district="Atlantis")]}, "occasions.0.district"),
        ({"occasions": [an_occasion(venue=" ")]}, "occasions.0.venue"),
        ({"capacity": -1}, "capacity"),
        ({"capacity": 10**20}, "capacity"),
        ({"kind": "party"}, "kind"),
        ({"gates": ["Nord", "Nord"]}, "gates"),
        ({"age_rule": {"from": 2021, "to": 2020}}, "age_rule"),
        ({"age_rule": {"from": 2020}}, "age_rule.to"),
        (
            {"registration": {"opens_at": ENDS, "closes_at": STARTS}},
            "registration.closes_at",
        ),
    ],
    ids=str,
)
def test_a_detail_that_cannot_be_is_named_and_nothing_is_stored(changes, field, world, client):
    answer = add(client, world, **changes)
    assert (answer.status_code, answer.json["code"]) == (422, "E_FIELDS")
    assert list(answer.json["fields"]) == [field]
    items = client.get("/api/v1/events", headers=world.organiser).json["items"]
    assert [item["slug"] for item in items] == ["fest"]


def test_what_the_facts_do_not_allow_is_told_with_them(world, client):
    taken = add(client, world, slug="fest")
    assert (taken.status_code, taken.json["code"]) == (409, "E_SLUG_TAKEN")
    below = amend(client, world, "fest", capacity=1)
    assert (below.status_code, below.json["code"], below.json["taken"]) == (409, "E_CAPACITY", 2)
    gone = amend(client, world, "fest", attends="one")
    assert (gone.status_code, gone.json["code"], gone.json["taken"]) == (
        409,
        "E_HAS_REGISTRATIONS",
        2,
    )
    assert client.get("/api/v1/events/fest").json["capacity"] == 10


def test_a_list_is_read_page_by_page(app, world, client):
    with app.app_context(), transaction() as session:
        for number in range(5):
            at = clock.now() + timedelta(days=number)
            make_event(session, at=at, slug=f"flere-{number}")
    slugs, after = [], None
    while True:
        query = {"limit": 2} | ({"after": after} if after else {})
        page = client.get("/api/v1/events", query_string=query).json
        slugs += [item["slug"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
        assert len(page["items"]) == 2
    assert slugs == ["fest", *(f"flere-{number}" for number in range(5))]


def test_whom_it_is_for_and_whom_to_ask_can_be_told_and_taken_back(world, client):
    add(client, world)
    contact = {"name": "Teamet", "phone": "33 66 00 00", "email": "team@example.dk"}
    told = amend(client, world, audience="adults", spoken=["so", "ar"], contact=contact).json
    assert (told["audience"], told["spoken"]) == ("adults", ["ar", "so"])
    assert told["contact"] == contact | {"phone": "+4533660000"}
    assert amend(client, world, capacity=5).json["contact"] == told["contact"]
    assert amend(client, world, contact=None).json["contact"] is None


def test_one_scan_for_a_family_is_wanted_and_no_more(world, client):
    assert add(client, world, family_scan=True).json["family_scan"] is True
    assert amend(client, world, capacity=5).json["family_scan"] is True
    assert amend(client, world, family_scan=False).json["family_scan"] is False


def test_who_made_a_text_is_written_and_kept_until_it_is_said_anew(world, client):
    made = add(client, world, text_origins={"en": "machine"}).json
    assert made["text_states"] == {"da": "human", "en": "machine"}
    titles = {"da": "International Dag", "en": "The International Day"}
    assert amend(client, world, title=titles).json["text_states"]["en"] == "machine"
    late = amend(client, world, title=titles | {"da": "Dagen"}).json["text_states"]
    assert late["en"] == "outdated"
    again = amend(client, world, title=titles, text_origins={"en": "human"}).json["text_states"]
    assert again["en"] == "human"
    assert amend(client, world, text_origins={"en": "oracle"}).status_code == 422


@pytest.mark.parametrize(
    ("contact", "field"),
    [({"phone": "33"}, "contact.phone"), ({"email": "team"}, "contact.email")],
)
def test_a_contact_that_cannot_be_reached_is_refused(world, client, contact, field):
    answer = add(client, world, contact=contact)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])


def test_an_event_can_ask_where_its_participants_come_from(world, client):
    add(client, world)
    assert amend(client, world, asks_workplace=True).json["asks_workplace"] is True
    assert amend(client, world, capacity=20).json["asks_workplace"] is True
    assert amend(client, world, asks_workplace=False).json["asks_workplace"] is False


def read(client, world):
    """Read the event as an organiser's program does."""
    return client.get("/api/v1/events/international-dag", headers=world.organiser)


def amend_known(client, world, etag, **changes):
    """Change the event as it was read."""
    headers = world.organiser | {"If-Match": etag}
    return client.patch("/api/v1/events/international-dag", json=changes, headers=headers)


def test_a_change_to_what_was_read_is_stored_and_a_stale_one_is_not(world, client):
    made = add(client, world)
    first = read(client, world).headers["ETag"]
    assert made.headers["ETag"] == first
    changed = amend_known(client, world, first, capacity=150)
    assert changed.json["capacity"] == 150
    stale = amend_known(client, world, first, capacity=10, status="published")
    assert (stale.status_code, stale.json["code"]) == (412, "E_STALE")
    shown = read(client, world)
    assert (shown.json["capacity"], shown.json["status"]) == (150, "draft")
    assert amend_known(client, world, changed.headers["ETag"], capacity=10).status_code == 200


def test_what_stands_in_no_answer_makes_a_stale_edition_too(app, world, client):
    add(client, world)
    etag = read(client, world).headers["ETag"]
    amend(client, world, gates=["Nord"])
    assert amend_known(client, world, etag, capacity=10).status_code == 412


def test_a_registration_makes_no_edition_stale(app, world, client):
    add(client, world)
    amend(client, world, registration={})
    amend(client, world, status="published")
    before = read(client, world)
    with app.app_context(), transaction() as session:
        event = get_event(session, "international-dag")
        make_family(session, event, 3, at=clock.now())
    after = read(client, world)
    assert after.json["left"] == before.json["left"] - 3
    assert after.headers["ETag"] != before.headers["ETag"]
    assert amend_known(client, world, before.headers["ETag"], capacity=300).status_code == 200


@pytest.mark.parametrize("etag", ["*", None])
def test_a_program_that_names_no_edition_is_taken_as_before(world, client, etag):
    add(client, world)
    answer = amend_known(client, world, etag, capacity=9) if etag else amend(client, world)
    assert answer.status_code == 200


@pytest.mark.parametrize("etag", ["rubbish", '""', '"-"', 'W/"x"', "'; drop"])
def test_an_edition_that_never_was_stores_nothing(world, client, etag):
    add(client, world)
    assert amend_known(client, world, etag, capacity=9).status_code == 412
    assert read(client, world).json["capacity"] == 200


def test_an_event_that_nobody_could_come_to_is_not_published(world, client):
    past = an_occasion(starts_at="2021-05-03T11:00:00+02:00", ends_at="2021-05-03T17:00:00+02:00")
    add(client, world, occasions=[past], registration={})
    refused = amend(client, world, status="published", capacity=7)
    assert (refused.status_code, refused.json["code"]) == (409, "E_NOT_READY")
    assert refused.json["lacks"] == ["over"]
    shown = read(client, world).json
    assert (shown["status"], shown["capacity"]) == ("draft", 200)
    ready = amend(client, world, status="published", occasions=[an_occasion()])
    assert ready.json["status"] == "published"
