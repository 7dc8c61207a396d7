"""What registers somebody who stands there unannounced."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.pools.operations import claim_places, release_places
from eventsys.events.rules import Attends, EventStatus
from eventsys.registration.errors import RegistrationClosed
from eventsys.registration.models import Participant, Registration
from eventsys.registration.operations import (
    add_people,
    claim_key,
    find_attempt,
    get_attempt,
    registration_values,
)
from eventsys.registration.places.operations import Taken
from eventsys.registration.queries import get_terms
from eventsys.registration.requests import Attempt, RegistrationRequest
from eventsys.registration.rules import (
    Category,
    Channel,
    Contact,
    ParticipantRequest,
    Source,
    Terms,
)


@dataclass(frozen=True, kw_only=True)
class DoorRequest:
    """Who stands there, at which occasion; the key makes a request that comes twice the same."""

    key: str
    name: str
    category: Category
    occasion_id: int


def register_at_door(
    session: Session, event: Event, request: DoorRequest, *, at: datetime, by: Principal
) -> Participant:
    """Register somebody who came, with the name alone.

    They are there: neither the time for registering nor the event's questions, its age rule or its
    way of giving places stand against that, but only a free place does. Raise `RegistrationClosed`
    where the event is not published, `NotEnoughPlaces` and `KeyReused`.
    """
    session.flush()
    terms = get_terms(session, event.slug)
    if terms.status is not EventStatus.PUBLISHED:
        raise RegistrationClosed(terms.state(at))
    attempt = Attempt(scope=f"door:{event.slug}", key=request.key, body=repr(request))
    known = find_attempt(session, attempt) or write_down(
        session, terms, request, attempt, at=at, by=by
    )
    return session.scalars(select(Participant).filter_by(registration_id=known.id)).one()


def write_down(
    session: Session,
    terms: Terms,
    request: DoorRequest,
    attempt: Attempt,
    *,
    at: datetime,
    by: Principal,
) -> Registration:
    """Take a place and store the registration, once also where it is sent twice at once."""
    occasion_id = request.occasion_id if terms.attends is Attends.ONE else None
    claim_places(session, terms.event_id, occasion_id, 1)
    wanted = RegistrationRequest(
        contact=Contact(name=request.name, channel=Channel.NONE),
        language=Language.DANISH,
        participants=[ParticipantRequest(name=request.name, category=request.category)],
        source=Source.DOOR,
    )
    values = registration_values(terms, wanted, occasion_id, at=at, by=by)
    registration = claim_key(session, attempt, values)
    if registration is None:
        release_places(session, terms.event_id, occasion_id, 1)
        return get_attempt(session, attempt)
    add_people(session, terms, registration, Taken(occasion_id, 1, wanted), at=at)
    record(session, "register at the door", registration, {}, at=at, by=by)
    return registration
