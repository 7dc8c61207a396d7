"""Receivers are registered, changed, tried, switched on and let go; what they missed is pressed."""

import pytest
from sqlalchemy import func, select

from eventsys.core.audit import AuditEntry
from eventsys.core.news import NewsKind, NewsWish
from eventsys.core.principal import SYSTEM
from eventsys.exchange.webhooks.courier.courier import secrets_of
from eventsys.exchange.webhooks.errors import (
    AddressRefused,
    NoKinds,
    ReceiverOff,
    TooManyReceivers,
)
from eventsys.exchange.webhooks.models import Delivery, Receiver
from eventsys.exchange.webhooks.operations import (
    amend_receiver,
    delete_receiver,
    replace_secret,
    replay,
    send_trial,
    switch_on,
)
from eventsys.exchange.webhooks.queries import count_dead, list_kinds, read_standings
from eventsys.exchange.webhooks.requests import ReceiverRequest
from eventsys.exchange.webhooks.rules import (
    BOTH_SECRETS,
    DEAD_AFTER,
    MOST_RECEIVERS,
    DeliveryState,
)
from tests.exchange.webhooks.conftest import ask_for, make_receiver
from tests.exchange.webhooks.server import URL
from tests.factories import AT

MADE, TOTALS = NewsKind.REGISTRATION_MADE, NewsKind.CHECKIN_TOTALS


@pytest.fixture(autouse=True)
def keyed(app):
    """Secrets are sealed with the keys of an installation."""


def verbs(session):
    entries = select(AuditEntry.verb).where(AuditEntry.object_kind == "receiver")
    return list(session.scalars(entries.order_by(AuditEntry.id)))


def count(session, model):
    return session.scalars(select(func.count()).select_from(model)).one()


def test_a_receiver_hears_of_what_was_chosen_and_its_secret_is_not_stored_as_it_is(session):
    receiver, secret = make_receiver(session, MADE, TOTALS)
    assert set(list_kinds(session)[receiver.id]) == {MADE, TOTALS}
    assert secret.startswith("whsec_")
    assert secret.encode() not in receiver.secret_sealed
    assert secrets_of(receiver, AT) == [secret]
    assert verbs(session) == ["create"]


@pytest.mark.parametrize("url", ["http://example.org/", "https://127.0.0.1/", "https://a.dk:22/"])
def test_a_bad_address_is_refused_and_nothing_is_stored(session, url):
    with pytest.raises(AddressRefused):
        make_receiver(session, url=url)
    assert count(session, Receiver) == 0


@pytest.mark.parametrize("kinds", [frozenset(), frozenset({NewsKind.TEST})])
def test_a_receiver_hears_of_something(session, kinds):
    with pytest.raises(NoKinds):
        ReceiverRequest(label="A", url=URL, kinds=kinds).check()


def test_there_is_an_end_to_receivers(session):
    for number in range(MOST_RECEIVERS):
        make_receiver(session, label=str(number))
    with pytest.raises(TooManyReceivers):
        make_receiver(session)


def test_a_change_takes_the_place_of_what_was(session):
    receiver, secret = make_receiver(session, MADE)
    receiver.rests_until = AT
    wanted = ask_for(TOTALS, label="Ny", url=URL + "&b")
    amend_receiver(session, receiver, wanted, at=AT, by=SYSTEM)
    assert (receiver.label, receiver.url, receiver.rests_until) == ("Ny", URL + "&b", None)
    assert list_kinds(session)[receiver.id] == [TOTALS]
    assert secrets_of(receiver, AT) == [secret]
    receiver.rests_until = AT
    session.flush()
    amend_receiver(session, receiver, wanted, at=AT, by=SYSTEM)
    assert receiver.rests_until == AT


def test_the_log_of_changes_holds_the_host_and_not_what_stands_behind_it(session):
    make_receiver(session, url="https://news.example.org/in/a-secret-path?key=hush")
    [entry] = session.scalars(select(AuditEntry)).all()
    assert "news.example.org" in entry.details
    assert "secret" not in entry.details
    assert "hush" not in entry.details


