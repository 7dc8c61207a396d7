"""Organisers look at registrations that may be one and decide; nothing happens by itself."""

import pytest

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import get_event
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant
from eventsys.registration.queries import get_registration, token_of
from eventsys.registration.rules import Channel, Contact, IfFull
from tests.factories import make_event, make_registration

LIST = "/organiser/events/fest-1/registrations"
DUPLICATES = "/organiser/events/fest-1/people/duplicates"
MERGE = "/organiser/events/fest-1/people/merge"
BOTH = f"{MERGE}?kept=1&other=2"


@pytest.fixture
def twice(app):
    """Amina registered herself and Ali, and later Ali and Cleo; Dorte is somebody else."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_event(session, at=at, capacity=5)
        make_registration(session, event, "Amina Khan", "Ali Khan", at=at)
        make_registration(session, event, "ali khan", "Cleo", at=at)
        silent = Contact(name="Dorte", channel=Channel.NONE)
        make_registration(session, event, "Dorte", contact=silent, at=at)


def standing(app):
    with app.app_context(), transaction() as session:
        people = session.query(Participant).order_by(
            Participant.registration_id, Participant.position
        )
        taken = count_taken(session, get_event(session, "fest-1"))
        return [
            (each.registration_id, each.name) for each in people if each.status != "deregistered"
        ], taken


def test_the_list_leads_to_those_who_look_registered_twice(organiser_client, twice):
    ways = [link.get("href") for link in organiser_client.page(LIST).all("a")]
    assert DUPLICATES in ways
    page = organiser_client.page(DUPLICATES)
    assert len([each for each in page.all("section") if each.get("class") == "card stack"]) == 1
    assert "samme e-mail" in page.text
    assert "Dorte" not in page.text


def test_looking_changes_nothing_and_guesses_who_is_there_twice(app, organiser_client, twice):
    before = standing(app)
    page = organiser_client.page(BOTH)
    ticked = {
        each.get("value"): each.get("checked") is not None
        for each in page.all("input")
        if each.get("name") == "twice"
    }
    assert ticked == {"3": True, "4": False}
    assert standing(app) == before


def test_two_become_one_and_the_other_link_still_leads_to_the_tickets(app, organiser_client, twice):
    with app.app_context(), transaction() as session:
        old = token_of(get_registration(session, 2))
    assert organiser_client.submit(BOTH, {}, form="merge").location == DUPLICATES
    assert standing(app) == ([(1, "Amina Khan"), (1, "Ali Khan"), (1, "Cleo"), (3, "Dorte")], 4)
    page = organiser_client.page(f"/da/registrations/{old}")
    assert all(name in page.text for name in ("Amina Khan", "Ali Khan", "Cleo"))
    assert "Ingen to tilmeldinger ligner" in organiser_client.page(DUPLICATES).text


def test_a_refusal_is_explained_and_nothing_is_stored(app, organiser_client, twice):
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest-1")
        make_registration(session, event, "Gry", "Hans", if_full=IfFull.WAITLIST, at=clock.now())
    before = standing(app)
    organiser_client.submit(f"{MERGE}?kept=1&other=4", {}, form="merge")
    assert "har ingen plads endnu" in organiser_client.page(DUPLICATES).text
    assert standing(app) == before


@pytest.mark.parametrize("query", ["", "?kept=1&other=1", "?kept=1&other=99", "?kept=x&other=-1"])
def test_what_are_not_two_registrations_of_the_event_is_not_found(organiser_client, twice, query):
    assert organiser_client.get(f"{MERGE}{query}").status_code == 404


def test_registrations_of_another_event_are_never_merged(app, organiser_client, twice):
    with app.app_context(), transaction() as session:
        make_registration(session, make_event(session, at=clock.now()), "Ali Khan", at=clock.now())
    before = standing(app)
    sheet = organiser_client.page(BOTH).form("merge")
    sent = dict(sheet.filled({})) | {"other": "4"}
    assert organiser_client.post(MERGE, data=sent).status_code == 404
    assert standing(app) == before


def test_who_only_reads_merges_nothing(signed_in, twice):
    for role in (RoleName.EVENT_ASSISTANT, RoleName.VIEWER):
        client = signed_in(role)
        assert client.get(DUPLICATES).status_code == 403
        assert client.get(BOTH).status_code == 403
