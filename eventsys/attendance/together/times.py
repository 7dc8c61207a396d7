"""When people of many events registered and came, by quarters of an hour; few queries for all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    cast,
    extract,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from eventsys.attendance.passages.queries import is_walk_in, list_admissions_to
from eventsys.attendance.rules import Came, first_passages, quarter_hour_of
from eventsys.attendance.statements import is_registered
from eventsys.checkin.models import Tally, TicketState
from eventsys.registration.models import Participant, Registration, Ticket

Ids = Collection[int]
Key = tuple[int, datetime]
"""An event's id, and the start of a quarter of an hour."""
QUARTER = 900


@dataclass(frozen=True, kw_only=True)
class Times:
    """How many registered and came, by events' ids and the starts of quarters of an hour."""

    registered: Mapping[int, Mapping[datetime, int]]
    came: Mapping[int, Mapping[datetime, Came]]


def count_times(session: Session, ids: Ids, ticked: Ids) -> Times:
    """Count as `count_event` does; two queries, and three more where lists were ticked."""
    admitted, walk_ins = read_came(session, ids, set(ids).difference(ticked))
    if ticked:
        admitted += weigh_lists(session, ticked)
    came: defaultdict[int, dict[datetime, Came]] = defaultdict(dict)
    for key in {*admitted, *walk_ins}:
        event_id, quarter = key
        came[event_id][quarter] = Came(admitted=admitted[key], walk_ins=walk_ins[key])
    return Times(registered=read_registered(session, ids), came=came)


def quarter_of(moment: ColumnElement[Any]) -> ColumnElement[int]:
    """Ask in which quarter of an hour a moment lies: its start, in seconds."""
    seconds = extract("epoch", moment)
    return cast(seconds - seconds % QUARTER, BigInteger).label("quarter")


def start_of(quarter: int) -> datetime:
    """Tell when a quarter of an hour starts."""
    return datetime.fromtimestamp(quarter, UTC)


def read_registered(session: Session, ids: Ids) -> Mapping[int, Mapping[datetime, int]]:
    """Count who is registered by when they were."""
    rows = session.execute(
        select(Participant.event_id, quarter_of(Registration.created_at.expression), func.count())
        .join(Registration, Registration.id == Participant.registration_id)
        .where(Participant.event_id.in_(ids), is_registered())
        .group_by(Participant.event_id, "quarter")
    )
    found: defaultdict[int, dict[datetime, int]] = defaultdict(dict)
    for event_id, quarter, people in rows:
        found[event_id][start_of(quarter)] = people
    return found


def read_came(session: Session, ids: Ids, scanned: Ids) -> tuple[Counter[Key], Counter[Key]]:
    """Count who was first scanned when, and who was counted without a ticket."""
    admitted: Counter[Key] = Counter()
    walk_ins: Counter[Key] = Counter()
    rows = session.execute(union_all(scans_of(scanned), walk_ins_of(ids)))
    for event_id, quarter, with_ticket, people in rows:
        (admitted if with_ticket else walk_ins)[event_id, start_of(quarter)] += people
    return admitted, walk_ins


def scans_of(ids: Ids) -> Select[*tuple[Any, ...]]:
    """Ask when people were first admitted by a scan of their ticket, each once at an event."""
    first = (
        select(Ticket.event_id, func.min(TicketState.admitted_at).label("at"))
        .join(TicketState, TicketState.ticket_id == Ticket.id)
        .where(Ticket.event_id.in_(ids), TicketState.admitted_at.is_not(None))
        .group_by(Ticket.event_id, Ticket.participant_id)
        .subquery("first")
    )
    return select(
        first.c.event_id, quarter_of(first.c.at), literal(1).label("with_ticket"), func.count()
    ).group_by(first.c.event_id, "quarter")


def walk_ins_of(ids: Ids) -> Select[*tuple[Any, ...]]:
    """Ask when people were counted without a ticket."""
    return (
        select(
            Tally.event_id,
            quarter_of(Tally.effective_at.expression),
            literal(0).label("with_ticket"),
            func.count(),
        )
        .where(Tally.event_id.in_(ids), is_walk_in())
        .group_by(Tally.event_id, "quarter")
    )


def weigh_lists(session: Session, ids: Ids) -> Counter[Key]:
    """Count when people first came to events at which lists were ticked, person by person."""
    people = select(Participant.id, Participant.event_id).where(Participant.event_id.in_(ids))
    events = dict(session.execute(people).all())
    admissions = first_passages(list_admissions_to(session, ids))
    return Counter((events[int(each.person)], quarter_hour_of(each)) for each in admissions)
