"""What is asked before a list of events is judged."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.folding import fold
from eventsys.core.text import Language
from eventsys.events.models import Event, EventText, Occasion
from eventsys.exchange.imports.events.rules import EventFacts
from eventsys.places.queries import list_venues


def read_event_facts(session: Session) -> EventFacts:
    """Read the places, and which events are there."""
    first = func.min(Occasion.starts_at).label("first")
    known = session.execute(
        select(EventText.title, first)
        .join(Occasion, Occasion.event_id == EventText.event_id)
        .where(EventText.language == Language.DANISH)
        .group_by(EventText.event_id, EventText.title)
    )
    return EventFacts(
        venues={fold(each.name): each.id for each in list_venues(session)},
        known=frozenset((fold(title), starts_at) for title, starts_at in known),
    )


def taken_slugs(session: Session) -> frozenset[str]:
    """Tell which addresses events have."""
    return frozenset(session.scalars(select(Event.slug)))
