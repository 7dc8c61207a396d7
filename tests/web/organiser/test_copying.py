"""Organisers make a new event like another one."""

from datetime import timedelta

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.events.queries import get_event, list_occasions
from eventsys.exchange.copies.rules import days_to_next_year
from eventsys.people.rules import RoleName
from tests.factories import make_event, make_family

EVENT = "/organiser/events/fest"
COPY = f"{EVENT}/copy"


@pytest.fixture
def first(app):
    """Make last month's party, and give its day."""
    with app.app_context(), transaction() as session:
        event = make_event(session, slug="fest", at=clock.now(), days=(-30, -28))
        make_family(session, event, 2)
        return local_day(list_occasions(session, event)[0].starts_at)


def day_of(app, slug):
    with app.app_context(), transaction() as session:
        return local_day(list_occasions(session, get_event(session, slug))[0].starts_at)


def made_by(answer):
    assert answer.status_code == 303
    return answer.location.split("/")[-2]


def test_last_months_event_is_next_year_on_the_same_weekday(app, organiser_client, first):
    answer = organiser_client.submit(COPY, {"when": "year"}, form="copy")
    page = organiser_client.page(answer.location)
    later = days_to_next_year(first, local_day(clock.now()))
    assert day_of(app, made_by(answer)) == first + timedelta(days=later)
    assert "Kladde" in page.text
    assert organiser_client.page("/organiser/?mine=1").text.count("Fest 1") == 1


def test_a_day_can_be_chosen_and_the_other_dates_follow(app, organiser_client, first):
    day = local_day(clock.now()) + timedelta(days=100)
    answer = organiser_client.submit(COPY, {"when": "day", "day": day.isoformat()}, form="copy")
    with app.app_context(), transaction() as session:
        occasions = list_occasions(session, get_event(session, made_by(answer)))
        days = [local_day(each.starts_at) for each in occasions]
    assert days == [day, day + timedelta(days=2)]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"when": "day", "day": ""}, "Skriv dagen"),
        ({"when": "day", "day": "31.2.2027"}, "Skriv dagen"),
        ({"when": "day", "day": "2099-12-31"}, "Et arrangement kan ikke være den dag."),
        ({"when": "sometime"}, "Vælg"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_made(
    organiser_client, first, typed, wrong
):
    answer = organiser_client.submit(COPY, typed, form="copy")
    assert answer.status_code == 422
    assert wrong in answer.text
    assert organiser_client.page("/organiser/?when=all").text.count("Fest 1") == 1


def test_the_overview_leads_to_the_copy_and_viewers_make_none(organiser_client, first, signed_in):
    assert COPY in {link.get("href") for link in organiser_client.page(f"{EVENT}/").all("a")}
    viewer = signed_in(RoleName.VIEWER)
    assert viewer.get(COPY).status_code == 403
    assert COPY not in {link.get("href") for link in viewer.page(f"{EVENT}/").all("a")}
