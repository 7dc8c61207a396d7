"""Who came is asked by their channel, reminded once if they do not answer, and told what came."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core.db import db, transaction
from eventsys.core.outbox import Notice, NoticeKind
from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Provenance
from eventsys.core.text import Language
from eventsys.evaluation.responses.models import SurveyResponse
from eventsys.evaluation.responses.operations import answer_by_link
from eventsys.evaluation.waves.invites.operations import refuse_more
from eventsys.evaluation.waves.invites.queries import find_invited, survey_token_of
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.replies.operations import send_reply, write_reply
from eventsys.events.models import Event
from eventsys.messages.models import OutboxMessage
from eventsys.registration.preprinted.operations import preprint
from eventsys.registration.preprinted.requests import PrintRun
from eventsys.registration.rules import Category, Channel, Contact
from tests.factories import AT, make_event, make_registration
from tests.messages.test_timely import mail_to
from tests.waves import DAY, END, invites_of, let_come, make_wave, sheet_of

LATER = END + timedelta(minutes=10)
HOUR = timedelta(hours=1)
HALF_WAY = END + 8 * DAY
PHONE = Contact(name="Bo", channel=Channel.PHONE, phone="+4520202020")
NOBODY = Contact(name="Cem", channel=Channel.NONE)


@pytest.fixture
def held(database):
    """Hold an event at which everybody came, and plan to ask them; give the wave's id."""

    def made(*contacts, people=1, **changes):
        with transaction() as session:
            event = make_event(session)
            for contact in contacts:
                names = [f"Person {number}" for number in range(people)]
                make_registration(session, event, *names, contact=contact, **changes)
            let_come(session, event)
            session.execute(update(Notice).values(composed_at=AT))
            return make_wave(session, event).id

    return made


def tokens_in(mail):
    words = mail.get_body(("plain",)).get_content().split()
    return [each.rpartition("/")[2] for each in words if "/surveys/" in each]


def rows(kind):
    db.session.rollback()
    found = select(OutboxMessage).where(OutboxMessage.kind == kind)
    return db.session.scalars(found.order_by(OutboxMessage.id)).all()


def test_each_person_of_a_party_gets_a_link_of_their_own_in_one_message(held, work, shelf):
    wave_id = held(mail_to("amina"), people=3)
    work(END - timedelta(minutes=1))
    assert shelf.taken == []
    work(LATER)
    [mail] = shelf.taken
    assert mail["Subject"] == "Hvad syntes du? Fest 1"
    with transaction() as session:
        invites = invites_of(session, session.get_one(SurveyWave, wave_id))
        assert tokens_in(mail) == [survey_token_of(each) for each in invites]
    work(END + 2 * DAY)
    assert len(rows(NoticeKind.SURVEY)) == 1


def test_a_phone_gets_a_short_link_and_who_has_neither_is_called(held, work, shelf, phones):
    held(PHONE, NOBODY)
    work(LATER)
    [text] = phones.taken
    link = next(word for word in text.text.split() if "/s/" in word)
    assert find_invited(db.session(), link.rpartition("/")[2]) is not None
    states = [(row.channel, row.failure) for row in rows(NoticeKind.SURVEY)]
    assert (sorted(states, key=str), shelf.taken) == (
        [("none", "no-channel"), ("phone", None)],
        [],
    )


def test_nobody_is_behind_a_ticket_that_was_printed_beforehand(database, work, shelf):
    with transaction() as session:
        event = make_event(session)
        preprint(session, event, PrintRun(number=2, category=Category.ADULT), at=AT, by=SYSTEM)
        let_come(session, event)
        make_wave(session, event)
    work(LATER)
    assert rows(NoticeKind.SURVEY) == []


def event_of(session, wave_id):
    return session.get_one(Event, session.get_one(SurveyWave, wave_id).event_id)


def answer(wave_id, number=0, at=LATER):
    with transaction() as session:
        wave = session.get_one(SurveyWave, wave_id)
        invite = invites_of(session, wave)[number]
        answer_by_link(session, survey_token_of(invite), sheet_of(session, wave), at=at)


def test_exactly_those_who_have_not_answered_are_reminded_and_once(held, work, shelf):
    wave_id = held(mail_to("amina"), mail_to("bo"), mail_to("cem"))
    work(LATER)
    answer(wave_id, 0)
    with transaction() as session:
        wave = session.get_one(SurveyWave, wave_id)
        refuse_more(session, invites_of(session, wave)[2], at=LATER)
    shelf.taken.clear()
    for day in (6, 8, 9, 13):
        work(END + day * DAY)
    assert [mail["To"] for mail in shelf.taken] == ["bo@example.org"]
    assert len(tokens_in(shelf.taken[0])) == 1


