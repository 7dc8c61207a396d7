"""A class that is fewer the day before gives places back by number (J5)."""

import pytest
from sqlalchemy import func, select

from eventsys.core.db import db
from eventsys.registration.models import Participant
from eventsys.registration.rules import ParticipantStatus
from tests.pages import Page
from tests.web.public.groups.test_registering import problems_on, send


@pytest.fixture
def own(client, publish):
    """A class of four children, of whom two have names, and two grown-ups."""
    people = {"children": "4", "adults": "2", "names": "Amina\nBo"}
    return send(client, publish(capacity=30), people).location


def present():
    db.session.rollback()
    coming = Participant.status != ParticipantStatus.DEREGISTERED
    return db.session.scalar(select(func.count()).where(coming))


def test_a_class_says_how_many_are_coming_now(client, own):
    assert f"{own.partition('?')[0]}/fewer" in {a.get("href") for a in client.page(own).all("a")}
    page = client.page(f"{own}/fewer")
    assert page.heading == "Vi er færre"
    kept = dict(page.form("fewer").values())
    assert (kept["children"], kept["adults"]) == ("4", "2")
    answer = client.submit(f"{own}/fewer", {"children": "٣", "adults": "1"}, form="fewer")
    assert answer.status_code == 303
    assert present() == 4
    assert "De andre pladser er givet tilbage." in client.page(answer.location).text
    assert "Amina" in client.page(own).text


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"children": "5"}, "children", "Skriv et tal fra 0 til 4."),
        ({"children": "x"}, "children", "Skriv et tal fra 0 til 4."),
        ({"adults": ""}, "adults", "Skriv et tal fra 0 til 2."),
        (
            {"children": "0", "adults": "0"},
            "children",
            "Kan ingen komme, så gå tilbage og vælg: Ingen af os kan komme.",
        ),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_kept(client, own, typed, field, words):
    answer = client.submit(f"{own}/fewer", typed, form="fewer")
    assert answer.status_code == 422
    assert problems_on(answer) == [(f"#{field}", words)]
    kept = dict(Page(answer.text).form("fewer").values())
    assert {name: kept[name] for name in typed} == typed
    assert present() == 6


def test_whoever_has_a_name_is_not_taken_off_by_number(client, own):
    answer = client.submit(f"{own}/fewer", {"children": "1"}, form="fewer")
    assert answer.status_code == 409
    assert "2 personer har navne." in Page(answer.text).text
    assert present() == 6


def test_a_family_has_no_such_page(client, publish, register):
    client.page(f"{register(publish())}/fewer", status=404)
