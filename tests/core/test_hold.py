"""That nothing leaves is said once, also where two say it at the same moment."""

from threading import Barrier

from eventsys.core.audit import AuditEntry, record
from eventsys.core.db import db, transaction
from eventsys.core.hold import SendingHold, find_hold, hold_sending, release_sending
from eventsys.core.principal import SYSTEM
from tests.factories import AT
from tests.registration.test_race import at_once, one_after_the_other

BY = {"at": AT, "by": SYSTEM}


def hold(session):
    hold_sending(session, **BY)


def release(session):
    release_sending(session, **BY)


def written(verb):
    db.session().rollback()
    return db.session().query(AuditEntry).filter_by(verb=verb).count()


def test_two_who_hold_sending_at_once_hold_it_once(database):
    assert one_after_the_other(database, hold, hold) == [None, None]
    assert written("hold") == 1
    assert find_hold(db.session()) is not None


def test_two_who_release_it_at_once_release_it_once(database):
    with transaction() as session:
        hold(session)
    assert one_after_the_other(database, release, release)[0] is None
    assert written("release") == 1
    assert find_hold(db.session()) is None


def test_control_who_looks_before_the_deed_writes_it_down_twice(database):
    """The same race, by what was seen before it: the tests above can fail."""
    with transaction() as session:
        hold(session)
    looked = Barrier(2)

    def release_by_an_earlier_look():
        is_held = find_hold(db.session()) is not None
        db.session().rollback()
        looked.wait(20)
        with transaction() as session:
            if is_held:
                record(session, "release", SendingHold(id=1), {}, **BY)
            session.query(SendingHold).delete(synchronize_session=False)

    at_once(database, release_by_an_earlier_look, release_by_an_earlier_look)
    assert written("release") == 2
