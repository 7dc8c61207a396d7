"""Citizens are asked where they come from, where an event asks it, and nowhere else."""

from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.registration.affiliations.models import Affiliation
from tests.actors import make_actor
from tests.pages import Page
from tests.web.public.conftest import filled

FIELD = "participants-0-workplace"


def told():
    db.session.rollback()
    return [(row.typed, row.actor_id) for row in db.session.scalars(select(Affiliation))]


def test_each_person_of_a_workshop_says_where_they_come_from(client, publish, register):
    with transaction() as session:
        actor_id = make_actor(session, "Nørrebro Bibliotek", at=clock.now()).id
    slug = publish(asks_workplace=True)
    page = client.page(f"/da/events/{slug}/register")
    assert page.by_id(FIELD).get("list") == "workplaces"
    assert [each.get("value") for each in page.by_id("workplaces").iter("option")] == [
        "Nørrebro Bibliotek"
    ]
    workplaces = {FIELD: "nørrebro bibliotek", "participants-1-workplace": "Den Grønne Skole"}
    own = register(slug, people=2, **workplaces)
    assert told() == [("nørrebro bibliotek", actor_id), ("Den Grønne Skole", None)]
    data = client.page(f"{own}/data")
    assert "Den Grønne Skole" in data.text


def test_a_person_without_a_workplace_is_asked_for_it(client, publish):
    path = f"/da/events/{publish(asks_workplace=True)}/register"
    for typed in ("", " ", "x" * 121):
        answer = client.post(path, data=filled(client, path, 1, {FIELD: typed}))
        assert answer.status_code == 422
        links = [link.get("href") for link in Page(answer.text).by_id("problems").iter("a")]
        assert links == [f"#{FIELD}"]


def test_an_event_that_does_not_ask_has_no_such_field_and_keeps_nothing(client, publish, register):
    slug = publish()
    assert "Arbejdsplads eller forening" not in client.page(f"/da/events/{slug}/register").text
    register(slug, **{FIELD: "Politiet"})
    assert told() == []
