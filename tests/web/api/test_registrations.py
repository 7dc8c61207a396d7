"""Registering for somebody, once, and reading who is registered."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.care.rules import Care, Companions
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.models import PlacePool
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.events.rules import AgeRule, Attends
from eventsys.people.rules import RoleName
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.models import Participant, Ticket
from tests.actors import make_actor
from tests.factories import make_event
from tests.settings import BASE_URL
from tests.web.api.world import a_registration

both = pytest.mark.usefixtures("both_databases")


def register(client, bearer, body, *, key="one", slug="fest"):
    """Ask for places."""
    return client.post(
        f"/api/v1/events/{slug}/registrations",
        json=body,
        headers=bearer | {"Idempotency-Key": key, "Accept-Language": "en"},
    )


def participants(app):
    """Count the participants."""
    with app.app_context():
        return db.session().scalars(select(func.count(Participant.id))).one()


@both
def test_a_registration_answers_with_a_ticket_for_each(world, client):
    answer = register(client, world.organiser, a_registration("Amina", "Bo"))
    assert answer.status_code == 201
    made = answer.json
    assert sorted(made) == ["manage_url", "reference", "status", "tickets", "waiting_position"]
    assert (made["status"], made["waiting_position"]) == ("confirmed", None)
    assert [ticket["name"] for ticket in made["tickets"]] == ["Amina", "Bo"]
    assert {(len(each["code"]), len(each["short_code"])) for each in made["tickets"]} == {(24, 8)}
    assert made["manage_url"].startswith(f"{BASE_URL}/da/registrations/")
    page = client.get(made["manage_url"].removeprefix(BASE_URL))
    assert page.status_code == 200


@both
def test_a_repeated_request_answers_the_same_and_takes_nothing_more(app, world, client):
    first = register(client, world.organiser, a_registration("Amina"))
    again = register(client, world.organiser, a_registration("Amina"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert participants(app) == 3


def test_a_key_serves_for_one_request_of_one_token(app, world, token_of, client):
    register(client, world.organiser, a_registration("Amina"))
    other = register(client, world.organiser, a_registration("Bo"))
    assert (other.status_code, other.json["code"]) == (409, "E_KEY_REUSED")
    desk = register(client, token_of(RoleName.SERVICE_DESK), a_registration("Bo"))
    assert desk.status_code == 201
    assert participants(app) == 4


@pytest.mark.parametrize("key", [None, "", "x" * 201, "æ"])
def test_a_request_without_a_usable_key_is_refused(key, world, client):
    headers = world.organiser | ({} if key is None else {"Idempotency-Key": key})
    answer = client.post(
        "/api/v1/events/fest/registrations", json=a_registration(), headers=headers
    )
    assert (answer.status_code, answer.json["code"]) == (400, "E_KEY")


def test_a_full_event_says_how_many_places_are_left(app, world, client):
    names = [f"Person {number}" for number in range(7)]
    assert register(client, world.organiser, a_registration(*names)).status_code == 201
    refused = register(client, world.organiser, a_registration("Amina", "Bo"), key="two")
    assert (refused.status_code, refused.json["code"], refused.json["left"]) == (409, "E_FULL", 1)
    assert participants(app) == 9


def test_a_cancelled_event_takes_no_registrations(app, world, client):
    with app.app_context(), transaction() as session:
        cancel(session, get_event(session, "fest"), at=clock.now(), by=None)
    refused = register(client, world.organiser, a_registration())
    assert refused.status_code == 409
    assert (refused.json["code"], refused.json["state"]) == ("E_CLOSED", "closed")


def test_all_that_is_wrong_is_told_at_once(app, world, client):
    body = a_registration("", "x" * 81, "a\0b")
    body["contact"] = {"name": " ", "channel": "email", "phone": "12"}
    answer = register(client, world.organiser, body)
    assert answer.status_code == 422
    assert answer.json["fields"] == {
        "contact.email": "This field is missing.",
        "contact.phone": "This value cannot be used.",
        "contact.name": "This field is missing.",
        "participants.0.name": "This field is missing.",
        "participants.1.name": "At most 80 characters.",
        "participants.2.name": "The text holds a character that we cannot store.",
    }
    assert participants(app) == 2


@both
@pytest.mark.parametrize(
    ("if_full", "taken"), [("part", ["confirmed", "waiting"]), ("waitlist", ["waiting"] * 2)]
)
def test_what_is_not_enough_can_be_taken_in_part_or_waited_for(app, world, client, if_full, taken):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), slug="fuldt", capacity=1)
    body = a_registration("Amina", "Bo", if_full=if_full)
    made = register(client, world.organiser, body, slug="fuldt")
    again = register(client, world.organiser, body, slug="fuldt")
    assert (made.status_code, again.status_code) == (201, 200)
    assert (made.json["status"], made.json["waiting_position"]) == ("waiting", 1)
    assert (again.json, len(made.json["tickets"])) == (made.json, 2)
    listed = client.get("/api/v1/events/fuldt/participants", headers=world.organiser).json
    assert [each["status"] for each in listed["items"]] == taken


def test_where_organisers_decide_a_registration_waits_without_a_number(app, world, client):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), slug="svar", intake=IntakePlan(way=Way.APPROVAL))
    made = register(client, world.organiser, a_registration("Amina"), slug="svar").json
    assert (made["status"], made["waiting_position"]) == ("waiting", None)


def test_an_age_rule_names_those_it_leaves_out(app, world, client):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), slug="boern", age_rule=AgeRule(2016, 2016))
    body = a_registration("Amina", "Bo")
    body["participants"][0]["birth_year"] = 2016
    answer = register(client, world.organiser, body, slug="boern")
    assert answer.status_code == 422
    assert answer.json["fields"] == {
        "participants.1.birth_year": "The event is for those born from 2016 to 2016."
    }


def test_an_adult_without_a_birth_year_comes_along_where_the_event_takes_companions(
    app, world, client
):
    care = Care(companions=Companions.COUNTED)
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), slug="boern", age_rule=AgeRule(2016, 2016), care=care)
    alone = register(client, world.organiser, a_registration("Bo"), slug="boern")
    assert (alone.status_code, alone.json["fields"]) == (
        422,
        {"participants": "Register at least one child whom the event is for."},
    )
    body = a_registration("Amina", "Bo")
    body["participants"][0]["birth_year"] = 2016
    assert register(client, world.organiser, body, slug="boern").status_code == 201
    listed = client.get("/api/v1/events/boern/participants", headers=world.organiser).json
    assert [(each["category"], each["birth_year"]) for each in listed["items"]] == [
        ("child", 2016),
        ("adult", None),
    ]


def test_where_occasions_are_attended_one_by_one_one_is_chosen(app, world, client):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), slug="en", days=(7, 14), attends=Attends.ONE)
    missing = register(client, world.organiser, a_registration(), slug="en")
    assert (missing.status_code, list(missing.json["fields"])) == (422, ["occasion"])
    chosen = register(client, world.organiser, a_registration(occasion=2), slug="en")
    assert chosen.status_code == 201
    listed = client.get("/api/v1/events/en/participants", headers=world.organiser).json
    assert [item["occasion"] for item in listed["items"]] == [2]


@both
def test_many_at_once_take_exactly_the_places_there_are(app, world, client):
    def attempt(number):
        return register(app.test_client(), world.organiser, a_registration(), key=str(number))

    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(attempt, range(24)))
    assert sorted(answer.status_code for answer in answers) == [201] * 8 + [409] * 16
    with app.app_context():
        assert db.session().scalars(select(PlacePool.taken)).one() == 10
        assert db.session().scalars(select(func.count(Ticket.id))).one() == 10


def test_participants_are_listed_page_by_page(world, client):
    register(client, world.organiser, a_registration("Cem"))
    first = client.get("/api/v1/events/fest/participants?limit=2", headers=world.organiser).json
    item = first["items"][0]
    assert item.pop("registered_at").endswith("Z")
    assert len(item.pop("reference")) == 8
    assert item == {
        "contact": {
            "name": "Amina Khan",
            "channel": "email",
            "email": "amina@example.org",
            "phone": None,
        },
        "name": "Amina",
        "category": "adult",
        "birth_year": None,
        "status": "confirmed",
        "occasion": None,
        "answers": {},
    }
    query = {"limit": 2, "after": first["next"]}
    last = client.get(
        "/api/v1/events/fest/participants", query_string=query, headers=world.organiser
    ).json
    assert ([each["name"] for each in last["items"]], last["next"]) == (["Cem"], None)


def test_a_program_tells_where_people_come_from_where_the_event_asks_it(app, world, client):
    with app.app_context(), transaction() as session:
        make_event(session, slug="workshop", at=clock.now(), asks_workplace=True)
        actor_id = make_actor(session, "Politiet", at=clock.now()).id
    people = [
        {"name": "Amina", "workplace": "POLITIET"},
        {"name": "Bo", "workplace": None},
        {"name": "Carl", "workplace": "Den Grønne Skole"},
    ]
    body = a_registration(participants=people)
    assert register(client, world.organiser, body, slug="workshop").status_code == 201
    assert register(client, world.organiser, body, key="two").status_code == 201
    with app.app_context():
        told = db.session().scalars(select(Affiliation).order_by(Affiliation.participant_id))
        assert [(each.typed, each.actor_id) for each in told] == [
            ("POLITIET", actor_id),
            ("Den Grønne Skole", None),
        ]


@pytest.mark.parametrize("workplace", ["a\x00b", "x" * 121, 7])
def test_a_workplace_that_cannot_be_stored_is_refused_at_its_field(world, client, workplace):
    body = a_registration(participants=[{"name": "Amina", "workplace": workplace}])
    answer = register(client, world.organiser, body)
    assert (answer.status_code, list(answer.json["fields"])) == (
        422,
        ["participants.0.workplace"],
    )
