"""What events are called, what is said of them, and what is spoken there."""

from typing import Any

from sqlalchemy import CompoundSelect, null, select, union_all

from eventsys.events.models import EventText, SpokenLanguage
from eventsys.events.programme.rows import IDS

WORDS: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        EventText.event_id,
        EventText.language,
        EventText.title,
        EventText.body,
        EventText.origin,
        EventText.outdated_at,
    ).where(EventText.event_id.in_(IDS)),
    select(SpokenLanguage.event_id, SpokenLanguage.language, *(null() for _ in range(4))).where(
        SpokenLanguage.event_id.in_(IDS)
    ),
)
"""Texts, and languages spoken, which have no title; asked at once, as every visitor asks."""
