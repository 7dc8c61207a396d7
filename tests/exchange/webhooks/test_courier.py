"""News become deliveries and arrive; what does not arrive is tried again, and not for ever."""

import json
import runpy
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, transaction
from eventsys.core.hold import hold_sending, release_sending
from eventsys.core.news import News, NewsKind
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.operations import amend_event, delete_draft
from eventsys.events.queries import plan_of
from eventsys.exchange.webhooks.courier.courier import Courier
from eventsys.exchange.webhooks.courier.operations import (
    MANY,
    lease_delivery,
    mark_delivered,
    note_failure,
)
from eventsys.exchange.webhooks.errors import TryFailed
from eventsys.exchange.webhooks.models import Delivery, Receiver
from eventsys.exchange.webhooks.operations import delete_receiver, replay, send_trial, switch_on
from eventsys.exchange.webhooks.queries import list_deliveries
from eventsys.exchange.webhooks.rules import (
    KEPT,
    LEASE,
    MOST_TRIES,
    OFF_AFTER,
    WAITS,
    DeliveryState,
    Failure,
    new_secret,
    sign,
)
from eventsys.registration.changes.operations import deregister_all
from tests.factories import (
    AT,
    START,
    batch_of,
    codes_of,
    make_device,
    make_draft,
    make_event,
    make_registration,
    make_scan,
    make_tally,
)

ROOT = Path(__file__).resolve().parents[3]
MADE, TOTALS = NewsKind.REGISTRATION_MADE, NewsKind.CHECKIN_TOTALS
NO = b"HTTP/1.1 503 No\r\n\r\n"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def register(*names, number=1):
    with transaction() as session:
        event = make_event(session, capacity=None)
        references = [make_registration(session, event, *names).reference for _ in range(number)]
        return event.slug, references


def log(receiver_id):
    """Read a receiver's log: state, tries, status and failure of each, the oldest first."""
    session = db.session()
    session.rollback()
    found = list_deliveries(session, session.get_one(Receiver, receiver_id))
    return [(each.state, each.tries, each.status, each.failure) for each in reversed(found)]


def receiver_of(receiver_id):
    db.session.rollback()
    return db.session.get_one(Receiver, receiver_id)


def bodies(partner):
    return [json.loads(each.body) for each in partner.requests]


def test_a_registration_arrives_signed_and_names_nobody(registered, partner, bring):
    receiver_id, secret = registered(MADE)
    slug, [reference] = register("Amina", "Bo")
    bring()
    [request] = partner.requests
    headers = request.headers
    signature = sign(secret, headers["webhook-id"], int(AT.timestamp()), request.body)
    assert (headers["webhook-timestamp"], headers["webhook-signature"]) == (
        str(int(AT.timestamp())),
        signature,
    )
    assert json.loads(request.body) == {
        "type": "registration.made",
        "timestamp": AT.isoformat().replace("+00:00", "Z"),
        "data": {"event": slug, "registration": reference, "persons": 2},
    }
    assert log(receiver_id) == [(DeliveryState.DELIVERED, 1, 204, None)]


def test_each_receiver_gets_what_it_chose(registered, partner, bring):
    registered(MADE)
    registered(NewsKind.REGISTRATION_CANCELLED)
    registered()
    with transaction() as session:
        registration = make_registration(session, make_event(session), "A")
        deregister_all(session, registration, at=AT, by=VISITOR)
    bring()
    kinds = sorted(each["type"] for each in bodies(partner))
    made, left = ["registration.made"] * 2, ["registration.cancelled"] * 2
    assert kinds == ["event.changed", *left, *made]
    assert len(set(partner.ids)) == 5


def test_of_changes_of_one_event_only_the_newest_state_is_told(registered, partner, bring):
    registered(NewsKind.EVENT_CHANGED)
    with transaction() as session:
        event = make_event(session, days=(0, 1))
        amend_event(session, event, plan_of(session, event), at=AT, by=SYSTEM)
    bring()
    [body] = bodies(partner)
    assert (body["data"]["event"], body["data"]["status"]) == (event.slug, "published")
    assert [each["no"] for each in body["data"]["occasions"]] == [1, 2]
    assert {*body["data"]["occasions"][0]} == {"no", "starts_at", "ends_at", "cancelled"}


