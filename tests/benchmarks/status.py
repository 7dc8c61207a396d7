"""The figures of a year with 500 events, 20,000 registrations and 100,000 scans; their paper."""

import resource
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from eventsys.checkin.models import HeadCount, Scan, Tally, TicketState
from eventsys.checkin.rules import Direction, HeadCountKind, HeadCountRole, Verdict
from eventsys.core.codes import CodeKind
from eventsys.core.db import db, table_of, transaction
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.documents.press import press
from eventsys.events.models import Event, Occasion
from eventsys.events.queries import list_occasions
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import Category
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.models import ReportedEvent
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.figures.rules import CountsAs
from eventsys.reports.papers.queries import read_report
from eventsys.reports.papers.rules import PaperFormat
from eventsys.web.organiser.report.papers import write_paper
from tests.actors import make_actor
from tests.answers import Given, make_measured, make_workshop
from tests.benchmarks.figures import Figure, at_most, noted
from tests.benchmarks.filled import put
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.world import add_tickets
from tests.factories import make_device
from tests.facts import add_activity, add_advice, add_plan
from tests.surveys import make_questionnaire, make_scale, make_words

EVENTS, TICKETS, SCANS, ACTORS, TASKS = 500, 40, 5, 300, 200
"""Of all events; of each event; of each ticket; of all; of all."""
SHARES = {CountsAs.CHILDREN: 200, CountsAs.VISITORS: 100, CountsAs.AREA_EFFORT: 200}
AT = datetime(2025, 3, 3, 9, tzinfo=UTC)
REPORTED_AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
YEAR = 2025
LOOKS = 5
MOST_SECONDS, MOST_MEBIBYTES, MOST_QUERIES = 2, 200, 80
KIBIBYTE = 1024


def measure(stage: Stage) -> Iterator[Figure]:
    """Make all figures, on SQLite and on PostgreSQL."""
    for name, databases in (("SQLite", stage.sqlite), ("PostgreSQL", stage.postgres)):
        with inside(stage.install(databases)):
            with transaction() as session:
                lay_in(session)
            if db.engine.dialect.name == "postgresql":
                with db.engine.begin() as connection:
                    connection.execute(text("ANALYZE"))
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            yield at_most(f"{name}: the figures of a year", median(looks()), MOST_SECONDS, " s")
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            yield at_most(
                f"{name}: memory on top", (after - before) / KIBIBYTE, MOST_MEBIBYTES, " MiB"
            )
            prints = print_report()
            yield noted(f"{name}: the report's first PDF", prints[0], " s")
            yield at_most(f"{name}: the report's PDF", median(prints), MOST_SECONDS, " s")


def print_report() -> list[float]:
    """Print what was kept some times, the first by a press that has to start; give the seconds."""
    figures = make_figures(db.session(), YEAR, at=REPORTED_AT)
    with transaction() as session:
        keep_runs(session, YEAR, figures, at=REPORTED_AT, by=SYSTEM)
    press.stop()
    taken = []
    for _ in range(LOOKS):
        db.session.remove()
        begun = time.perf_counter()
        facts = read_report(db.session(), YEAR, Language.DANISH)
        assert facts is not None
        assert write_paper(facts, PaperFormat.PDF).startswith(b"%PDF")
        taken.append(time.perf_counter() - begun)
    return taken


def looks() -> list[float]:
    """Make the figures some times; give the seconds."""
    taken = []
    for _ in range(LOOKS):
        db.session.remove()
        begun = time.perf_counter()
        figures = make_figures(db.session(), YEAR, at=REPORTED_AT)
        taken.append(time.perf_counter() - begun)
        assert (figures["F01"].made.numerator or 0) > TICKETS * 100
        assert figures["F03"].made.numerator == ACTORS
    return taken


