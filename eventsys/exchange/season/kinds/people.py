"""Where registrations, tickets and lists lie; no name, contact or code of them leaves."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from eventsys.attendance.marks.rules import MarkSource
from eventsys.core.codes import new_public_id, new_short_code
from eventsys.exchange.season.facts.events import (
    MarkFact,
    RegistrationFact,
    SpanValue,
    TicketFact,
)
from eventsys.exchange.season.kinds.base import (
    Filling,
    Kind,
    Names,
    Part,
    Rows,
    Values,
    YearOf,
    table,
)
from eventsys.exchange.season.kinds.events import of_events
from eventsys.registration.rules import Channel
from eventsys.registration.tickets.operations import fresh_codes
from eventsys.registration.tickets.rules import Past, Span, keep_past, read_past


def fill_registration(_fact: RegistrationFact, filling: Filling) -> Values:
    """Fill in that nobody can be reached."""
    return {
        "public_id": new_public_id(),
        "reference": new_short_code(),
        "contact_name": None,
        "contact_channel": Channel.NONE,
        "contact_email": None,
        "contact_phone": None,
        "group_name": None,
        "link_version": 1,
        "revision": 1,
        "idempotency_key": None,
        "request_digest": None,
        "registered_by": filling.by,
    }


def write_ticket(fact: TicketFact, filling: Filling) -> Rows:
    """Write a ticket with codes that nobody has ever seen."""
    if fact.ticket is None:
        return
    event_id = filling.rows["event"][fact.event]
    blocks = [Span(each.from_at, each.to_at) for each in fact.blocks]
    yield fresh_codes(filling.salt(event_id)) | {
        "event_id": event_id,
        "occasion_id": filling.row("occasion", fact.occasion),
        "category": fact.category,
        "status": fact.ticket,
        "status_at": fact.ticket_at,
        "flags": fact.flags,
        "past": keep_past(Past(blocks=blocks)) if blocks else None,
        "changed_at": filling.at,
    }


def read_ticket(rows: Sequence[Any], _names: Names) -> Values:
    """Read how a ticket stands, and when it was blocked."""
    [(_, status, status_at, flags, past)] = rows
    blocks = [SpanValue(from_at=each.since, to_at=each.until) for each in read_past(past).blocks]
    return {"ticket": status, "ticket_at": status_at, "flags": flags, "blocks": blocks}


def write_affiliation(fact: TicketFact, filling: Filling) -> Rows:
    """Write where somebody came from; what they typed is in no season file."""
    if fact.actor is not None:
        yield {
            "typed": "",
            "actor_id": filling.row("actor", fact.actor),
            "assigned_at": filling.at,
            "assigned_by": filling.by,
        }


def fill_mark(fact: MarkFact, filling: Filling) -> Values:
    """Fill in who says so; why is in no season file, and a correction must have a reason."""
    reason = "" if fact.source is MarkSource.CORRECTION else None
    return {"reason": reason, "made_by": filling.by}


def marks_of_year(year: YearOf) -> Sequence[Select[Any]]:
    """Choose the marks at the occasions of a year's events."""
    marks, occasions = table("attendance_mark"), table("occasion")
    chosen = select(marks.c.mark_id).join(occasions, occasions.c.id == marks.c.occasion_id)
    return [chosen.where(occasions.c.event_id.in_(year.event_ids))]


REGISTRATIONS = Kind(
    fact=RegistrationFact,
    table="registration",
    links={"event": "event", "occasion": "occasion"},
    fill=fill_registration,
    of_year=lambda year: of_events("registration", year),
)
TICKETS = Kind(
    fact=TicketFact,
    table="participant",
    links={"registration": "registration", "event": "event", "occasion": "occasion"},
    refers={"actor": "actor"},
    fill=lambda *_: {"name": None, "birth_year": None, "deregistered_by": None},
    of_year=lambda year: of_events("participant", year),
    parts=[
        Part(
            table="ticket",
            owner="participant_id",
            fields=["ticket", "ticket_at", "flags", "blocks"],
            columns=["status", "status_at", "flags", "past"],
            write=write_ticket,
            read=read_ticket,
        ),
        Part(
            table="affiliation",
            owner="participant_id",
            fields=["actor"],
            links={"actor_id": "actor"},
            write=write_affiliation,
            read=lambda rows, names: {"actor": names.of("actor", rows[0][1])},
        ),
    ],
)
MARKS = Kind(
    fact=MarkFact,
    table="attendance_mark",
    own="mark_id",
    links={"ticket": "ticket", "occasion": "occasion"},
    columns={"ticket": "participant_id"},
    fill=fill_mark,
    of_year=marks_of_year,
)
