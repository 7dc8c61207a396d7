"""The worker: never no mail, never two where one will do, and nothing personal in the logs."""

import logging
import re
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import delete, event, select

from eventsys.core.audit import AuditEntry
from eventsys.core.audit_anchor import read_anchor
from eventsys.core.codes import grouped
from eventsys.core.db import db, transaction
from eventsys.core.principal import VISITOR
from eventsys.core.text import Language
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.models import Event
from eventsys.events.queries import get_event
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.errors import Refused, Uncertain, Unreachable
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.operations import lease_message
from eventsys.messages.queries import is_outbox_late, is_worker_alive
from eventsys.messages.rounds import Rounds
from eventsys.messages.rules import LEASE
from eventsys.registration.contacts.operations import correct_email
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.queries import find_participant, get_registration, token_of
from eventsys.registration.rules import Channel, Contact
from eventsys.registration.tickets.queries import list_held_tickets
from tests.factories import AT, make_account, make_event, make_registration
from tests.settings import BASE_URL


def messages():
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def states():
    return [(message.state, message.tries, message.failure) for message in messages()]


def leave(registration_id, position=1, at=AT):
    with transaction() as session:
        registration = get_registration(session, registration_id)
        participant = find_participant(session, registration, position)
        deregister(session, participant, at=at, by=VISITOR)


def test_a_registration_is_confirmed_once_however_often_the_worker_looks(registered, work, shelf):
    registered()
    work()
    work()
    assert [(mail["To"], mail["Subject"]) for mail in shelf.taken] == [
        ("amina@example.org", "Your tickets: Summer party")
    ]
    assert states() == [(MessageState.SENT, 1, None)]


@pytest.mark.parametrize(("people", "enough"), [(2, 1), (1, 0)])
def test_a_family_is_told_that_one_ticket_is_enough(registered, work, shelf, people, enough):
    registered(people)
    with transaction() as session:
        session.query(Event).one().family_scan = True
    work()
    for kind in ("plain", "html"):
        text = " ".join(shelf.taken[0].get_body((kind,)).get_content().split())
        assert text.count("One of your tickets is enough") == enough
        assert text.count("Show one ticket for each person") == 1 - enough


def test_a_confirmation_holds_time_place_link_and_each_short_code_but_no_name(
    registered, work, shelf
):
    registration_id = registered(2)
    work()
    registration = get_registration(db.session(), registration_id)
    codes = [held.codes for held in list_held_tickets(db.session(), registration)]
    text = shelf.taken[0].get_body(("plain",)).get_content()
    assert text.splitlines() == [
        "You are registered.",
        "Show one ticket for each person at the entrance, on paper or on a phone.",
        "",
        "Summer party",
        "",
        "Monday 11 May 2026 12:00–15:00",
        "Hans Tavsens Park",
        "",
        "Ticket 1 of 2",
        f"Short code: {grouped(codes[0].short_code)}",
        "",
        "Ticket 2 of 2",
        f"Short code: {grouped(codes[1].short_code)}",
        "",
        "See and print your tickets, or give a place back:",
        f"{BASE_URL}/en/registrations/{token_of(registration)}",
        "",
        "The link is for you alone: whoever has it can use your tickets.",
        "",
        "About the event:",
        f"{BASE_URL}/en/events/{text.splitlines()[-1].rpartition('/')[2]}",
    ]


def test_no_participant_and_no_contact_is_named_anywhere_in_a_mail(registered, work, shelf):
    registered(2)
    work()
    parts = [part.get_content() for part in shelf.taken[0].walk() if not part.is_multipart()]
    words = " ".join(part for part in parts if isinstance(part, str))
    assert [name for name in ("Person", "Amina", "Khan") if name in words] == []


@pytest.mark.parametrize(
    ("language", "direction"), [(Language.ARABIC, "rtl"), (Language.DANISH, "ltr")]
)
def test_a_mail_is_in_the_language_of_the_registration(
    registered, work, shelf, language, direction
):
    registered(language=language)
    work()
    assert shelf.taken[0]["Content-Language"] == language
    page = shelf.taken[0].get_body(("html",)).get_content()
    assert re.findall(r'<div class="letter"\s+lang="(.*)"\s+dir="(.*)">', page) == [
        (language, direction)
    ]


