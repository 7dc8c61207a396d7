"""Organisers see who takes part, draw the lots once, and see that the result is right."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.localtime import to_local
from eventsys.events.intake.rules import IntakePlan, WaitlistOrder, Way
from eventsys.events.models import Event
from eventsys.events.queries import get_event, plan_of
from eventsys.people.rules import RoleName
from eventsys.registration.draw.models import Draw
from eventsys.registration.rules import Channel, Contact
from tests.factories import make_event, make_family
from tests.web.conftest import add_signed_in

PAGE = "/organiser/events/fest-1/draw"
NOBODY = Contact(name="", channel=Channel.NONE)


def make_lottery(session, at, **changes):
    return make_event(
        session,
        at=at,
        capacity=3,
        intake=IntakePlan(way=Way.DRAW),
        **{
            "registration_opens_at": at - timedelta(days=2),
            "registration_closes_at": at,
            **changes,
        },
    )


@pytest.fixture
def lottery(app):
    """A draw for three places whose registration has closed, with three parties of two."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        event = make_lottery(session, at)
        for _ in range(3):
            make_family(session, event, 2, at=at - timedelta(hours=1), contact=NOBODY)


def figures(page):
    return [figure.text.strip() for figure in page.all("dd")]


def test_the_lots_are_drawn_and_drawn_again_to_see_that_they_are_right(organiser_client, lottery):
    assert figures(organiser_client.page(PAGE)) == ["3", "6", "3"]
    assert organiser_client.submit(PAGE, {"seed": "28 11 2"}, form="draw").status_code == 302
    page = organiser_client.page(PAGE)
    assert figures(page)[:2] == ["3", "1"]
    assert "28 11 2" in page.text
    assert "Resultatet blev det samme." in page.text
    waiting = figures(organiser_client.page("/organiser/events/fest-1/waitlist"))
    assert waiting == ["4", "1"]


def test_a_record_that_was_changed_is_shown_to_be_wrong(app, organiser_client, lottery):
    organiser_client.submit(PAGE, {}, form="draw")
    shown = []
    for seed in "abcdefghijkl":  # now and then another seed comes to the same order
        with app.app_context(), transaction() as session:
            session.execute(update(Draw).values(seed=seed))
        shown.append("Resultatet blev et andet" in organiser_client.page(PAGE).text)
    assert any(shown)


def test_nothing_is_drawn_before_registration_has_closed(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        make_lottery(session, at, registration_closes_at=at + timedelta(days=1))
    page = organiser_client.page(PAGE)
    assert "I kan trække lod, når tilmeldingen er lukket." in page.text
    assert [form for form in page.all("form") if form.get("id") == "draw"] == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"registration_closes_at": clock.now() + timedelta(days=1)}, "ikke lukket endnu"),
        ({"status": "cancelled"}, "Arrangementet er slut eller ikke offentliggjort."),
        ({"registration_closes_at": None}, "Der trækkes ikke lod"),
    ],
)
def test_what_keeps_the_lots_from_being_drawn_is_said(
    app, organiser_client, lottery, changes, words
):
    page = organiser_client.page(PAGE)
    with app.app_context(), transaction() as session:
        session.execute(update(Event).values(**changes))
    token = page.form("draw").filled({})
    organiser_client.post(PAGE, data=dict(token))
    assert words in organiser_client.page(PAGE).text


def test_a_seed_that_is_too_long_is_refused(organiser_client, lottery):
    answer = organiser_client.submit(PAGE, {"seed": "x" * 201}, form="draw")
    assert answer.status_code == 422


def test_the_desk_reads_and_draws_nothing(app, client, lottery):
    add_signed_in(app, client, RoleName.SERVICE_DESK)
    page = client.page(PAGE)
    assert [form for form in page.all("form") if form.get("id") == "draw"] == []


def test_the_form_asks_for_all_that_a_draw_needs(app, organiser_client):
    at = clock.now()
    with app.app_context(), transaction() as session:
        make_event(session, at=at, capacity=None)
    edit = "/organiser/events/fest-1/edit"
    wrong = {"intake-way": "draw", "intake-waitlist": "none"}
    answer = organiser_client.submit(edit, wrong, form="event")
    assert answer.status_code == 422
    for words in ("antal pladser", "Vælg en venteliste", "tilmeldingen åbner", "Så trækker I lod"):
        assert words in answer.text
    late = to_local(at + timedelta(days=20))
    right = {
        "intake-way": "draw",
        "capacity": "3",
        "opens-day": to_local(at).date().isoformat(),
        "opens-clock": "00:00",
        "closes-day": late.date().isoformat(),
        "closes-clock": "12:00",
    }
    answer = organiser_client.submit(edit, right, form="event")
    assert "før arrangementet begynder" in answer.text
    right["closes-day"] = to_local(at + timedelta(days=3)).date().isoformat()
    assert organiser_client.submit(edit, right, form="event").status_code == 302
    with app.app_context():
        intake = plan_of(db.session(), get_event(db.session(), "fest-1")).intake
    assert intake == IntakePlan(way=Way.DRAW, waitlist_order=WaitlistOrder.FITS)
