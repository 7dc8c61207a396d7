"""Moves and cancellations reach everybody who is registered, once, whatever happens meanwhile."""

from collections import Counter
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from eventsys.core.db import db, transaction
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events import operations as events
from eventsys.events.models import Occasion
from eventsys.events.occasions.operations import cancel_occasion
from eventsys.events.occasions.queries import find_occasion
from eventsys.events.queries import get_event, plan_of
from eventsys.events.rules import Attends
from eventsys.messages.channels.operations import break_channel
from eventsys.messages.composing import operations as composing
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Registration
from eventsys.registration.queries import find_participant
from eventsys.registration.rules import Channel, Contact
from tests.factories import AT, make_event, make_registration
from tests.messages.moving import moved, moved_by

LATER = AT + timedelta(hours=1)


def mail_to(name):
    return Contact(name=name, channel=Channel.EMAIL, email=f"{name}@example.org")


@pytest.fixture
def party(database):
    """A published event at which a few people are registered and confirmed; its slug."""

    def made(*contacts, days=(7,), **changes):
        with transaction() as session:
            event = make_event(session, days=days, **changes)
            for contact in contacts or (mail_to("amina"), mail_to("bo")):
                make_registration(session, event, "Person", contact=contact)
            session.execute(update(Notice).values(composed_at=AT))
            return event.slug

    return made


def change(slug, operation, at=LATER):
    with transaction() as session:
        operation(session, get_event(session, slug), at=at, by=SYSTEM)


def rows():
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()


def told(shelf):
    return [(mail["To"], mail["Subject"].partition(":")[0]) for mail in shelf.taken]


def test_a_date_that_is_called_off_leaves_the_calendars_of_those_who_are_told(party, work, shelf):
    slug = party(mail_to("amina"), days=(7, 14, 21))
    with transaction() as session:
        event = get_event(session, slug)
        occasion = find_occasion(session, event.id, 2)
        cancel_occasion(session, event, occasion, at=LATER, by=SYSTEM)
        uid = occasion.calendar_uid
    work(LATER)
    [mail] = shelf.taken
    assert "Bliver ikke til noget: " in mail.get_body(("plain",)).get_content()
    [file] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    entries = Calendar.from_ical(file.get_content()).walk("VEVENT")
    statuses = {str(entry["UID"]): str(entry["STATUS"]) for entry in entries}
    assert statuses.pop(uid) == "CANCELLED"
    assert [*statuses.values()] == ["CONFIRMED"] * 2


def test_a_move_is_told_to_everybody_with_the_new_dates_as_a_calendar(party, work, shelf):
    slug = party()
    move_on(slug, timedelta(days=1))
    work(LATER)
    assert told(shelf) == [
        ("amina@example.org", "Ny tid eller nyt sted"),
        ("bo@example.org", "Ny tid eller nyt sted"),
    ]
    [part] = shelf.taken[0].iter_attachments()
    calendar = Calendar.from_ical(part.get_content())
    [entry] = calendar.walk("VEVENT")
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "PUBLISH")
    assert (part.get_filename(), calendar["METHOD"]) == ("event.ics", "PUBLISH")
    with transaction() as session:
        occasion = occasion_of(session, slug)
        assert (entry["UID"], entry["SEQUENCE"]) == (occasion.calendar_uid, occasion.sequence)
        assert entry["DTSTART"].dt == occasion.starts_at == AT + timedelta(days=8)


def occasion_of(session, slug):
    return session.scalars(select(Occasion).filter_by(event_id=get_event(session, slug).id)).one()


def test_a_cancellation_takes_the_calendars_entry_back_and_undoing_it_is_news(party, work, shelf):
    slug = party(mail_to("amina"))
    change(slug, events.cancel)
    work(LATER)
    change(slug, events.publish, LATER + timedelta(hours=1))
    work(LATER + timedelta(hours=1))
    assert told(shelf) == [
        ("amina@example.org", "Aflyst"),
        ("amina@example.org", "Det bliver til noget alligevel"),
    ]
    calendars = [
        Calendar.from_ical(part.get_content())
        for mail in shelf.taken
        for part in mail.iter_attachments()
    ]
    entries = [calendar.walk("VEVENT")[0] for calendar in calendars]
    assert [calendar["METHOD"] for calendar in calendars] == ["CANCEL", "PUBLISH"]
    assert [entry["STATUS"] for entry in entries] == ["CANCELLED", "CONFIRMED"]
    assert entries[0]["UID"] == entries[1]["UID"]
    assert entries[0]["SEQUENCE"] < entries[1]["SEQUENCE"]


