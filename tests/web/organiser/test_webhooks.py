"""Organisers and administrators register receivers of news, try them and see what they got."""

import pytest
from sqlalchemy import select, update

from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, transaction
from eventsys.core.hold import hold_sending
from eventsys.core.news import NewsKind, NewsWish
from eventsys.core.principal import SYSTEM
from eventsys.exchange.webhooks.courier.courier import secrets_of
from eventsys.exchange.webhooks.models import Delivery, Receiver
from eventsys.exchange.webhooks.operations import send_trial
from eventsys.exchange.webhooks.rules import DeliveryState, Failure
from eventsys.people.rules import RoleName
from tests.exchange.webhooks.conftest import make_receiver
from tests.exchange.webhooks.server import URL

WEBHOOKS = "/organiser/webhooks/"
NEW, ONE = f"{WEBHOOKS}new", f"{WEBHOOKS}1"
FIELDS = {"label": "Biblioteket", "url": URL, "kinds": ["registration.made", "checkin.totals"]}


@pytest.fixture
def office(signed_in):
    return signed_in(RoleName.ORGANISER)


@pytest.fixture
def receiver(app):
    """A receiver with test news in its log; its id is 1."""
    with app.app_context(), transaction() as session:
        receiver = make_receiver(session, at=clock.now()).receiver
        send_trial(session, receiver, at=clock.now())


def read(app, model):
    with app.app_context():
        db.session.rollback()
        return db.session.scalars(select(model)).all()


def change(app, model, **values):
    with app.app_context(), transaction() as session:
        session.execute(update(model).values(**values))


def press(office, page, form):
    """Press a button and give what is then said."""
    answer = office.submit(page, {}, form=form)
    assert answer.status_code == 303
    return office.page(answer.location).text


def test_a_receiver_is_registered_and_its_secret_shown_once(app, office):
    office.submit(NEW, FIELDS, form="receiver")
    secret = office.last[1].by_id("made").text
    [receiver] = read(app, Receiver)
    with app.app_context():
        assert secrets_of(receiver, clock.now()) == [secret]
    assert {wish.kind for wish in read(app, NewsWish)} == {
        NewsKind.REGISTRATION_MADE,
        NewsKind.CHECKIN_TOTALS,
    }
    for page in (WEBHOOKS, ONE, f"{ONE}/edit", f"{ONE}/secret"):
        assert secret not in office.page(page).text
    assert "Biblioteket" in office.page(WEBHOOKS).text


def test_that_all_sending_was_stopped_is_told_where_one_waits_for_news(app, office, receiver):
    stopped = "al udsendelse er stoppet"
    assert stopped not in office.page(WEBHOOKS).text
    with app.app_context(), transaction() as session:
        hold_sending(session, at=clock.now(), by=SYSTEM)
    for page in (WEBHOOKS, ONE):
        assert stopped in office.page(page).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"label": ""}, "Skriv, hvem der modtager."),
        ({"label": "x" * 81}, "højst 80 tegn"),
        ({"url": ""}, "skal begynde med https://"),
        ({"url": "http://example.org/"}, "skal begynde med https://"),
        ({"url": "https://example.org/" + "a" * 500}, "Højst 500 tegn."),
        ({"url": "https://127.0.0.1/"}, "åbne internet"),
        ({"url": "https://localhost/"}, "åbne internet"),
        ({"url": "https://[::ffff:10.0.0.1]/"}, "åbne internet"),
        ({"url": "https://2130706433/"}, "åbne internet"),
        ({"url": "https://example.org:22/"}, "443 eller 8443"),
        ({"url": "https://a:b@example.org/"}, "Udelad brugernavn"),
        ({"url": "https://example"}, "Skriv en hel adresse"),
        ({"kinds": []}, "Vælg mindst én."),
        ({"kinds": ["test"]}, "Vælg mindst én."),
        ({"kinds": ["anything"]}, "Vælg mindst én."),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_stored(app, office, changes, said):
    answer = office.submit(NEW, FIELDS | changes, form="receiver")
    assert answer.status_code == 422
    assert said.lower() in office.last[1].text.lower()
    assert read(app, Receiver) == []


def test_too_many_receivers_are_refused_in_words(app, office):
    with app.app_context(), transaction() as session:
        for number in range(20):
            make_receiver(session, label=str(number), at=clock.now())
    answer = office.submit(NEW, FIELDS, form="receiver")
    assert answer.status_code == 422
    assert "20 modtagere" in office.last[1].text


