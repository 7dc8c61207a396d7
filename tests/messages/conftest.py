"""A worker beside an application, with a post office that tells what it took."""

import pytest

from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.messages.rounds import Rounds
from eventsys.messages.worker import Worker
from eventsys.messages.writing import Scribe
from eventsys.web.common.entries import attached_calendar
from eventsys.web.common.letters import render_letter
from tests.factories import AT, make_event, make_registration
from tests.settings import BASE_URL


class Shelf:
    """Takes mail, after failing as often as it is told to."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.taken = []

    def send(self, mail):
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        self.taken.append(mail)


@pytest.fixture
def shelf():
    return Shelf()


def make_scribe(render=render_letter):
    return Scribe(
        render=render,
        calendar=attached_calendar,
        sender="no-reply@localhost",
        base_url=BASE_URL,
    )


@pytest.fixture
def phones():
    """What was sent to phones."""
    return Shelf()


@pytest.fixture
def make_worker(database, shelf, phones):
    def make(render=render_letter, **changes):
        values = {"post": shelf, "texts": phones, "rounds": Rounds(BASE_URL)}
        return Worker(scribe=make_scribe(render), **(values | changes))

    return make


@pytest.fixture
def work(make_worker):
    """Let a worker work at a moment until nothing is left to do."""
    worker = make_worker()

    def until_done(at=AT):
        while worker.work(at):
            pass

    return until_done


@pytest.fixture
def registered(database):
    """Register people and tell the registration's id."""

    def register(number=1, **changes):
        titles = {Language.DANISH: "Sommerfest", Language.ENGLISH: "Summer party"}
        names = [f"Person {position}" for position in range(1, number + 1)]
        values = {"language": Language.ENGLISH} | changes
        with transaction() as session:
            event = make_event(session, titles=titles)
            return make_registration(session, event, *names, **values).id

    return register
