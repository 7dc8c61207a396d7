"""Each page of an event says what it is for."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.care.rules import Care
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.rules import AgeRule, EventKind
from eventsys.web.common.languages import speaking
from eventsys.web.organiser.explaining import about_people, about_the_day, about_the_rest
from tests.factories import make_event
from tests.pages import text_of

EVENT = "/organiser/events/fest"
WAYS = {
    "registration.index": "registrations",
    "groups.index": "groups",
    "approval.index": "requests",
    "messages.index": "messages",
    "care.pictures": "pictures",
    "workplaces.index": "workplaces",
    "desk.index": "desk",
    "checkin.index": "devices",
    "events.show": "",
    "dashboards.show": "dashboard",
    "attendance.show": "attendance",
    "lists.index": "list",
    "completion.index": "completion",
    "questions.index": "questions",
    "events.edit": "edit",
}


@pytest.fixture
def fest(app):
    """A course that asks all there is to ask."""
    with app.app_context(), transaction() as session:
        make_event(
            session,
            slug="fest",
            at=clock.now(),
            kind=EventKind.WORKSHOP,
            care=Care(photos=True),
            age_rule=AgeRule(2000, 2020),
            asks_workplace=True,
            intake=IntakePlan(way=Way.APPROVAL),
        )


def sentences(language):
    with speaking(language):
        return {**about_people(), **about_the_day(), **about_the_rest()}


def about_on(page):
    return [text_of(each) for each in page.all("p") if each.get("id") == "about"]


@pytest.mark.parametrize("language", [Language.DANISH, Language.ENGLISH])
def test_every_page_says_in_a_sentence_what_it_is_for(app, organiser_client, fest, language):
    said = {
        name: about_on(
            organiser_client.page(f"{EVENT}/{way}", headers={"Accept-Language": language.value})
        )
        for name, way in WAYS.items()
    }
    with app.test_request_context():
        known = sentences(language)
    assert said == {name: [known[name]] for name in WAYS}
    assert known.keys() - WAYS.keys() == {"draw.index"}


def test_a_page_below_does_not_repeat_it(organiser_client, fest):
    assert about_on(organiser_client.page(f"{EVENT}/copy")) == []