def test_while_sending_is_held_no_news_leave_and_afterwards_they_do(registered, partner, bring):
    receiver_id, _ = registered(MADE)
    partner.answers = [NO]
    register("A")
    bring()
    with transaction() as session:
        hold_sending(session, at=AT, by=SYSTEM)
    register("B")
    bring(AT + DAY)
    with transaction() as session:
        assert lease_delivery(session, at=AT + DAY) is None
    assert len(partner.requests) == 1
    with transaction() as session:
        release_sending(session, at=AT + DAY, by=SYSTEM)
    bring(AT + DAY)
    assert [state for state, *_ in log(receiver_id)] == [DeliveryState.DELIVERED] * 2


def test_after_a_hold_an_event_is_told_as_it_stands_then_and_once(registered, partner, bring):
    registered(NewsKind.EVENT_CHANGED)
    with transaction() as session:
        hold_sending(session, at=AT, by=SYSTEM)
        event = make_event(session)
    for _ in range(3):
        with transaction() as session:
            again = session.merge(event)
            amend_event(session, again, plan_of(session, again), at=AT, by=SYSTEM)
        bring(AT)
    with transaction() as session:
        release_sending(session, at=AT, by=SYSTEM)
    bring(AT)
    assert len(partner.requests) == 1


def test_news_of_an_event_that_is_gone_are_dropped(registered, partner, bring):
    registered()
    with transaction() as session:
        draft = make_draft(session)
        session.add(News(kind=NewsKind.EVENT_CHANGED, event_id=draft.id, at=AT))
        delete_draft(session, draft, at=AT, by=SYSTEM)
    bring()
    assert partner.requests == []
    assert db.session.scalars(select(News)).all() == []


def test_more_news_than_one_round_takes_all_arrive(registered, partner, bring):
    registered(MADE)
    _, references = register("A", number=MANY + 3)
    bring()
    assert sorted(each["data"]["registration"] for each in bodies(partner)) == sorted(references)


def test_what_is_refused_comes_again_after_each_pause_and_is_given_up(registered, partner, bring):
    receiver_id, _ = registered(MADE)
    partner.answers = [NO] * MOST_TRIES
    register("A")
    at, tried = AT, []
    for wait in (*WAITS, DAY):
        bring(at)
        tried.append(len(partner.requests))
        bring(at + wait - MINUTE / 2)
        at += wait
    assert tried == list(range(1, MOST_TRIES + 1))
    assert len(set(partner.ids)) == 1
    assert log(receiver_id) == [(DeliveryState.GIVEN_UP, MOST_TRIES, 503, Failure.REFUSED)]


def test_each_try_is_signed_with_its_own_moment(registered, partner, bring):
    registered(MADE)
    partner.answers = [NO]
    register("A")
    bring(AT)
    bring(AT + MINUTE)
    stamps = [int(each.headers["webhook-timestamp"]) for each in partner.requests]
    assert stamps == [int(AT.timestamp()), int(AT.timestamp()) + 60]


def test_a_receiver_that_is_away_is_not_asked_for_each_of_its_deliveries(
    registered, partner, bring
):
    registered(MADE)
    partner.answers = [NO] * 50
    register("A", number=20)
    bring()
    assert len(partner.requests) == 1


def test_a_receiver_that_is_away_keeps_nothing_from_another(registered, partner, make_courier):
    away, _ = registered(MADE, label="A")
    well, _ = registered(MADE, label="B")
    register("A", number=3)
    partner.answers = [NO]
    courier = make_courier()
    while courier.work(AT):
        pass
    states = [[state for state, *_ in log(each)] for each in (away, well)]
    queued, delivered = DeliveryState.QUEUED, DeliveryState.DELIVERED
    assert states == [[queued] * 3, [delivered] * 3]


def test_a_success_makes_a_receiver_well_again(registered, partner, bring):
    receiver_id, _ = registered(MADE)
    partner.answers = [NO]
    register("A")
    bring(AT)
    assert (receiver_of(receiver_id).failures, receiver_of(receiver_id).failing_since) == (1, AT)
    bring(AT + MINUTE)
    well = receiver_of(receiver_id)
    assert (well.failures, well.failing_since, well.rests_until) == (0, None, None)