def test_a_receiver_is_changed_and_keeps_its_secret(app, office, receiver):
    [before] = read(app, Receiver)
    wanted = {"label": "Skolen", "url": "https://skole.example.org/", "kinds": ["event.changed"]}
    assert office.submit(f"{ONE}/edit", wanted, form="receiver").status_code == 303
    [after] = read(app, Receiver)
    assert (after.label, after.url) == ("Skolen", "https://skole.example.org/")
    assert after.secret_sealed == before.secret_sealed
    assert office.submit(f"{ONE}/edit", wanted | {"url": "x"}, form="receiver").status_code == 422


def test_a_new_secret_is_asked_about_and_shown_once(app, office, receiver):
    office.submit(f"{ONE}/secret", {}, form="secret")
    secret = office.last[1].by_id("made").text
    with app.app_context():
        assert secrets_of(read(app, Receiver)[0], clock.now())[0] == secret
    assert secret not in office.page(f"{ONE}/secret").text


def test_a_receiver_is_deleted_after_a_question(app, office, receiver):
    office.page(f"{ONE}/delete")
    assert len(read(app, Receiver)) == 1
    assert "Modtageren er slettet." in press(office, f"{ONE}/delete", "delete")
    assert (read(app, Receiver), read(app, Delivery), read(app, NewsWish)) == ([], [], [])


def test_test_news_are_laid_by_a_press(app, office, receiver):
    assert "Prøven er undervejs." in press(office, ONE, "trial")
    assert [each.kind for each in read(app, Delivery)] == [NewsKind.TEST] * 2


def test_the_log_says_what_came_of_each_try_and_sends_once_more(app, office, receiver):
    given_up = {"state": DeliveryState.GIVEN_UP, "failure": Failure.REFUSED, "status": 503}
    change(app, Delivery, tries=8, tried_at=clock.now(), **given_up)
    page = office.page(ONE).text
    assert "Svar 503. Modtageren afviste den." in page
    assert "Den sendes igen." in press(office, ONE, "replay-1")
    [delivery] = read(app, Delivery)
    assert (delivery.state, delivery.tries_before) == (DeliveryState.QUEUED, 8)


def test_a_receiver_that_is_off_says_so_everywhere_and_is_switched_on(app, office, receiver):
    change(app, Receiver, switched_off_at=clock.now())
    assert "1 modtager af nyheder svarer ikke" in office.page("/organiser/").text
    assert "svarer ikke" not in office.page("/organiser/?q=fest").text
    assert "Slået fra" in office.page(WEBHOOKS).text
    assert "replay-1" not in office.get(ONE).text
    assert "Modtageren er slået til." in press(office, ONE, "switch-on")
    assert read(app, Receiver)[0].switched_off_at is None
    assert "svarer ikke" not in office.page("/organiser/").text


def test_a_page_from_before_it_was_switched_off_sends_nothing(app, office, receiver):
    office.page(ONE)
    page = office.last[1]
    change(app, Receiver, switched_off_at=clock.now())
    token = next(
        each.get("value") for each in page.all("input") if each.get("name") == "csrf_token"
    )
    answer = office.post(f"{ONE}/deliveries/1/replay", data={"csrf_token": token})
    assert "Slå den til først." in office.page(answer.location).text


def test_those_who_cannot_register_receivers_are_told_of_none(app, signed_in, receiver):
    change(app, Receiver, switched_off_at=clock.now())
    viewer = signed_in(RoleName.VIEWER)
    page = viewer.page("/organiser/").text
    assert "modtager af nyheder" not in page
    assert "Webhooks" not in page
    assert viewer.get(WEBHOOKS).status_code == 403


def test_each_change_is_one_row_in_the_log_without_the_secret(app, office):
    office.submit(NEW, FIELDS, form="receiver")
    secret = office.last[1].by_id("made").text
    entries = [each for each in read(app, AuditEntry) if each.object_kind == "receiver"]
    assert [each.verb for each in entries] == ["create"]
    assert secret not in str([each.details for each in read(app, AuditEntry)])


def test_an_unknown_receiver_is_not_found(office):
    assert {
        office.get(f"{WEBHOOKS}{path}").status_code for path in ("9", "9/edit", "9/secret")
    } == {404}
