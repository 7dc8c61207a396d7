"""Programs read what an event asks, and answer it."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.registration.questions.rules import AskedOf, Condition, QuestionKind
from tests.factories import make_draft
from tests.questions import make_question
from tests.web.api.test_registrations import register
from tests.web.api.world import a_registration

ADDRESS = "/api/v1/events/fest/questions"
KINDS = QuestionKind


@pytest.fixture
def asking(app, world):
    """Let the event ask each person what they eat, and all of them how they come."""
    whole = AskedOf.REGISTRATION
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest")
        make_question(session, event, "Spiser med", kind=KINDS.YES_NO, is_required=True)
        make_question(
            session,
            event,
            "Kost",
            "Kød",
            "Grønt",
            kind=KINDS.CHOICES,
            is_required=True,
            condition=Condition("spiser_med", "yes"),
        )
        make_question(session, event, "Klapvogne", kind=KINDS.NUMBER, asked_of=whole)
        make_question(session, event, "Andet", asked_of=whole, others={Language.ENGLISH: "Else"})
    return world


def with_answers(*people, **changes):
    """Write a registration whose people answer."""
    body = a_registration(*(f"Person {n}" for n in range(len(people))), **changes)
    for person, answers in zip(body["participants"], people, strict=True):
        person["answers"] = answers
    return body


def test_everybody_reads_what_an_event_asks(asking, client):
    _eats, diet, _prams, other = client.get(ADDRESS).json["items"]
    assert diet == {
        "code": "kost",
        "kind": "choices",
        "asked_of": "participant",
        "required": True,
        "label": {"da": "Kost"},
        "help": {},
        "purpose": {"da": "Så vi kan planlægge dagen."},
        "options": [
            {"code": "koed", "label": {"da": "Kød"}},
            {"code": "groent", "label": {"da": "Grønt"}},
        ],
        "only_if": {"question": "spiser_med", "answer": "yes"},
        "deletion_days": 30,
    }
    assert other["label"] == {"da": "Andet", "en": "Else"}


def test_what_a_draft_asks_is_the_organisers(app, world, client):
    with app.app_context(), transaction() as session:
        make_draft(session, slug="kladde", at=clock.now())
    path = "/api/v1/events/kladde/questions"
    assert client.get(path).status_code == 404
    assert client.get(path, headers=world.organiser).json == {"items": []}


def test_answers_come_with_a_registration_and_stand_in_the_list(asking, client):
    body = with_answers(
        {"spiser_med": True, "kost": ["groent", "koed"]},
        {"spiser_med": False, "kost": None},
        answers={"klapvogne": 2, "andet": "Vi kommer lidt før"},
    )
    made = register(client, asking.organiser, body)
    assert made.status_code == 201, made.json
    assert register(client, asking.organiser, body).status_code == 200
    listed = client.get("/api/v1/events/fest/participants", headers=asking.organiser).json
    assert [each["answers"] for each in listed["items"]] == [
        {},
        {},
        {
            "spiser_med": "yes",
            "kost": "koed groent",
            "klapvogne": "2",
            "andet": "Vi kommer lidt før",
        },
        {"spiser_med": "no", "klapvogne": "2", "andet": "Vi kommer lidt før"},
    ]


def test_all_wrong_answers_are_told_with_their_paths(asking, client):
    body = with_answers(
        {"spiser_med": True},
        {"kost": "koed", "forged": "x"},
        answers={"klapvogne": "many", "andet": "x" * 501},
    )
    refused = register(client, asking.organiser, body)
    assert (refused.status_code, refused.json["code"]) == (422, "E_FIELDS")
    assert refused.json["fields"] == {
        "answers.klapvogne": "Write a whole number in “klapvogne”, such as 3.",
        "answers.andet": "Write at most 500 characters in “andet”.",
        "participants.0.answers.kost": "Answer “kost”.",
        "participants.1.answers.spiser_med": "Answer “spiser_med”.",
        "participants.1.answers.forged": "The event does not ask this.",
    }


def test_an_event_that_asks_nothing_takes_no_answers(world, client):
    refused = register(client, world.organiser, a_registration("Amina", answers={"mad": "ja"}))
    assert refused.json["fields"] == {"answers.mad": "The event does not ask this."}


def test_an_answer_that_is_none_of_these_is_refused(world, client):
    refused = register(client, world.organiser, a_registration("Amina", answers={"mad": {"a": 1}}))
    assert (refused.status_code, refused.json["code"]) == (422, "E_FIELDS")
