"""A courier killed at a named point neither loses news nor makes others of them; controls."""

import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from eventsys.core.codes import new_public_id
from eventsys.core.db import db, transaction
from eventsys.core.news import News, NewsKind
from eventsys.exchange.webhooks.models import Delivery
from eventsys.exchange.webhooks.rules import LEASE, DeliveryState
from tests.factories import AT, make_event, make_registration

ROOT = Path(__file__).resolve().parents[3]
KILLED = -signal.SIGKILL
pytestmark = pytest.mark.timeout(300)
NUMBER = 5


@pytest.fixture
def run_courier(database, settings, partner):
    def run(at, failpoint=None):
        orders = {
            "instance": str(settings.instance),
            "database_url": settings.database_url,
            "port": partner.port,
            "certificate": partner.certificate,
            "failpoint": failpoint,
            "at": at.isoformat(),
        }
        courier = subprocess.run(
            [sys.executable, "-m", "tests.exchange.webhooks.dying_courier"],
            input=json.dumps(orders),
            text=True,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert courier.returncode in {0, KILLED}, courier.stderr
        return courier.returncode

    return run


@pytest.fixture
def references(registered):
    """Let some register while somebody wishes to hear of it."""
    registered(NewsKind.REGISTRATION_MADE)
    with transaction() as session:
        event = make_event(session)
        return [make_registration(session, event, "A").reference for _ in range(NUMBER)]


def told(partner):
    """Count how often each registration was told, and under how many ids."""
    found = [
        (json.loads(each.body)["data"]["registration"], each.headers["webhook-id"])
        for each in partner.requests
    ]
    return Counter(reference for reference, _ in found), len(set(found))


def states():
    db.session.rollback()
    waiting = len(db.session.scalars(select(News)).all())
    return waiting, Counter(db.session.scalars(select(Delivery.state)))


@pytest.mark.quick_on("postgresql")
@pytest.mark.parametrize(
    ("failpoint", "twice"),
    [("news-composed", 0), ("delivery-leased:3", 0), ("delivery-answered:3", 1)],
)
def test_killed_at_whatever_point_each_is_told_and_twice_only_under_one_id(
    run_courier, partner, references, failpoint, twice
):
    assert run_courier(AT, failpoint) == KILLED
    assert run_courier(AT + LEASE) == 0
    counted, ids = told(partner)
    assert (set(counted), ids) == (set(references), NUMBER)
    assert sum(counted.values()) == NUMBER + twice
    assert states() == (0, {DeliveryState.DELIVERED: NUMBER})


@pytest.mark.quick_on("sqlite")
def test_what_a_dead_courier_held_is_left_alone_until_its_lease_is_over(
    run_courier, partner, references
):
    run_courier(AT, "delivery-leased")
    run_courier(AT)
    assert sum(told(partner)[0].values()) == NUMBER - 1
    assert states() == (0, {DeliveryState.SENDING: 1, DeliveryState.DELIVERED: NUMBER - 1})


@pytest.mark.quick_on("sqlite")
def test_control_without_an_id_that_stays_a_receiver_could_not_tell(
    run_courier, partner, references
):
    """The same death, with an id made anew: the test above can fail."""
    run_courier(AT, "delivery-answered")
    with transaction() as session:
        for each in session.scalars(select(Delivery)):
            each.message_id = f"msg_{new_public_id()}"
    run_courier(AT + LEASE)
    assert told(partner)[1] == NUMBER + 1
