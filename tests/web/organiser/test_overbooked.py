"""A capacity below the places taken: the organiser chooses, nobody is put out by itself."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.queries import find_event, plan_of
from tests.factories import make_event, make_family
from tests.pages import Page, text_of

EVENT = "/organiser/events/fest-1"
EDIT, CALLS = f"{EVENT}/edit", f"{EVENT}/calls"


@pytest.fixture
def capacity(app, venue_id):
    """An event with 47 of 50 places taken, and a look at how many it has: `capacity()`."""
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now(), capacity=50)
        for size in (10, 10, 10, 10, 4, 3):
            make_family(session, event, size, at=clock.now())

    def look():
        with app.app_context(), transaction() as session:
            return plan_of(session, find_event(session, "fest-1")).capacity

    return look


@pytest.fixture
def choose(organiser_client):
    """Ask for forty places and press a button of what is asked then: `choose("keep")`."""

    def press(value, **changes):
        asked = organiser_client.submit(EDIT, {"capacity": "40"} | changes, form="event")
        assert asked.status_code == 409
        data = {}
        for name, typed in Page(asked.text).form("event").filled({"overbooked": value}):
            data.setdefault(name, []).append(typed)
        return organiser_client.post(EDIT, data=data)

    return press


def test_three_ways_are_offered_and_nothing_is_stored(organiser_client, capacity):
    asked = organiser_client.submit(EDIT, {"capacity": "40"}, form="event")
    page = Page(asked.text)
    buttons = [each for each in page.all("button") if each.get("name") == "overbooked"]
    assert [(each.get("value"), text_of(each)) for each in buttons] == [
        ("keep", "Behold 47 pladser"),
        ("mark", "Sæt 40 pladser, og marker 7 personer, der skal ringes til"),
        ("back", "Nej, lad det være som før"),
    ]
    assert capacity() == 50
    assert Page(organiser_client.get(CALLS).text).all("tbody") == []


def test_all_who_have_a_place_can_be_kept(organiser_client, capacity, choose):
    assert choose("keep").location == f"{EVENT}/"
    assert capacity() == 47


def test_the_last_ones_are_marked_called_and_taken_off_the_list(organiser_client, capacity, choose):
    assert choose("mark").location == f"{EVENT}/"
    assert capacity() == 40
    page = organiser_client.page(CALLS)
    rows = [text_of(row) for row in page.all("tbody")[0].iter("tr")]
    assert len(rows) == 2
    forms = [each for each in page.all("form") if "/calls/places/" in each.get("action", "")]
    token = next(each.get("value") for each in forms[0].iter("input"))
    for form in forms:
        organiser_client.post(form.get("action"), data={"csrf_token": token})
    assert organiser_client.page(CALLS).all("tbody") == []
    unknown = organiser_client.post(f"{CALLS}/places/999/settle", data={"csrf_token": token})
    assert unknown.status_code == 404


def test_taking_it_back_keeps_what_else_was_typed(capacity, choose):
    page = Page(choose("back", **{"text_da-title": "Høstfest"}).text)
    assert page.by_id("capacity").get("value") == "50"
    assert page.by_id("text_da-title").get("value") == "Høstfest"
    assert capacity() == 50


def test_an_event_without_a_limit_gets_none_back(app, organiser_client, capacity):
    with app.app_context(), transaction() as session:
        make_family(session, make_event(session, at=clock.now(), capacity=None), 3, at=clock.now())
    path = "/organiser/events/fest-2/edit"
    answer = organiser_client.submit(path, {"capacity": "2", "overbooked": "back"}, form="event")
    assert Page(answer.text).by_id("capacity").get("value") == ""


def test_people_are_asked_about_a_new_time_also_where_places_are_lowered(
    organiser_client, capacity
):
    new_time = {
        "occasions-0-day": "2031-05-01",
        "occasions-0-start": "12:00",
        "occasions-0-end": "15:00",
        "occasions-0-last_day": "",
    }
    moved = new_time | {"capacity": "40", "overbooked": "mark"}
    asked = Page(organiser_client.submit(EDIT, moved, form="event").text)
    sent = dict(asked.form("tell").filled({"told": "1"}))
    assert (sent["overbooked"], sent["capacity"]) == ("mark", "40")
    assert capacity() == 50
