"""Where events and their occasions lie."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from eventsys.core.codes import new_code
from eventsys.core.keys import Purpose, keys
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.standing import Origin
from eventsys.events.rules import UnknownTickets
from eventsys.exchange.season.facts.events import (
    EventFact,
    EventTextValue,
    OccasionFact,
    PlacesValue,
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

BY_HAND = {"origin": Origin.HUMAN, "source": None, "outdated_at": None}
"""How texts stand that came with a file."""


def of_events(name: str, year: YearOf) -> Sequence[Select[Any]]:
    """Choose all rows of a table that belong to the events of a year."""
    found = table(name)
    [key] = found.primary_key.columns
    return [select(key).where(found.c.event_id.in_(year.event_ids))]


def events_of_year(year: YearOf) -> Sequence[Select[Any]]:
    """Choose the events of a year."""
    events = table("event")
    return [select(events.c.id).where(events.c.id.in_(year.event_ids))]


def fill_event(fact: EventFact, filling: Filling) -> Values:
    """Fill in what phones are told with, made anew: no code of another system works here."""
    salt = new_code()
    filling.salts[filling.rows["event"][fact.id]] = salt
    return {
        "zone": COPENHAGEN,
        "unknown_tickets": UnknownTickets.AMBER,
        "family_scan": False,
        "family_scan_at": None,
        "roster_salt": keys().seal(Purpose.ROSTER_SALT, salt),
        "created_by": filling.by,
        "revised_at": filling.at,
    }


def write_texts(fact: EventFact, _filling: Filling) -> Rows:
    """Write the texts in each language."""
    for language, text in fact.texts.items():
        yield {"language": language, "title": text.title, "body": text.body, **BY_HAND}


def read_texts(rows: Sequence[Any], _names: Names) -> Values:
    """Read the texts in each language."""
    texts = {language: EventTextValue(title=title, body=body) for _, language, title, body in rows}
    return {"texts": dict(sorted(texts.items()))}


def write_places(fact: EventFact, _filling: Filling) -> Rows:
    """Write how many places the event has as a whole."""
    if fact.places is not None:
        yield pool_of(fact.places) | {"occasion_id": None}


def write_occasion_places(fact: OccasionFact, filling: Filling) -> Rows:
    """Write how many places an occasion has of its own."""
    if fact.places is not None:
        yield pool_of(fact.places) | {"event_id": filling.row("event", fact.event)}


def pool_of(places: PlacesValue) -> dict[str, Any]:
    """Write places down."""
    return {"capacity": places.capacity, "taken": places.taken, "is_awaited": False}


def read_places(rows: Sequence[Any], _names: Names) -> Values:
    """Read how many places there are."""
    [(_, capacity, taken)] = rows
    return {"places": PlacesValue(capacity=capacity, taken=taken)}


def write_closing(fact: OccasionFact, filling: Filling) -> Rows:
    """Write that the list of an occasion is whole."""
    if fact.list_closed_at is not None:
        yield {"closed_at": fact.list_closed_at, "closed_by": filling.by}


EVENTS = Kind(
    fact=EventFact,
    table="event",
    own="slug",
    fill=fill_event,
    of_year=events_of_year,
    sets=["spoken"],
    parts=[
        Part(
            table="event_text",
            owner="event_id",
            fields=["texts"],
            columns=["language", "title", "body"],
            write=write_texts,
            read=read_texts,
        ),
        Part(
            table="spoken_language",
            owner="event_id",
            fields=["spoken"],
            columns=["language"],
            write=lambda fact, _: ({"language": each} for each in fact.spoken),
            read=lambda rows, _: {"spoken": sorted(language for _, language in rows)},
        ),
        Part(
            table="gate",
            owner="event_id",
            fields=["gates"],
            columns=["name"],
            order="id",
            write=lambda fact, _: ({"name": each} for each in fact.gates),
            read=lambda rows, _: {"gates": [name for _, name in rows]},
        ),
        Part(
            table="place_pool",
            owner="event_id",
            fields=["places"],
            columns=["capacity", "taken"],
            only=lambda pool: pool.c.occasion_id.is_(None),
            write=write_places,
            read=read_places,
        ),
        Part(
            table="reported_event",
            owner="event_id",
            fields=["counts_as"],
            columns=["counts_as"],
            write=lambda fact, _: [{"counts_as": fact.counts_as}] if fact.counts_as else [],
            read=lambda rows, _: {"counts_as": str(rows[0][1])},
        ),
    ],
)
OCCASIONS = Kind(
    fact=OccasionFact,
    table="occasion",
    own="calendar_uid",
    links={"event": "event", "venue": "venue"},
    fill=lambda _, filling: {"revised_at": filling.at},
    of_year=lambda year: of_events("occasion", year),
    parts=[
        Part(
            table="attendance_list",
            owner="occasion_id",
            fields=["list_closed_at"],
            columns=["closed_at"],
            write=write_closing,
            read=lambda rows, _: {"list_closed_at": rows[0][1]},
        ),
        Part(
            table="place_pool",
            owner="occasion_id",
            fields=["places"],
            columns=["capacity", "taken"],
            write=write_occasion_places,
            read=read_places,
        ),
    ],
)
