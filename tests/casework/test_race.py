"""Eight at once: advice grows into one requisition, two tasks never hide each other; controls."""

from collections import Counter
from threading import Barrier

import pytest

from eventsys.casework.models import AdhocTask
from eventsys.casework.queries import tasks_of_year
from eventsys.casework.rules import TaskKind
from eventsys.casework.tasks import operations
from eventsys.casework.tasks.errors import AlreadyConverted, NotInForce
from eventsys.casework.tasks.operations import convert_task, log_task, mark_duplicate
from eventsys.casework.tasks.queries import find_task, get_row
from eventsys.casework.tasks.rules import TaskRequest
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from tests.facts import DAY, add_advice
from tests.registration.test_race import THREADS, at_once

ADVICE = TaskRequest(
    kind=TaskKind.ADVICE, requester="Skolen", received_on=DAY, done_on=DAY, topic="Lektier"
)


@pytest.fixture
def two(database):
    """Two rows of the same advice."""
    with transaction() as session:
        return [add_advice(session).id for _each in range(2)]


def counted(kind):
    """Count the tasks of the year that count."""
    db.session().rollback()
    facts = tasks_of_year(db.session(), DAY.year)
    return len([each for each in facts if each.exclusion is None and each.kind is kind])


def test_advice_becomes_one_requisition(database, two):
    def press():
        try:
            with transaction() as session:
                convert_task(session, find_task(session, two[0]), DAY, at=clock.now(), by=SYSTEM)
        except AlreadyConverted:
            return "known"
        return "made"

    assert Counter(at_once(database, *[press] * THREADS)) == {"made": 1, "known": THREADS - 1}
    assert counted(TaskKind.REQUISITION) == 1


def test_control_looking_before_converting_makes_several(database, two, monkeypatch):
    """The same race, judged by what was seen before it: the test above can fail."""
    looked = Barrier(THREADS)
    monkeypatch.setattr(operations, "not_converted", lambda *_given: None)

    def press():
        is_free = get_row(db.session(), two[0]).converted_to_id is None
        db.session().rollback()
        looked.wait(20)
        with transaction() as session:
            if is_free:
                convert_task(session, find_task(session, two[0]), DAY, at=clock.now(), by=SYSTEM)

    at_once(database, *[press] * THREADS)
    assert counted(TaskKind.REQUISITION) > 1


def test_of_two_that_are_each_marked_as_the_other_one_still_counts(database, two):
    def mark(task_id, original_id):
        def press():
            try:
                with transaction() as session:
                    task, original = find_task(session, task_id), find_task(session, original_id)
                    mark_duplicate(session, task, original, at=clock.now(), by=SYSTEM)
            except NotInForce:
                return "known"
            return "marked"

        return press

    pairs = [mark(*two), mark(*reversed(two))] * (THREADS // 2)
    assert Counter(at_once(database, *pairs)) == {"marked": 1, "known": THREADS - 1}
    assert counted(TaskKind.ADVICE) == 1


def test_control_marking_without_looking_at_both_hides_both(database, two):
    """Each looks at its own row alone before any of them writes: nothing counts afterwards."""
    looked = Barrier(2)

    def mark(task_id, original_id):
        def press():
            is_free = find_task(db.session(), original_id).duplicate_of_id is None
            db.session().rollback()
            looked.wait(20)
            with transaction() as session:
                if is_free:
                    find_task(session, task_id).duplicate_of_id = original_id

        return press

    at_once(database, mark(*two), mark(*reversed(two)))
    assert counted(TaskKind.ADVICE) == 0


def test_a_form_that_comes_eight_times_at_once_is_one_task(database):
    def press():
        with transaction() as session:
            return log_task(session, "same", ADVICE, at=clock.now(), by=SYSTEM).id

    assert len(set(at_once(database, *[press] * THREADS))) == 1
    db.session().rollback()
    assert db.session().query(AdhocTask).count() == 1
