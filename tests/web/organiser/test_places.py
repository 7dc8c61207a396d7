"""Organisers say what is known of the places: where they are, how one gets in."""

import pytest

from eventsys.core.db import transaction
from eventsys.people.rules import RoleName
from eventsys.places.models import Venue
from eventsys.places.queries import find_venue, list_venues
from eventsys.places.rules import NOT_KNOWN, Access
from tests.pages import Page

LIST, NEW = "/organiser/places/", "/organiser/places/new"
HOUSE = {
    "name": "Huset",
    "address": "Gaden 1",
    "district": "valby",
    "latitude": "55,6853",
    "longitude": "12.5602",
    "access-step_free": "yes",
    "access-hearing_loop": "no",
}


@pytest.fixture
def venue(app, venue_id):
    """Look at a venue as it now stands: `venue()` the park, `venue(id)` another."""

    def look(number=venue_id) -> Venue:
        with app.app_context(), transaction() as session:
            found = find_venue(session, number)
            assert found is not None
            session.expunge(found)
            return found

    return look


def problems_on(answer):
    page = Page(answer.text)
    return [" ".join("".join(link.itertext()).split()) for link in page.by_id("problems").iter("a")]


def test_a_place_is_added_with_all_that_is_known(organiser_client, venue_id, app, venue):
    assert organiser_client.submit(NEW, HOUSE, form="place").location == LIST
    with app.app_context(), transaction() as session:
        (number,) = [each.id for each in list_venues(session) if each.name == "Huset"]
    made = venue(number)
    assert (made.address, made.latitude, made.longitude) == ("Gaden 1", 55.6853, 12.5602)
    assert made.access == Access(step_free=True, hearing_loop=False)
    assert "Huset" in organiser_client.page(LIST).text


def test_a_place_is_changed_and_shown_as_it_is(organiser_client, venue_id, venue):
    edit = f"/organiser/places/{venue_id}/edit"
    changes = {"access-toilet": "yes", "address": "Parken 2"}
    assert organiser_client.submit(edit, changes, form="place").location == LIST
    assert (venue().address, venue().access) == ("Parken 2", Access(toilet=True))
    shown = dict(organiser_client.page(edit).form("place").values())
    assert (shown["access-toilet"], shown["district"]) == ("yes", "noerrebro")
    assert organiser_client.submit(edit, {"access-toilet": ""}, form="place").location == LIST
    assert venue().access == NOT_KNOWN


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Skriv stedets navn."),
        ({"latitude": "91"}, "Skriv placeringen i grader, for eksempel 55,6853."),
        ({"latitude": "nord"}, "Skriv placeringen i grader, for eksempel 55,6853."),
        ({"longitude": ""}, "Skriv begge dele af placeringen, eller ingen."),
        ({"district": "nowhere"}, "Vælg en af mulighederne."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(organiser_client, venue_id, changes, said):
    answer = organiser_client.submit(NEW, HOUSE | changes, form="place")
    assert (answer.status_code, problems_on(answer)) == (422, [said])
    assert Page(answer.text).by_id("address").get("value") == "Gaden 1"


def test_a_district_has_each_name_once(organiser_client, venue_id):
    taken = {"name": "Hans Tavsens Park", "district": "noerrebro"}
    answer = organiser_client.submit(NEW, taken, form="place")
    assert problems_on(answer) == ["Bydelen har allerede et sted med det navn."]
    assert organiser_client.submit(NEW, taken | {"district": "valby"}, form="place").location


def test_a_place_that_is_not_there_is_not_found(organiser_client):
    assert organiser_client.get("/organiser/places/999/edit").status_code == 404


def test_everybody_behind_the_sign_in_reads_the_places_and_organisers_change_them(
    signed_in, venue_id
):
    viewer, edit = signed_in(RoleName.VIEWER), f"/organiser/places/{venue_id}/edit"
    page = viewer.page(LIST)
    links = {link.get("href") for link in page.all("a")}
    assert "Hans Tavsens Park" in page.text
    assert links & {edit, NEW} == set()
    assert [viewer.get(path).status_code for path in (edit, NEW)] == [403, 403]


def test_the_form_of_an_event_names_whom_to_ask_and_a_new_place_with_its_access(
    organiser_client, typed, client
):
    new = {
        "occasions-0-venue": "new",
        "place-name": "Huset",
        "place-district": "valby",
        "place-access-step_free": "yes",
        "contact-name": "Teamet",
        "contact-phone": "33 66 00 00",
        "contact-email": "team@example.dk",
    }
    made = organiser_client.submit("/organiser/events/new", typed | new, form="event").location
    shown = dict(organiser_client.page(f"{made}edit").form("event").values())
    assert shown["contact-phone"] == "+4533660000"
    organiser_client.submit(f"{made}publish", {"sure": "1"}, form="publish")
    page = client.page(f"/da/events/{made.split('/')[-2]}")
    links = {link.get("href") for link in page.all("a")}
    assert {"tel:+4533660000", "mailto:team@example.dk"} <= links
    assert "33 66 00 00" in page.text
    assert "Adgang uden trin" in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contact-phone": "33"}, "Skriv hele telefonnummeret."),
        ({"contact-email": "team"}, "Skriv adressen som navn@example.dk."),
    ],
)
def test_a_contact_that_cannot_be_reached_is_refused(organiser_client, typed, changes, said):
    answer = organiser_client.submit("/organiser/events/new", typed | changes, form="event")
    assert (answer.status_code, problems_on(answer)) == (422, [said])
