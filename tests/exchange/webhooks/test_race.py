"""Couriers at once never try the same delivery, and make each of them once; with controls."""

from threading import Barrier

import pytest
from sqlalchemy import func, select

from eventsys.core.db import db, transaction, write
from eventsys.core.news import News, NewsKind
from eventsys.exchange.webhooks.courier.operations import (
    compose_news,
    lay_totals,
    lease_delivery,
)
from eventsys.exchange.webhooks.models import Delivery, Receiver
from eventsys.exchange.webhooks.operations import make_delivery
from eventsys.exchange.webhooks.queries import oldest_due
from eventsys.exchange.webhooks.rules import DeliveryState
from tests.factories import AT, make_event, make_registration
from tests.registration.test_race import THREADS, at_once

NUMBER = 24


@pytest.fixture
def news(registered):
    """News of many registrations, for one receiver."""
    receiver_id, _ = registered(NewsKind.REGISTRATION_MADE, NewsKind.CHECKIN_TOTALS)
    with transaction() as session:
        event = make_event(session, capacity=None)
        for _ in range(NUMBER):
            make_registration(session, event, "A")
        return receiver_id, event.id


def count(model):
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(model)).one()


def lease_all():
    """Lease until nothing is due."""
    leased = []
    for _ in range(NUMBER * 2):
        found = write(lambda session: lease_delivery(session, at=AT))
        if found is not None:
            leased.append(found)
    return leased


def test_eight_couriers_lease_each_delivery_once(database, news):
    write(lambda session: compose_news(session, at=AT))
    leased = [each for some in at_once(database, *[lease_all] * THREADS) for each in some]
    assert len(leased) == len(set(leased)) == NUMBER


def test_control_by_what_was_seen_before_all_eight_take_the_same(database, news):
    """The same race, judged by a look before it: the test above can fail."""
    write(lambda session: compose_news(session, at=AT))
    looked = Barrier(THREADS)

    def lease():
        found = db.session().scalar(oldest_due(AT))
        db.session().rollback()
        looked.wait(20)
        with transaction() as session:
            session.get_one(Delivery, found).state = DeliveryState.SENDING
        return found

    assert len(set(at_once(database, *[lease] * THREADS))) == 1


def test_eight_couriers_make_each_delivery_once(database, news):
    at_once(database, *[lambda: write(lambda session: compose_news(session, at=AT))] * THREADS)
    write(lambda session: compose_news(session, at=AT))
    assert (count(News), count(Delivery)) == (0, NUMBER)


def test_control_without_passing_over_what_another_holds_each_is_made_eight_times(database, news):
    """The same race, where news are read before and go after: the test above can fail."""
    looked = Barrier(THREADS)

    def compose():
        found = [each.id for each in db.session().scalars(select(News))]
        db.session().rollback()
        looked.wait(20)
        with transaction() as session:
            receiver = session.get_one(Receiver, news[0])
            for _ in found:
                kind = NewsKind.REGISTRATION_MADE
                session.add(make_delivery(receiver, kind, "{}", at=AT))

    at_once(database, *[compose] * THREADS)
    assert count(Delivery) == NUMBER * THREADS


def test_of_eight_couriers_one_tells_the_totals(database, news):
    def tell():
        return write(lambda session: lay_totals(session, {news[1]: 3}, at=AT))

    assert sorted(at_once(database, *[tell] * THREADS)) == [0] * (THREADS - 1) + [1]
