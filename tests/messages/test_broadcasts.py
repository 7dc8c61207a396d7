"""What organisers write to chosen people leaves once, in each one's language; it can be stopped."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.db import db, transaction
from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Origin, Provenance, TextState
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.messages.broadcasts.errors import AlreadySent, NobodyMeant
from eventsys.messages.broadcasts.models import Broadcast
from eventsys.messages.broadcasts.operations import (
    compose_broadcasts,
    draft_broadcast,
    rewrite_broadcast,
    send_broadcast,
    stop_broadcast,
)
from eventsys.messages.broadcasts.queries import (
    count_messages,
    count_reached,
    find_broadcast,
    list_broadcasts,
    subjects_of,
    texts_of,
)
from eventsys.messages.broadcasts.rules import (
    BroadcastPlan,
    BroadcastState,
    Doubt,
    Wording,
    doubts_in,
    fill_in,
    state_of,
)
from eventsys.messages.channels.operations import break_channel
from eventsys.messages.composing.operations import MANY
from eventsys.messages.journal.queries import Told, count_calls
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.queries import count_given_up
from eventsys.registration.models import Participant
from eventsys.registration.rules import Channel, Contact, ParticipantStatus
from tests.factories import AT, make_event, make_registration
from tests.messages.test_timely import mail_to
from tests.settings import BASE_URL

PHONE = Contact(name="Bo", channel=Channel.PHONE, phone="+4520202020")
NOBODY = Contact(name="Cem", channel=Channel.NONE)
HAVE_PLACES = PeopleFilter(statuses=[ParticipantStatus.CONFIRMED])
TEXTS = {
    Language.DANISH: Wording("Tag regntøj med til {event}", "Det regner.\n\nSe {link}"),
    Language.ENGLISH: Wording("Bring rainwear", "It will rain. {{config}} {0.__class__}"),
}


def plan(texts=TEXTS, audience=HAVE_PLACES, **said):
    return BroadcastPlan(audience=audience, texts=texts, said=Provenance(**said))


@pytest.fixture
def held(database):
    """Register contacts at an event, with nothing else to be told; give the event's id."""

    def made(*contacts, **changes):
        with transaction() as session:
            event = make_event(session, capacity=None)
            for contact in contacts:
                make_registration(session, event, "Person", contact=contact, **changes)
            session.execute(update(Notice).values(composed_at=AT))
            return event.id

    return made


def draft(event_id, key="one", **changes):
    with transaction() as session:
        event = session.get_one(Event, event_id)
        return draft_broadcast(session, event, plan(**changes), key, at=AT, by=SYSTEM).id


def change(operation, broadcast_id, *values, at=AT):
    with transaction() as session:
        broadcast = session.get_one(Broadcast, broadcast_id)
        operation(session, broadcast, *values, at=at, by=SYSTEM)


def sent(event_id, due_at=AT, **changes):
    broadcast_id = draft(event_id, **changes)
    change(send_broadcast, broadcast_id, due_at)
    return broadcast_id


def rows():
    db.session.rollback()
    found = select(OutboxMessage).where(OutboxMessage.kind == NoticeKind.BROADCAST)
    return db.session.scalars(found.order_by(OutboxMessage.id)).all()


def body_of(mail):
    return mail.get_body(("plain",)).get_content()


def test_each_reads_it_in_their_language_with_the_placeholders_filled_in(held, work, shelf):
    sent(held(mail_to("amina")))
    work()
    [mail] = shelf.taken
    assert (mail["Subject"], mail["Content-Language"]) == ("Tag regntøj med til Fest 1", "da")
    lines = body_of(mail).splitlines()
    assert lines[0] == "Det regner."
    assert lines[2].startswith(f"Se {BASE_URL}/da/registrations/")


def test_nothing_that_is_typed_is_run_and_what_is_written_in_no_other_language_is_danish(
    held, work, shelf
):
    sent(held(mail_to("amina"), language=Language.ENGLISH))
    sent(held(mail_to("bo"), language=Language.TURKISH), key="two")
    work()
    english, turkish = shelf.taken
    assert body_of(english).splitlines()[0] == "It will rain. {{config}} {0.__class__}"
    assert (turkish["Subject"], turkish["Content-Language"]) == (
        "Tag regntøj med til Fest 2",
        "tr",
    )
    page = turkish.get_body(("html",)).get_content()
    assert '<p lang="da" dir="ltr">Det regner.</p>' in page