def lay_in(session: Session) -> None:
    """Hold the events of a year."""
    actors = [make_actor(session, f"Organisation {each}", at=AT).id for each in range(ACTORS)]
    asked = make_questionnaire(session, make_scale(), make_words())
    marks = [counts_as for counts_as, number in SHARES.items() for _ in range(number)]
    for number in range(EVENTS):
        counts_as, at = marks[number], AT + timedelta(hours=number * 12)
        event = make_workshop(session, at=at, asks_workplace=True)
        tickets = range(number * TICKETS, (number + 1) * TICKETS)
        add_tickets(session, event, tickets, at=at)
        session.add(ReportedEvent(event_id=event.id, counts_as=counts_as))
        come(session, event, number)
        if counts_as is CountsAs.AREA_EFFORT:
            from_actors(session, event, actors)
            given = Given(responses=20, answers=[{"4": 12, "1": 8}], invited=TICKETS)
            make_measured(session, asked, given, event=event, at=at)
    session.execute(table_of(Ticket).update().values(category=Category.CHILD))
    plan = add_plan(session)
    for number in range(TASKS):
        day = date(YEAR, 1 + number % 12, 1 + number % 28)
        add_advice(session, day)
        add_activity(session, plan, day)


def come(session: Session, event: Event, number: int) -> None:
    """Scan every ticket some times, tap some people beside, and count heads."""
    [occasion] = list_occasions(session, event)
    phone = make_device(session, event, at=AT).device
    tickets = session.scalars(select(Ticket.id).filter_by(event_id=event.id)).all()
    put(session, TicketState, (state_of(each, occasion) for each in tickets))
    first = number * TICKETS * SCANS
    facts = [fact_of(each, phone.id, occasion) for each in range(first, first + TICKETS * SCANS)]
    put(session, Scan, scans_of(facts, tickets))
    put(session, Tally, tallies_of(facts[:10]))
    put(session, HeadCount, heads_of(facts[:12], occasion))


def state_of(ticket_id: int, occasion: Occasion) -> dict[str, Any]:
    """Say that a ticket was admitted."""
    return {
        "ticket_id": ticket_id,
        "occasion_id": occasion.id,
        "admitted_at": occasion.starts_at,
        "admitted_gate": "Nord",
        "is_inside": True,
        "changed_at": occasion.starts_at,
    }


def fact_of(number: int, device_id: int, occasion: Occasion) -> dict[str, Any]:
    """Say what every row of a phone says."""
    return {
        "device_id": device_id,
        "event_id": occasion.event_id,
        "occasion_id": occasion.id,
        "seq": number,
        "device_at": occasion.starts_at,
        "offset_ms": 0,
        "effective_at": occasion.starts_at,
        "received_at": occasion.starts_at,
        "clock_unsure": False,
        "quarantined": False,
    }


def id_of(fact: dict[str, Any]) -> str:
    """Give a row its id."""
    return str(UUID(int=fact["seq"] + 1))


def scans_of(facts: Iterable[dict[str, Any]], tickets: Any) -> Iterator[dict[str, Any]]:
    """Scan the tickets in turn."""
    for fact in facts:
        yield fact | {
            "scan_id": id_of(fact),
            "gate": "Nord",
            "code_kind": CodeKind.CODE,
            "read_hash": f"{fact['seq']:064}",
            "ticket_id": tickets[fact["seq"] % len(tickets)],
            "other_event": False,
            "direction": Direction.IN,
            "shown": Verdict.ADMITTED,
            "is_practice": False,
        }


def tallies_of(facts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Count children without a ticket."""
    for fact in facts:
        yield fact | {"tally_id": id_of(fact), "category": Category.CHILD, "gate": "Nord"}


def heads_of(facts: Iterable[dict[str, Any]], occasion: Occasion) -> Iterator[dict[str, Any]]:
    """Count heads."""
    for fact in facts:
        yield fact | {
            "headcount_id": id_of(fact),
            "post": "Broen",
            "slot_start": occasion.starts_at,
            "slot_end": occasion.ends_at,
            "kind": HeadCountKind.IN,
            "n": 100,
            "role": HeadCountRole.SUM,
        }


def from_actors(session: Session, event: Event, actors: list[int]) -> None:
    """Let everybody come from somewhere."""
    people = session.scalars(select(Participant.id).filter_by(event_id=event.id))
    put(
        session,
        Affiliation,
        (
            {"participant_id": each, "typed": "Organisation", "actor_id": actors[each % ACTORS]}
            for each in people
        ),
    )
