"""A series on one page: repeated, changed together, left."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.operations import publish
from eventsys.events.queries import get_event, plan_of
from eventsys.people.rules import RoleName
from tests.factories import make_event, make_family
from tests.pages import text_of

SERIES = "/organiser/events/cafe/series"


@pytest.fixture
def cafe(app):
    with app.app_context(), transaction() as session:
        make_event(session, slug="cafe", at=clock.now(), titles={Language.DANISH: "Café"})


def rows_on(client, path=SERIES):
    return [text_of(row) for row in client.page(path).all("tr")][1:]


def repeat(client, **typed):
    return client.submit(SERIES, {"weeks": "1", "times": "2", **typed}, form="repeat")


def test_a_series_begins_with_the_first_repeat_and_shows_all_of_it(organiser_client, cafe):
    page = organiser_client.page(SERIES)
    assert "Arrangementet står alene." in page.text
    assert {form.get("id") for form in page.all("form")} == {"sign-out", "repeat"}
    answer = repeat(organiser_client)
    assert (answer.status_code, answer.location) == (303, SERIES)
    assert "2 kladder er lavet." in organiser_client.page(SERIES).text
    rows = rows_on(organiser_client)
    assert [("Kladde" in row, "Offentliggjort" in row) for row in rows] == [
        (False, True),
        (True, False),
        (True, False),
    ]
    assert rows_on(organiser_client, "/organiser/events/cafe-2/series") == rows


def test_events_that_overlap_are_told_apart_by_the_day_they_begin(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        make_event(session, slug="cafe", at=at, days=(-3, 4, 11))
    repeat(organiser_client, weeks="1", times="2")
    starts = [each.get("datetime") for each in organiser_client.page(SERIES).all("time")]
    assert [start[:10] for start in starts] == [
        local_day(at + timedelta(days=day)).isoformat() for day in (-3, 4, 11)
    ]


@pytest.mark.parametrize("times", ["", "0", "31", "-1", "mange"])
def test_how_often_is_a_number_that_can_be(organiser_client, cafe, times):
    answer = repeat(organiser_client, times=times)
    assert answer.status_code == 422
    assert "Skriv et tal fra 1 til 30." in answer.text
    assert rows_on(organiser_client) == []


def test_a_second_press_makes_no_more(organiser_client, cafe):
    form = organiser_client.page(SERIES).form("repeat")
    sent = {**dict(form.values()), "times": "2", "weeks": "1"}
    for _ in range(2):
        organiser_client.post(f"{SERIES}/repeat", data=sent)
    page = organiser_client.page(SERIES)
    assert "Serien er lige blevet ændret." in page.text
    assert len(rows_on(organiser_client)) == 3


def test_the_others_get_what_is_ticked(app, organiser_client, cafe):
    repeat(organiser_client)
    with app.app_context(), transaction() as session:
        other = get_event(session, "cafe-2")
        publish(session, other, at=clock.now(), by=SYSTEM)
        make_family(session, other, 5, at=clock.now())
    organiser_client.submit(
        "/organiser/events/cafe/edit", {"gates": "Port", "capacity": "4"}, form="event"
    )
    organiser_client.submit(SERIES, {"parts": ["gates"]}, form="share")
    assert "2 arrangementer i serien er ændret." in organiser_client.page(SERIES).text
    with app.app_context(), transaction() as session:
        plans = [plan_of(session, get_event(session, f"cafe-{each}")) for each in (2, 3)]
    assert [(plan.gates, plan.capacity) for plan in plans] == [(("Port",), 100)] * 2
    organiser_client.submit(SERIES, {"parts": ["capacity"]}, form="share")
    assert "cafe-2 har 5 optagne pladser" in organiser_client.page(SERIES).text


def test_who_ticks_nothing_is_told_so(organiser_client, cafe):
    repeat(organiser_client)
    answer = organiser_client.submit(SERIES, {}, form="share")
    assert (answer.status_code, "Vælg mindst én." in answer.text) == (422, True)


def test_an_event_leaves_its_series(organiser_client, cafe):
    repeat(organiser_client)
    organiser_client.submit(SERIES, {}, form="leave")
    assert rows_on(organiser_client) == []
    assert len(rows_on(organiser_client, "/organiser/events/cafe-2/series")) == 2


def test_a_series_that_would_end_in_a_far_year_is_not_begun(app, organiser_client):
    with app.app_context(), transaction() as session:
        make_event(session, slug="cafe", at=clock.now(), days=(26_600,))
    answer = repeat(organiser_client, weeks="4", times="30")
    assert (answer.status_code, "så langt ude i fremtiden" in answer.text) == (422, True)


def test_viewers_have_no_series_to_change(cafe, signed_in):
    assert signed_in(RoleName.VIEWER).get(SERIES).status_code == 403
