"""Filters of the programme as conditions on events."""

from sqlalchemy import ColumnElement, and_, exists, select

from eventsys.events.models import Event, Occasion, SpokenLanguage
from eventsys.events.programme.rules import ProgrammeFilter
from eventsys.places.models import District, Venue


def conditions(asked: ProgrammeFilter) -> list[ColumnElement[bool]]:
    """Write a filter as conditions on events."""
    found: list[ColumnElement[bool]] = []
    if asked.kinds:
        found.append(Event.kind.in_(asked.kinds))
    if asked.audiences:
        found.append(Event.audience.in_(asked.audiences))
    if asked.spoken:
        speaks = and_(
            SpokenLanguage.event_id == Event.id, SpokenLanguage.language.in_(asked.spoken)
        )
        found.append(exists().where(speaks))
    if asked.districts:
        inside = (
            select(Occasion.id)
            .join(Venue, Venue.id == Occasion.venue_id)
            .join(District, District.id == Venue.district_id)
            .where(Occasion.event_id == Event.id, District.slug.in_(asked.districts))
        )
        found.append(inside.exists())
    return found
