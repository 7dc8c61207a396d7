"""Who came, in numbers, as a file: its sums are those of `count_event`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from eventsys.attendance.passages.queries import list_passages
from eventsys.attendance.rules import Came, Passage, group
from eventsys.core.localtime import to_local
from eventsys.events.models import Event, Occasion
from eventsys.events.queries import list_gates, list_occasions
from eventsys.exchange.danish_csv import Cell, csv_lines
from eventsys.registration.rules import Category


@dataclass(frozen=True, kw_only=True)
class AttendanceWords:
    """The file's words in its reader's language."""

    head: tuple[str, ...]
    categories: Mapping[Category, str]


class Place(NamedTuple):
    """What a line counts: who came to which occasion, through which gate."""

    occasion_id: int | None
    gate: str
    category: Category


def attendance_lines(session: Session, event: Event, words: AttendanceWords) -> Iterator[bytes]:
    """Write an event's numbers: a line for each occasion, gate and category."""
    return csv_lines(words.head, attendance_cells(session, event, words))


def attendance_cells(
    session: Session, event: Event, words: AttendanceWords
) -> Iterator[Sequence[Cell]]:
    """Write the lines' cells."""
    occasions = list_occasions(session, event)
    gates = [gate.name for gate in list_gates(session, event)] or [""]
    expected = [
        Place(occasion.id, gate, category)
        for occasion in occasions
        for gate in gates
        for category in (Category.CHILD, Category.ADULT)
    ]
    counted = group(list_passages(session, event), place_of, expected)
    known = {occasion.id: occasion for occasion in occasions}
    return (
        line_of(event, known.get(place.occasion_id or 0), place, came, words)
        for place, came in counted.items()
    )


def place_of(passage: Passage) -> Place:
    """Tell which line a passage belongs to."""
    return Place(passage.occasion_id, passage.gate, passage.category)


def line_of(
    event: Event, occasion: Occasion | None, place: Place, came: Came, words: AttendanceWords
) -> list[Cell]:
    """Write one line, in the order of the head."""
    return [
        occasion.no if occasion else None,
        to_local(occasion.starts_at, event.zone) if occasion else None,
        place.gate,
        words.categories[place.category],
        came.admitted,
        came.walk_ins,
        came.total,
    ]
