"""Who completed a course of 500 people and 12 dates, and the certificates of all as one file."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import insert, select

from eventsys.attendance.certificates.operations import issue_all
from eventsys.attendance.certificates.queries import list_printed
from eventsys.attendance.completion.operations import RuleRequest, set_rule
from eventsys.attendance.completion.queries import read_completion
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core import clock
from eventsys.core.db import Session, db, table_of, transaction
from eventsys.core.principal import SYSTEM
from eventsys.documents.certificates import print_certificates
from eventsys.events.models import Event
from eventsys.events.queries import get_event, list_occasions
from eventsys.events.rules import EventKind
from eventsys.registration.models import Participant
from eventsys.web.common.certificate_papers import certificate_batch
from tests.benchmarks.figures import Figure, at_most, exactly, noted
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.world import add_tickets
from tests.factories import make_event
from tests.watch import watch_statements

PEOPLE, DATES, NEEDED = 500, 12, 8
SLUG = "course"
ROUNDS = 7
LIMIT_MS, LIMIT_QUESTIONS, LIMIT_SECONDS = 200, 6, 5


def measure(stage: Stage) -> Iterator[Figure]:
    """Measure on SQLite, in this process."""
    with inside(stage.install(stage.sqlite)):
        hold_course()
        yield at_most("who completed: 500 × 12", milliseconds(judge), LIMIT_MS, " ms")
        yield at_most("… and the questions it takes", questions_of(judge), LIMIT_QUESTIONS)
        began = time.perf_counter()
        with transaction() as session:
            given = issue_all(session, course(session), at=clock.now(), by=SYSTEM)
        yield exactly("certificates given", given, PEOPLE)
        yield noted("… giving them", time.perf_counter() - began, " s")
        began = time.perf_counter()
        paper = print_all()
        yield at_most(
            "500 certificates as one PDF", time.perf_counter() - began, LIMIT_SECONDS, " s"
        )
        yield noted("… and its size", len(paper) / 1024, " kB")


def course(session: Session) -> Event:
    """Find the course."""
    return get_event(session, SLUG)


def hold_course() -> None:
    """Hold a course to which everybody came often enough, each to other dates."""
    at = clock.now() - timedelta(days=100)
    with transaction() as session:
        days = range(7, 7 * (DATES + 1), 7)
        event = make_event(session, at=at, slug=SLUG, kind=EventKind.COURSE, days=days)
        set_rule(session, event, RuleRequest(needed=NEEDED), at=at, by=SYSTEM)
        add_tickets(session, event, range(PEOPLE), at=at)
        session.execute(insert(table_of(AttendanceMark)), list(marks_of(session, event)))


def marks_of(session: Session, event: Event) -> Iterator[dict[str, object]]:
    """Mark everybody at every date: four of them were missed, each time others."""
    people = session.scalars(select(Participant.id).filter_by(event_id=event.id)).all()
    for place, person in enumerate(people):
        for number, occasion in enumerate(list_occasions(session, event)):
            came = (place + number) % DATES >= DATES - NEEDED
            yield {
                "mark_id": str(UUID(int=person * DATES + number)),
                "participant_id": person,
                "occasion_id": occasion.id,
                "status": AttendanceStatus.CAME if came else AttendanceStatus.STAYED_AWAY,
                "source": MarkSource.LIST,
                "made_at": occasion.ends_at,
                "received_at": occasion.ends_at,
                "made_by": str(SYSTEM),
            }


def judge() -> None:
    """Read who completed the course, as its page does."""
    session = db.session()
    session.expire_all()
    read_completion(session, course(session), at=clock.now())


def print_all() -> bytes:
    """Make the file of all certificates, as its page does; the typesetter has to start."""
    session = db.session()
    event = course(session)
    batch = certificate_batch(list_printed(session, event), event.zone, "Medborgerskab")
    return print_certificates(batch)


def milliseconds(work: Callable[[], None]) -> float:
    """Time some work, as it goes most of the time."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return median(taken)


def questions_of(work: Callable[[], None]) -> int:
    """Count the questions that some work asks, with that for the event itself."""
    with watch_statements() as statements:
        work()
    return len(statements)