def test_a_reminder_asks_those_of_a_party_who_have_not_answered(held, work, shelf):
    wave_id = held(mail_to("amina"), people=2)
    work(LATER)
    answer(wave_id, 1)
    shelf.taken.clear()
    work(HALF_WAY)
    [mail] = shelf.taken
    assert len(tokens_in(mail)) == 1


def test_who_answers_before_the_message_leaves_gets_none(held, make_worker, shelf):
    wave_id = held(mail_to("amina"))
    worker = make_worker()
    worker.rounds.go(LATER)
    answer(wave_id)
    while worker.work(LATER):
        pass
    assert [(row.state, row.failure) for row in rows(NoticeKind.SURVEY)] == [
        ("given-up", "overtaken")
    ]
    assert shelf.taken == []


def test_who_is_said_to_have_come_later_is_asked_by_a_message_of_their_own(held, work, shelf):
    wave_id = held(mail_to("amina"))
    work(LATER)
    with transaction() as session:
        event = event_of(session, wave_id)
        make_registration(session, event, "Sen", contact=mail_to("amina"), at=AT)
        session.execute(update(Notice).values(composed_at=AT))
        let_come(session, event, 2, at=LATER)
    work(LATER + HOUR)
    assert [len(tokens_in(mail)) for mail in shelf.taken] == [1, 2]


def test_who_had_not_come_after_all_is_not_reminded(held, work, shelf):
    wave_id = held(mail_to("amina"), mail_to("bo"))
    work(LATER)
    with transaction() as session:
        event = event_of(session, wave_id)
        let_come(session, event, 1, at=LATER, status=AttendanceStatus.STAYED_AWAY)
        session.execute(update(Notice).values(composed_at=AT))
    shelf.taken.clear()
    work(HALF_WAY)
    assert [mail["To"] for mail in shelf.taken] == ["bo@example.org"]


def test_everybody_who_was_asked_is_told_once_what_came_of_it(held, work, shelf, phones):
    wave_id = held(mail_to("amina"), PHONE, NOBODY, language=Language.ARABIC)
    work(LATER)
    answer(wave_id)
    shelf.taken.clear()
    phones.taken.clear()
    with transaction() as session:
        wave = session.get_one(SurveyWave, wave_id)
        bodies = {Language.DANISH: "Vi hørte jer.\n\nNu er der pauser."}
        write_reply(session, wave, bodies, Provenance(), at=LATER, by=SYSTEM)
    work(LATER + HOUR)
    assert shelf.taken == []
    with transaction() as session:
        send_reply(session, session.get_one(SurveyWave, wave_id), at=LATER, by=SYSTEM)
    for hour in (2, 3):
        work(LATER + hour * HOUR)
    [mail] = shelf.taken
    assert "Nu er der pauser." in mail.get_body(("plain",)).get_content()
    html = " ".join(mail.get_body(("html",)).get_content().split())
    assert '<p lang="da" dir="ltr">Vi hørte jer.</p>' in html
    assert (len(phones.taken), len(rows(NoticeKind.SURVEY_REPLY))) == (1, 2)


def test_a_message_about_a_place_ends_none_about_a_questionnaire(held, work, shelf):
    """A wave and a registration may have the same number."""
    held(mail_to("amina"))
    work(LATER)
    kinds = {row.kind: (row.state, row.failure) for row in rows(NoticeKind.SURVEY)}
    with transaction() as session:
        [row] = session.scalars(
            select(OutboxMessage).where(OutboxMessage.kind == NoticeKind.SURVEY)
        )
        row.state = "queued"
        session.add(
            Notice(
                kind=NoticeKind.NEW_LINK, subject_id=row.subject_id, revision=9, created_at=LATER
            )
        )
    work(LATER)
    assert {row.kind: (row.state, row.failure) for row in rows(NoticeKind.SURVEY)} == kinds


def test_the_worker_mixes_what_was_answered(held, work):
    wave_id = held(mail_to("amina"), mail_to("bo"))
    work(LATER)
    answer(wave_id)
    before = db.session.scalars(select(SurveyResponse.id)).all()
    db.session.rollback()
    work(LATER + timedelta(minutes=20))
    after = db.session.scalars(select(SurveyResponse.id)).all()
    assert len(after) == 1
    assert after != before