def test_after_days_of_silence_a_receiver_is_off_and_hears_no_more(registered, partner, bring):
    receiver_id, _ = registered(MADE)
    partner.answers = [NO] * 100
    register("A")
    bring(AT)
    register("B")
    later = AT + OFF_AFTER
    bring(later - MINUTE)
    assert receiver_of(receiver_id).switched_off_at is None
    bring(later + DAY)
    assert receiver_of(receiver_id).switched_off_at == later + DAY
    asked = len(partner.requests)
    register("C")
    bring(later + 2 * DAY)
    assert len(partner.requests) == asked
    assert {state for state, *_ in log(receiver_id)} == {DeliveryState.GIVEN_UP}
    assert log(receiver_id)[-1][3] is Failure.SWITCHED_OFF
    entry = db.session.scalars(select(AuditEntry).filter_by(verb="switch-off")).one()
    assert entry.principal == "system"


def test_what_was_missed_comes_by_a_press_once_it_is_on_again(registered, partner, bring):
    receiver_id, _ = registered(MADE)
    register("A")
    with transaction() as session:
        session.execute(update(Receiver).values(switched_off_at=AT))
    bring()
    assert partner.requests == []
    with transaction() as session:
        receiver = session.get_one(Receiver, receiver_id)
        switch_on(session, receiver, at=AT, by=SYSTEM)
    register("B")
    partner.answers = [NO] * MOST_TRIES
    at = AT
    for wait in (*WAITS, DAY):
        bring(at)
        at += wait
    with transaction() as session:
        receiver = session.get_one(Receiver, receiver_id)
        [delivery] = list_deliveries(session, receiver)
        replay(session, receiver, delivery.id, at=at, by=SYSTEM)
    bring(at)
    assert log(receiver_id) == [(DeliveryState.DELIVERED, MOST_TRIES + 1, 204, None)]
    assert len(set(partner.ids)) == 1


def test_test_news_go_at_once_also_to_a_receiver_that_is_off_and_only_once(
    registered, partner, bring
):
    receiver_id, _ = registered()
    with transaction() as session:
        session.execute(update(Receiver).values(switched_off_at=AT, rests_until=AT + DAY))
        send_trial(session, session.get_one(Receiver, receiver_id), at=AT)
    partner.answers = [NO]
    bring()
    bring(AT + DAY)
    assert [each["type"] for each in bodies(partner)] == ["test"]
    assert log(receiver_id) == [(DeliveryState.GIVEN_UP, 1, 503, Failure.REFUSED)]
    assert receiver_of(receiver_id).failing_since is None


def test_a_name_that_leads_inside_is_written_down_and_not_called(registered, partner, database):
    receiver_id, _ = registered(MADE)
    register("A")
    courier = Courier(sender=partner.sender(is_allowed=lambda _: False))
    while courier.work(AT):
        pass
    assert log(receiver_id) == [(DeliveryState.QUEUED, 1, None, Failure.PRIVATE)]
    assert partner.connections == 0


def test_a_receiver_deleted_while_its_news_are_on_their_way_is_no_fault(registered, make_courier):
    receiver_id, _ = registered()
    with transaction() as session:
        receiver = session.get_one(Receiver, receiver_id)
        trial = send_trial(session, receiver, at=AT).id
        delete_receiver(session, receiver, at=AT, by=SYSTEM)
    make_courier().deliver(trial, AT)
    with transaction() as session:
        mark_delivered(session, trial, 204, at=AT)
        note_failure(session, trial, TryFailed(Failure.SLOW), at=AT)
    assert db.session.scalars(select(Delivery)).all() == []


def test_a_lease_that_ran_out_again_and_again_is_given_up(registered, bring, partner):
    receiver_id, _ = registered()
    with transaction() as session:
        trial = send_trial(session, session.get_one(Receiver, receiver_id), at=AT)
        trial.state, trial.lease_until, trial.tries = DeliveryState.SENDING, AT, MOST_TRIES
        send_trial(session, session.get_one(Receiver, receiver_id), at=AT)
    bring(AT + LEASE)
    assert log(receiver_id)[0] == (DeliveryState.GIVEN_UP, MOST_TRIES, None, Failure.LOST)
    assert len(partner.requests) == 1


