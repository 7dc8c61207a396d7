"""What is done twice, held, overtaken by another worker, or for nobody any more."""

import pytest
from sqlalchemy import select, update

from eventsys.core.db import db, transaction
from eventsys.core.hold import hold_sending, release_sending
from eventsys.core.outbox import Notice, NoticeKind, put_notice
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.operations import cancel
from eventsys.messages.composing.operations import compose_slice
from eventsys.messages.journal.operations import Trial, resend, send_trial, settle_call
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.operations import lease_message
from eventsys.messages.queries import is_outbox_late
from eventsys.messages.rules import LEASE
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.queries import find_participant, get_registration
from tests.factories import AT
from tests.settings import BASE_URL


@pytest.fixture
def event_of(registered):
    """Register somebody, as if confirmed long ago; the event's id and the registration's."""

    def made():
        registration_id = registered()
        with transaction() as session:
            session.execute(update(Notice).values(composed_at=AT))
            return get_registration(session, registration_id).event_id, registration_id

    return made


def call_off(event_id):
    with transaction() as session:
        cancel(session, session.get_one(Event, event_id), at=AT, by=SYSTEM)


def rows():
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def test_while_sending_is_held_nothing_leaves_and_nothing_is_late(registered, work, shelf):
    registered()
    for change in (hold_sending, hold_sending):
        with transaction() as session:
            change(session, at=AT, by=SYSTEM)
    work()
    with transaction() as session:
        assert lease_message(session, at=AT) is None
        assert not is_outbox_late(session, at=AT + LEASE * 9)
    assert (len(rows()), shelf.taken) == (1, [])
    for change in (release_sending, release_sending):
        with transaction() as session:
            change(session, at=AT, by=SYSTEM)
    work()
    assert len(shelf.taken) == 1


def test_a_slice_that_another_worker_took_is_composed_by_it_alone(event_of):
    event_id, _ = event_of()
    call_off(event_id)
    with transaction() as session:
        notice = session.scalars(select(Notice).filter_by(kind=NoticeKind.CANCELLED)).one()
        session.execute(
            update(Notice)
            .where(Notice.id == notice.id)
            .values(cursor=10_000)
            .execution_options(synchronize_session=False)
        )
        compose_slice(session, notice, base_url=BASE_URL, at=AT)
    assert rows() == []


def test_who_left_before_a_message_was_sent_does_not_get_it(event_of, make_worker, shelf):
    event_id, registration_id = event_of()
    call_off(event_id)
    worker = make_worker()
    shelf.failures = [OSError("down")]
    worker.work(AT)
    with transaction() as session:
        registration = get_registration(session, registration_id)
        deregister(session, find_participant(session, registration, 1), at=AT, by=VISITOR)
        session.execute(update(Notice).values(composed_at=AT))
    while worker.work(AT + LEASE):
        pass
    assert shelf.taken == []
    assert [(row.state, row.failure) for row in rows()] == [(MessageState.GIVEN_UP, "overtaken")]


def test_a_notice_about_nobody_makes_no_message(database, work):
    with transaction() as session:
        put_notice(session, NoticeKind.WAITING, 999, revision=1, at=AT)
    work()
    assert rows() == []


def test_a_trial_is_in_the_language_asked_for_and_can_be_sent_again(event_of, work, shelf):
    event_id, _ = event_of()
    trial = Trial(
        kind=NoticeKind.OFFERED, language=Language.URDU, recipient="organiser@example.org"
    )
    with transaction() as session:
        send_trial(session, session.get_one(Event, event_id), trial, BASE_URL, at=AT)
    work()
    [row] = rows()
    with transaction() as session:
        message = session.get_one(OutboxMessage, row.id)
        assert resend(session, message, BASE_URL, at=AT, by=SYSTEM)
    work()
    assert [(mail["To"], mail["Content-Language"]) for mail in shelf.taken] == [
        ("organiser@example.org", "ur")
    ] * 2
    assert len({mail["Message-ID"] for mail in shelf.taken}) == 2


def test_a_call_is_settled_once(event_of, work):
    event_id, _ = event_of()
    call_off(event_id)
    work()
    for minutes in (0, 10):
        with transaction() as session:
            message = session.scalars(select(OutboxMessage)).one()
            settle_call(session, message, at=AT + LEASE * minutes, by=SYSTEM)
    assert rows()[0].settled_at == AT
