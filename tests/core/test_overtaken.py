"""What two do at the same moment comes to one clear answer, whatever the database says of it."""

from functools import partial

import pytest

from eventsys.core.audit import AuditEntry
from eventsys.core.db import db, lock_row, transaction, write
from eventsys.core.errors import Overtaken
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.kept.models import KeptView
from eventsys.events.kept.operations import ViewRequest, drop_view, keep_view
from eventsys.events.models import Event
from eventsys.events.operations import delete_draft
from eventsys.events.pictures.drawing import draw_anew
from eventsys.events.pictures.models import EventPicture
from eventsys.events.pictures.operations import (
    add_picture,
    describe_picture,
    put_first,
    remove_picture,
)
from eventsys.events.pictures.rules import Alt
from eventsys.people.actors.models import Actor
from eventsys.people.actors.operations import delete_actor
from eventsys.registration.notes.models import RegistrationNote
from eventsys.registration.notes.operations import add_note, remove_note
from eventsys.registration.questions.models import Question
from eventsys.registration.questions.operations import move_question, retire_question
from tests.actors import make_actor
from tests.factories import AT, make_account, make_draft, make_event, make_family
from tests.pictures import picture_file
from tests.questions import make_question
from tests.registration.test_race import one_after_the_other

BY = {"at": AT, "by": SYSTEM}
ALT = Alt(texts={Language.DANISH: "Børn leger.", Language.TURKISH: "Çocuklar."})


def acting(model, act):
    """Do something to the only row of its kind, where it is still there."""

    def operation(session):
        row = session.query(model).one_or_none()
        if row is None:
            raise Overtaken
        act(session, row)

    return operation


def with_event(change, *more):
    def act(session, picture):
        change(session, session.get_one(Event, picture.event_id), picture, *more, **BY)

    return act


def make_note(session):
    add_note(session, make_family(session, make_event(session)), "Ringede", **BY)


def make_asking(session):
    make_question(session, make_event(session))


def make_view(session):
    wanted = ViewRequest(name="Kurser", query="kind=course")
    keep_view(session, make_account(session, "me@example.org").id, wanted, **BY)


def make_picture(session):
    add_picture(session, make_draft(session), draw_anew(picture_file()), ALT, **BY)


def by_itself(change):
    return lambda session, row: change(session, row, **BY)


NOTE = acting(RegistrationNote, by_itself(remove_note))
VIEW = acting(KeptView, by_itself(drop_view))
DRAFT = acting(Event, by_itself(delete_draft))
ACTOR = acting(Actor, by_itself(delete_actor))
RETIRED = acting(Question, by_itself(retire_question))
MOVED = acting(Question, by_itself(partial(move_question, places=1)))
REMOVED, FIRST, DESCRIBED = [
    acting(EventPicture, with_event(*each))
    for each in ((remove_picture,), (put_first,), (describe_picture, ALT))
]


@pytest.mark.parametrize(
    ("make", "remove", "second", "verb"),
    [
        (make_note, NOTE, NOTE, "remove note"),
        (make_view, VIEW, VIEW, "drop view"),
        (make_picture, REMOVED, REMOVED, "remove-picture"),
        (make_picture, REMOVED, FIRST, "remove-picture"),
        (make_picture, REMOVED, DESCRIBED, "remove-picture"),
        (make_draft, DRAFT, DRAFT, "delete"),
        (make_actor, ACTOR, ACTOR, "delete"),
        (make_asking, RETIRED, RETIRED, "retire"),
        (make_asking, RETIRED, MOVED, "retire"),
    ],
)
def test_what_is_removed_at_this_moment_is_removed_once(database, make, remove, second, verb):
    with transaction() as session:
        make(session)
    assert one_after_the_other(database, remove, second) == [None, Overtaken]
    db.session().rollback()
    assert db.session().query(AuditEntry).filter_by(verb=verb).count() == 1


def in_transaction(operation):
    with transaction() as session:
        return operation(session)


@pytest.mark.parametrize("way", [in_transaction, write])
def test_a_constraint_that_no_operation_thought_of_is_a_refusal(database, way):
    """Two views of one name: had nobody looked, it were a fault of ours."""

    def add_both(session):
        session.add_all(
            KeptView(account_id=me, name="A", query="", is_shared=False, created_at=AT)
            for _ in range(2)
        )

    with transaction() as session:
        me = make_account(session, "me@example.org").id
    with pytest.raises(Overtaken):
        way(add_both)
    db.session().rollback()
    assert db.session().query(KeptView).count() == 0


@pytest.mark.parametrize("way", [in_transaction, write])
def test_a_row_that_went_away_under_a_change_is_a_refusal(database, way):
    def describe_what_is_gone(session):
        view = session.query(KeptView).one()
        session.query(KeptView).delete(synchronize_session=False)
        view.name = "B"

    in_transaction(make_view)
    with pytest.raises(Overtaken):
        way(describe_what_is_gone)
    db.session().rollback()
    assert [each.name for each in db.session().query(KeptView)] == ["Kurser"]


def test_a_row_that_is_gone_cannot_be_locked(database):
    with transaction() as session:
        make_view(session)
    with transaction() as session:
        view = session.query(KeptView).one()
        session.query(KeptView).delete(synchronize_session=False)
        with pytest.raises(Overtaken):
            lock_row(session, view)


def test_a_question_that_is_asked_no_more_is_moved_nowhere(database):
    with transaction() as session:
        make_asking(session)
        session.query(Question).one().retired_at = AT
    with pytest.raises(Overtaken), transaction() as session:
        move_question(session, session.query(Question).one(), 1, **BY)
