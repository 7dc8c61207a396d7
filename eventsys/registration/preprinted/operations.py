"""What prints tickets for nobody yet, and gives them to those who are typed in later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.errors import Busy
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.pools.operations import claim_places
from eventsys.events.rules import EventStatus
from eventsys.registration.errors import RegistrationClosed
from eventsys.registration.models import Participant, Registration
from eventsys.registration.operations import (
    ADD,
    Registered,
    add_people,
    adopt,
    claim_key,
    find_attempt,
    register_once,
    registration_values,
)
from eventsys.registration.places.operations import Taken, chosen_occasion, take_places
from eventsys.registration.preprinted.errors import TicketNotFree, TooManyPrinted
from eventsys.registration.preprinted.queries import find_free
from eventsys.registration.preprinted.requests import MOST_PRINTED, PaperRequest, PrintRun
from eventsys.registration.queries import get_terms
from eventsys.registration.requests import Attempt, RegistrationRequest
from eventsys.registration.rules import (
    Channel,
    Contact,
    ParticipantRequest,
    Source,
    Terms,
)
from eventsys.registration.telling import tell_made


def preprint(
    session: Session, event: Event, run: PrintRun, *, at: datetime, by: Principal
) -> Registration:
    """Issue tickets that are nobody's yet; they hold places and are valid at the entrance.

    Raise `TooManyPrinted`, `RegistrationClosed`, `OccasionMissing` and `NotEnoughPlaces`.
    """
    if not 1 <= run.number <= MOST_PRINTED:
        raise TooManyPrinted(MOST_PRINTED)
    session.flush()
    terms = get_terms(session, event.slug)
    if terms.status is not EventStatus.PUBLISHED or terms.last_end <= at:
        raise RegistrationClosed(terms.state(at))
    occasion_id = chosen_occasion(terms, run.occasion_no, at)
    claim_places(session, event.id, occasion_id, run.number)
    request = request_of(run)
    values = registration_values(terms, request, occasion_id, at=at, by=by)
    added = session.connection().execute(ADD, values).scalar_one()
    registration = adopt(session, added, values)
    taken = Taken(occasion_id, run.number, request)
    add_people(session, terms, registration, taken, at=at)
    record(session, "preprint", registration, {"number": run.number}, at=at, by=by)
    return registration


def request_of(run: PrintRun) -> RegistrationRequest:
    """Ask for the places of a print run, in nobody's name."""
    return RegistrationRequest(
        contact=Contact(name="", channel=Channel.NONE),
        language=Language.DANISH,
        participants=[ParticipantRequest(name="", category=run.category)] * run.number,
        source=Source.PREPRINTED,
    )


def register_on_paper(
    session: Session,
    slug: str,
    request: PaperRequest,
    attempt: Attempt,
    *,
    at: datetime,
    by: Principal,
) -> Registered:
    """Type a registration in; who has a ticket printed beforehand keeps it and its place.

    Tickets are given to their holders also after the event: the count stays what it is. Raise what
    `register_once` raises, and `TicketNotFree`.
    """
    if not request.tickets:
        return register_once(session, slug, request.registration, attempt, at=at, by=by)
    terms = get_terms(session, slug)
    earlier = find_attempt(session, attempt)
    if earlier is not None:
        return Registered(earlier, is_new=False)
    return type_in(session, terms, request, attempt, at=at, by=by)


def type_in(
    session: Session,
    terms: Terms,
    request: PaperRequest,
    attempt: Attempt,
    *,
    at: datetime,
    by: Principal,
) -> Registered:
    """Store a registration of which somebody has a ticket already."""
    holders = holders_of(session, terms, request)
    newcomers = newcomers_of(request)
    taken = take_places(session, terms, newcomers, at=at) if newcomers.participants else None
    occasion_id = taken.occasion_id if taken else next(iter(holders.values())).occasion_id
    values = registration_values(terms, request.registration, occasion_id, at=at, by=by)
    registration = claim_key(session, attempt, values)
    if registration is None:  # the same was sent twice at once; nothing of this one is stored
        raise Busy
    if taken is not None:
        add_people(session, terms, registration, taken, at=at)
    else:
        put_notice(session, NoticeKind.REGISTERED, registration.id, revision=1, at=at)
    hand_over(session, registration, request, holders)
    tell_made(session, registration, len(holders), at=at)
    record(session, "type in", registration, {"tickets": len(holders)}, at=at, by=by)
    return Registered(registration, is_new=True)


def newcomers_of(request: PaperRequest) -> RegistrationRequest:
    """Leave out those who have a ticket."""
    people = [
        person
        for position, person in enumerate(request.registration.participants)
        if position not in request.tickets
    ]
    return replace(request.registration, participants=people)


def holders_of(session: Session, terms: Terms, request: PaperRequest) -> Mapping[int, Participant]:
    """Find the free tickets of a request, by the person's position; raise `TicketNotFree`."""
    holders: dict[int, Participant] = {}
    for position, code in request.tickets.items():
        found = find_free(session, terms, code)
        if found is None or any(found is other for other in holders.values()):
            raise TicketNotFree(position)
        holders[position] = found
    return holders


def hand_over(
    session: Session,
    registration: Registration,
    request: PaperRequest,
    holders: Mapping[int, Participant],
) -> None:
    """Give each free ticket to its holder; raise `TicketNotFree` where another was faster."""
    first = len(request.registration.participants) - len(holders) + 1
    for number, (position, person) in enumerate(sorted(holders.items()), start=first):
        asked = request.registration.participants[position]
        moved = session.scalar(
            update(Participant)
            .where(
                Participant.id == person.id,
                Participant.registration_id == person.registration_id,
                Participant.status == person.status,
            )
            .values(
                registration_id=registration.id,
                position=number,
                name=asked.name,
                birth_year=asked.birth_year,
            )
            .returning(Participant.id)
            .execution_options(synchronize_session=False)
        )
        if moved is None:
            raise TicketNotFree(position)
        session.refresh(person)
