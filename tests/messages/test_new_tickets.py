"""Whoever's ticket was replaced gets the new one, and no old one lies about as if it were good."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image

from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.documents.qr import ticket_address
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Ticket
from eventsys.registration.queries import find_participant, get_registration, token_of
from eventsys.registration.rules import Channel, Contact, IfFull
from eventsys.registration.tickets.operations import replace
from eventsys.registration.tickets.queries import list_held_tickets, ticket_of
from tests.factories import AT, make_event, make_registration
from tests.settings import BASE_URL

LATER = AT + timedelta(hours=1)


def codes(registration_id):
    db.session.rollback()
    registration = get_registration(db.session(), registration_id)
    return [each.codes for each in list_held_tickets(db.session(), registration)]


def give_new(registration_id, position=1, *, known=None):
    """Replace somebody's ticket; gives what stands for the old one."""
    with transaction() as session:
        registration = get_registration(session, registration_id)
        ticket = ticket_of(session, find_participant(session, registration, position))
        old = known or ticket.roster_hash
        replace(session, ticket, old, at=LATER, by=SYSTEM)
        return old


def pictures_of(mail):
    images = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    return [
        zxingcpp.read_barcodes(Image.open(io.BytesIO(each.get_content())))[0].text
        for each in images
    ]


def test_the_contact_gets_the_tickets_as_they_are_now(registered, work, shelf):
    registration_id = registered(2)
    work()
    before = codes(registration_id)
    give_new(registration_id)
    work(LATER)
    after = codes(registration_id)
    mail = shelf.taken[1]
    assert (mail["To"], mail["Subject"]) == (
        "amina@example.org",
        "Your new ticket: Summer party",
    )
    assert pictures_of(mail) == [ticket_address(BASE_URL, each.code) for each in after]
    text = mail.get_body(("plain",)).get_content()
    assert "The old ticket no longer admits." in text
    assert [grouped(each.short_code) in text for each in after] == [True, True]
    assert grouped(before[0].short_code) not in text
    assert before[1] == after[1]


def test_a_ticket_that_is_replaced_once_is_told_once(registered, work, shelf):
    registration_id = registered()
    work()
    known = give_new(registration_id)
    give_new(registration_id, known=known)
    work(LATER)
    assert len(shelf.taken) == 2


def test_a_ticket_that_is_replaced_before_its_confirmation_left_is_told_as_it_is_now(
    registered, work, shelf
):
    registration_id = registered()
    give_new(registration_id)
    work(LATER)
    [mail] = shelf.taken
    assert pictures_of(mail) == [ticket_address(BASE_URL, codes(registration_id)[0].code)]


def test_a_phone_is_sent_the_link(registered, work, shelf, phones):
    contact = Contact(name="Amina", channel=Channel.PHONE, phone="+4520304050")
    registration_id = registered(contact=contact)
    work()
    give_new(registration_id)
    work(LATER)
    link = f"{BASE_URL}/r/{token_of(get_registration(db.session, registration_id))}"
    assert phones.taken[1].text.startswith("Your new ticket: Summer party")
    assert phones.taken[1].text.endswith(link)
    assert shelf.taken == []


def test_who_left_nothing_to_write_to_has_it_from_the_desk(registered, work, shelf, phones):
    registration_id = registered(contact=Contact(name="Amina", channel=Channel.NONE))
    give_new(registration_id)
    work(LATER)
    assert (shelf.taken, phones.taken) == ([], [])


@pytest.mark.usefixtures("both_databases")
def test_no_letter_brings_a_ticket_to_who_has_no_place(database, work, shelf):
    with transaction() as session:
        event = make_event(session, capacity=1)
        make_registration(session, event, "Amina")
        waiting = make_registration(session, event, "Bo", if_full=IfFull.WAITLIST)
        gone = make_registration(session, event, "Zahra", if_full=IfFull.WAITLIST)
        deregister(session, find_participant(session, gone, 1), at=AT, by=VISITOR)
        ids = (waiting.id, gone.id)
    work()
    told = len(shelf.taken)
    for registration_id in ids:
        give_new(registration_id)
    work(LATER)
    assert len(shelf.taken) == told
    assert db.session.query(Ticket).count() == 3
