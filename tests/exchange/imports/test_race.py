"""A list is saved once or not at all: by eight at once, and by a server that is killed."""

import subprocess
import sys
from threading import Barrier

import pytest
from sqlalchemy import func, select

from eventsys.attendance.earlier.errors import FigureKnown
from eventsys.attendance.earlier.models import EarlierFigure
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.models import PlacePool
from eventsys.events.queries import get_event
from eventsys.exchange.imports.errors import NoLongerDraft, NothingToSave
from eventsys.exchange.imports.figures.operations import save_figures
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import SaveRequest, keep_draft
from eventsys.exchange.imports.people.operations import judge_draft, save_people
from eventsys.exchange.imports.people.rules import requests_of
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportKind, ImportState
from eventsys.registration.lists.operations import ListRequest, register_list
from eventsys.registration.models import Participant
from tests.exchange.imports.dying import AFTER, BEFORE, HALVES, SLUG
from tests.factories import make_event
from tests.kill.conftest import wait_for_the_dead
from tests.registration.test_race import THREADS, at_once

ROWS = 400
LIST = "Navn;Hold\r\n" + "".join(f"Person {number};a\r\n" for number in range(ROWS))
FIGURES = "År;Arrangement;Antal;Hvad tallet tæller;Kilde\r\n2009;Fest;1.450;børn;Rapport\r\n"


def keep(kind, text, event=None):
    with transaction() as session:
        found = None if event is None else get_event(session, event)
        file = read_import("liste.csv", text.encode())
        return keep_draft(session, kind, found, file, at=clock.now(), by=SYSTEM).id


@pytest.fixture
def draft(database):
    """The id of a list of 400 people for an event without a limit."""
    with transaction() as session:
        make_event(session, at=clock.now(), capacity=None)
    return keep(ImportKind.PEOPLE, LIST, SLUG)


def held():
    """Tell how many people there are, how many places are taken, and where the list stands."""
    db.session().rollback()
    session = db.session()
    people = session.scalars(select(func.count()).select_from(Participant)).one()
    run = session.scalars(select(ImportRun).order_by(ImportRun.id).limit(1)).one()
    return people, session.scalars(select(PlacePool.taken)).one(), run.state


def save(run_id):
    try:
        with transaction() as session:
            run, event = session.get_one(ImportRun, run_id), get_event(session, SLUG)
            save_people(session, run, event, SaveRequest(), at=clock.now(), by=SYSTEM)
    except (NoLongerDraft, NothingToSave) as refusal:
        return type(refusal).__name__
    return "saved"


def test_a_list_that_eight_save_at_once_is_saved_once(database, draft):
    found = at_once(database, *[lambda: save(draft)] * THREADS)
    assert sorted(found) == ["NoLongerDraft"] * (THREADS - 1) + ["saved"]
    assert held() == (ROWS, ROWS, ImportState.SAVED)


def test_the_same_list_read_in_twice_is_saved_by_one_of_two_at_once(database, draft):
    other = keep(ImportKind.PEOPLE, LIST, SLUG)
    found = at_once(database, lambda: save(draft), lambda: save(other))
    assert sorted(found) == ["NothingToSave", "saved"]
    assert held()[:2] == (ROWS, ROWS)


def test_control_saving_what_was_judged_before_registers_everybody_twice(database, draft):
    """The same race without a claim, by what was judged before it: the tests above can fail."""
    looked = Barrier(2)

    def save_as_judged():
        session = db.session()
        event, run = get_event(session, SLUG), session.get_one(ImportRun, draft)
        requests = requests_of(judge_draft(session, run, event))
        session.rollback()
        looked.wait(20)
        with transaction() as writing:
            wanted = ListRequest(requests=requests)
            register_list(writing, get_event(writing, SLUG), wanted, at=clock.now(), by=SYSTEM)

    at_once(database, save_as_judged, save_as_judged)
    assert held()[0] == 2 * ROWS


def test_two_who_save_the_same_figure_at_once_are_told_and_it_is_kept_once(database):
    ids = [keep(ImportKind.FIGURES, FIGURES) for _ in range(2)]

    def save_one(run_id):
        try:
            with transaction() as session:
                run = session.get_one(ImportRun, run_id)
                save_figures(session, run, SaveRequest(), at=clock.now(), by=SYSTEM)
        except (FigureKnown, NothingToSave):
            return "refused"
        return "saved"

    found = at_once(database, lambda: save_one(ids[0]), lambda: save_one(ids[1]))
    assert sorted(found) == ["refused", "saved"]
    db.session().rollback()
    assert db.session().scalars(select(func.count()).select_from(EarlierFigure)).one() == 1


@pytest.fixture
def killed_at(database, draft, settings, database_url):
    """Let another process save the list, kill it at a point, and tell what is held then."""

    def run(point):
        db.session.remove()
        db.engine.dispose()
        arguments = [point, str(settings.instance), database_url, str(draft)]
        command = [sys.executable, "-m", "tests.exchange.imports.dying", *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            said = child.stdout.readline()
            child.kill()
        assert said == "here\n"
        wait_for_the_dead(db.session())
        return held()

    return run


@pytest.mark.parametrize(
    ("point", "left"),
    [(BEFORE, (0, 0, ImportState.DRAFT)), (AFTER, (ROWS, ROWS, ImportState.SAVED))],
)
def test_a_server_that_is_killed_has_saved_all_of_a_list_or_nothing(killed_at, point, left):
    assert killed_at(point) == left


def test_control_a_list_that_is_committed_by_halves_is_found_out(killed_at):
    """The same death between two commits: the test above can fail."""
    assert killed_at(HALVES) == (ROWS // 2, ROWS // 2, ImportState.DRAFT)


def test_what_a_killed_server_left_is_saved_afterwards(killed_at, draft):
    killed_at(BEFORE)
    assert save(draft) == "saved"
    assert held() == (ROWS, ROWS, ImportState.SAVED)
