"""Saves a draft and dies on the way: `python -m tests.exchange.imports.dying POINT FOLDER URL ID`.

It says that it has come to the point, and then waits to be killed. `between-halves` is a flaw on
purpose: it commits a half of the list before the other.
"""

import sys
import time
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.orm import Session

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import SaveRequest
from eventsys.exchange.imports.people.operations import judge_draft, save_people
from eventsys.exchange.imports.people.rules import requests_of
from eventsys.registration.lists.operations import ListRequest, register_list
from tests.settings import make_settings

SLUG = "fest-1"
BEFORE, AFTER, HALVES = "before-commit", "after-commit", "between-halves"


def wait_to_be_killed(*_arguments: object) -> None:
    """Say that the point is reached, and go no further."""
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(60)


def save_whole(run_id: int) -> None:
    """Save a draft as the site does."""
    with transaction() as session:
        run, found = session.get_one(ImportRun, run_id), get_event(session, SLUG)
        save_people(session, run, found, SaveRequest(), at=clock.now(), by=SYSTEM)


def save_halves(run_id: int) -> None:
    """Do what must never be done: commit a half of the list, then the other."""
    session = db.session()
    found = get_event(session, SLUG)
    requests = requests_of(judge_draft(session, session.get_one(ImportRun, run_id), found))
    half = len(requests) // 2
    for some in (requests[:half], requests[half:]):
        with transaction() as writing:
            wanted = ListRequest(requests=some)
            register_list(writing, get_event(writing, SLUG), wanted, at=clock.now(), by=SYSTEM)
        wait_to_be_killed()


def main(point: str, instance: str, url: str, run_id: str) -> None:
    """Come to the point, and wait there."""
    with create_app(make_settings(Path(instance), url)).app_context():
        if point == BEFORE:
            event.listen(Session, "before_commit", wait_to_be_killed)
        if point == HALVES:
            save_halves(int(run_id))
        save_whole(int(run_id))
        wait_to_be_killed()


if __name__ == "__main__":
    main(*sys.argv[1:])
