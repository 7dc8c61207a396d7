"""What is asked of the texts of events."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.standing import Rendering, Words
from eventsys.core.text import Language
from eventsys.events.models import Event, EventText


def rows_of(session: Session, event: Event) -> Mapping[Language, EventText]:
    """Give the rows of an event's texts by language."""
    texts = select(EventText).where(EventText.event_id == event.id)
    return {row.language: row for row in session.scalars(texts)}


def rendering_of(row: EventText) -> Rendering:
    """Give a text with how it stands."""
    return Rendering(words_of(row), row.standing)


def words_of(row: EventText) -> Words:
    """Give what is written in a text."""
    return {"title": row.title, "body": row.body}
