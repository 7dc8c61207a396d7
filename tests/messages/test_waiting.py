"""What those on the waiting list are told, and that the worker ends and makes offers."""

from datetime import timedelta

from sqlalchemy import select

from eventsys.core.db import db, transaction
from eventsys.core.principal import VISITOR
from eventsys.core.text import Language
from eventsys.registration.contacts.operations import correct_email
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Registration
from eventsys.registration.queries import find_participant, get_registration, token_of
from eventsys.registration.rules import IfFull
from eventsys.registration.waitlist.offers.queries import find_open_offer
from eventsys.registration.waitlist.operations import accept_offer
from tests.factories import AT, make_event, make_family
from tests.settings import BASE_URL

TITLES = {Language.DANISH: "Sommerfest", Language.ENGLISH: "Summer party"}
WAIT = {"if_full": IfFull.WAITLIST, "language": Language.ENGLISH}


def make_list(**changes):
    """Fill an event with a family, and let two more wait."""
    with transaction() as session:
        event = make_event(session, titles=TITLES, capacity=1)
        there = make_family(session, event, 1, language=Language.ENGLISH)
        waiting = [make_family(session, event, 1, **(WAIT | changes)) for _ in range(2)]
        return [each.id for each in (there, *waiting)]


def leave(registration_id):
    with transaction() as session:
        registration = get_registration(session, registration_id)
        deregister(session, find_participant(session, registration, 1), at=AT, by=VISITOR)


def subjects(shelf):
    return [mail["Subject"] for mail in shelf.taken]


def lines(mail):
    return [line for line in mail.get_body(("plain",)).get_content().splitlines() if line]


def offer_to(registration_id):
    db.session.rollback()
    return find_open_offer(db.session(), db.session().get_one(Registration, registration_id))


def test_who_waits_is_told_their_number(database, work, shelf):
    _, first, _ = make_list()
    work()
    assert subjects(shelf) == [
        "Your tickets: Summer party",
        *["You are on the waiting list: Summer party"] * 2,
    ]
    link = f"{BASE_URL}/en/registrations/{token_of(get_registration(db.session(), first))}"
    assert lines(shelf.taken[1]) == [
        "1 person waits for a place.",
        "You are number 1 on the waiting list.",
        "We write to you if there is a place. You need not do anything.",
        "Summer party",
        "Monday 11 May 2026 12:00–15:00",
        "Hans Tavsens Park",
        "See or change your registration:",
        link,
        "The link is for you alone: whoever has it can use your tickets.",
        "About the event:",
        lines(shelf.taken[1])[-1],
    ]


def test_an_offer_says_until_when_and_opens_by_a_link_that_takes_nothing(database, work, shelf):
    there, first, _ = make_list()
    work()
    leave(there)
    work()
    assert subjects(shelf)[3:] == [
        "There is a place for you: Summer party",
        "You are no longer registered: Summer party",
    ]
    assert lines(shelf.taken[3])[:3] == [
        "1 place is yours if you want it.",
        "Answer before Wednesday 6 May at 10:00.",
        "Open the link and say yes or no:",
    ]
    assert offer_to(first) is not None


def test_the_worker_lets_an_offer_run_out_and_offers_the_place_to_the_next(database, work, shelf):
    there, first, second = make_list()
    leave(there)
    work()
    work(offer_to(first).expires_at)
    assert (offer_to(first), offer_to(second).places) == (None, 1)
    assert subjects(shelf)[-2:] == [
        "The place has gone on: Summer party",
        "There is a place for you: Summer party",
    ]


def test_a_yes_brings_the_tickets(database, work, shelf):
    there, first, _ = make_list()
    leave(there)
    with transaction() as session:
        accept_offer(session, get_registration(session, first), at=AT + timedelta(hours=1))
    work()
    assert subjects(shelf)[-1] == "You have a place: Summer party"
    assert "Ticket 1 of 1" in lines(shelf.taken[-1])


def test_who_mistyped_an_address_is_told_again_that_they_wait(database, work, shelf):
    _, first, _ = make_list()
    work()
    with transaction() as session:
        registration = session.scalars(select(Registration).filter_by(id=first)).one()
        registration.contact_email = "amina@gmial.com"
        session.flush()
        correct_email(session, registration, at=AT)
    work()
    assert subjects(shelf)[3:] == ["You are on the waiting list: Summer party"]
