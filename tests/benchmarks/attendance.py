"""The overview of a course with 500 participants and 12 occasions."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import cast
from uuid import UUID

from flask import Flask

from eventsys.attendance.marks.operations import record_marks
from eventsys.attendance.marks.queries import read_attendance
from eventsys.attendance.marks.requests import MarkBatch, MarkRow
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.attendance.marks.sheets import AttendanceSheet
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from tests.benchmarks.figures import Figure, at_most
from tests.benchmarks.stage import Stage, inside
from tests.client import HouseClient
from tests.factories import make_account, make_event, make_family
from tests.settings import BASE_URL
from tests.watch import watch_statements
from tests.web.conftest import sign_in

PEOPLE, OCCASIONS, A_FAMILY = 500, 12, 10
LOOKS = 15
PAGE = "/organiser/events/kursus/list"
STATUSES = (AttendanceStatus.CAME, AttendanceStatus.CAME, AttendanceStatus.STAYED_AWAY)


def measure(stage: Stage) -> Iterator[Figure]:
    """Read the whole course, and load its page."""
    settings = stage.install(stage.sqlite)
    with inside(settings) as app:
        account_id = fill()
        with watch_statements() as statements:
            read()
        yield at_most("500 × 12, read: queries", len(statements), 6)
        yield at_most("500 × 12, read and added up", milliseconds(add_up), 200, " ms")
        yield at_most(
            "500 × 12, the overview's page", milliseconds(page_of(app, account_id)), 200, " ms"
        )


def fill() -> int:
    """Make the course, all of it ticked; give the id of an account that may look at it."""
    at = clock.now()
    made = at - timedelta(days=7 * OCCASIONS + 1)
    days = tuple(range(1, 7 * OCCASIONS, 7))
    with transaction() as session:
        event = make_event(session, slug="kursus", at=made, days=days, capacity=None)
        for _ in range(PEOPLE // A_FAMILY):
            make_family(session, event, A_FAMILY, at=made)
        sheet = read_attendance(session, event, at=at)
        for number, occasion in enumerate(sheet.occasions):
            marks = [
                MarkRow(
                    mark_id=UUID(int=number * PEOPLE + index + 1),
                    participant_id=person.id,
                    occasion_id=occasion.id,
                    status=STATUSES[(index + number) % len(STATUSES)],
                )
                for index, person in enumerate(sheet.participants)
            ]
            record_marks(session, event, MarkBatch(marks=marks), at=occasion.ends_at, by=SYSTEM)
        return make_account(session, at=at).id


def read() -> AttendanceSheet:
    """Read who came when."""
    session = db.session()
    return read_attendance(session, get_event(session, "kursus"), at=clock.now())


def add_up() -> int:
    """Read who came when, and how often each did."""
    sheet = read()
    return sum(len(sheet.came(person.id)) for person in sheet.participants)


def page_of(app: Flask, account_id: int) -> Callable[[], None]:
    """Load the overview's page as somebody who is signed in."""
    client = app.test_client()
    sign_in(cast("HouseClient", client), account_id)

    def load() -> None:
        answer = client.get(PAGE, base_url=BASE_URL)
        assert answer.status_code == 200, answer.status

    return load


def milliseconds(ask: Callable[[], object]) -> float:
    """Tell how long something takes while the machine does nothing else."""
    taken = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
        db.session.remove()
    return 1000 * min(taken)
