"""A list that is sent by eight at once is stored once, and so is a newcomer; with controls."""

from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest

from eventsys.attendance.marks.models import AttendanceList, AttendanceMark
from eventsys.attendance.marks.operations import (
    add_newcomer,
    close_list,
    known_marks,
    record_marks,
    reopen_list,
)
from eventsys.attendance.marks.queries import get_occasion
from eventsys.attendance.marks.requests import MarkBatch, MarkRow, Newcomer
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core import clock
from eventsys.core.audit import AuditEntry, record
from eventsys.core.db import db, transaction
from eventsys.core.errors import Overtaken
from eventsys.core.principal import SYSTEM
from eventsys.events.models import Occasion, PlacePool
from eventsys.events.queries import get_event
from eventsys.registration.models import Participant, Registration
from tests.factories import make_event, make_family
from tests.registration.test_race import THREADS, at_once, one_after_the_other

CAME = AttendanceStatus.CAME
MARK = UUID(int=1)


@pytest.fixture
def ids(database):
    """The ids of the one participant and the one occasion of an event called fest-1."""
    made = clock.now() - timedelta(days=1)
    with transaction() as session:
        event = make_event(session, at=made, days=(1,))
        make_family(session, event, 1, at=made)
        return session.query(Participant.id).scalar(), session.query(Occasion.id).scalar()


def test_a_batch_that_eight_send_at_once_is_stored_once(database, ids):
    person, occasion = ids
    row = MarkRow(mark_id=MARK, participant_id=person, occasion_id=occasion, status=CAME)

    def send():
        with transaction() as session:
            event = get_event(session, "fest-1")
            batch = MarkBatch(marks=[row])
            [result] = record_marks(session, event, batch, at=clock.now(), by=SYSTEM)
            return result.state

    assert set(at_once(database, *[send] * THREADS)) <= {"new", "same"}
    db.session().rollback()
    assert db.session().query(AttendanceMark).count() == 1


def test_control_looking_before_storing_trips_over_the_other_s_mark(database, ids):
    """The same race, stored by what was seen before it: the test above can fail."""
    person, occasion = ids
    looked = Barrier(THREADS)

    def send():
        is_known = bool(known_marks(db.session(), [MARK]))
        db.session().rollback()
        looked.wait(20)
        try:
            with transaction() as session:
                if not is_known:
                    session.add(mark_of(person, occasion))
        except Overtaken:
            return "failed"
        return "stored"

    assert at_once(database, *[send] * THREADS).count("failed") > 0


def mark_of(person, occasion):
    at = clock.now()
    return AttendanceMark(
        mark_id=str(MARK),
        participant_id=person,
        occasion_id=occasion,
        status=CAME,
        source=MarkSource.LIST,
        made_at=at,
        received_at=at,
        made_by=str(SYSTEM),
    )


def press(ids, key):
    with transaction() as session:
        newcomer = Newcomer(key=key(), name="Yusuf")
        occasion = get_occasion(session, ids[1])
        return add_newcomer(session, occasion, newcomer, at=clock.now(), by=SYSTEM).id


def counted():
    db.session().rollback()
    session = db.session()
    people, marks = session.query(Registration).count(), session.query(AttendanceMark).count()
    return people, marks, session.query(PlacePool).one().taken


def test_a_newcomer_whom_eight_add_at_once_is_one_person_with_one_place(database, ids):
    key = uuid4()
    found = at_once(database, *[lambda: press(ids, lambda: key)] * THREADS)
    assert len(set(found)) == 1
    assert counted() == (2, 1, 2)


def test_control_without_a_key_of_their_own_they_are_eight(database, ids):
    """The same race, each press with a key of its own: the test above can fail."""
    at_once(database, *[lambda: press(ids, uuid4)] * THREADS)
    assert counted() == (1 + THREADS, THREADS, 1 + THREADS)


def by_itself(change):
    return lambda session: change(session, get_occasion_of(session), at=clock.now(), by=SYSTEM)


def get_occasion_of(session):
    return session.query(Occasion).one()


def written(verb):
    db.session().rollback()
    return db.session().query(AuditEntry).filter_by(verb=verb).count()


def test_a_list_that_two_close_and_two_reopen_at_once_is_written_down_once_each(database, ids):
    assert one_after_the_other(database, *[by_itself(close_list)] * 2) == [None, None]
    assert db.session().query(AttendanceList).count() == 1
    assert one_after_the_other(database, *[by_itself(reopen_list)] * 2) == [None, None]
    assert (written("close list"), written("reopen list")) == (1, 1)
    assert db.session().query(AttendanceList).count() == 0


def test_control_who_looks_before_reopening_writes_it_down_twice(database, ids):
    """The same race, by what was seen before it: the test above can fail."""
    with transaction() as session:
        by_itself(close_list)(session)
    looked = Barrier(2)

    def reopen_by_an_earlier_look():
        is_closed = db.session().get(AttendanceList, ids[1]) is not None
        db.session().rollback()
        looked.wait(20)
        with transaction() as session:
            if is_closed:
                session.query(AttendanceList).delete(synchronize_session=False)
                occasion = get_occasion_of(session)
                record(session, "reopen list", occasion, {}, at=clock.now(), by=SYSTEM)

    at_once(database, *[reopen_by_an_earlier_look] * 2)
    assert written("reopen list") == 2