def test_in_a_storm_of_changes_only_the_last_state_is_told(party, work, shelf):
    slug = party(mail_to("amina"))
    move_on(slug, timedelta(days=1))
    change(slug, events.cancel)
    change(slug, events.publish)
    work(LATER)
    assert told(shelf) == [("amina@example.org", "Det bliver til noget alligevel")]


def test_what_waits_is_ended_by_newer_news(party, make_worker, shelf):
    slug = party(mail_to("amina"))
    worker = make_worker()
    shelf.failures = [OSError("down")]
    move_on(slug, timedelta(days=1))
    worker.work(LATER)
    change(slug, events.cancel)
    worker.work(LATER)
    assert [(row.kind, row.state, row.failure) for row in rows()] == [
        (NoticeKind.MOVED, MessageState.GIVEN_UP, "overtaken"),
        (NoticeKind.CANCELLED, MessageState.SENT, None),
    ]


def test_a_contact_with_two_registrations_gets_one_message_with_both_links(party, work, shelf):
    change(party(mail_to("amina"), mail_to("amina")), events.cancel)
    work(LATER)
    assert told(shelf) == [("amina@example.org", "Aflyst")]
    text = shelf.taken[0].get_body(("plain",)).get_content()
    assert text.count("/registrations/") == 2


def test_only_those_of_the_date_that_moved_are_told_where_each_comes_to_one(work, shelf):
    with transaction() as session:
        event = make_event(session, attends=Attends.ONE, days=(7, 14))
        slug = event.slug
        for number, name in enumerate(("cem", "dina"), start=1):
            make_registration(session, event, "P", contact=mail_to(name), occasion_no=number)
        session.execute(update(Notice).values(composed_at=AT))
    with transaction() as session:
        event = get_event(session, slug)
        events.amend_event(session, event, moved(session, event, 2), at=LATER, by=SYSTEM)
    work(LATER)
    assert [mail["To"] for mail in shelf.taken] == ["dina@example.org"]


def test_who_has_left_and_who_came_after_the_news_is_not_told(party, work, shelf):
    slug = party(mail_to("amina"), mail_to("bo"))
    with transaction() as session:
        event = get_event(session, slug)
        first = session.scalars(select(Registration).filter_by(event_id=event.id)).first()
        deregister(session, find_participant(session, first, 1), at=AT, by=VISITOR)
        session.execute(update(Notice).values(composed_at=AT))
    move_on(slug, timedelta(days=1))
    with transaction() as session:
        after = LATER + timedelta(minutes=1)
        make_registration(session, get_event(session, slug), "P", contact=mail_to("cem"), at=after)
        session.execute(update(Notice).where(Notice.kind == "registered").values(composed_at=after))
    work(LATER + timedelta(minutes=1))
    assert [mail["To"] for mail in shelf.taken] == ["bo@example.org"]


def test_who_cannot_be_written_to_is_to_be_called(party, work, shelf):
    slug = party(Contact(name="Amina", channel=Channel.NONE), mail_to("bo"))
    with transaction() as session:
        break_channel(session, "bo@example.org", "5.1.1", at=AT)
    change(slug, events.cancel)
    work(LATER)
    assert shelf.taken == []
    assert [(row.channel, row.state, row.failure) for row in rows()] == [
        ("none", MessageState.GIVEN_UP, "no-channel"),
        ("email", MessageState.GIVEN_UP, "channel-broken"),
    ]


@pytest.mark.parametrize("what", ["a text", "a date that is over", "a draft"])
def test_what_is_no_news_is_told_to_nobody(party, work, shelf, what):
    slug = party(mail_to("amina"))
    at = LATER if what != "a date that is over" else AT + timedelta(days=9)
    with transaction() as session:
        event = get_event(session, slug)
        plan = plan_of(session, event)
        by = timedelta() if what == "a text" else timedelta(hours=1)
        if what == "a draft":
            event.status = "draft"
            session.flush()
        events.amend_event(session, event, moved_by(plan, by), at=at, by=SYSTEM)
    work(at)
    kinds = Counter(row.kind for row in rows())
    assert kinds[NoticeKind.MOVED] == 0


def test_a_slice_is_a_hundred_and_a_notice_is_done_with_the_last_one(
    party, make_worker, monkeypatch
):
    monkeypatch.setattr(composing, "MANY", 2)
    slug = party(*(mail_to(f"p{number}") for number in range(5)))
    change(slug, events.cancel)
    worker, seen = make_worker(), []
    for _ in range(4):
        worker.work(LATER)
        seen.append(len(rows()))
    assert seen == [2, 4, 5, 5]
    assert db.session.scalars(select(Notice).filter_by(composed_at=None)).all() == []


def move_on(slug, by, at=LATER):
    with transaction() as session:
        event = get_event(session, slug)
        plan = moved_by(plan_of(session, event), by)
        events.amend_event(session, event, plan, at=at, by=SYSTEM)
