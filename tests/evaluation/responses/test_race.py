"""A link that is used by several at once counts once; with a control that shows the race."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from eventsys.core.db import db, transaction, write
from eventsys.core.principal import SYSTEM
from eventsys.evaluation.responses import operations
from eventsys.evaluation.responses.errors import AlreadyAnswered, MoreThanInvited
from eventsys.evaluation.responses.operations import answer_by_link, type_in
from eventsys.evaluation.responses.queries import progress_of
from eventsys.evaluation.waves.invites.queries import find_invited, survey_token_of
from eventsys.evaluation.waves.models import SurveyWave
from tests.factories import make_event, make_family
from tests.waves import END, invites_of, let_come, open_wave, sheet_of

THREADS = 4


@pytest.fixture
def wave_id(database):
    with transaction() as session:
        event = make_event(session)
        make_family(session, event, 2)
        let_come(session, event)
        return open_wave(session, event).id


def at_once(app, operation):
    """Run an operation in several threads that begin together; give their refusals."""
    barrier = Barrier(THREADS)

    def run(_):
        with app.app_context():
            barrier.wait(20)
            try:
                return operation()
            except (AlreadyAnswered, MoreThanInvited) as refusal:
                return type(refusal)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def link_and_sheet(wave_id):
    with transaction() as session:
        wave = session.get_one(SurveyWave, wave_id)
        return survey_token_of(invites_of(session, wave)[0]), sheet_of(session, wave)


def counted(wave_id):
    db.session.rollback()
    return progress_of(db.session(), wave_id).answered


def test_one_of_several_who_use_a_link_at_once_answers(database, wave_id):
    token, sheet = link_and_sheet(wave_id)
    refusals = at_once(
        database, lambda: write(lambda session: answer_by_link(session, token, sheet, at=END))
    )
    assert sorted(filter(None, refusals), key=str) == [AlreadyAnswered] * (THREADS - 1)
    assert counted(wave_id) == 1


def test_without_the_condition_each_of_them_would_count(database, wave_id):
    token, sheet = link_and_sheet(wave_id)
    all_have_looked = Barrier(THREADS)

    def look_then_store():
        is_free = not find_invited(db.session(), token).invite.is_answered
        db.session.rollback()
        all_have_looked.wait(20)
        if not is_free:
            raise AlreadyAnswered
        with transaction() as session:
            operations.store(session, wave_id, sheet, "link", operations.new_id())

    assert at_once(database, look_then_store) == [None] * THREADS
    assert counted(wave_id) == THREADS


def test_several_who_type_at_once_type_no_more_papers_than_there_are_people(database, wave_id):
    _, sheet = link_and_sheet(wave_id)

    def type_one():
        with transaction() as session:
            wave = session.get_one(SurveyWave, wave_id)
            type_in(session, wave, sheet, at=END, by=SYSTEM)

    refusals = at_once(database, type_one)
    assert sorted(filter(None, refusals), key=str) == [MoreThanInvited] * (THREADS - 2)
    assert counted(wave_id) == 2