def test_who_wants_no_messages_gets_none_and_holds_nothing_up(registered, work, shelf):
    registered(contact=Contact(name="Amina", channel=Channel.NONE))
    work()
    assert (shelf.taken, messages()) == ([], [])
    assert not is_outbox_late(db.session(), at=AT + timedelta(days=1))


def test_a_failing_server_is_tried_six_times_and_then_the_message_is_given_up(
    registered, work, shelf
):
    registered()
    shelf.failures = [Unreachable("ConnectionRefusedError")] * 9
    at, waits = AT, []
    while True:
        work(at)
        message = messages()[0]
        if message.state is not MessageState.QUEUED:
            break
        waits.append(message.due_at - at)
        at = message.due_at
    assert [int(wait.total_seconds() // 60) for wait in waits] == [1, 5, 30, 120, 360]
    assert states() == [(MessageState.GIVEN_UP, 6, "ConnectionRefusedError")]


def test_a_refused_registration_leaves_no_mail_and_a_taken_one_exactly_one(database, work, shelf):
    with transaction() as session:
        slug = make_event(session, capacity=1).slug
    for _ in range(3):
        with suppress(NotEnoughPlaces), transaction() as session:
            make_registration(session, get_event(session, slug), "Amina")
    work()
    assert len(shelf.taken) == len(messages()) == 1


def test_a_message_is_not_tried_before_it_is_due(registered, work, shelf):
    registered()
    shelf.failures = [Unreachable("451")]
    work()
    work(AT + timedelta(seconds=59))
    assert shelf.taken == []
    work(AT + timedelta(seconds=60))
    assert states() == [(MessageState.SENT, 2, None)]


def test_an_address_refused_for_good_is_given_up_at_once(registered, work, shelf):
    registered()
    shelf.failures = [Refused("recipient 550")]
    work()
    assert states() == [(MessageState.GIVEN_UP, 1, "recipient 550")]


def test_a_line_that_broke_leaves_the_message_uncertain_and_repeats_it_with_its_id(
    registered, work, shelf
):
    registered()
    shelf.failures = [Uncertain("SMTPServerDisconnected")]
    work()
    assert states() == [(MessageState.UNCERTAIN, 1, "SMTPServerDisconnected")]
    work(AT + timedelta(minutes=1))
    assert [mail["Message-ID"] for mail in shelf.taken] == [messages()[0].message_id]


def test_one_message_that_cannot_be_written_does_not_hold_up_the_next(
    registered, make_worker, shelf
):
    registered()
    registered()
    calls = iter([ValueError("Amina Khan"), *[None] * 9])

    def render(template, language, values):
        failure = next(calls)
        if failure is not None:
            raise failure
        return template

    worker = make_worker(render=render)
    while worker.work(AT):
        pass
    assert states() == [(MessageState.QUEUED, 1, "ValueError"), (MessageState.SENT, 1, None)]


def test_a_newer_notice_overtakes_a_message_that_has_not_left(registered, work, shelf):
    registration_id = registered(2)
    shelf.failures = [Unreachable("451")]
    work()
    leave(registration_id)
    work(AT + timedelta(minutes=1))
    assert [mail["Subject"] for mail in shelf.taken] == [
        "Your registration was changed: Summer party"
    ]
    assert [(message.state, message.failure) for message in messages()] == [
        (MessageState.GIVEN_UP, "overtaken"),
        (MessageState.SENT, None),
    ]


def test_after_its_address_was_corrected_a_confirmation_goes_there(registered, work, shelf):
    mistyped = Contact(name="Amina", channel=Channel.EMAIL, email="amina@gmial.com")
    registration_id = registered(contact=mistyped)
    work()
    with transaction() as session:
        correct_email(session, get_registration(session, registration_id), at=AT)
    work()
    assert [(mail["To"], mail["Subject"]) for mail in shelf.taken] == [
        ("amina@gmial.com", "Your tickets: Summer party"),
        ("amina@gmail.com", "Your tickets: Summer party"),
    ]


def test_a_notice_overtaken_before_it_was_composed_makes_no_message(registered, work, shelf):
    leave(registered())
    work()
    assert [mail["Subject"] for mail in shelf.taken] == [
        "You are no longer registered: Summer party"
    ]
    assert [message.revision for message in messages()] == [2]


def test_after_a_deregistration_the_remaining_tickets_keep_their_numbers(registered, work, shelf):
    registration_id = registered(3)
    leave(registration_id, position=2)
    work()
    lines = shelf.taken[0].get_body(("plain",)).get_content().splitlines()
    assert [line for line in lines if line.startswith("Ticket")] == [
        "Ticket 1 of 3",
        "Ticket 3 of 3",
    ]


def test_a_leased_message_is_nobody_elses_until_the_lease_runs_out(registered, make_worker):
    registered()
    make_worker().work(AT - timedelta(days=1))  # composes; the message is due at that time
    message = messages()[0]
    with transaction() as session:
        session.get_one(OutboxMessage, message.id).state = MessageState.QUEUED
    with transaction() as session:
        assert lease_message(session, at=AT) == message.id
    with transaction() as session:
        assert lease_message(session, at=AT + LEASE - timedelta(seconds=1)) is None
        assert lease_message(session, at=AT + LEASE) == message.id


def test_a_message_whose_last_try_a_worker_died_over_is_given_up(registered, work, shelf):
    registered()
    shelf.failures = [Unreachable("451")]
    work()
    with transaction() as session:
        message = session.scalars(select(OutboxMessage)).one()
        message.state, message.tries, message.lease_until = MessageState.SENDING, 6, AT
    work(AT)
    assert states() == [(MessageState.GIVEN_UP, 6, "lost")]


def test_the_worker_shows_that_it_lives_and_seals_the_audit_log(registered, work):
    registered()
    assert not is_worker_alive(db.session(), at=AT)
    work()
    db.session.rollback()
    assert is_worker_alive(db.session(), at=AT + timedelta(seconds=119))
    assert not is_worker_alive(db.session(), at=AT + timedelta(minutes=2))
    unsealed = select(AuditEntry).where(AuditEntry.chain_no.is_(None))
    assert db.session.scalars(unsealed).all() == []


def test_the_anchor_follows_the_log_and_no_log_that_was_cut(
    registered, make_worker, caplog, tmp_path
):
    registered()
    worker = make_worker(rounds=Rounds(BASE_URL, instance=tmp_path))
    worker.work(AT)
    first = read_anchor(tmp_path)
    with transaction() as session:
        make_account(session, "one@example.org")
    worker.work(AT + timedelta(minutes=2))
    second = read_anchor(tmp_path)
    assert 0 < first.number < second.number
    with transaction() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.chain_no == second.number))
        make_account(session, "two@example.org")
        make_account(session, "three@example.org")
    worker.work(AT + timedelta(minutes=4))
    assert read_anchor(tmp_path) == second
    assert f"the audit log lacks link {second.number}" in caplog.text


