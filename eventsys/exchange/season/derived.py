"""What follows from the facts of a season and is made anew when some are new."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventsys.checkin.arrivals.operations import FROM_FACTS, add_arrivals
from eventsys.checkin.arrivals.queries import find_differences
from eventsys.checkin.scans.standing import judge_anew
from eventsys.core.db import table_of
from eventsys.evaluation.responses.models import SurveyResponse
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.events.models import Event
from eventsys.exchange.season.facts.gate import ScanFact, TallyFact
from eventsys.exchange.season.kinds.base import Filling, RowId
from eventsys.exchange.season.kinds.gate import read_hash
from eventsys.exchange.season.queries import slices
from eventsys.registration.models import Ticket
from eventsys.registration.tickets.rules import keep_past, read_past

New = Mapping[str, Sequence[Any]]
tickets, waves = table_of(Ticket), table_of(SurveyWave)
responses = table_of(SurveyResponse)


def derive(session: Session, new: New, filling: Filling, *, at: datetime) -> None:
    """Make anew where tickets stand, the sums of arrivals, and how many responses lie mixed."""
    session.flush()
    end_codes(session, new, filling)
    call_mixed(session, new, filling)
    scanned: defaultdict[RowId, set[int]] = defaultdict(set)
    occasions: set[RowId] = set()
    for each in [*new["scan"], *new["tally"]]:
        touch(each, filling, scanned, occasions)
    for event_id, ids in scanned.items():
        event = session.get_one(Event, event_id)
        for some in slices(sorted(ids)):
            theirs = select(tickets.c.id).where(tickets.c.participant_id.in_(some))
            held = session.connection().execute(theirs).scalars().all()
            judge_anew(session, event, held, at=at)
    for some in slices(sorted(occasions, key=str)):
        add_arrivals(session.connection(), FROM_FACTS, find_differences(session, some))


def touch(
    fact: ScanFact | TallyFact,
    filling: Filling,
    scanned: Mapping[RowId, set[int]],
    occasions: set[RowId],
) -> None:
    """Say where a scan or a tally changes what follows; a foreign ticket is its own event's."""
    if fact.occasion is not None:
        occasions.add(filling.rows["occasion"][fact.occasion])
    if isinstance(fact, ScanFact) and fact.ticket is not None and not fact.other_event:
        ticket = filling.rows["ticket"][fact.ticket]
        scanned[filling.rows["event"][fact.event]].add(int(ticket))


def end_codes(session: Session, new: New, filling: Filling) -> None:
    """Let tickets know of the codes that scans read and that had ended; they are few."""
    ended: defaultdict[RowId, dict[str, datetime]] = defaultdict(dict)
    for scan in new["scan"]:
        if scan.ticket is not None and scan.code_ended_at is not None:
            ended[filling.rows["ticket"][scan.ticket]][read_hash(scan.id)] = scan.code_ended_at
    connection = session.connection()
    for holder, codes in ended.items():
        is_theirs = tickets.c.participant_id == holder
        past = read_past(connection.execute(select(tickets.c.past).where(is_theirs)).scalar())
        kept = keep_past(replace(past, codes={**past.codes, **codes}))
        connection.execute(update(tickets).where(is_theirs).values(past=kept))


def call_mixed(session: Session, new: New, filling: Filling) -> None:
    """Say of responses that they lie in no telling order: they came so, in that of their ids."""
    connection = session.connection()
    for fact_id in {each.wave for each in new["response"]}:
        wave_id = filling.rows["wave"][fact_id]
        number = select(func.count()).where(responses.c.wave_id == wave_id).scalar_subquery()
        connection.execute(update(waves).where(waves.c.id == wave_id).values(mixed_count=number))
