"""What is asked before a list of who came is judged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.marks.queries import read_said
from eventsys.events.models import Event
from eventsys.events.queries import list_occasions
from eventsys.exchange.imports.attended.rules import AttendedFacts, Expected
from eventsys.registration.groups.rules import person_key
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus


def read_attended_facts(session: Session, event: Event, *, at: datetime) -> AttendedFacts:
    """Read an event's dates, who has a place at them, and what its lists say so far."""
    occasions = list_occasions(session, event)
    return AttendedFacts(
        dates={each.no: each.id for each in occasions},
        begun=frozenset(each.id for each in occasions if each.starts_at <= at),
        people=expected_people(session, event),
        said={cell: said.listed for cell, said in read_said(session, event).items()},
    )


def expected_people(session: Session, event: Event) -> Mapping[str, Sequence[Expected]]:
    """List who has a place, by name."""
    rows = session.execute(
        select(Participant.id, Participant.name, Registration.reference, Participant.occasion_id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(
            Participant.event_id == event.id,
            Participant.name.is_not(None),
            Participant.status == ParticipantStatus.CONFIRMED,
        )
        .order_by(Participant.id)
    ).mappings()
    found: dict[str, list[Expected]] = defaultdict(list)
    for row in rows:
        found[person_key(row["name"])].append(Expected(**row))
    return found
