"""Whoever is forgotten is nobody from then on, and every count stays as it was."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import func, select, update

from eventsys.attendance.queries import count_event
from eventsys.checkin.arrivals.queries import find_differences
from eventsys.checkin.cases.queries import list_cases
from eventsys.checkin.forgetting.rules import is_forgotten
from eventsys.checkin.headcounts.operations import record_head_counts
from eventsys.checkin.models import Device, HeadCount, Scan, StrayRow, Tally, TicketState
from eventsys.checkin.rules import Direction, RowState, Verdict
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.scans.standing import judge_anew
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core.audit import AuditEntry
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.models import Occasion
from eventsys.events.operations import cancel
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.operations import give_up, mark_sent, put_off
from eventsys.privacy.errors import PhonesHold, PicturesStand, StillComing
from eventsys.privacy.operations import forget, forget_event
from eventsys.registration.changes.operations import deregister_all
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.forgetting.errors import RegistrationForgotten
from eventsys.registration.merging.operations import merge
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.queries import find_registration_by_token, token_of
from eventsys.registration.rules import FLAG_STAFF, Channel
from eventsys.registration.tickets.operations import block, replace, set_flag
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_head_count,
    make_registration,
    make_scan,
    make_tally,
)

MINUTE = timedelta(minutes=1)
OVER = START + timedelta(hours=3)
LATER = OVER + timedelta(days=1)
BASE = "https://eventsys.example"


def scan(session, phone, *rows, at=START + 20 * MINUTE):
    return record_scans(session, phone.token, batch_of(*rows, sent_at=at), at=at)


def let_in(session, event, registration, phone):
    """Let the first one in, out and in again within a quarter of an hour, and once too often."""
    [first, *_] = codes_of(session, registration)
    ways = (Direction.IN, Direction.OUT, Direction.IN, Direction.IN)
    rows = [
        make_scan(first.code, START + (3 + place) * MINUTE, direction=way)
        for place, way in enumerate(ways)
    ]
    scan(session, phone, *rows)
    return rows


def counts(session, event):
    session.expire_all()
    sums = find_differences(session, session.scalars(select(Occasion.id)).all())
    return count_event(session, event, at=LATER), sums


@pytest.fixture
def event(session):
    return make_event(session)


@pytest.fixture
def phone(session, event):
    return make_device(session, event, "Nord")


@pytest.fixture
def mine(session, event):
    return make_registration(session, event, "Amina", "Bo")


def test_nothing_tells_who_it_was_and_the_numbers_are_the_same(session, event, phone, mine):
    rows = let_in(session, event, mine, phone)
    token, reference = token_of(mine), mine.reference
    before = counts(session, event)
    assert forget(session, mine, at=LATER, by=SYSTEM) == 2
    assert counts(session, event) == before
    assert (mine.contact_name, mine.contact_email, mine.contact_channel) == (None, None, "none")
    assert mine.reference != reference
    assert find_registration_by_token(session, token) is None
    people = session.scalars(select(Participant)).all()
    assert {(each.name, each.birth_year) for each in people} == {(None, None)}
    kept = session.scalars(select(Scan)).all()
    assert len(kept) == len(rows)
    assert all(is_forgotten(each.read_hash) for each in kept)
    moments = {moment for each in kept for moment in (each.effective_at, each.device_at)}
    assert moments == {START}
    assert session.scalars(select(TicketState.admitted_at)).all() == [START]


def test_forgetting_again_changes_nothing(session, event, phone, mine):
    let_in(session, event, mine, phone)
    forget(session, mine, at=LATER, by=SYSTEM)
    stood, before = mine.reference, counts(session, event)
    assert forget(session, mine, at=LATER + MINUTE, by=SYSTEM) == 0
    assert (mine.reference, counts(session, event)) == (stood, before)
    entries = select(func.count()).where(AuditEntry.verb == "forget")
    assert session.scalars(entries).one() == 1


def test_the_log_says_that_it_was_done_and_tells_no_person(session, event, mine):
    ticket = session.scalars(select(Ticket).order_by(Ticket.id)).first()
    block(session, ticket, "Amina has lost it", at=AT, by=SYSTEM)
    forget(session, mine, at=LATER, by=SYSTEM)
    session.expire_all()
    entries = {each.verb: each for each in session.scalars(select(AuditEntry))}
    assert (entries["block"].details, entries["block"].salt) == (None, "")
    assert entries["forget"].details == '{"people": 2}'
    assert entries["publish" if "publish" in entries else "create"].details is not None


def test_a_scan_that_comes_late_is_answered_and_counts_nobody_twice(session, event, phone, mine):
    [first, second] = codes_of(session, mine)
    rows = let_in(session, event, mine, phone)
    before = counts(session, event)
    forget(session, mine, at=LATER, by=SYSTEM)
    late = [make_scan(first.code, START), make_scan(second.code, START + MINUTE)]
    told = scan(session, phone, rows[0], *late, at=LATER)
    assert [each.state for each in told] == [RowState.SAME, RowState.NEW, RowState.NEW]
    assert {each.verdict for each in told} == {Verdict.UNKNOWN}
    assert counts(session, event) == before
    assert session.scalars(select(func.count()).select_from(StrayRow)).one() == 0


def test_what_a_forgotten_ticket_came_to_is_never_judged_again(session, event, phone, mine):
    let_in(session, event, mine, phone)
    forget(session, mine, at=LATER, by=SYSTEM)
    before = counts(session, event)
    session.execute(update(Participant).values(deregistered_at=AT))
    judge_anew(session, event, session.scalars(select(Ticket.id)).all(), at=LATER)
    assert counts(session, event) == before


def test_no_case_comes_up_because_somebody_was_forgotten(session, event, phone, mine):
    let_in(session, event, mine, phone)
    other = make_device(session, event, "Syd")
    [_, second] = codes_of(session, mine)
    entered = make_scan(second.code, START + MINUTE)
    scan(session, phone, entered)
    undo = make_scan(
        second.code, START + 2 * MINUTE, direction=Direction.UNDO, undoes=entered.row_id
    )
    scan(session, other, undo)
    before = {each.case.kind for each in list_cases(session, event, at=LATER)}
    assert {"undo"} <= {kind.value for kind in before} or before
    forget(session, mine, at=LATER, by=SYSTEM)
    session.expire_all()
    assert {each.case.kind for each in list_cases(session, event, at=LATER)} < before


def test_who_was_brought_into_one_registration_is_forgotten_with_it(session, event, mine):
    other = make_registration(session, event, "Cleo")
    merge(session, mine, other, [], at=AT, by=SYSTEM)
    assert forget(session, other, at=LATER, by=SYSTEM) == 3
    assert (mine.contact_email, other.contact_email) == (None, None)
    assert None not in {mine.forgotten_at, other.forgotten_at}


def test_nothing_of_a_forgotten_registration_changes_any_more(session, event, mine):
    ticket = session.scalars(select(Ticket).order_by(Ticket.id)).first()
    forget(session, mine, at=LATER, by=SYSTEM)
    with pytest.raises(RegistrationForgotten):
        deregister_all(session, mine, at=LATER, by=VISITOR)
    with pytest.raises(RegistrationForgotten):
        replace(session, ticket, ticket.roster_hash, at=LATER, by=SYSTEM)


def test_what_counts_of_a_ticket_stays_on_it(session, event, mine):
    ticket = session.scalars(select(Ticket).order_by(Ticket.id)).first()
    set_flag(session, ticket, FLAG_STAFF, is_set=True, at=AT, by=SYSTEM)
    set_flag(session, ticket, 1, is_set=True, at=AT, by=SYSTEM)
    block(session, ticket, "lost", at=AT + MINUTE, by=SYSTEM)
    forget(session, mine, at=LATER, by=SYSTEM)
    assert (ticket.flags, ticket.status_at, ticket.past) == (FLAG_STAFF, AT, None)


def test_who_still_comes_is_not_forgotten_before_the_event_is_over(session, event, mine):
    with pytest.raises(StillComing) as refusal:
        forget(session, mine, at=OVER - MINUTE, by=SYSTEM)
    assert refusal.value.people == 2
    deregister_all(session, mine, at=AT + MINUTE, by=VISITOR)
    assert forget(session, mine, at=AT + 2 * MINUTE, by=SYSTEM) == 2
    left = select(Participant.deregistered_at).distinct()
    assert session.scalars(left).all() == [AT]


def test_of_a_cancelled_event_people_are_forgotten_at_any_time(session, event, mine):
    cancel(session, event, at=AT, by=SYSTEM)
    assert forget_event(session, event, at=AT + MINUTE, by=SYSTEM) == 2


def test_phones_send_first_what_they_hold_for_as_long_as_they_may(session, event, phone, mine):
    session.execute(update(Device).values(told_unsent=7))
    with pytest.raises(PhonesHold) as refusal:
        forget_event(session, event, at=LATER, by=SYSTEM)
    assert refusal.value.rows == 7
    with pytest.raises(PhonesHold):
        forget(session, mine, at=LATER, by=SYSTEM)
    assert forget_event(session, event, at=OVER + timedelta(days=14), by=SYSTEM) == 2


def test_pictures_are_taken_away_before_nobody_knows_of_whom_they_are(session, event, mine):
    consent = PhotoConsent(
        event_id=event.id,
        participant_id=session.scalars(select(Participant.id)).first(),
        is_given=True,
        text_version="1",
        given_by="Amina Khan",
        given_at=AT,
        withdrawn_at=AT,
    )
    session.add(consent)
    with pytest.raises(PicturesStand) as refusal:
        forget(session, mine, at=LATER, by=SYSTEM)
    assert refusal.value.pictures == 1
    consent.removed_at = AT
    assert forget(session, mine, at=LATER, by=SYSTEM) == 2
    assert session.scalars(select(PhotoConsent)).all() == []


def test_messages_are_dropped_also_one_that_is_on_its_way(session, event, mine):
    other = make_registration(session, event, "Cleo")
    compose_notices(session, base_url=BASE, at=AT)
    number = session.scalars(select(OutboxMessage.id).filter_by(registration_id=mine.id)).one()
    forget_all_but_times(session, mine)
    assert session.scalars(select(OutboxMessage.registration_id)).all() == [other.id]
    assert session.scalars(select(Notice.subject_id)).all() == [other.id]
    mark_sent(session, number, at=LATER)
    put_off(session, number, "slow", MessageState.QUEUED, at=LATER)
    give_up(session, number, "lost")
    assert session.get(OutboxMessage, number) is None


def forget_all_but_times(session, registration):
    forget(session, registration, at=LATER, by=SYSTEM)
    session.expire_all()


def test_what_comes_in_after_a_whole_event_is_forgotten_counts_nowhere(session, event, phone, mine):
    let_in(session, event, mine, phone)
    assert forget_event(session, event, at=LATER, by=SYSTEM) == 2
    session.expire_all()
    before = counts(session, event)
    assert record_tallies(session, phone.token, batch_of(make_tally()), at=LATER)
    scan(session, phone, make_scan(codes_of(session, mine)[0].code), at=LATER)
    assert counts(session, event) == before
    assert session.scalars(select(Tally.quarantined)).all() == [True]


def test_a_whole_event_is_forgotten_again_only_for_those_who_came_since(session, event, mine):
    assert forget_event(session, event, at=LATER, by=SYSTEM) == 2
    assert forget_event(session, event, at=LATER, by=SYSTEM) == 0
    entries = select(func.count()).where(AuditEntry.verb == "forget")
    assert session.scalars(entries).one() == 1


def test_words_of_the_gate_go_with_the_event_and_a_telling_anew_brings_none_back(
    session, event, phone
):
    told = make_head_count(reason="Amina talte")
    record_head_counts(session, phone.token, batch_of(told), at=START)
    forget_event(session, event, at=LATER, by=SYSTEM)
    record_head_counts(session, phone.token, batch_of(told), at=LATER)
    session.expire_all()
    assert session.scalars(select(HeadCount.reason)).all() == [""]
    assert set(session.scalars(select(StrayRow.body))) <= {""}


ACTS = st.lists(st.tuples(st.sampled_from(["scan", "forget"]), st.integers(0, 2)), max_size=8)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_in_any_order_each_counts_once_if_seen_before_being_forgotten(session, acts):
    with session.begin_nested() as undone:
        event = make_event(session)
        phone = make_device(session, event)
        parties = [make_registration(session, event, name) for name in "ABC"]
        codes = [codes_of(session, each)[0].code for each in parties]
        came, gone = set(), set()
        for what, whose in acts:
            if what == "scan":
                scan(session, phone, make_scan(codes[whose]))
                came |= {whose} - gone
            else:
                forget(session, parties[whose], at=LATER, by=SYSTEM)
                gone.add(whose)
        count = count_event(session, event, at=LATER)
        assert (count.admitted, count.confirmed) == (len(came), 3)
        known = session.scalars(select(Registration).filter_by(contact_channel=Channel.EMAIL))
        assert len(known.all()) == 3 - len(gone)
        undone.rollback()
    session.expire_all()
