"""A receiver that takes news, and a courier that brings them there."""

import pytest

from eventsys.core.db import transaction
from eventsys.core.news import NewsKind
from eventsys.core.principal import SYSTEM
from eventsys.exchange.webhooks.courier.courier import Courier
from eventsys.exchange.webhooks.operations import add_receiver
from eventsys.exchange.webhooks.requests import ReceiverRequest
from eventsys.exchange.webhooks.rules import OFFERED_KINDS
from tests.exchange.webhooks.server import URL, serving
from tests.factories import AT


@pytest.fixture
def partner(tmp_path):
    with serving(tmp_path) as partner:
        yield partner


def ask_for(*kinds, label="Biblioteket", url=URL):
    """Ask for a receiver."""
    return ReceiverRequest(label=label, url=url, kinds=frozenset(kinds or OFFERED_KINDS))


def make_receiver(session, *kinds: NewsKind, at=AT, **changes):
    """Register a receiver; without kinds it hears of all."""
    return add_receiver(session, ask_for(*kinds, **changes), at=at, by=SYSTEM)


@pytest.fixture
def registered(database):
    """Register receivers and tell their ids and secrets."""

    def register(*kinds, **changes):
        with transaction() as session:
            receiver, secret = make_receiver(session, *kinds, **changes)
            return receiver.id, secret

    return register


@pytest.fixture
def make_courier(database, partner):
    def make(**changes):
        return Courier(sender=partner.sender(), **changes)

    return make


@pytest.fixture
def bring(make_courier):
    """Let a courier work at a moment until nothing is left to do."""

    def until_done(at=AT):
        courier = make_courier()
        while courier.work(at):
            pass

    return until_done