def test_a_worker_told_to_stop_stops_and_one_that_stumbles_goes_on(registered, make_worker, shelf):
    registered()
    stop = threading.Event()

    class Once:
        def send(self, mail):
            stop.set()
            shelf.send(mail)

    make_worker(post=Once()).run(stop)
    assert len(shelf.taken) == 1


def test_a_duty_that_fails_holds_up_neither_others_nor_mail(registered, make_worker, shelf):
    registered()
    done = []

    def fail(at):
        raise ValueError(at)

    def succeed(at):
        done.append(at)
        return 0

    duties = [(each.__name__, timedelta(minutes=1), each) for each in (fail, succeed)]
    make_worker(rounds=Rounds(BASE_URL, others=duties)).work(AT)
    assert (len(shelf.taken), done) == (1, [AT])


def test_notices_that_cannot_be_read_hold_up_no_mail_that_is_made(registered, make_worker, shelf):
    registered()
    with transaction() as session:
        compose_notices(session, base_url=BASE_URL, at=AT)
    registered()

    def fail(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith("UPDATE notice"):
            raise ValueError(statement)

    event.listen(db.engine, "before_cursor_execute", fail)
    make_worker().work(AT)
    event.remove(db.engine, "before_cursor_execute", fail)
    assert len(shelf.taken) == 1
    make_worker().work(AT)
    assert len(shelf.taken) == 2


def test_logs_hold_ids_and_kinds_of_failure_alone(registered, work, shelf, caplog):
    caplog.set_level(logging.DEBUG)
    registered()
    registered()
    shelf.failures = [ValueError("amina@example.org Amina Khan")]
    work()
    ids = [message.id for message in messages()]
    told = [record.getMessage() for record in caplog.records if record.name.startswith("eventsys")]
    assert told == [f"message {ids[0]} not sent: ValueError", f"message {ids[1]} sent"]
