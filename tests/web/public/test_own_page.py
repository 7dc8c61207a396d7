from types import SimpleNamespace

import pytest

from eventsys.events.intake.rules import IntakePlan
from eventsys.events.rules import EventStatus
from eventsys.registration.rules import Category, Channel, ParticipantStatus, TicketStatus
from eventsys.web.public.own_page import category_name, heading_of, keep_words, refusal_words

STATES = [
    ("published", "confirmed", "valid", ""),
    ("cancelled", "confirmed", "valid", "Arrangementet er aflyst"),
    ("published", "deregistered", "valid", "Frameldt"),
    ("published", "waiting", "valid", "På venteliste"),
    ("published", "offered", "valid", "På venteliste"),
    ("published", "confirmed", "blocked", "Billetten er spærret. Spørg en arrangør."),
    ("archived", "confirmed", "valid", ""),
]


@pytest.fixture(autouse=True)
def danish(app):
    with app.test_request_context("/da/"):
        yield


@pytest.mark.parametrize(("event", "participant", "ticket", "words"), STATES)
def test_a_ticket_that_does_not_admit_says_why(event, participant, ticket, words):
    shown = SimpleNamespace(status=EventStatus(event), intake=IntakePlan())
    assert refusal_words(shown, ParticipantStatus(participant), TicketStatus(ticket)) == words


@pytest.mark.parametrize(
    ("event", "states", "heading"),
    [
        ("published", ["", ""], "I er tilmeldt"),
        ("published", ["", "På venteliste"], "Du er tilmeldt"),
        ("published", ["Meldt fra"], "Du er ikke tilmeldt længere"),
        ("cancelled", ["Aflyst"], "Arrangementet er aflyst"),
    ],
)
def test_the_heading_says_how_things_stand(event, states, heading):
    tickets = [SimpleNamespace(state=state) for state in states]
    assert heading_of(tickets, SimpleNamespace(status=EventStatus(event))) == heading


def test_who_only_waits_reads_that_in_the_heading():
    shown = SimpleNamespace(status=EventStatus.PUBLISHED)
    waits, has_place = SimpleNamespace(state="På venteliste"), SimpleNamespace(state="")
    assert heading_of([waits], shown, "I er på venteliste") == "I er på venteliste"
    assert heading_of([waits, has_place], shown, "I er på venteliste") == "Du er tilmeldt"


def test_each_channel_is_told_how_to_find_the_page_again():
    said = {keep_words(SimpleNamespace(contact_channel=channel)) for channel in Channel}
    assert len(said) == len(Channel)


def test_categories_are_named():
    assert [category_name(each) for each in Category] == ["Barn", "Voksen", "Personale"]