def test_a_phone_gets_a_short_text_whole_and_who_has_neither_is_called(held, work, shelf, phones):
    event_id = held(PHONE, NOBODY)
    sent(event_id)
    work()
    [text] = phones.taken
    subject, first, second, reference, link = text.text.split("\n")
    assert (subject, first) == ("Tag regntøj med til Fest 1", "Det regner.")
    assert second.startswith(f"Se {BASE_URL}/da/registrations/")
    assert link.startswith(f"{BASE_URL}/r/")
    assert (len(reference), shelf.taken) == (9, [])
    assert [row.failure for row in rows()] == [None, "no-channel"]
    assert count_calls(db.session(), db.session.get_one(Event, event_id)) == 1


def test_a_phone_gets_the_subject_alone_of_a_long_text(held, work, phones):
    sent(held(PHONE), texts={Language.DANISH: Wording("Kom kl. 9", "Det regner. " * 30)})
    work()
    [text] = phones.taken
    subject, _reference, link = text.text.split("\n")
    assert (subject, link.startswith(f"{BASE_URL}/r/")) == ("Kom kl. 9", True)


def test_exactly_those_who_are_meant_get_it(held, work, shelf):
    event_id = held(mail_to("amina"), mail_to("bo"))
    with transaction() as session:
        session.get_one(Participant, 2).status = ParticipantStatus.WAITING
    sent(event_id)
    sent(event_id, key="two", audience=PeopleFilter(ids=[2]))
    work()
    assert [mail["To"] for mail in shelf.taken] == ["amina@example.org", "bo@example.org"]


def test_a_form_that_comes_twice_gives_one_draft_and_pressing_twice_sends_once(held, work, shelf):
    event_id = held(mail_to("amina"))
    first, second = draft(event_id), draft(event_id)
    assert first == second
    change(send_broadcast, first, AT)
    with pytest.raises(AlreadySent):
        change(send_broadcast, first, AT)
    with pytest.raises(AlreadySent):
        change(rewrite_broadcast, first, plan())
    work()
    assert len(shelf.taken) == 1


def test_two_drafts_are_two_messages(held, work, shelf):
    """The control: were messages known by the event alone, the second would not leave."""
    event_id = held(mail_to("amina"))
    sent(event_id)
    sent(event_id, key="two")
    work()
    assert len(shelf.taken) == 2


def test_what_reaches_nobody_is_not_sent(held):
    broadcast_id = draft(held(mail_to("amina")), audience=PeopleFilter(ids=[]))
    with pytest.raises(NobodyMeant):
        change(send_broadcast, broadcast_id, AT)


def test_it_waits_until_its_time(held, work, shelf):
    sent(held(mail_to("amina")), AT + timedelta(hours=1))
    work()
    assert shelf.taken == []
    work(AT + timedelta(hours=1))
    assert len(shelf.taken) == 1


def test_a_worker_that_dies_between_two_slices_goes_on_where_it_was(held):
    number = MANY + 1
    broadcast_id = sent(held(*(mail_to(f"person-{each}") for each in range(number))))

    def slice_of(session):
        return compose_broadcasts(session, base_url=BASE_URL, at=AT)

    with transaction() as session:
        assert slice_of(session) == 1
    with pytest.raises(ZeroDivisionError), transaction() as session:
        _ = slice_of(session) / 0
    assert len(rows()) == MANY
    with transaction() as session:
        assert (slice_of(session), slice_of(session)) == (1, 0)
    assert len({row.recipient for row in rows()}) == len(rows()) == number
    assert db.session.get_one(Broadcast, broadcast_id).composed_at == AT


def test_a_worker_that_comes_second_makes_nothing(held, monkeypatch):
    """Another one moved the cursor after this one had looked: as if it had been moved by then."""
    sent(held(mail_to("amina")))
    with transaction() as session:
        stale = session.scalars(select(Broadcast)).one()
        session.expunge(stale)
        session.execute(update(Broadcast).values(cursor=99))
        monkeypatch.setattr(session, "scalar", first_giving(stale, session.scalar))
        monkeypatch.setattr(session, "expire", lambda _: None)
        assert compose_broadcasts(session, base_url=BASE_URL, at=AT) == 1
    assert rows() == []


def first_giving(value, then):
    """Answer the first time with a value."""
    answers = [value]
    return lambda asked: answers.pop() if answers else then(asked)


def test_one_that_cannot_be_written_holds_up_no_other(held, work, shelf, caplog):
    event_id = held(mail_to("amina"))
    spoilt = sent(event_id, key="spoilt")
    sent(event_id, key="good")
    with transaction() as session:
        session.get_one(Broadcast, spoilt).audience = "{"
    work()
    assert len(shelf.taken) == 1
    assert f"broadcast {spoilt} cannot be written: DecodeError" in caplog.messages


