from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.documents.errors import PressFailed
from eventsys.events.models import Occasion, PlacePool
from eventsys.events.operations import cancel
from eventsys.events.queries import get_event
from eventsys.events.rules import EventKind
from eventsys.registration.models import Registration
from eventsys.registration.queries import token_of
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.web.public import registrations
from tests.factories import make_event, make_registration
from tests.pages import Page
from tests.watch import watch_statements


def taken():
    db.session.rollback()
    return db.session.scalars(select(PlacePool.taken)).one()


def test_the_own_page_shows_each_ticket_with_its_codes(client, publish, register):
    own = register(publish(), people=2)
    page = client.page(own)
    held = list_held_tickets(db.session, db.session.scalars(select(Registration)).one())
    strips = [each for each in page.all("p") if each.get("class") == "code"]
    shown = [code.text for strip in strips for code in strip.iter("bdi")]
    assert shown == [f"{t.codes.short_code[:4]}-{t.codes.short_code[4:]}" for t in held]
    assert len(page.all("{http://www.w3.org/2000/svg}svg")) > 2


def test_a_personal_page_is_kept_nowhere_and_tells_nobody_its_address(client, publish, register):
    answer = client.get(register(publish()))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in answer.headers


def test_neighbouring_tickets_are_reached_by_links(client, publish, register):
    page = client.page(register(publish(), people=3))
    inside = [link.get("href") for link in page.all("a") if link.get("href", "").startswith("#t")]
    assert inside == ["#ticket-2", "#ticket-1", "#ticket-3", "#ticket-2"]
    assert [item.get("id") for item in page.all("li") if item.get("id")] == [
        f"ticket-{number}" for number in (1, 2, 3)
    ]


def test_giving_a_place_back_asks_first_and_frees_the_place(client, publish, register):
    own = register(publish(capacity=2), people=2)
    assert taken() == 2
    leave = f"{own}/people/1/deregister"
    assert client.page(leave).heading == "Vil du melde fra?"
    assert taken() == 2
    answer = client.submit(leave, {})
    assert (answer.status_code, answer.location) == (303, f"{own}?left=1")
    assert taken() == 1
    page = client.page(answer.location)
    assert "Pladsen er givet tilbage" in page.text
    assert page.heading == "Du er tilmeldt"
    assert "Frameldt" in page.text


@pytest.mark.parametrize("left", ["1", "9", "x", "<b>"])
def test_an_address_alone_does_not_say_that_a_place_was_given_back(client, publish, register, left):
    page = client.page(f"{register(publish())}?left={left}")
    assert "Pladsen er givet tilbage" not in page.text


def test_giving_a_place_back_twice_is_harmless(client, publish, register):
    leave = f"{register(publish(), people=2)}/people/1/deregister"
    client.submit(leave, {})
    assert client.submit(leave, {}).status_code == 303
    assert taken() == 1


def test_a_form_that_is_not_ours_gives_no_place_back(client, publish, register):
    own = register(publish())
    assert client.post(f"{own}/people/1/deregister", data={}).status_code == 400
    assert taken() == 1


def boxes_of(page):
    """Tell what the coloured boxes of a page are headed by."""
    boxes = [box for box in page.all("div") if (box.get("class") or "").startswith("alert ")]
    return ["".join(box.find(".//{*}h2").itertext()) for box in boxes]


def test_a_mistyped_address_is_corrected_by_one_button(client, publish, register, both_databases):
    own = register(publish(), email="fatima@gmial.com")
    assert boxes_of(client.page(own)) == ["Mente du fatima@gmail.com?"]
    answer = client.submit(own, {}, form="correct")
    assert (answer.status_code, answer.location) == (303, f"{own}?corrected=1")
    page = client.page(answer.location)
    assert boxes_of(page) == ["Tak"]
    assert "Vi sender linket og billetterne til fatima@gmail.com." in page.text
    db.session.rollback()
    assert contacts() == [("fatima@gmail.com", 2)]


def contacts():
    """Tell where each registration is written to, and its revision."""
    rows = db.session.execute(select(Registration.contact_email, Registration.revision))
    return [tuple(row) for row in rows]


def test_pressing_the_button_twice_corrects_once(client, publish, register):
    own = register(publish(), email="fatima@gmial.com")
    filled = dict(client.page(own).form("correct").filled({}))
    answers = [client.post(f"{own}/email", data=filled) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert contacts() == [("fatima@gmail.com", 2)]


def test_a_form_that_is_not_ours_corrects_nothing(client, publish, register):
    own = register(publish(), email="fatima@gmial.com")
    answer = client.post(f"{own}/email", data={"email": "thief@example.org"})
    assert answer.status_code == 400
    assert boxes_of(Page(answer.text))[1:] == ["Mente du fatima@gmail.com?"]
    assert client.get(f"{own}/email").location == own
    assert contacts() == [("fatima@gmial.com", 1)]


def test_an_address_that_looks_right_is_not_questioned(client, publish, register):
    assert boxes_of(client.page(register(publish()))) == []


def test_after_the_event_no_place_is_given_back(client, in_app):
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, days=(1,))
        registration = make_registration(session, event, at=at)
        occasion = session.scalars(select(Occasion)).one()
        occasion.starts_at -= timedelta(days=9)
        occasion.ends_at -= timedelta(days=9)
        own = f"/da/registrations/{token_of(registration)}"
    assert client.get(f"{own}/people/1/deregister").status_code == 409
    assert client.post(f"{own}/email").status_code == 409
    assert "Meld fra" not in client.page(own).text


def test_a_cancelled_event_voids_its_tickets(client, publish, register):
    slug = publish()
    own = register(slug)
    with transaction() as session:
        cancel(session, get_event(session, slug), at=clock.now(), by=SYSTEM)
    page = client.page(own)
    assert page.heading == "Arrangementet er aflyst"
    assert client.get(f"{own}/tickets.pdf").status_code == 404


@pytest.mark.parametrize("spoil", [lambda own: own[:-1], lambda own: own + "x", str.upper])
def test_a_link_with_a_wrong_character_opens_nothing(client, publish, register, spoil):
    own = register(publish())
    start, _, token = own.rpartition("/")
    answers = [client.get(f"{start}/{spoil(token)}"), client.get(f"{start}/nope")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data


def test_nobody_else_can_be_deregistered(client, publish, register):
    own = register(publish())
    assert client.get(f"{own}/people/2/deregister").status_code == 404


def test_the_tickets_come_as_a_pdf(client, publish, register):
    answer = client.get(f"{register(publish(kind=EventKind.PUBLIC), people=2)}/tickets.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"


def test_paper_that_cannot_be_made_now_is_asked_for_later(client, publish, register, monkeypatch):
    own = register(publish())

    def fail(sheet):
        raise PressFailed

    monkeypatch.setattr(registrations, "print_tickets", fail)
    answer = client.get(f"{own}/tickets.pdf")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_the_own_page_takes_as_many_queries_for_one_person_as_for_ten(client, publish, register):
    slug = publish()
    counts = []
    for people in (1, 10):
        own = register(slug, people=people, email=f"{people}@example.dk")
        client.get(own)  # after this the event is known until it changes
        with watch_statements() as statements:
            client.get(own)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4