def test_a_replaced_secret_signs_beside_the_new_one_for_a_day(session):
    receiver, old = make_receiver(session)
    new = replace_secret(session, receiver, at=AT, by=SYSTEM)
    assert new != old
    assert secrets_of(receiver, AT) == [new, old]
    assert secrets_of(receiver, AT + BOTH_SECRETS) == [new]
    assert verbs(session) == ["create", "replace-secret"]


def test_a_receiver_goes_with_its_wishes_and_its_log_and_leaves_others_theirs(session):
    gone, _ = make_receiver(session)
    stays, _ = make_receiver(session, MADE)
    for receiver in (gone, stays):
        send_trial(session, receiver, at=AT)
    delete_receiver(session, gone, at=AT, by=SYSTEM)
    assert [each.hearer_id for each in session.scalars(select(NewsWish))] == [stays.id]
    assert [each.receiver_id for each in session.scalars(select(Delivery))] == [stays.id]


def test_a_press_delivers_again_under_the_same_id(session):
    receiver, _ = make_receiver(session)
    trial = send_trial(session, receiver, at=AT)
    trial.state, trial.tries = DeliveryState.GIVEN_UP, 8
    receiver.rests_until = AT + BOTH_SECRETS
    known = trial.message_id, trial.body
    session.flush()
    replay(session, receiver, trial.id, at=AT, by=SYSTEM)
    session.refresh(trial)
    assert (trial.state, trial.tries, trial.tries_before) == (DeliveryState.QUEUED, 8, 8)
    assert ((trial.message_id, trial.body), receiver.rests_until) == (known, None)
    assert verbs(session) == ["create", "replay"]


def test_a_press_on_what_is_under_way_or_anothers_does_nothing(session):
    receiver, _ = make_receiver(session)
    other, _ = make_receiver(session)
    trial = send_trial(session, receiver, at=AT)
    replay(session, other, trial.id, at=AT, by=SYSTEM)
    trial.state = DeliveryState.SENDING
    session.flush()
    replay(session, receiver, trial.id, at=AT, by=SYSTEM)
    session.refresh(trial)
    assert trial.state is DeliveryState.SENDING
    assert verbs(session) == ["create", "create"]


def test_nothing_is_pressed_for_a_receiver_that_is_off_until_it_is_switched_on(session):
    receiver, _ = make_receiver(session)
    trial = send_trial(session, receiver, at=AT)
    receiver.switched_off_at = receiver.failing_since = AT
    receiver.failures = 9
    session.flush()
    with pytest.raises(ReceiverOff):
        replay(session, receiver, trial.id, at=AT, by=SYSTEM)
    switch_on(session, receiver, at=AT, by=SYSTEM)
    switch_on(session, receiver, at=AT, by=SYSTEM)
    assert (receiver.switched_off_at, receiver.failing_since, receiver.failures) == (None, None, 0)
    assert verbs(session) == ["create", "switch-on"]


def test_those_are_dead_that_are_off_or_took_nothing_for_a_day(session):
    well, _ = make_receiver(session)
    off, _ = make_receiver(session)
    away, _ = make_receiver(session)
    off.switched_off_at, away.failing_since = AT, AT - DEAD_AFTER
    well.failing_since = AT
    session.flush()
    assert count_dead(session, at=AT) == 2


def test_the_list_says_what_waits_what_was_given_up_and_when_something_arrived(session):
    receiver, _ = make_receiver(session)
    for state in (*DeliveryState, DeliveryState.DELIVERED):
        trial = send_trial(session, receiver, at=AT)
        trial.state, trial.tried_at = state, AT
    session.flush()
    standing = read_standings(session)[receiver.id]
    assert (standing.waiting, standing.given_up, standing.arrived_at) == (2, 1, AT)
