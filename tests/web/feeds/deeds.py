"""Every operation that could change what a feed shows: each done once, or told why it cannot."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.core.standing import Confirmation, Origin, digest_of
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.occasions.operations import amend_place, cancel_occasion, restore_occasion
from eventsys.events.occasions.queries import find_occasion
from eventsys.events.operations import (
    amend_event,
    archive,
    cancel,
    create_event,
    publish,
    withdraw,
)
from eventsys.events.queries import plan_of
from eventsys.events.rules import Visibility
from eventsys.events.texts.operations import confirm_text
from eventsys.events.texts.queries import rows_of, words_of
from eventsys.places.models import District, Venue
from eventsys.places.operations import VenueDetails
from tests.factories import HOURS, make_plan, make_venue
from tests.house.tree import modules, parse

Deed: TypeAlias = Callable[[Session, Event, datetime], object]
"""Does one thing to a published event of two dates."""

UNSEEN: Mapping[str, str] = {
    "add_locality": "no feed shows localities",
    "add_picture": "no feed shows pictures",
    "add_venue": "no event is there yet",
    "added": "no event is there yet",
    "amend_venue": "only `amend_place` calls it",
    "change_status": "done by publish, withdraw, cancel and archive",
    "delete_draft": "drafts are in no feed",
    "describe_picture": "no feed shows pictures",
    "dismiss_assistant": "no feed shows the team",
    "drop_view": "no feed shows what the office looks at",
    "find_or_add_venue": "no event is there yet",
    "join_series": "no feed shows series",
    "keep_view": "no feed shows what the office looks at",
    "leave_series": "no feed shows series",
    "name_assistant": "no feed shows the team",
    "note": "no feed shows pictures",
    "note_change": "part of cancelling and restoring a date",
    "put_first": "no feed shows pictures",
    "remove_picture": "no feed shows pictures",
    "take_or_add_venue": "no event is there yet",
    "write_texts": "part of creating and amending",
}


def operations() -> set[str]:
    """List the operations on events and places: what is done in somebody's name."""
    return {
        node.name
        for path in modules("eventsys/events", "eventsys/places")
        if path.name == "operations.py"
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef)
        and {"at", "by"} <= {each.arg for each in node.args.kwonlyargs}
    }


def amend(session: Session, event: Event, at: datetime, **changes: Any) -> None:
    """Save an event's form with some fields changed."""
    amend_event(session, event, replace(plan_of(session, event), **changes), at=at, by=SYSTEM)


def move(session: Session, event: Event, at: datetime) -> None:
    """Move the first date by three hours."""
    first, *rest = plan_of(session, event).occasions
    moved = replace(first, starts_at=first.starts_at + HOURS, ends_at=first.ends_at + HOURS)
    amend(session, event, at, occasions=[moved, *rest])


def carry(session: Session, event: Event, at: datetime) -> None:
    """Hold the first date somewhere else."""
    first, *rest = plan_of(session, event).occasions
    venue = make_venue(session, f"Hal {event.id}", at=at)
    amend(session, event, at, occasions=[replace(first, venue_id=venue.id), *rest])


def add_date(session: Session, event: Event, at: datetime) -> None:
    """Add a date a day after the first."""
    dates = plan_of(session, event).occasions
    added = replace(
        dates[0],
        no=None,
        starts_at=dates[0].starts_at + 8 * HOURS,
        ends_at=dates[0].ends_at + 8 * HOURS,
    )
    amend(session, event, at, occasions=[*dates, added])


def drop_date(session: Session, event: Event, at: datetime) -> None:
    """Take the last date out of the form."""
    amend(session, event, at, occasions=plan_of(session, event).occasions[:1])


def call_off(session: Session, event: Event, at: datetime) -> None:
    """Cancel the second date alone."""
    second = find_occasion(session, event.id, 2)
    assert second is not None
    cancel_occasion(session, event, second, at=at, by=SYSTEM)


