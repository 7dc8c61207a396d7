"""What is asked before a list of registrations is judged."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.events.pools.queries import list_pools
from eventsys.events.queries import list_occasions
from eventsys.events.rules import Attends
from eventsys.exchange.imports.people.rules import EventFacts
from eventsys.registration.groups.rules import person_key
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus


def read_facts(session: Session, event: Event) -> EventFacts:
    """Read what an event wants of its people, and who is registered already."""
    dates = (
        frozenset(each.no for each in list_occasions(session, event) if each.cancelled_at is None)
        if event.attends is Attends.ONE
        else frozenset[int]()
    )
    return EventFacts(age_rule=event.age_rule, dates=dates, known=known_people(session, event))


def known_people(session: Session, event: Event) -> Mapping[tuple[str, int | None], frozenset[str]]:
    """Tell who is registered, by name and year, with the addresses of each."""
    rows = session.execute(
        select(
            Participant.name,
            Participant.birth_year,
            Registration.contact_email,
            Registration.contact_phone,
        )
        .join(Registration, Registration.id == Participant.registration_id)
        .where(
            Participant.event_id == event.id,
            Participant.name.is_not(None),
            Participant.status != ParticipantStatus.DEREGISTERED,
        )
    )
    known: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for name, birth_year, email, phone in rows:
        known[person_key(name or ""), birth_year].add(email or phone or "")
    return {key: frozenset(addresses) for key, addresses in known.items()}


def places_left(session: Session, event: Event) -> int | None:
    """Tell how many places are left in all; None where an event has no limit."""
    left = [pool.left() for pool in list_pools(session, event)]
    return None if None in left else sum(each or 0 for each in left)
