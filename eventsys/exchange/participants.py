"""Who is registered, as a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eventsys.core.localtime import to_local
from eventsys.events.models import Event
from eventsys.exchange.danish_csv import Cell, csv_lines
from eventsys.registration.queries import ParticipantRow, list_participants
from eventsys.registration.rules import Category, ParticipantStatus

ROWS_A_QUERY = 500


@dataclass(frozen=True, kw_only=True)
class ParticipantWords:
    """The file's words in its reader's language, and the zone of its times."""

    zone: str
    head: tuple[str, ...]
    categories: Mapping[Category, str]
    statuses: Mapping[ParticipantStatus, str]


def participant_lines(session: Session, event: Event, words: ParticipantWords) -> Iterator[bytes]:
    """Write an event's participants line by line, some hundred read at a time."""
    rows = (participant_cells(row, words) for row in read_all(session, event))
    return csv_lines(words.head, rows)


def read_all(session: Session, event: Event) -> Iterator[ParticipantRow]:
    """Read an event's participants, page by page."""
    after = 0
    while rows := list_participants(session, event, after=after, limit=ROWS_A_QUERY):
        yield from rows
        after = rows[-1].id


def participant_cells(row: ParticipantRow, words: ParticipantWords) -> list[Cell]:
    """Write a participant as cells, in the order of the head."""
    return [
        row.reference,
        row.name,
        words.categories[row.category],
        row.birth_year,
        words.statuses[row.status],
        row.occasion_no,
        row.contact_name,
        row.contact_email,
        row.contact_phone,
        to_local(row.registered_at, words.zone),
    ]