def hold_after_all(session: Session, event: Event, at: datetime) -> None:
    """Hold the second date after all."""
    second = find_occasion(session, event.id, 2)
    assert second is not None
    restore_occasion(session, event, second, at=at, by=SYSTEM)


def rename(session: Session, event: Event, at: datetime) -> None:
    """Give the event another Danish title, so that the English one lags behind."""
    titles = plan_of(session, event).titles
    amend(session, event, at, titles={**titles, Language.DANISH: "Høstfest"})


def venue_of(session: Session, event: Event) -> Venue:
    """Give where the first date is held."""
    return session.get_one(Venue, plan_of(session, event).occasions[0].venue_id)


def describe(session: Session, event: Event, at: datetime, **changes: Any) -> None:
    """Save the form of the first date's venue with some fields changed."""
    venue = venue_of(session, event)
    known = VenueDetails(
        name=venue.name,
        address=venue.address,
        latitude=venue.latitude,
        longitude=venue.longitude,
    )
    district = session.get_one(District, venue.district_id)
    amend_place(session, venue, district, replace(known, **changes), at=at, by=SYSTEM)


def confirm(session: Session, event: Event, at: datetime) -> None:
    """Say that the outdated English text is right after all."""
    danish = rows_of(session, event)[Language.DANISH]
    said = Confirmation(
        language=Language.ENGLISH, origin=Origin.HUMAN, seen=digest_of(words_of(danish))
    )
    confirm_text(session, event, said, at=at, by=SYSTEM)


def create(session: Session, event: Event, at: datetime) -> None:
    """Make another event and publish it, as imports do."""
    made = create_event(session, make_plan(session, at=at), at=at, by=SYSTEM)
    publish(session, made, at=at, by=SYSTEM)


DEEDS: Mapping[str, Deed] = {
    "amend_event: another time": move,
    "amend_event: another place": carry,
    "amend_event: a date more": add_date,
    "amend_event: a title": rename,
    "confirm_text: the English one": confirm,
    "amend_event: a translation": lambda session, event, at: amend(
        session, event, at, titles={Language.DANISH: "Høstfest", Language.ENGLISH: "Harvest party"}
    ),
    "amend_event: a text": lambda session, event, at: amend(
        session, event, at, bodies={Language.DANISH: "Tag et tæppe med."}
    ),
    "amend_event: an address": lambda session, event, at: amend(
        session, event, at, slug=f"{event.slug}-ny"
    ),
    "amend_place: a name": lambda session, event, at: describe(
        session, event, at, name=f"Sal {event.id} {at:%H%M%S}"
    ),
    "amend_place: an address": lambda session, event, at: describe(
        session, event, at, address="Gaden 2"
    ),
    "amend_place: a position": lambda session, event, at: describe(
        session, event, at, latitude=55.69, longitude=12.55
    ),
    "cancel_occasion: the second": call_off,
    "restore_occasion: the second": hold_after_all,
    "amend_event: a date less": drop_date,
    "cancel: the event": lambda session, event, at: cancel(session, event, at=at, by=SYSTEM),
    "publish: after all": lambda session, event, at: publish(session, event, at=at, by=SYSTEM),
    "amend_event: by link only": lambda session, event, at: amend(
        session, event, at, visibility=Visibility.LINK
    ),
    "amend_event: for everybody": lambda session, event, at: amend(
        session, event, at, visibility=Visibility.ALL
    ),
    "withdraw: into a draft": lambda session, event, at: withdraw(session, event, at=at, by=SYSTEM),
    "publish: anew": lambda session, event, at: publish(session, event, at=at, by=SYSTEM),
    "create_event: another": create,
    "archive: away": lambda session, event, at: archive(session, event, at=at, by=SYSTEM),
}
"""In an order in which each can be done to the same event."""


def without_need() -> Iterator[str]:
    """List the operations that are told of twice, or that are gone."""
    done = {name.partition(":")[0] for name in DEEDS}
    yield from done & UNSEEN.keys()
    yield from (done | UNSEEN.keys()) - operations()
