"""Advice and requisitions as they are logged, changed and made one, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventsys.casework.models import AdhocTask
from eventsys.casework.queries import tasks_of_year
from eventsys.casework.rules import Exclusion, TaskKind, TaskStatus
from eventsys.casework.tasks import operations
from eventsys.casework.tasks.errors import (
    AlreadyConverted,
    LooksLikeCpr,
    NoRequester,
    NotAlike,
    NotInForce,
)
from eventsys.casework.tasks.operations import (
    amend_task,
    cancel_task,
    convert_task,
    log_task,
    mark_duplicate,
    restore_task,
)
from eventsys.casework.tasks.queries import (
    find_by_public_id,
    find_source,
    find_task,
    get_row,
    hold_task,
    list_alike,
    list_event_ids,
    list_rows,
    logged_since,
)
from eventsys.casework.tasks.rules import TaskRequest
from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from tests.actors import make_actor
from tests.factories import AT, make_event

DAY = date(2009, 5, 4)
ADVICE = TaskRequest(
    kind=TaskKind.ADVICE,
    requester="Skolen",
    received_on=DAY,
    done_on=DAY,
    minutes=20,
    topic="Forældremøde",
)
ORDER = replace(ADVICE, kind=TaskKind.REQUISITION, purpose="Et forløb", outcome="Afholdt")
LATER = AT + timedelta(hours=1)


def log(session, request=ADVICE, public_id=None, **changes):
    number = session.query(AdhocTask).count()
    asked = replace(request, **changes)
    return log_task(session, public_id or f"task-{number}", asked, at=AT, by=SYSTEM)


def verbs(session, task):
    found = select(AuditEntry.verb).filter_by(object_kind="adhoc_task", object_id=task.id)
    return session.scalars(found.order_by(AuditEntry.id)).all()


def reasons(session):
    return {each.public_id: each.exclusion for each in tasks_of_year(session, 2009)}


def test_advice_is_logged_with_who_asked_and_who_wrote_it_down(session):
    task = log(session)
    assert (task.kind, task.given_on, task.accepted_on) == (TaskKind.ADVICE, DAY, None)
    assert (task.unit, task.actor_id, task.minutes) == ("Skolen", None, 20)
    assert (task.created_by, task.changed_at) == ("system", AT)
    assert verbs(session, task) == ["add"]


def test_whoever_the_register_knows_is_an_actor_however_it_is_spelt(session):
    actor = make_actor(session, "Gadepulsen", valid_from=date(2000, 1, 1))
    task = log(session, requester="gadepulsen ")
    assert (task.actor_id, task.unit) == (actor.id, "")


def test_what_is_sent_twice_is_logged_once(session):
    first = log(session, public_id="same")
    again = log(session, public_id="same", topic="Andet")
    assert again.id == first.id
    assert (session.query(AdhocTask).count(), again.topic) == (1, "Forældremøde")
    assert verbs(session, first) == ["add"]


def test_whoever_sends_it_at_the_same_moment_gets_what_the_other_wrote(session, monkeypatch):
    first = log(session, public_id="same")
    seen = iter([None, first])
    monkeypatch.setattr(operations, "find_by_public_id", lambda *_given: next(seen))
    assert log(session, public_id="same").id == first.id


def test_what_the_database_refuses_for_another_reason_is_raised(session):
    with pytest.raises(IntegrityError):
        log(session, minutes=-1)


def test_a_number_of_a_citizen_is_refused_in_every_text(session):
    task = log(session, ORDER)
    for name in ("requester", "topic", "purpose", "outcome"):
        asked = replace(ORDER, **{name: "om 010203-1234"})
        with pytest.raises(LooksLikeCpr):
            log_task(session, "new", asked, at=AT, by=SYSTEM)
        with pytest.raises(LooksLikeCpr):
            amend_task(session, task, asked, at=AT, by=SYSTEM)
    assert find_by_public_id(session, "new") is None


def test_somebody_has_asked(session):
    with pytest.raises(NoRequester):
        log(session, requester="")


def test_a_requisition_has_its_purpose_its_follow_up_and_its_events(session):
    one, two = make_event(session), make_event(session)
    task = log(session, ORDER, follow_up_on=DAY, event_ids=frozenset({one.id}))
    assert (task.accepted_on, task.given_on, task.purpose) == (DAY, None, "Et forløb")
    assert list_event_ids(session, task.id) == [one.id]
    asked = replace(ORDER, outcome="", followed_up_on=DAY, event_ids=frozenset({two.id}))
    amend_task(session, task, asked, at=LATER, by=SYSTEM)
    assert list_event_ids(session, task.id) == [two.id]
    assert (task.outcome, task.followed_up_on, task.changed_at) == ("", DAY, LATER)
    assert verbs(session, task) == ["add", "amend"]


def test_advice_that_grows_counts_once_as_a_requisition(session):
    advice = log(session)
    order = convert_task(session, advice, date(2010, 1, 4), at=LATER, by=SYSTEM)
    assert (order.kind, order.accepted_on, order.unit) == (
        TaskKind.REQUISITION,
        date(2010, 1, 4),
        "Skolen",
    )
    assert reasons(session) == {advice.public_id: Exclusion.CONVERTED}
    assert find_source(session, order.id) is advice
    assert find_source(session, advice.id) is None
    assert verbs(session, advice) == ["add", "convert"]


def test_only_advice_grows_and_only_once(session):
    advice = log(session)
    order = convert_task(session, advice, DAY, at=AT, by=SYSTEM)
    with pytest.raises(AlreadyConverted) as refused:
        convert_task(session, advice, DAY, at=AT, by=SYSTEM)
    assert refused.value.task_id == order.id
    with pytest.raises(NotAlike):
        convert_task(session, order, DAY, at=AT, by=SYSTEM)


def test_advice_counts_again_where_its_requisition_is_cancelled(session):
    advice = log(session)
    order = convert_task(session, advice, DAY, at=AT, by=SYSTEM)
    cancel_task(session, order, at=AT, by=SYSTEM)
    assert reasons(session) == {advice.public_id: None, order.public_id: Exclusion.CANCELLED}
    restore_task(session, order, at=AT, by=SYSTEM)
    assert reasons(session) == {advice.public_id: Exclusion.CONVERTED, order.public_id: None}
    assert verbs(session, order) == ["cancel-task", "restore"]


def test_what_was_logged_twice_counts_once_also_through_a_third(session):
    one, two, three = (log(session) for _each in range(3))
    mark_duplicate(session, three, two, at=AT, by=SYSTEM)
    mark_duplicate(session, two, one, at=AT, by=SYSTEM)
    session.expire_all()
    assert {two.duplicate_of_id, three.duplicate_of_id} == {one.id}
    assert list(reasons(session).values()).count(None) == 1
    restore_task(session, two, at=AT, by=SYSTEM)
    assert (two.duplicate_of_id, two.status) == (None, TaskStatus.SOLVED)


def test_two_that_cannot_be_one_are_no_duplicates(session):
    one, order, gone, grown = log(session), log(session, ORDER), log(session), log(session)
    cancel_task(session, gone, at=AT, by=SYSTEM)
    convert_task(session, grown, DAY, at=AT, by=SYSTEM)
    refused = [(one, one, NotAlike), (one, order, NotAlike), (one, gone, NotInForce)]
    refused += [(gone, one, NotInForce), (grown, one, AlreadyConverted)]
    for task, original, why in refused:
        with pytest.raises(why):
            mark_duplicate(session, task, original, at=AT, by=SYSTEM)
    mark_duplicate(session, one, grown, at=AT, by=SYSTEM)
    assert one.duplicate_of_id == grown.id


def test_what_is_out_is_not_changed(session):
    task = log(session)
    cancel_task(session, task, at=AT, by=SYSTEM)
    for deed in (cancel_task, lambda *given, **more: convert_task(*given, DAY, **more)):
        with pytest.raises(NotInForce):
            deed(session, task, at=AT, by=SYSTEM)
    with pytest.raises(NotInForce):
        amend_task(session, task, ADVICE, at=AT, by=SYSTEM)


def test_a_task_that_was_not_done_is_taken_up_again_as_such(session):
    task = log(session, done_on=None, status=TaskStatus.NEW)
    cancel_task(session, task, at=AT, by=SYSTEM)
    restore_task(session, task, at=AT, by=SYSTEM)
    assert task.status is TaskStatus.UNDER_WAY


def test_the_list_of_a_year_has_what_was_done_what_came_and_what_waits(session):
    done = log(session)
    came = log(session, done_on=None, status=TaskStatus.NEW)
    waits = log(session, ORDER, done_on=date(2008, 3, 1), follow_up_on=DAY)
    log(session, done_on=date(2008, 12, 31))
    log(session, done_on=date(2010, 1, 1))
    assert {each.id for each in list_rows(session, 2009)} == {done.id, came.id, waits.id}


def test_what_may_be_the_same_is_found(session):
    one = log(session)
    near = log(session, done_on=date(2009, 5, 5), topic="Andet")
    log(session, done_on=date(2009, 5, 6))
    log(session, ORDER)
    assert [each.id for each in list_alike(session, get_row(session, one.id))] == [near.id]


def test_a_task_is_found_and_held(session):
    task = log(session)
    assert find_task(session, task.id) is task
    assert hold_task(session, task.id) is task
    assert (find_task(session, 99), hold_task(session, 99)) == (None, None)


def test_whoever_has_logged_something_this_week_is_known(session):
    log(session)
    assert logged_since(session, "system", DAY)
    assert not logged_since(session, "system", DAY + timedelta(days=1))
    assert not logged_since(session, "account:1", DAY)
