"""Organisers say which organisation is meant where the register is not sure."""

from uuid import uuid4

import pytest

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import find_event, get_event, list_occasions
from eventsys.people.actors.queries import read_register
from eventsys.people.rules import RoleName
from eventsys.registration.affiliations.queries import list_workplaces
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.registration.rules import ParticipantRequest
from tests.actors import make_actor
from tests.factories import make_event, make_registration

HERE = "/organiser/events/workshop/workplaces"
WRITTEN = ("Nørrebro Bibliotek", "nørrebro biblotek", "Nørrebro Biblotek", "Politiet", "")


@pytest.fixture
def workshop(app):
    """A workshop whose people wrote where they come from; the library is in the register."""
    with app.app_context(), transaction() as session:
        at = clock.now()
        make_actor(session, "Nørrebro Bibliotek", at=at)
        event = make_event(session, slug="workshop", asks_workplace=True, at=at)
        people = [
            ParticipantRequest(name=f"Person {number}", workplace=each)
            for number, each in enumerate(WRITTEN)
        ]
        make_registration(session, event, participants=people, at=at)


@pytest.fixture
def told(in_app):
    """Tell where everybody comes from: what they wrote, and what the actor is called."""

    def listed():
        db.session.rollback()
        session, register = db.session(), read_register(db.session())
        rows = list_workplaces(session, find_event(session, "workshop"))
        day = clock.now().date()
        return [
            (row.typed, register.name_of(row.actor_id, day) if row.actor_id else None)
            for row in rows
        ]

    return listed


def settle(browser, number=1, **changes):
    """Send the form of a name that waits, counted from the top, and read what is said."""
    browser.submit(HERE, changes, form=f"waiting-{number}")
    return browser.page(HERE).text


def come(app, *numbers, leaves=False):
    """Let people of the workshop come, by their numbers, who may have deregistered before."""
    with app.app_context(), transaction() as session:
        event = get_event(session, "workshop")
        (occasion,) = list_occasions(session, event)
        people = session.query(Participant).order_by(Participant.id).all()
        for number in numbers:
            if leaves:
                deregister(session, people[number], at=clock.now(), by=SYSTEM)
            session.add(
                AttendanceMark(
                    mark_id=str(uuid4()),
                    participant_id=people[number].id,
                    occasion_id=occasion.id,
                    status=AttendanceStatus.CAME,
                    source=MarkSource.LIST,
                    reason=None,
                    made_at=clock.now(),
                    received_at=clock.now(),
                    made_by="test",
                )
            )


def figures(page):
    return [" ".join("".join(each.itertext()).split()) for each in page.all("dd")]


def test_a_like_name_is_suggested_and_settled_for_all_who_wrote_it(
    workshop, organiser_client, told
):
    page = organiser_client.page(HERE)
    labels = [label.text for label in page.all("label") if "Bibliotek" in (label.text or "")]
    assert labels == ["Nørrebro Bibliotek"]
    form = page.form("waiting-1").values()
    assert dict(form)["typed"] == "nørrebro biblotek"
    assert "actor" not in dict(form)  # nothing is chosen beforehand
    assert "2 personer er på plads." in settle(organiser_client, actor="1")
    assert told() == [
        ("Nørrebro Bibliotek", "Nørrebro Bibliotek"),
        ("nørrebro biblotek", "Nørrebro Bibliotek"),
        ("Nørrebro Biblotek", "Nørrebro Bibliotek"),
        ("Politiet", None),
        ("", None),
    ]


def test_a_new_actor_is_added_to_the_register_under_what_was_written(
    workshop, organiser_client, told
):
    said = settle(organiser_client, 2, actor="new-unit", remember="y")
    assert "1 person er på plads." in said
    assert told()[3] == ("Politiet", "Politiet")
    assert "Politiet" in organiser_client.page("/organiser/actors/").text


def test_another_actor_is_named_and_a_name_that_is_remembered_settles_the_next(
    workshop, organiser_client, told, app
):
    with app.app_context(), transaction() as session:
        make_actor(session, "Station Bellahøj", at=clock.now())
    assert "Vælg en aktør" in settle(organiser_client, 2, actor="other", named="Station")
    said = settle(organiser_client, 2, actor="other", named="station bellahøj", remember="y")
    assert "1 person er på plads." in said
    with app.app_context(), transaction() as session:
        event = find_event(session, "workshop")
        people = [ParticipantRequest(name="Ny", workplace="POLITIET")]
        make_registration(session, event, participants=people, at=clock.now())
    assert told()[-1] == ("POLITIET", "Station Bellahøj")


