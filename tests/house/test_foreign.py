"""What belongs to one event is not found under the address of another, and nothing under none."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.care.operations import write_care
from eventsys.events.care.rules import Care
from eventsys.events.pictures.drawing import draw_anew
from eventsys.events.pictures.operations import add_picture
from eventsys.events.pictures.rules import Alt
from eventsys.events.queries import get_event
from eventsys.exchange.imports.operations import keep_draft
from eventsys.exchange.imports.rules import ImportFile, ImportKind
from eventsys.messages.composing.operations import compose_notices
from eventsys.people.rules import RoleName
from eventsys.registration.consents.operations import answer_photos
from eventsys.registration.models import Participant
from eventsys.registration.notes.operations import add_note
from eventsys.registration.overbooked.operations import mark
from eventsys.registration.rules import Category, ParticipantRequest
from tests.broadcasts import make_broadcast
from tests.exchange.work.conftest import make_work
from tests.factories import make_device, make_registration
from tests.permissions import NONE, OTHER, OWN, address_of, callers_in, routes_of
from tests.pictures import picture_file
from tests.questions import make_question
from tests.settings import BASE_URL
from tests.waves import make_wave
from tests.web.api.world import a_registration

# Parts of addresses that are no objects of an event: languages, dates by number, months, accounts,
# and cases, which are found anew among the event's own facts each time.
NO_OBJECTS = {"slug", "lang", "of", "no", "months", "account_id", "kind", "key", "list_kind"}
# Objects that are shown by a test of their own not to be found under another event: none as yet.
SHOWN_ELSEWHERE: dict[str, str] = {}
# A form that asks about something else first would answer that this is missing.
TYPED = {"reason": "x", "scan": str(uuid4()), "key": str(uuid4())}
SHELL = "is the same for every event: the phone fills it from what it holds"
FOR_ALL = {"organiser.lists.shell": SHELL, "organiser.lists.worker": SHELL}
SHOWS = Alt(texts={Language.DANISH: "Børn leger i parken."})
KEY = {"Idempotency-Key": "one"}
LIST = ImportFile(name="liste.csv", digest="0", heads=["Navn"], rows=[(2, ["Amina"])])


@pytest.fixture
def administrator(app):
    """Somebody who may call everything, in a site that asks for no forms' token."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    return callers_in(app)[RoleName.ADMINISTRATOR]


@pytest.fixture
def phone(app, administrator):
    """Give the second of two events all that an event can have; tell the id of its phone."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = get_event(session, OTHER)
        write_care(session, event, Care(photos=True))
        child = ParticipantRequest(name="Amina", category=Category.CHILD, photos=True)
        registration = make_registration(session, event, participants=[child], at=at)
        first = session.scalars(select(func.min(Participant.id))).one()
        answer_photos(session, registration, {first: False}, at=at)
        make_question(session, event)
        make_wave(session, event)
        keep_draft(session, ImportKind.PEOPLE, event, LIST, at=at, by=SYSTEM)
        add_picture(session, event, draw_anew(picture_file()), SHOWS, at=at, by=SYSTEM)
        add_note(session, registration, "Ringer igen.", at=at, by=SYSTEM)
        mark(session, registration.id, 1, at=at)
        make_broadcast(session, event, at=at)
        make_work(session, event, at=at)
        while compose_notices(session, base_url=BASE_URL, at=at):
            pass
        return make_device(session, event, at=at).device.public_id


def routes(app):
    """List the routes of events that are for roles."""
    return [route for route in routes_of(app) if route.is_of_event and route.is_for_roles]


def objects_in(route):
    """Name the objects of an event in a route's address."""
    return route.rule.arguments - NO_OBJECTS


def statuses(caller, route, path):
    """Call a route by each of its methods."""
    headers = {**caller.headers, **KEY} if route.is_api else {"Origin": BASE_URL}
    return {
        caller.client.open(
            path, method=method, base_url=BASE_URL, headers=headers, **sent(route, method)
        ).status_code
        for method in route.methods
    }


def sent(route, method):
    """Write what a route may take."""
    if method == "GET":
        return {}
    if route.is_api:
        return {"json": a_registration() if route.rule.endpoint == "api.add_registration" else {}}
    return {"data": TYPED}


def test_no_route_finds_anything_of_an_event_that_does_not_exist(app, administrator):
    found = {
        route.title: statuses(administrator, route, address_of(app, route, NONE))
        for route in routes(app)
        if route.rule.endpoint not in FOR_ALL
    }
    assert {title: each for title, each in found.items() if each != {404}} == {}


def test_no_route_finds_what_belongs_to_another_event(app, administrator, phone):
    of_objects = [route for route in routes(app) if objects_in(route)]
    found, known = {}, set()
    for route in of_objects:
        foreign = address_of(app, route, OWN).replace("/x", f"/{phone}")
        found[route.title] = statuses(administrator, route, foreign)
    for route in of_objects:
        path = address_of(app, route, OTHER).replace("/x", f"/{phone}")
        if statuses(administrator, route, path) != {404}:
            known |= objects_in(route)
    all_of_them = set().union(*map(objects_in, of_objects)) - set(SHOWN_ELSEWHERE)
    assert all_of_them - known == set(), "make one of each in the fixture"
    assert {title: each for title, each in found.items() if each != {404}} == {}