def test_whatever_goes_wrong_the_courier_goes_on(make_courier, caplog):
    stop, rounds = threading.Event(), []
    courier = make_courier()

    def work(_at):
        rounds.append(1)
        if len(rounds) == 1:
            raise ValueError("a secret")
        stop.set()
        return 1

    courier.work = work
    courier.run(stop)
    assert len(rounds) == 2
    assert "ValueError" in caplog.text
    assert "a secret" not in caplog.text


def test_what_the_documentation_tells_receivers_finds_genuine_news_and_no_others(
    registered, partner, make_courier, tmp_path
):
    _, secret = registered(MADE)
    register("A")
    courier = make_courier()
    while courier.work(clock.now()):
        pass
    text = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    example = tmp_path / "example.py"
    example.write_text(text.split("```python")[1].split("```")[0], encoding="utf-8")
    known = runpy.run_path(str(example))
    [request] = partner.requests
    is_ours, headers = known["is_ours"], request.headers
    assert is_ours(secret, headers, request.body)
    assert not is_ours(secret, headers, request.body + b" ")
    assert not is_ours(new_secret(), headers, request.body)
    late = headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) - 301)}
    assert not is_ours(secret, late, request.body)


def test_the_log_is_kept_for_a_month_and_what_is_on_its_way_stays(registered, partner, bring):
    receiver_id, _ = registered()
    with transaction() as session:
        for state in (DeliveryState.DELIVERED, DeliveryState.GIVEN_UP, DeliveryState.QUEUED):
            trial = send_trial(session, session.get_one(Receiver, receiver_id), at=AT)
            trial.state, trial.due_at = state, AT + 2 * KEPT
    bring(AT + KEPT - MINUTE)
    assert len(log(receiver_id)) == 3
    bring(AT + KEPT)
    assert [state for state, *_ in log(receiver_id)] == [DeliveryState.QUEUED]


@pytest.fixture
def gate(database):
    """An event with people at a gate; tells what scans and counts there."""
    with transaction() as session:
        event = make_event(session)
        registration = make_registration(session, event, "A", "B", "C")
        codes = [each.code for each in codes_of(session, registration)]
        token = make_device(session, event, "Nord").token

    def scan(number, at):
        with transaction() as session:
            rows = batch_of(make_scan(codes[number], at), sent_at=at)
            record_scans(session, token, rows, at=at)

    def tally(at):
        with transaction() as session:
            record_tallies(session, token, batch_of(make_tally(at), sent_at=at), at=at)

    return scan, tally


def test_totals_are_told_once_a_minute_with_what_they_are_then(registered, partner, bring, gate):
    registered(TOTALS)
    scan, tally = gate
    scan(0, START)
    bring(START)
    scan(1, START + MINUTE / 6)
    tally(START + MINUTE / 5)
    bring(START + MINUTE / 2)
    assert len(partner.requests) == 1
    bring(START + MINUTE)
    bring(START + 3 * MINUTE)
    data = [each["data"] for each in bodies(partner)]
    assert [(each["admitted"], each["walk_ins"]) for each in data] == [(1, 0), (2, 1)]
    assert (data[1]["registered"], data[1]["no_shows"], data[1]["head_count"]) == (3, None, None)


def test_totals_are_told_before_it_has_begun_too(registered, partner, bring, gate):
    registered(TOTALS)
    gate[0](0, START - 30 * MINUTE)
    bring(START - 20 * MINUTE)
    assert [each["data"]["admitted"] for each in bodies(partner)] == [1]


def test_totals_that_nobody_wishes_are_not_even_counted(registered, partner, bring, gate):
    registered(MADE)
    gate[0](0, START)
    bring(START)
    assert partner.requests == []


def test_totals_are_told_again_only_where_something_changed(
    registered, partner, make_courier, gate
):
    registered(TOTALS)
    gate[0](0, START)
    for minute in range(5):
        courier = make_courier()
        while courier.work(START + minute * MINUTE):
            pass
    assert len(partner.requests) == 1