@pytest.mark.parametrize("actor", ["", "999", "2147483648", "-1", "x", "٣"])
def test_without_an_actor_of_the_register_nothing_is_settled(
    workshop, organiser_client, told, actor
):
    before = told()
    assert "Vælg en aktør" in settle(organiser_client, 2, actor=actor)
    assert told() == before


def test_a_name_that_the_register_has_already_is_no_new_actor(workshop, organiser_client, told):
    with_new = settle(organiser_client, 1, typed="Nørrebro Bibliotek", actor="new-organisation")
    assert "En anden aktør har det navn" in with_new


def test_what_was_settled_is_taken_back_and_found_again(workshop, organiser_client, told):
    back = {"typed": "nørrebro bibliotek"} | token(organiser_client)
    organiser_client.post(f"{HERE}/unassign", data=back)
    assert told()[0] == ("Nørrebro Bibliotek", None)
    organiser_client.post(f"{HERE}/known", data=token(organiser_client))
    assert told()[0] == ("Nørrebro Bibliotek", "Nørrebro Bibliotek")


def token(browser):
    return dict(browser.page(HERE).form("sign-out").values())


def test_who_wrote_nothing_is_told_of_later(workshop, organiser_client, told):
    page = organiser_client.page(HERE)
    field = next(name for name, _text in page.form("people").values() if name.startswith("person-"))
    organiser_client.submit(HERE, {field: "NØRREBRO BIBLIOTEK"}, form="people")
    assert told()[-1] == ("NØRREBRO BIBLIOTEK", "Nørrebro Bibliotek")
    wrong = token(organiser_client) | {"person-999": "Politiet"}
    assert organiser_client.post(f"{HERE}/people", data=wrong).status_code == 404
    for text in ("", "a\x00b"):
        nothing = token(organiser_client) | {field: text, "person-x": "Politiet"}
        assert organiser_client.post(f"{HERE}/people", data=nothing).status_code == 303
    assert told()[-1] == ("NØRREBRO BIBLIOTEK", "Nørrebro Bibliotek")


def test_those_who_came_are_counted_and_who_left_for_good_is_not_asked_for(
    app, workshop, organiser_client
):
    assert figures(organiser_client.page(HERE))[:3] == ["0", "0", "0"]
    come(app, 0, 4)
    come(app, 3, leaves=True)
    page = organiser_client.page(HERE)
    assert figures(page)[:3] == ["1", "3", "2"]
    assert "Politiet" in page.text  # deregistered, and came
    with app.app_context(), transaction() as session:
        person = session.query(Participant).order_by(Participant.id).all()[1]
        deregister(session, person, at=clock.now(), by=SYSTEM)
    assert "1 person" in organiser_client.page(HERE).text


def test_who_meets_people_reads_the_page_and_organisers_settle(workshop, signed_in):
    assert signed_in(RoleName.VIEWER).get(HERE).status_code == 403
    desk = signed_in(RoleName.SERVICE_DESK)
    page = desk.page(HERE)
    assert "Politiet" in page.text
    assert {form.get("id") for form in page.all("form")} == {"sign-out"}
    assert desk.post(f"{HERE}/assign", data=token(desk)).status_code == 403
    tabs = {link.get("href") for link in page.all("a")}
    assert HERE in tabs


def test_an_event_that_does_not_ask_has_no_such_tab(app, organiser_client):
    with app.app_context(), transaction() as session:
        make_event(session, slug="fest", at=clock.now())
    links = {link.get("href") for link in organiser_client.page("/organiser/events/fest/").all("a")}
    assert "/organiser/events/fest/workplaces" not in links


def test_many_names_stand_page_by_page(app, organiser_client):
    with app.app_context(), transaction() as session:
        at = clock.now()
        event = make_event(session, slug="workshop", capacity=None, asks_workplace=True, at=at)
        for first in range(0, 60, 10):
            people = [
                ParticipantRequest(name="Bo", workplace=f"Forening {number:02}")
                for number in range(first, first + 10)
            ]
            make_registration(session, event, participants=people, at=at)
    names = []
    for address in (HERE, f"{HERE}?page=2"):
        page = organiser_client.page(address)
        names.append(["".join(each.itertext()).split()[1] for each in page.all("h3")])
    assert [len(each) for each in names] == [50, 10]
    assert sorted(names[0] + names[1]) == [f"{number:02}" for number in range(60)]
