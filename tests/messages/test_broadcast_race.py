"""What eight send at once leaves once, and a form that comes eight times is one draft; controls."""

from threading import Barrier
from uuid import uuid4

import pytest

from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from eventsys.messages.broadcasts.errors import AlreadySent
from eventsys.messages.broadcasts.models import Broadcast
from eventsys.messages.broadcasts.operations import send_broadcast
from tests.broadcasts import make_broadcast
from tests.factories import AT, make_event, make_family
from tests.registration.test_race import THREADS, at_once


@pytest.fixture
def broadcast_id(database):
    """The draft of something for everybody at an event called fest-1."""
    with transaction() as session:
        event = make_event(session)
        make_family(session, event)
        return make_broadcast(session, event).id


def sent():
    """Count how often somebody was told that it is on its way."""
    db.session().rollback()
    return db.session().query(AuditEntry).filter_by(verb="send").count()


def test_one_of_eight_who_press_at_once_sends_it(database, broadcast_id):
    def press():
        try:
            with transaction() as session:
                broadcast = session.get_one(Broadcast, broadcast_id)
                send_broadcast(session, broadcast, AT, at=AT, by=SYSTEM)
        except AlreadySent:
            return "before"
        return "now"

    assert sorted(at_once(database, *[press] * THREADS)) == ["before"] * (THREADS - 1) + ["now"]
    assert sent() == 1


def test_control_by_what_was_seen_before_all_eight_send_it(database, broadcast_id):
    """The same race, judged by a look before it: the test above can fail."""
    looked = Barrier(THREADS)

    def press():
        is_draft = db.session().get_one(Broadcast, broadcast_id).due_at is None
        db.session().rollback()
        looked.wait(20)
        with transaction() as session:
            if is_draft:
                session.get_one(Broadcast, broadcast_id).due_at = AT
                return "now"
        return "before"

    assert at_once(database, *[press] * THREADS) == ["now"] * THREADS


def draft(key):
    with transaction() as session:
        return make_broadcast(session, get_event(session, "fest-1"), key()).id


def test_a_form_that_comes_eight_times_at_once_is_one_draft(database, broadcast_id):
    key = str(uuid4())
    found = at_once(database, *[lambda: draft(lambda: key)] * THREADS)
    assert (len(set(found)), db.session().query(Broadcast).count()) == (1, 2)


def test_control_forms_with_keys_of_their_own_are_eight_drafts(database, broadcast_id):
    """The same race, each form with a key of its own: the test above can fail."""
    found = at_once(database, *[lambda: draft(lambda: str(uuid4()))] * THREADS)
    assert len(set(found)) == THREADS
