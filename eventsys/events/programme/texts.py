"""What events are called, what is said of them, and what is spoken there."""

from sqlalchemy import select

from eventsys.events.models import EventText, SpokenLanguage
from eventsys.events.programme.rows import IDS

TEXTS = select(
    EventText.event_id,
    EventText.language,
    EventText.title,
    EventText.body,
    EventText.origin,
    EventText.outdated_at,
).where(EventText.event_id.in_(IDS))
SPOKEN = select(SpokenLanguage.event_id, SpokenLanguage.language).where(
    SpokenLanguage.event_id.in_(IDS)
)
