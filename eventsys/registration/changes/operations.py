"""What changes a registration that is there: names, contact, date, all places given back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.errors import Busy
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.events.models import Event
from eventsys.events.pools.operations import (
    claim_places,
    lock_pool,
    lock_pools,
    release_places,
)
from eventsys.events.queries import get_event_by_id
from eventsys.events.rules import AgeRule, RegistrationState
from eventsys.registration.changes.errors import MoveRefused
from eventsys.registration.changes.models import SelfService
from eventsys.registration.changes.queries import is_move_allowed, list_present
from eventsys.registration.changes.requests import Amendment, PersonAmendment
from eventsys.registration.contacts.operations import kind_of
from eventsys.registration.errors import OutsideAgeRule, RegistrationClosed
from eventsys.registration.leaving.operations import deregister, start_of
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.places.operations import chosen_occasion
from eventsys.registration.queries import get_terms
from eventsys.registration.rules import Channel, ParticipantStatus
from eventsys.registration.waitlist.operations import offer_free_places


def amend(
    session: Session, registration: Registration, wanted: Amendment, *, at: datetime, by: Principal
) -> None:
    """Change names, birth years and contact; tickets stay as they are.

    A new e-mail address is written to. Raise `OutsideAgeRule` for a new birth year that the event
    is not for; a position counts among those who have not left, from 0.
    """
    hold(session, registration)
    rule = get_event_by_id(session, registration.event_id).age_rule
    present = list_present(session, registration)
    check_birth_years(rule, present, wanted.people)
    changed = [*amend_contact(registration, wanted), *amend_people(present, wanted, rule)]
    if not changed:
        return
    registration.revision += 1
    session.flush()
    details = {"registration": registration.reference, "changed": changed}
    record(session, "amend", registration, details, at=at, by=by)
    is_mail = registration.contact_channel is Channel.EMAIL
    kind = kind_of(session, registration)
    if is_mail and "email" in changed and kind is not None:
        tell(session, kind, registration, at=at)


def hold(session: Session, registration: Registration) -> None:
    """Wait for other changes of the registration, and let none begin."""
    lock_pool(session, registration.event_id, registration.occasion_id)
    session.refresh(registration, with_for_update=True)


def check_birth_years(
    rule: AgeRule | None, present: Sequence[Participant], wanted: Mapping[int, PersonAmendment]
) -> None:
    """Judge the birth years that are to change; those that stay were judged before."""
    if rule is None:
        return
    outside = [
        index
        for index, person in enumerate(present)
        if is_new_year(person, wanted) and not rule.holds(wanted[person.position].birth_year)
    ]
    if outside:
        raise OutsideAgeRule(outside, rule)


def is_new_year(person: Participant, wanted: Mapping[int, PersonAmendment]) -> bool:
    """Tell whether a birth year that counts is to change; nobody asks it of a companion."""
    new = wanted.get(person.position)
    return new is not None and not person.is_companion and new.birth_year != person.birth_year


def amend_contact(registration: Registration, wanted: Amendment) -> list[str]:
    """Write the contact down; give the names of what is new."""
    new = wanted.contact
    columns = {
        "contact name": ("contact_name", new.name),
        "channel": ("contact_channel", new.channel),
        "email": ("contact_email", new.email),
        "phone": ("contact_phone", new.phone),
    }
    changed = [
        name
        for name, (column, value) in columns.items()
        if (getattr(registration, column) or "") != (value or "")
    ]
    for name in changed:
        column, value = columns[name]
        setattr(registration, column, value)
    return changed


def amend_people(
    present: Sequence[Participant], wanted: Amendment, rule: AgeRule | None
) -> list[str]:
    """Write names and birth years down; give the names of what is new."""
    changed = []
    for person in present:
        new = wanted.people.get(person.position)
        if new is None:
            continue
        if new.name != (person.name or ""):
            person.name = new.name
            changed.append(f"name {person.position}")
        if rule is not None and is_new_year(person, wanted.people):
            person.birth_year = new.birth_year
            changed.append(f"birth year {person.position}")
    return changed


def tell(session: Session, kind: NoticeKind, registration: Registration, *, at: datetime) -> None:
    """Put a notice about a registration as it now is."""
    put_notice(session, kind, registration.id, revision=registration.revision, at=at)


def deregister_all(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> int:
    """Give back the places of everybody who has not left; count them, 0 when repeated."""
    hold(session, registration)
    present = list_present(session, registration)
    for person in present:
        deregister(session, person, at=at, by=by)
    return len(present)


def move(
    session: Session, registration: Registration, no: int, *, at: datetime, by: Principal
) -> None:
    """Take everybody who has a place to another date of the event; the tickets go along.

    The places there are claimed and those here released in one transaction. Harmless when repeated.
    Raise `MoveRefused`, `RegistrationClosed`, `OccasionMissing` and `NotEnoughPlaces`.
    """
    terms = get_terms(session, get_event_by_id(session, registration.event_id).slug)
    if terms.state(at) is not RegistrationState.OPEN:
        raise RegistrationClosed(terms.state(at))
    there, known = chosen_occasion(terms, no, at), registration.occasion_id
    if there is None or known is None:
        raise MoveRefused
    lock_pools(session, registration.event_id, {known, there})
    session.refresh(registration, with_for_update=True)
    if registration.occasion_id == there:
        return
    if registration.occasion_id != known:
        raise Busy  # somebody else has just moved it somewhere else
    people = list_present(session, registration)
    check_move(session, registration, people, at=at, by=by)
    change_places(session, registration, people, there, at=at)
    take_along(session, registration, people, there, at=at)
    details = {"registration": registration.reference, "from": known, "to": there}
    record(session, "move", registration, details, at=at, by=by)
    tell(session, NoticeKind.REGISTERED, registration, at=at)


def change_places(
    session: Session,
    registration: Registration,
    people: Sequence[Participant],
    there: int,
    *,
    at: datetime,
) -> None:
    """Claim places there and release those here; whoever waits here is offered them."""
    event_id, here = registration.event_id, registration.occasion_id
    places = sum(person.takes_place for person in people)
    claim_places(session, event_id, there, places)
    release_places(session, event_id, here, places)
    offer_free_places(session, event_id, here, at=at, is_fresh=True)


def check_move(
    session: Session,
    registration: Registration,
    people: Sequence[Participant],
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Raise `MoveRefused` where the event, the time or a waiting person forbids it.

    The event's own wish binds people who do it themselves, not the service desk.
    """
    all_in = all(person.status is ParticipantStatus.CONFIRMED for person in people)
    if not people or not all_in:
        raise MoveRefused
    is_free = by.kind is PrincipalKind.ACCOUNT
    if not is_free and not is_move_allowed(session, registration.event_id):
        raise MoveRefused
    if start_of(session, people[0]) <= at:
        raise MoveRefused


def take_along(
    session: Session,
    registration: Registration,
    people: Sequence[Participant],
    occasion_id: int,
    *,
    at: datetime,
) -> None:
    """Write the new date down everywhere, the tickets in the order in which scans hold them."""
    ids = [person.id for person in people]
    mine = select(Ticket.id).where(Ticket.participant_id.in_(ids)).order_by(Ticket.id)
    tickets = session.scalars(mine.with_for_update()).all()
    session.execute(
        update(Ticket).where(Ticket.id.in_(tickets)).values(occasion_id=occasion_id, changed_at=at)
    )
    for person in people:
        person.occasion_id = occasion_id
    registration.occasion_id = occasion_id
    registration.revision += 1
    session.flush()


def let_people_move(
    session: Session, event: Event, *, allowed: bool, at: datetime, by: Principal
) -> None:
    """Say whether people may choose another of the event's dates by themselves."""
    if is_move_allowed(session, event.id) is allowed:
        return
    session.merge(SelfService(event_id=event.id, is_move_allowed=allowed))
    record(session, "let people move", event, {"allowed": allowed}, at=at, by=by)
