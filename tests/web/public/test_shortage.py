"""Fewer places than people: a choice, everything typed kept, and nothing taken by itself."""

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.queries import get_event
from eventsys.registration.models import Participant
from tests.factories import make_family
from tests.pages import Page
from tests.web.public.conftest import filled

WITHOUT = IntakePlan(has_waitlist=False)


def path_of(slug):
    return f"/da/events/{slug}/register"


def statuses():
    db.session.rollback()
    return list(db.session.scalars(select(Participant.status).order_by(Participant.id)))


def buttons(page):
    return {b.get("value"): b.text for b in page.all("button") if b.get("name") == "if_full"}


def fill(slug, people):
    with transaction() as session:
        make_family(session, get_event(session, slug), people, at=clock.now())


def ask_for_three(client, slug, **changes):
    names = {f"participants-{n}-name": name for n, name in enumerate(("Amina", "Bo", "Carla"))}
    path = path_of(slug)
    return client.post(path, data=filled(client, path, 3, names | changes))


def test_three_people_and_two_places_are_a_choice_and_nothing_is_taken(client, publish):
    answer = ask_for_three(client, publish(capacity=2))
    page = Page(answer.text)
    assert answer.status_code == 409
    assert buttons(page) == {
        "waitlist": "Skriv alle 3 på venteliste",
        "part": "2 nu, 1 på venteliste",
    }
    kept = dict(page.form("registration").values())
    assert [kept[f"participants-{n}-name"] for n in range(3)] == ["Amina", "Bo", "Carla"]
    assert (kept["contact_name"], statuses()) == ("Fatima Yılmaz", [])


@pytest.mark.parametrize(
    ("choice", "taken"),
    [("part", ["confirmed", "confirmed", "waiting"]), ("waitlist", ["waiting"] * 3)],
)
def test_pressing_a_button_does_what_it_says(client, publish, choice, taken):
    slug = publish(capacity=2)
    page = Page(ask_for_three(client, slug).text)
    form = MultiDict([*page.form("registration").filled({}), ("if_full", choice)])
    answer = client.post(path_of(slug), data=form)
    assert (answer.status_code, statuses()) == (303, taken)
    assert "I er nummer 1 på ventelisten." in client.page(answer.location).text


def test_without_a_waiting_list_one_may_take_what_is_left(client, publish):
    slug = publish(capacity=2, intake=WITHOUT)
    page = Page(ask_for_three(client, slug).text)
    assert buttons(page) == {"part": "Kun de første 2"}
    ask_for_three(client, slug, if_full="part")
    assert statuses() == ["confirmed", "confirmed"]


@pytest.mark.parametrize("forged", ["", "all", "PART", "waitlist\0", "🙂"])
def test_what_no_button_says_takes_all_or_nothing(client, publish, forged):
    assert ask_for_three(client, publish(capacity=2), if_full=forged).status_code == 409
    assert statuses() == []


def test_a_full_event_offers_the_waiting_list(client, publish):
    slug = publish(capacity=1)
    fill(slug, 1)
    event = client.page(f"/da/events/{slug}")
    assert "Skriv jer på venteliste" in event.text
    page = client.page(path_of(slug))
    assert buttons(page) == {"waitlist": "Skriv jer på venteliste"}
    answer = ask_for_three(client, slug, if_full="waitlist")
    assert client.page(answer.location).heading == "I er på venteliste"
    assert statuses() == ["confirmed", *["waiting"] * 3]


def test_a_full_event_without_a_waiting_list_says_so(client, publish):
    slug = publish(capacity=1, intake=WITHOUT)
    fill(slug, 1)
    assert client.page(path_of(slug)).all("form") == []
    assert "venteliste" not in client.page(f"/da/events/{slug}").text


def test_an_event_filled_between_form_and_confirmation_offers_the_waiting_list(client, publish):
    slug = publish(capacity=3)
    path = path_of(slug)
    data = filled(client, path, 3, {})
    fill(slug, 3)
    answer = client.post(path, data=data)
    assert answer.status_code == 409
    assert set(buttons(Page(answer.text))) == {"waitlist"}
    assert db.session.scalar(select(func.count(Participant.id))) == 3