def test_what_is_stopped_sends_nothing_more_and_asks_nobody_to_call(held, shelf):
    event_id = held(mail_to("amina"), mail_to("bo"))
    broadcast_id = sent(event_id)
    with transaction() as session:
        compose_broadcasts(session, base_url=BASE_URL, at=AT)
        first = session.scalars(select(OutboxMessage)).first()
        first.state = MessageState.SENT
    for _ in range(2):
        change(stop_broadcast, broadcast_id)
    assert [(row.state, row.failure) for row in rows()] == [
        (MessageState.SENT, None),
        (MessageState.GIVEN_UP, "stopped"),
    ]
    session = db.session()
    assert count_calls(session, session.get_one(Event, event_id)) == count_given_up(session) == 0
    broadcast = session.get_one(Broadcast, broadcast_id)
    progress = count_messages(session, broadcast)
    assert (progress.waiting, progress.sent, progress.unsent) == (0, 1, 1)
    with transaction() as session:
        assert compose_broadcasts(session, base_url=BASE_URL, at=AT) == 0


def test_a_draft_is_not_stopped(held):
    broadcast_id = draft(held(mail_to("amina")))
    change(stop_broadcast, broadcast_id)
    assert db.session.get_one(Broadcast, broadcast_id).stopped_at is None


def test_a_text_that_stays_while_the_danish_changes_lags_behind(held):
    broadcast_id = draft(held(mail_to("amina")), origins={Language.ENGLISH: Origin.MACHINE})
    states = standing_of(broadcast_id)
    assert states == {"da": TextState.HUMAN, "en": TextState.MACHINE}
    change(
        rewrite_broadcast,
        broadcast_id,
        plan({**TEXTS, Language.DANISH: Wording("Tag støvler med", "Det regner.")}),
    )
    assert standing_of(broadcast_id) == {"da": TextState.HUMAN, "en": TextState.OUTDATED}
    change(rewrite_broadcast, broadcast_id, plan({Language.DANISH: Wording("Kom", "Nu")}))
    assert standing_of(broadcast_id) == {"da": TextState.HUMAN}


def standing_of(broadcast_id):
    db.session.rollback()
    session = db.session()
    texts = texts_of(session, session.get_one(Broadcast, broadcast_id))
    return {language.value: text.standing.state for language, text in texts.items()}


def test_each_address_is_counted_once_by_the_way_it_is_reached(held):
    event_id = held(mail_to("amina"), mail_to("amina"), mail_to("bo"), PHONE, NOBODY)
    with transaction() as session:
        break_channel(session, "bo@example.org", "5.1.1", at=AT)
    told = count_reached(db.session(), event_id, HAVE_PLACES)
    assert told == Told(by_mail=1, by_text=1, by_call=2)


def test_a_broadcast_is_found_under_its_own_event_alone(held):
    mine, other = held(mail_to("amina")), held(mail_to("bo"))
    broadcast_id = draft(mine)
    session = db.session()
    events = [session.get_one(Event, each) for each in (mine, other)]
    found = [find_broadcast(session, each, broadcast_id) is not None for each in events]
    listed = [[each.id for each in list_broadcasts(session, event)] for event in events]
    assert (found, listed) == ([True, False], [[broadcast_id], []])
    assert subjects_of(session, list_broadcasts(session, events[0])) == {
        broadcast_id: TEXTS[Language.DANISH].subject
    }


def test_placeholders_are_filled_in_once_and_nothing_else_is():
    values = {"event": "{link}", "link": "https://x", "reference": "R"}
    text = "{event} {link} {name} {{reference}} {event.slug}"
    assert fill_in(text, values) == "{link} https://x {name} {R} {event.slug}"


def test_what_looks_like_a_cpr_number_or_tells_of_health_makes_one_look_again():
    assert doubts_in([["Kom", "Bekræftelse og kræfter, 12 34 56 78"]]) == []
    assert doubts_in([["010190-1234", "Kom"]]) == [Doubt.CPR]
    assert doubts_in([["Kom", "Nu"], ["تعال", "الحساسية"]]) == [Doubt.HEALTH]


def test_how_far_it_is_follows_from_its_moments():
    later = AT + timedelta(hours=1)
    moments = [
        (None, None, None),
        (later, None, None),
        (AT, None, None),
        (AT, AT, None),
        (AT, None, AT),
    ]
    assert [state_of(*each, AT) for each in moments] == [
        BroadcastState.DRAFT,
        BroadcastState.PLANNED,
        BroadcastState.RUNNING,
        BroadcastState.DONE,
        BroadcastState.STOPPED,
    ]
