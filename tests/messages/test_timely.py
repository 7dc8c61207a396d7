"""Reminders come once before each occasion, thank-yous once after the last."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from eventsys.attendance.apologies.operations import send_apology, withdraw_apology
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.db import db, transaction
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events import operations as events
from eventsys.events.queries import get_event, list_occasions, plan_of
from eventsys.messages.channels.operations import mute
from eventsys.messages.models import OutboxMessage
from eventsys.messages.timely.queries import list_reminded, list_thanked
from eventsys.registration.models import Registration
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import Channel, Contact
from tests.factories import (
    AT,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_registration,
    make_scan,
)
from tests.messages.moving import moved_by
from tests.watch import watch_statements

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START = AT + 7 * DAY
END = START + 3 * HOUR


def mail_to(name):
    return Contact(name=name, channel=Channel.EMAIL, email=f"{name}@example.org")


@pytest.fixture
def party(database):
    def made(*names, contacts=(), **changes):
        with transaction() as session:
            event = make_event(session, **changes)
            for contact in [*map(mail_to, names), *contacts]:
                make_registration(session, event, "Person", contact=contact)
            session.execute(update(Notice).values(composed_at=AT))
            return event.slug

    return made


def told(shelf):
    return [(mail["To"], mail["Subject"].partition(":")[0]) for mail in shelf.taken]


def test_a_reminder_comes_a_day_before_and_once(party, work, shelf):
    party("amina")
    work(START - DAY - HOUR)
    assert told(shelf) == []
    for hour in (24, 20, 1):
        work(START - hour * HOUR)
    assert told(shelf) == [("amina@example.org", "Husk")]


def test_a_course_is_reminded_of_before_each_of_its_days(party, work, shelf):
    party("amina", days=(7, 14))
    for day in range(6, 15):
        work(AT + day * DAY)
    assert told(shelf) == [("amina@example.org", "Husk")] * 2


def test_two_registrations_of_one_address_are_reminded_in_one_message(party, work, shelf):
    party("amina", "amina")
    work(START - DAY)
    work(START - HOUR)
    assert told(shelf) == [("amina@example.org", "Husk")]
    assert shelf.taken[0].get_body(("plain",)).get_content().count("/registrations/") == 2


def test_what_is_moved_to_another_day_is_reminded_of_again(party, work, shelf):
    slug = party("amina")
    work(START - HOUR)
    with transaction() as session:
        event = get_event(session, slug)
        plan = moved_by(plan_of(session, event), 5 * DAY)
        events.amend_event(session, event, plan, at=START - HOUR, by=SYSTEM)
    work(START - HOUR)
    work(START + 4 * DAY)
    assert [subject for _, subject in told(shelf)] == ["Husk", "Ny tid eller nyt sted", "Husk"]


def test_who_came_late_who_left_who_wants_none_and_the_cancelled_get_no_reminder(
    party, work, shelf
):
    slug = party("muted")
    with transaction() as session:
        mute(session, "muted@example.org", at=AT)
        late = START - 5 * HOUR
        make_registration(session, get_event(session, slug), "P", contact=mail_to("late"), at=late)
        session.execute(update(Notice).values(composed_at=late))
    cancelled = party("amina")
    with transaction() as session:
        events.cancel(session, get_event(session, cancelled), at=END + DAY, by=SYSTEM)
    work(START - 4 * HOUR)
    assert told(shelf) == []


def test_who_has_no_channel_is_to_be_called_instead(party, work, shelf):
    party(contacts=[Contact(name="Amina", channel=Channel.NONE)])
    work(START - DAY)
    work(START - HOUR)
    db.session.rollback()
    [row] = db.session.scalars(select(OutboxMessage)).all()
    assert (row.kind, row.failure, shelf.taken) == (NoticeKind.REMINDER, "no-channel", [])


def test_thanks_come_the_day_after_the_last_date_and_once(party, work, shelf):
    party("amina", days=(7, 14))
    over = END + 7 * DAY
    with transaction() as session:
        mute(session, "nobody@example.org", at=AT)
    work(END + DAY)
    before = len(shelf.taken)
    for hours in (1, 18, 30, 60):
        work(over + hours * HOUR)
    assert told(shelf)[before:] == [("amina@example.org", "Tak, fordi du kom")]


def test_long_after_nobody_is_thanked_any_more(party, work, shelf):
    party("amina")
    work(END + 4 * DAY)
    assert told(shelf) == []


def test_where_tickets_were_scanned_only_those_who_came_are_thanked(party, work, shelf):
    slug = party("amina")
    with transaction() as session:
        event = get_event(session, slug)
        came = make_registration(session, event, "P", contact=mail_to("bo"))
        session.execute(update(Notice).values(composed_at=AT))
        phone = make_device(session, event)
        [codes] = codes_of(session, came)
        record_scans(session, phone.token, batch_of(make_scan(codes.code)), at=START)
    work(END + DAY)
    assert told(shelf) == [("bo@example.org", "Tak, fordi du kom")]


@pytest.fixture
def say(in_app):
    """Let the first of a registration say something about a date: `say(slug, "amina", op, at)`."""

    def said(slug, name, operation, at, *, position=1, date=0):
        with transaction() as session:
            event = get_event(session, slug)
            email = f"{name}@example.org"
            found = select(Registration).filter_by(event_id=event.id, contact_email=email)
            person = find_participant(session, session.scalars(found).one(), position)
            occasion = list_occasions(session, event)[date]
            operation(session, person, occasion, at=at, by=VISITOR)

    return said


def test_who_sent_apologies_is_not_reminded_of_that_date_but_of_the_next(party, work, shelf, say):
    slug = party("amina", "bo", days=(7, 14))
    say(slug, "amina", send_apology, AT)
    work(START - DAY)
    assert told(shelf) == [("bo@example.org", "Husk")]
    work(START + 6 * DAY)
    assert [to for to, _ in told(shelf)] == [f"{n}@example.org" for n in ("bo", "amina", "bo")]


def test_who_can_come_after_all_is_reminded_after_all(party, work, shelf, say):
    slug = party("amina", days=(7, 14))
    say(slug, "amina", send_apology, AT)
    work(START - DAY)
    say(slug, "amina", withdraw_apology, START - 20 * HOUR)
    work(START - 19 * HOUR)
    assert told(shelf) == [("amina@example.org", "Husk")]


def test_where_one_of_two_comes_they_are_reminded(party, work, shelf, say):
    slug = party(days=(7, 14))
    with transaction() as session:
        event = get_event(session, slug)
        make_registration(session, event, "One", "Two", contact=mail_to("amina"))
        session.execute(update(Notice).values(composed_at=AT))
    say(slug, "amina", send_apology, AT)
    work(START - DAY)
    assert told(shelf) == [("amina@example.org", "Husk")]
    say(slug, "amina", send_apology, AT, date=1)
    say(slug, "amina", send_apology, AT, date=1, position=2)
    work(START + 6 * DAY)
    assert len(told(shelf)) == 1


def test_who_tells_it_while_the_reminder_waits_does_not_get_it(party, make_worker, shelf, say):
    slug = party("amina", days=(7, 14))
    worker = make_worker()
    worker.rounds.go(START - DAY)
    db.session.rollback()
    assert db.session.scalars(select(OutboxMessage.kind)).all() == [NoticeKind.REMINDER]
    say(slug, "amina", send_apology, START - DAY)
    while worker.work(START - DAY):
        pass
    assert told(shelf) == []


def test_a_reminder_of_a_course_leads_to_the_date_itself(party, work, shelf):
    party("amina", days=(7, 14))
    work(START + 6 * DAY)
    [mail] = shelf.taken
    for kind in ("plain", "html"):
        words = mail.get_body((kind,)).get_content()
        assert "#date-2" in words
        assert "Du beholder din plads på forløbet." in words
        assert "så en anden kan få pladsen" not in words


def test_a_reminder_of_a_single_day_asks_for_the_place_back(party, work, shelf):
    party("amina")
    work(START - DAY)
    words = shelf.taken[0].get_body(("plain",)).get_content()
    assert "#date-" not in words
    assert "så en anden kan få pladsen" in words


@pytest.mark.parametrize(
    ("marks", "thanked"),
    [
        ([], ["amina", "bo"]),
        ([("bo", 0, "list", "came")], ["bo"]),
        ([("bo", 0, "list", "came"), ("amina", 1, "correction", "came")], ["amina", "bo"]),
        (
            [
                ("bo", 0, "list", "came"),
                ("amina", 0, "list", "came"),
                ("bo", 0, "correction", "stayed-away"),
            ],
            ["amina"],
        ),
        (
            [("bo", 0, "list", "came"), ("bo", 0, "list", "unknown"), ("amina", 0, "list", "came")],
            ["amina"],
        ),
        ([("bo", 0, "apology", "apologised")], ["amina", "bo"]),
    ],
)
def test_where_a_list_was_ticked_only_those_who_came_are_thanked(
    party, work, shelf, say, marks, thanked
):
    slug = party("amina", "bo", days=(7, 14))

    def mark(source, status):
        def made(session, person, occasion, *, at, by):
            session.add(
                AttendanceMark(
                    mark_id=str(uuid4()),
                    participant_id=person.id,
                    occasion_id=occasion.id,
                    status=AttendanceStatus(status),
                    source=MarkSource(source),
                    reason="Set af underviseren",
                    made_at=at,
                    received_at=at,
                    made_by=str(by),
                )
            )

        return made

    for number, (name, date, source, status) in enumerate(marks):
        say(slug, name, mark(source, status), START + number * HOUR, date=date)
    over = END + 8 * DAY
    with transaction() as session:
        rows = list_thanked(session, over)
        addresses = [row.registration.contact_email for row in rows]
    assert addresses == [f"{name}@example.org" for name in thanked]


def test_each_is_one_query_however_many_are_found(party):
    party(*(f"p{number}" for number in range(20)))
    for find, at in ((list_reminded, START - DAY), (list_thanked, END + DAY)):
        db.session.rollback()
        with watch_statements() as statements:
            assert len(find(db.session(), at)) == 20
        assert len(statements) == 1
