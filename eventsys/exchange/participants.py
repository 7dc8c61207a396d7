"""Who is registered, as a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from eventsys.core.localtime import to_local
from eventsys.events.models import Event
from eventsys.exchange.danish_csv import Cell, csv_lines
from eventsys.registration.queries import ParticipantRow, list_participants
from eventsys.registration.questions.answers.queries import gather_answers
from eventsys.registration.rules import Category, ParticipantStatus

ROWS_A_QUERY = 500


@dataclass(frozen=True, kw_only=True)
class ParticipantWords:
    """The file's words in its reader's language, and the zone of its times."""

    zone: str
    head: tuple[str, ...]
    categories: Mapping[Category, str]
    statuses: Mapping[ParticipantStatus, str]
    questions: Mapping[int, str] = field(default_factory=dict)
    answer: Callable[[int, str], str] = field(default=lambda _question_id, value: value)


def participant_lines(session: Session, event: Event, words: ParticipantWords) -> Iterator[bytes]:
    """Write an event's participants line by line, some hundred read at a time."""
    rows = (
        [*participant_cells(row, words), *answer_cells(given, words)]
        for row, given in read_answered(session, event, words)
    )
    return csv_lines([*words.head, *words.questions.values()], rows)


def read_answered(
    session: Session, event: Event, words: ParticipantWords
) -> Iterator[tuple[ParticipantRow, Mapping[int, str]]]:
    """Read an event's participants with their answers; answers only where something is asked."""
    for rows in batched_rows(session, event):
        if not words.questions:
            yield from ((row, {}) for row in rows)
            continue
        answers = gather_answers(session, [row.registration_id for row in rows])
        yield from ((row, answers.of(row.id, row.registration_id)) for row in rows)


def batched_rows(session: Session, event: Event) -> Iterator[Sequence[ParticipantRow]]:
    """Read an event's participants, some hundred at a time."""
    after = 0
    while rows := list_participants(session, event, after=after, limit=ROWS_A_QUERY):
        yield rows
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


def answer_cells(given: Mapping[int, str], words: ParticipantWords) -> list[Cell]:
    """Write a participant's answers as cells, one for each question."""
    return [
        words.answer(question_id, given[question_id]) if question_id in given else None
        for question_id in words.questions
    ]
