"""Laying the demonstration into a database; harmless when repeated, and while a server runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from random import Random

from sqlalchemy.orm import Session

from eventsys.cli.demonstration.attended import add_attendance, begun_course
from eventsys.cli.demonstration.care import with_care
from eventsys.cli.demonstration.further import further_events
from eventsys.cli.demonstration.languages import add_translations
from eventsys.cli.demonstration.named import named_events
from eventsys.cli.demonstration.people import invented_registrations, school_class
from eventsys.cli.demonstration.places import add_places, venue_ids
from eventsys.cli.demonstration.questions import with_answers
from eventsys.cli.demonstration.show import DemonstrationEvent
from eventsys.cli.demonstration.surveys import add_questionnaires
from eventsys.cli.demonstration.told import add_letters, add_printed_tickets
from eventsys.cli.demonstration.workplaces import add_register, with_workplaces
from eventsys.core.db import db, transaction
from eventsys.core.localtime import local_day
from eventsys.core.principal import SYSTEM
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.operations import amend_event, cancel, create_event, publish
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import find_event, get_event, plan_of
from eventsys.events.rules import Attends, EventStatus
from eventsys.registration.errors import RegistrationClosed
from eventsys.registration.operations import register
from eventsys.registration.queries import count_participants
from eventsys.registration.questions.operations import add_question
from eventsys.registration.requests import RegistrationRequest
from eventsys.registration.rules import IfFull
from eventsys.registration.waitlist.operations import offer_changed_places
from eventsys.registration.waitlist.queries import list_waitlist

Step = Callable[[Session], None]
WITH_BEGUN = 10
"""So many events show a course that has begun, too."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large the demonstration is to be: tickets of International Dag, events, the chance."""

    tickets: int
    events: int
    seed: int


def prepare(size: Size, *, at: datetime, slice_seconds: float) -> None:
    """Add the places, events and registrations that are not there yet.

    No transaction is held much longer than the slice.
    """
    work_through(steps(size, at), slice_seconds)


def work_through(waiting: Iterator[Step], slice_seconds: float) -> None:
    """Take step after step, as many in a transaction as begin within the slice."""
    for step in waiting:
        until = time.monotonic() + slice_seconds
        with transaction() as session:
            step(session)
            while time.monotonic() < until and (following := next(waiting, None)) is not None:
                following(session)


def steps(size: Size, at: datetime) -> Iterator[Step]:
    """Cut the work into small steps."""
    yield partial(add_places, at=at)
    yield partial(add_questionnaires, at=at)
    yield partial(add_register, at=at)
    for event in events_of(size, at):
        yield partial(add_event, event=event, at=at)
        for request in missing_registrations(event, size.seed):
            yield partial(register_one, slug=event.slug, request=request, at=at)
        if event.waiting:
            yield partial(add_waiting, event=event, seed=size.seed, at=at)
    yield partial(add_attendance, seed=size.seed, at=at)
    yield partial(add_letters, at=at)
    yield partial(add_printed_tickets, slugs=[event.slug for event in events_of(size, at)], at=at)


def events_of(size: Size, at: datetime) -> list[DemonstrationEvent]:
    """List the events of the demonstration."""
    today = local_day(at)
    chance = Random(size.seed)  # noqa: S311 -- not for secrecy
    named = list(named_events(today, size.tickets))
    if size.events >= WITH_BEGUN:
        named.append(begun_course(today))
    number = size.events - len(named)
    return [*named, *further_events(today, number, size.tickets, chance)]


def add_event(session: Session, *, event: DemonstrationEvent, at: datetime) -> None:
    """Add an event and publish it, unless it is there."""
    if find_event(session, event.slug) is not None:
        return
    made = create_event(session, event.plan(venue_ids(session), at), at=at, by=SYSTEM)
    if event.translations is not None:
        add_translations(session, made, event.translations, at=at)
    for question in event.questions:
        add_question(session, made, question, at=at, by=SYSTEM)
    publish(session, made, at=at, by=SYSTEM)
    if event.status is EventStatus.CANCELLED:
        cancel(session, made, at=at, by=SYSTEM)


def missing_registrations(event: DemonstrationEvent, seed: int) -> Iterator[RegistrationRequest]:
    """Invent the registrations that an event is still to have."""
    session = db.session()
    present = count_participants(session, get_event(session, event.slug))
    missing = event.participants - present
    if event.school and not present:
        missing -= event.school.children
        yield school_class(event.school, event.age_rule)
    chance = Random(f"{seed} {event.slug} {missing}")  # noqa: S311 -- not for secrecy
    invented = invented_registrations(missing, event.largest_group, event.age_rule, chance)
    cared_for = (with_care(request, event.care, chance) for request in invented)
    answering = (with_answers(request, event.questions, chance) for request in cared_for)
    asks = event.asks_workplace
    requests = (with_workplaces(request, chance, is_asked=asks) for request in answering)
    if event.attends is Attends.ALL:
        yield from requests
    for index, request in enumerate(requests):
        yield replace(request, occasion_no=index % len(event.shows) + 1)


def register_one(
    session: Session, *, slug: str, request: RegistrationRequest, at: datetime
) -> None:
    """Register, unless places or dates no longer allow it."""
    with suppress(RegistrationClosed, NotEnoughPlaces):
        register(session, get_event(session, slug), request, at=at, by=SYSTEM)


def add_waiting(session: Session, *, event: DemonstrationEvent, seed: int, at: datetime) -> None:
    """Let people wait for a full event, and offer one more place, unless somebody waits already."""
    found = get_event(session, event.slug)
    plan = plan_of(session, found)
    if plan.capacity != count_taken(session, found) or list_waitlist(session, found):
        return
    chance = Random(f"{seed} {event.slug} waiting")  # noqa: S311 -- not for secrecy
    for request in invented_registrations(event.waiting, 2, event.age_rule, chance):
        waiting = replace(request, if_full=IfFull.WAITLIST)
        register(session, found, waiting, at=at, by=SYSTEM)
    amended = replace(plan, capacity=count_taken(session, found) + 1)
    amend_event(session, found, amended, at=at, by=SYSTEM)
    offer_changed_places(session, found, at=at)
