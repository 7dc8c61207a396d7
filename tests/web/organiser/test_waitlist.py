"""Organisers see who waits, offer places now, take parties off and set the order."""

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.intake.rules import IntakePlan, WaitlistOrder
from eventsys.events.queries import get_event, plan_of
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant
from eventsys.registration.rules import IfFull
from tests.factories import make_event, make_family
from tests.web.conftest import add_signed_in

LIST = "/organiser/events/fest-1/waitlist"
WAIT = {"if_full": IfFull.WAITLIST}


@pytest.fixture
def waiting(app):
    """Two parties that wait for an event with three places, two of which are taken."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        intake = IntakePlan(waitlist_order=WaitlistOrder.FIRST)
        event = make_event(session, at=at, capacity=3, intake=intake)
        make_family(session, event, 2, at=at)
        return [make_family(session, event, size, at=at, **WAIT).id for size in (2, 1)]


def act(client, action):
    token = client.page(LIST).all("input")[0].get("value")
    return client.post(action, data={"csrf_token": token})


def statuses(app, registration_id):
    with app.app_context():
        found = select(Participant.status).filter_by(registration_id=registration_id)
        return db.session().scalars(found.order_by(Participant.position)).all()


def rows(page):
    return [[cell.text for cell in row.findall("{*}td")][:2] for row in page.all("tr")[1:]]


def test_the_list_says_who_waits_in_which_order_and_what_is_kept_for_them(
    organiser_client, waiting
):
    page = organiser_client.page(LIST)
    assert rows(page) == [["1", "2"], ["2", "1"]]
    assert [figure.text.strip() for figure in page.all("dd")] == ["3", "1"]


def test_an_offer_out_of_turn_holds_the_place(app, organiser_client, waiting):
    offer = f"/organiser/events/fest-1/waitlist/{waiting[1]}/offer"
    assert act(organiser_client, offer).status_code == 302
    assert statuses(app, waiting[1]) == ["offered"]
    assert "Tilbud til" in organiser_client.page(LIST).text


def test_what_does_not_fit_is_refused_in_words(app, organiser_client, waiting):
    offer = f"/organiser/events/fest-1/waitlist/{waiting[0]}/offer"
    act(organiser_client, offer)
    assert "De skal bruge 2 pladser, og 1 er ledig." in organiser_client.page(LIST).text
    assert statuses(app, waiting[0]) == ["waiting"] * 2


def test_a_party_taken_off_leaves_the_place_to_the_next(app, organiser_client, waiting):
    act(organiser_client, f"/organiser/events/fest-1/waitlist/{waiting[0]}/remove")
    assert statuses(app, waiting[0]) == ["deregistered"] * 2
    assert statuses(app, waiting[1]) == ["offered"]


@pytest.mark.parametrize(
    ("chosen", "intake"),
    [
        ("fits", IntakePlan()),
        ("first", IntakePlan(waitlist_order=WaitlistOrder.FIRST)),
        ("none", IntakePlan(has_waitlist=False)),
    ],
)
def test_the_event_says_what_happens_when_it_is_full(
    app, organiser_client, waiting, chosen, intake
):
    edit = "/organiser/events/fest-1/edit"
    answer = organiser_client.submit(edit, {"intake-waitlist": chosen}, form="event")
    assert answer.status_code == 302
    with app.app_context():
        session = db.session()
        assert plan_of(session, get_event(session, "fest-1")).intake == intake


def test_more_places_are_offered_when_the_event_is_saved(app, organiser_client, waiting):
    edit = "/organiser/events/fest-1/edit"
    organiser_client.submit(edit, {"capacity": "4"}, form="event")
    assert statuses(app, waiting[0]) == ["offered"] * 2


def test_the_desk_sees_the_list_and_offers_nothing(app, client, waiting):
    add_signed_in(app, client, RoleName.SERVICE_DESK)
    page = client.page(LIST)
    assert "Tilbyd nu" not in page.text
    assert "Tag af listen" in page.text


@pytest.mark.parametrize("changes", [{"capacity": ""}, {"intake-waitlist": "none"}])
def test_the_list_stays_within_reach_while_somebody_waits(app, organiser_client, waiting, changes):
    event = "/organiser/events/fest-1/"
    organiser_client.submit(f"{event}edit", changes, form="event")
    assert LIST in links_of(organiser_client.page(event))
    for registration_id in waiting:
        act(organiser_client, f"{LIST}/{registration_id}/remove")
    assert LIST not in links_of(organiser_client.page(event))


def links_of(page):
    return [link.get("href") for link in page.all("a")]


def test_a_long_list_goes_page_by_page_and_what_is_done_leads_back(app, organiser_client, waiting):
    with app.app_context(), transaction() as session:
        event = get_event(session, "fest-1")
        last = [make_family(session, event, 1, at=clock.now(), **WAIT).id for _ in range(50)][-1]
    first, second = (organiser_client.page(f"{LIST}{page}") for page in ("", "?page=2"))
    assert [len(rows(page)) for page in (first, second)] == [50, 2]
    assert rows(second) == [["51", "1"], ["52", "1"]]
    for page in (first, second):
        assert [figure.text.strip() for figure in page.all("dd")] == ["53", "1"]
    [way] = [
        form.get("action")
        for form in second.all("form")
        if f"/{last}/remove" in form.get("action", "")
    ]
    assert act(organiser_client, way).location == f"{LIST}?page=2"
    assert statuses(app, last) == ["deregistered"]
