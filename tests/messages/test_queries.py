"""What is asked of messages on their way, on both databases."""

from datetime import timedelta

from eventsys.core.db import db, transaction
from eventsys.core.principal import VISITOR
from eventsys.messages.queries import count_given_up
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.queries import find_participant
from tests.factories import AT, make_event, make_registration

DAY = timedelta(days=1)


def test_what_could_not_be_sent_is_counted_and_what_was_overtaken_is_not(make_worker, shelf):
    shelf.failures = [OSError("down")] * 40
    worker = make_worker()
    with transaction() as session:
        event = make_event(session)
        registration = make_registration(session, event, "Amina", "Bo")
        make_registration(session, event, "Cem")
    worker.work(AT)
    with transaction() as session:
        leaver = find_participant(session, registration, 1)
        deregister(session, leaver, at=AT, by=VISITOR)
    for day in range(1, 20):
        worker.work(AT + day * DAY)
    assert count_given_up(db.session()) == 2
